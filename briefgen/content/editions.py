"""
Read what an edition gathers: articles, pages elsewhere, and headings between them.

Where an article is published is not known here; its path is kept with its place
in the front matter, so that whoever knows the whole site can check it.
"""

from collections.abc import Iterator

from briefgen.content.addresses import is_web_address, resolve
from briefgen.errors import Severity
from briefgen.model.article import Item, Link
from briefgen.model.front_matter import EditionFrontMatter, EditionItem
from briefgen.model.paths import SourcePath
from briefgen.schema.lookup import value_of
from briefgen.schema.nodes import Node, YamlText

_BESIDE = {
    "heading": ("heading",),
    "article": ("article", "note"),
    "url": ("url", "title", "publisher", "note"),
}
"""What an item is, by the field that decides it, and the fields that it may have then."""

_FORMS = "write a `heading`, an `article`, or the `title` and the `url` of a page elsewhere"


def read_items(source: YamlText, matter: object, path: SourcePath) -> tuple[Item, ...]:
    """
    Return what the edition at *path* gathers, in the editor's order.

    Whatever is wrong with an item becomes a complaint of *source*, the front
    matter that *matter* was read from.  What is no edition has no items.
    """
    if not isinstance(matter, EditionFrontMatter):
        return ()
    if not matter.items:
        source.complain(
            "this edition gathers nothing",
            None,
            help="list its articles below `items:`",
            severity=Severity.WARNING,
        )
    entries = [(one, node) for one, node in source.records if isinstance(one, EditionItem)]
    items = tuple(item for one, node in entries for item in _to_item(source, one, node, path))
    if items and all(item.heading for item in items):
        source.complain(
            "this edition gathers nothing but headings",
            source.fields["items"].start_mark,
            help="list articles or pages elsewhere below them",
            severity=Severity.WARNING,
        )
    return items


def _to_item(source: YamlText, entry: EditionItem, node: Node, path: SourcePath) -> Iterator[Item]:
    """Return the item that *entry* is, if nothing is wrong with it."""
    kinds = [name for name in _BESIDE if getattr(entry, name)]
    if len(kinds) != 1:
        if not kinds and entry.title:
            _complain(source, node, "title", "this item has a `title`, but no `url`", _FORMS)
        elif not kinds:
            source.complain(
                "this item is neither a heading nor a link", node.start_mark, help=_FORMS
            )
        else:
            both = " and ".join(f"`{name}`" for name in kinds)
            source.complain(
                f"this item has {both}, but can be one thing only", node.start_mark, help=_FORMS
            )
        return
    kind = kinds[0]
    for name in EditionItem.__struct_fields__:
        if getattr(entry, name) and name not in _BESIDE[kind]:
            help = f"take `{name}` out, or make two items of this one"
            _complain(source, node, name, f"`{name}` has no place beside `{kind}`", help)
            return
    if kind == "url" and not _is_page_elsewhere(source, entry, node):
        return
    link = None
    if kind == "article":
        link = _link(source, entry.article, node, path)
        if link is None:
            return
    yield Item(entry.heading, link, entry.url, entry.title, entry.publisher, entry.note)


def _is_page_elsewhere(source: YamlText, entry: EditionItem, node: Node) -> bool:
    """Whether *entry* has a title and a web address; if not, complain."""
    if not is_web_address(entry.url):
        help = "write it as https://example.org/; a page of this site is an `article`"
        _complain(source, node, "url", f"`{entry.url}` is not a web address", help)
        return False
    if not entry.title:
        help = "add `title:`, for readers cannot tell from an address what is there"
        _complain(source, node, "url", "this page elsewhere has no `title`", help)
        return False
    return True


def _link(source: YamlText, article: str, node: Node, path: SourcePath) -> Link | None:
    """Return the link to an *article* of the site; complain if it is none."""
    if "://" in article:
        help = "a page elsewhere has a `title` and a `url`"
        _complain(source, node, "article", "a web address is no article of this site", help)
        return None
    is_relative = article.startswith(("./", "../"))
    place = source.place(value_of(node, "article").start_mark)
    return Link(
        target=SourcePath(resolve(path if is_relative else "", article)),
        anchor="",
        written=article,
        line=place.line,
        column=place.column,
        embeds=False,
    )


def _complain(source: YamlText, node: Node, name: str, message: str, help: str) -> None:
    """Complain about the field *name* of an item."""
    value = value_of(node, name)
    start, end = value.start_mark, value.end_mark
    width = end.column - start.column if start.line == end.line else 1
    source.complain(message, start, width=width, help=help)
