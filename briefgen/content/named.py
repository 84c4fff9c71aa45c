"""
Find where front matter names something that only the whole site knows.

Files and authors are checked when everything has been read; what is needed to
say where a mistake stands is kept until then.
"""

from collections.abc import Iterator

from briefgen.content.addresses import resolve
from briefgen.content.frontmatter import FrontMatter
from briefgen.content.html import is_internal
from briefgen.model.article import Link
from briefgen.model.front_matter import Image
from briefgen.model.paths import SourcePath
from briefgen.schema.lookup import texts_of, value_of
from briefgen.schema.nodes import Node, YamlText


def named_files(source: YamlText, matter: FrontMatter | None, path: SourcePath) -> Iterator[Link]:
    """Return the files that *matter* names, which was read from *source*."""
    image: Image | None = getattr(matter, "image", None)
    # What is neither a file nor on the web, such as `javascript:`, is a file that is not there.
    if image is not None and not image.src.lower().startswith(("https://", "http://")):
        yield _link(source, value_of(source.fields["image"], "src"), path, embeds=True)
    if getattr(matter, "related", ()):
        for node in texts_of(source.fields["related"]):
            yield _link(source, node, path, embeds=False)


def _link(source: YamlText, node: Node, path: SourcePath, *, embeds: bool) -> Link:
    place = source.place(node.start_mark)
    written = node.value.strip()
    is_elsewhere = embeds and not is_internal(written)
    target = SourcePath(written if is_elsewhere else resolve(path, written))
    return Link(target, "", written, place.line, place.column, embeds)


def bylines(source: YamlText, matter: FrontMatter | None) -> Iterator[tuple[int, int]]:
    """Return line and column of each author that *matter* names."""
    if getattr(matter, "authors", ()):
        for node in texts_of(source.fields["authors"]):
            place = source.place(node.start_mark)
            yield place.line, place.column
