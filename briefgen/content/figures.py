"""Make figures of images that stand alone with a caption, and miss texts for those unseen."""

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from briefgen.content.places import fault_at, find_link
from briefgen.content.typography import typeset
from briefgen.errors import Diagnostic, Location, Severity
from briefgen.model.front_matter import Image
from briefgen.schema.lookup import value_of
from briefgen.schema.nodes import YamlText


def make_figures(tokens: Sequence[Token], quotes: Sequence[str] | None) -> None:
    """Turn each paragraph that is one image with a title into a figure with that caption."""
    for index, inline in enumerate(tokens):
        children = inline.children
        if not children or len(children) != 1 or children[0].type != "image":
            continue
        caption = str(children[0].attrs.get("title", ""))
        opening, closing = tokens[index - 1], tokens[index + 1]
        if caption.strip() and opening.type == "paragraph_open":
            del children[0].attrs["title"]
            opening.type, closing.type = "figure_open", "figure_close"
            opening.tag = closing.tag = "figure"
            # In a list without empty lines, paragraphs are hidden; a figure is not.
            opening.hidden = closing.hidden = False
            closing.meta = {"caption": typeset(caption, quotes) if quotes else caption}


def alt_faults(
    tokens: Sequence[Token], lines: Sequence[str], place: Location
) -> Iterator[Diagnostic]:
    """Warn of images that do not say what they show."""
    for token in tokens:
        for child in token.children or ():
            if child.type == "image" and not child.content.strip():
                first, end = token.map or (0, 0)
                number, column = find_link(lines, first, end, str(child.attrs.get("src", "")))
                yield fault_at(
                    "this image does not say what it shows",
                    place,
                    lines,
                    number - 1,
                    column=column,
                    help="describe it between the brackets, for those who cannot see it",
                    severity=Severity.WARNING,
                )


def warn_of_images(yaml: YamlText) -> None:
    """Complain of pictures in front matter that do not say what they show."""
    for image, node in yaml.records:
        if isinstance(image, Image) and not image.alt:
            yaml.complain(
                "this image does not say what it shows",
                value_of(node, "src").start_mark,
                width=len(image.src),
                help="add `alt:`, for those who cannot see it",
                severity=Severity.WARNING,
            )
