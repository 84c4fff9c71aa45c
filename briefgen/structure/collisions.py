"""
See to it that no two things want the same file.

Which of two pages wins would depend on the order of a folder, and the loser
would be gone without a word.  Paths are compared as the strictest file system
does: in NFC and without regard to case.
"""

import unicodedata
from collections.abc import Iterable, Iterator

from briefgen.errors import Diagnostic, Location, error
from briefgen.model.article import Listing
from briefgen.model.paths import OutputPath, Url
from briefgen.model.site import Month, Site, Topic, Writer
from briefgen.model.source import Role
from briefgen.structure.assemble import alias_targets
from briefgen.structure.feeds import has_markdown
from briefgen.structure.indexes import own_lists
from briefgen.structure.sitemaps import has_own_robots
from briefgen.structure.urls import (
    CARD,
    EDITIONS,
    FEED,
    JSON_FEED,
    LLMS,
    MARKDOWN,
    NEWS_SITEMAP,
    NOT_FOUND,
    ROBOTS,
    RSS,
    SEARCH_FILES,
    SITEMAP,
    output_path,
    page_url,
)

_OWN_FILES = (FEED, RSS, JSON_FEED, SITEMAP, NEWS_SITEMAP, ROBOTS, LLMS, NOT_FOUND)

Claim = tuple[OutputPath, str]
"""A file of the output, and the source that asks for it."""


def claims(
    site: Site, theme_assets: Iterable[OutputPath], pictures: Iterable[Claim] = ()
) -> Iterator[Claim]:
    """Return every file that content asks for; pages of a list count with its first."""
    yield from pictures
    for path in SEARCH_FILES if site.features.search else ():
        yield OutputPath(path), "the index for searching"
    for url in _OWN_FILES:
        if url == ROBOTS and has_own_robots(site):
            continue
        yield output_path(url), f"briefgen's own {url}"
    yield OutputPath("index.html"), f"content/{site.home.path}" if site.home else "the home page"
    taken: set[Url] = set()
    for listing in site.public.values():
        if listing.role is not Role.SECTION:
            yield output_path(listing.url), f"content/{listing.path}"
        # Two articles at one address are one mistake, whatever else stands there.
        if listing.role is Role.ARTICLE and listing.url not in taken:
            taken.add(listing.url)
            yield from _beside(listing, site)
    for section in site.sections:
        source = section.index.path if section.index else section.articles[0].path
        yield output_path(section.url), f"content/{source}"
        yield from _further_pages(section.url, len(section.articles), f"`{section.id}`", site)
        yield from _feeds(section.url, f"`{section.id}`")
    yield from _own_lists(site)
    for url, listing in alias_targets(site):
        yield output_path(url), f"an alias in content/{listing.path}"
    for asset in site.assets:
        yield asset.path, f"content/{asset.source}"
    for path in theme_assets:
        yield path, f"the theme's {path}"


def _beside(article: Listing, site: Site) -> Iterator[Claim]:
    """Return the files that stand beside the page of an article."""
    if has_markdown(site.settings, article):
        yield OutputPath(f"{article.url}{MARKDOWN}"), f"the Markdown of content/{article.path}"
    if site.features.cards and not article.draft:
        yield OutputPath(f"{article.url}{CARD}"), f"the card of content/{article.path}"


def _feeds(folder: Url, name: str) -> Iterator[Claim]:
    for file in (FEED, RSS, JSON_FEED):
        yield OutputPath(folder + file), f"a feed of {name}"


def _own_lists(site: Site) -> Iterator[Claim]:
    """Return the pages of the lists that briefgen makes by itself."""
    for url, key in own_lists(site).items():
        # A page that stands above a list has claimed its address already.
        if url not in site.introductions:
            yield output_path(url), _OWN_LISTS[key]
    if EDITIONS in own_lists(site):
        yield from _further_pages(EDITIONS, len(site.editions), "the editions", site)
        yield from _feeds(EDITIONS, "the editions")
    for topic in site.topics:
        yield from _list(topic, f"topic `{topic.name}`", site)
    for writer in site.authors:
        yield from _list(writer, f"author `{writer.name}`", site)
    for month in site.months:
        yield from _list(month, f"month {month.year:04d}-{month.month:02d}", site)


_OWN_LISTS = {
    "editions": "the list of editions",
    "topics": "the index of topics",
    "authors": "the index of authors",
    "archive": "the archive",
    "corrections": "the list of corrections",
    "search": "the search page",
}


def _list(one: Topic | Writer | Month, name: str, site: Site) -> Iterator[Claim]:
    yield output_path(one.url), f"the {name}"
    yield from _further_pages(one.url, len(one.articles), f"the {name}", site)


def _further_pages(first: Url, count: int, name: str, site: Site) -> Iterator[Claim]:
    pages = -(-count // site.settings.output.entries_per_page)
    if pages > 1:
        yield OutputPath(f"{first}page/index.html"), f"the pages of {name}"
    for number in range(2, pages + 1):
        yield output_path(page_url(first, number)), f"the pages of {name}"


def find_collisions(
    site: Site,
    theme_assets: tuple[OutputPath, ...] = (),
    pictures: tuple[Claim, ...] = (),
) -> tuple[Diagnostic, ...]:
    """
    Return an error for every file that two sources ask for, naming both.

    *theme_assets* are the files that the theme brings along, and *pictures* are made of others.
    """
    seen: set[int] = set()
    twice: set[int] = set()
    for path, _ in claims(site, theme_assets, pictures):
        mark = hash(_folded(path))
        (twice if mark in seen else seen).add(mark)
    folders = _folders(site, seen)
    if not twice and folders.isdisjoint(seen):
        return ()
    return tuple(_name_both(claims(site, theme_assets, pictures), twice, folders))


def _folders(site: Site, seen: set[int]) -> set[int]:
    """Return marks of the folders that only assets and aliases could clash with."""
    folders = {hash(_folded(section.id)) for section in site.sections}
    folders |= {hash(_folded(page.url.rstrip("/"))) for page in site.pages}
    folders |= {hash(url.rstrip("/")) for url in own_lists(site)}
    # A year has no page of its own, only its months have.
    folders |= {hash(month.url.rsplit("/", 2)[0]) for month in site.months}
    assets = [_folded(asset.path) for asset in site.assets]
    folders |= {hash(path) for path in assets if hash(f"{path}/index.html") in seen}
    odd = [asset.path for asset in site.assets]
    odd += [output_path(url) for url, _ in alias_targets(site)]
    for path in odd:
        parents = _folded(path).split("/")[:-1]
        folders |= {hash("/".join(parents[:depth])) for depth in range(1, len(parents) + 1)}
    return folders


def _name_both(
    claimed: Iterable[Claim], twice: set[int], folders: set[int]
) -> Iterable[Diagnostic]:
    first_by_path: dict[str, str] = {}
    for path, source in claimed:
        folded = _folded(path)
        mark = hash(folded)
        if mark in folders:
            yield _fault(path, source, f"a page below `{path}/`")
        elif mark in twice and not _goes_with_page(folded, twice):
            if folded in first_by_path:
                yield _fault(path, source, first_by_path[folded])
            first_by_path.setdefault(folded, source)


def _goes_with_page(path: str, twice: set[int]) -> bool:
    """Whether *path* lies beside a page that is wanted twice itself; one message says it."""
    folder, _, name = path.rpartition("/")
    return name != "index.html" and hash(f"{folder}/index.html") in twice


def _fault(path: str, source: str, other: str) -> Diagnostic:
    url = path.removesuffix("index.html") or "the home page"
    is_file = "content/" in source
    where = source[source.index("content/") :] if is_file else ""
    return error(
        f"{source} and {other} would both be at `{url}`",
        Location(where) if where else None,
        help="rename one of them, or give one a `slug:` of its own",
    )


def _folded(path: str) -> str:
    return path if path.isascii() and path.islower() else _fold(path)


def _fold(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())
