"""
Find what an edition gathers, and report what is not there.

The articles of an edition are named as links name them.  One that is not
published yet is no mistake: it is left out until it is.
"""

from collections.abc import Callable, Iterable

from briefgen.errors import Diagnostic, Location, error, warning
from briefgen.model.article import Item, Link, Listing
from briefgen.model.file_kinds import TEXTS
from briefgen.model.paths import SourcePath
from briefgen.model.site import Site
from briefgen.model.source import Role
from briefgen.structure.links import LinkTable, OutlineOf, broken

Keep = Callable[[Listing], bool]


def file_of(link: Link, table: LinkTable) -> SourcePath:
    """Return the source file that an item means; its suffix may be left out."""
    for suffix in ("", *TEXTS):
        file = table.file(SourcePath(link.target + suffix))
        if table.knows(file):
            return file
    return link.target


def published_items(
    items: Iterable[Item], site: Site, table: LinkTable, keep: Keep
) -> list[tuple[Item, Listing | None]]:
    """
    Return the *items* that can be shown, with their articles.

    Articles that are withheld, or that *keep* refuses, are left out, and so are
    headings with nothing below them.
    """
    shown: list[tuple[Item, Listing | None]] = []
    heading: Item | None = None
    for item in items:
        if item.heading:
            heading = item
            continue
        article = site.public.get(file_of(item.link, table)) if item.link else None
        if item.link and (article is None or not keep(article)):
            continue
        if heading:
            shown.append((heading, None))
            heading = None
        shown.append((item, article))
    return shown


def check_items(
    site: Site, outline_of: OutlineOf, failed: frozenset[SourcePath]
) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the articles that editions name."""
    table = LinkTable(site)
    faults: list[Diagnostic] = []
    for edition in site.editions:
        links = [item.link for item in outline_of(edition.path).items if item.link]
        for link in links:
            faults += _check(link, edition, site, table, failed)
        faults += _twice(links, edition, table)
    return tuple(faults)


def _twice(links: Iterable[Link], edition: Listing, table: LinkTable) -> Iterable[Diagnostic]:
    """Warn of articles that an edition has already."""
    first: dict[SourcePath, Link] = {}
    for link in links:
        file = file_of(link, table)
        if first.setdefault(file, link) is not link:
            yield warning(
                f"`content/{file}` is in this edition twice",
                Location(f"content/{edition.path}", link.line, link.column),
                help=f"keep one of them; the other stands on line {first[file].line}",
            )


def _check(
    link: Link, edition: Listing, site: Site, table: LinkTable, failed: frozenset[SourcePath]
) -> Iterable[Diagnostic]:
    place = Location(f"content/{edition.path}", link.line, link.column)
    file = file_of(link, table)
    if any(SourcePath(link.target + ending) in failed for ending in _ENDINGS):
        return
    listing = site.public.get(file)
    reason = table.withheld_because(file)
    if listing is not None and listing.role is not Role.ARTICLE:
        help = "write the path of a file in a section's folder"
        yield error(f"`content/{file}` is no article, so no edition can hold it", place, help=help)
    elif reason:
        state = {"draft": "a draft", "scheduled": "not published yet"}.get(reason, reason)
        yield warning(f"`content/{file}` is {state}; this edition leaves it out", place)
    elif listing is None:
        yield broken(link, place, site, what="article")


_ENDINGS = ("", *TEXTS, *(f"/index{ending}" for ending in TEXTS))
