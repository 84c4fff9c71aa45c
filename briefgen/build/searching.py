"""
Keep the index that readers search the site with.

It is made as a whole, since its files hold the words of many articles each, and
only if something that is in it has changed.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from briefgen.build.making import put_file
from briefgen.build.report import Changes
from briefgen.build.rows import OutputRow
from briefgen.build.shop import Shop
from briefgen.build.versions import searcher_digest
from briefgen.fingerprint import Digest, fingerprint
from briefgen.media.search import Labels, index_files, make_index, to_searched
from briefgen.model.article import Content, Item, Listing
from briefgen.model.held import Part
from briefgen.model.paths import OutputPath
from briefgen.model.site import Site
from briefgen.model.source import Role
from briefgen.structure.items import published_items
from briefgen.structure.links import LinkTable, OutlineOf
from briefgen.structure.urls import output_path

FOLDER = "pagefind"
"""Where the index is, below the root of the site."""


Searched = tuple[Listing, Labels, tuple[str, ...]]
"""A text that is searched: what a result says of it, and words that are not its own."""


def make_search(site: Site, shop: Shop, changes: Changes) -> None:
    """
    Put the index of all published texts into the stage, if it is not there yet.

    Raises:
        CommandError: Pagefind fails, or what somebody else wrote is in the way.

    """
    texts = tuple(searched(site, shop.store.outline))
    if not texts:
        return
    key = index_key(site, texts)
    if _is_there(key, shop, changes):
        return
    shop.advance("Indexing", 0, len(texts))
    for name, data in index(site, texts, shop.store.content, shop.stage.folder):
        put_file(OutputPath(f"{FOLDER}/{name}"), key, data, shop, changes)
    shop.advance("Indexing", len(texts), len(texts))


def index_key(site: Site, texts: Iterable[Searched]) -> Digest:
    """Return a digest of everything that the index of *texts* depends on."""
    listed = tuple((one.url, one.content, labels, more) for one, labels, more in texts)
    return fingerprint((searcher_digest(), site.settings.language, listed))


def index(
    site: Site, texts: Iterable[Searched], content_of: Callable[[Part], Content], folder: Path
) -> Iterator[tuple[str, bytes]]:
    """
    Make the index of *texts* in an empty *folder*; return its files by name.

    Raises:
        CommandError: Pagefind fails.

    """
    pages, bundle = folder / "searched", folder / FOLDER
    for listing, labels, more in texts:
        content = content_of(Part(listing.path, listing.content))
        _write(pages / output_path(listing.url), to_searched(labels, content, more))
    make_index(pages, bundle, site.settings.language)
    for name in index_files(bundle):
        yield name, (bundle / name).read_bytes()


def searched(site: Site, outline_of: OutlineOf) -> Iterator[Searched]:
    """Return what is searched; a preview may show drafts, but the index never holds them."""
    titles = {section.id: section.title for section in site.sections}
    zone = ZoneInfo(site.settings.timezone)
    table = LinkTable(site)
    for one in (*site.articles, *site.editions, *site.pages):
        if one.draft:
            continue
        labels = Labels(
            title=one.title,
            section=titles.get(one.section, ""),
            date=one.date.astimezone(zone).date().isoformat() if one.date else "",
            topics=", ".join(one.topics),
            language=one.language or site.settings.language,
        )
        items = outline_of(one.path).items if one.role is Role.EDITION else ()
        yield one, labels, _gathered(items, site, table)


def _gathered(items: Iterable[Item], site: Site, table: LinkTable) -> tuple[str, ...]:
    """Return the words of an edition that are not its own text."""
    shown = published_items(items, site, table, lambda article: not article.draft)
    found = []
    for item, article in shown:
        found += [item.heading, item.title or (article.title if article else ""), item.note]
    return tuple(text for text in found if text)


def _is_there(key: Digest, shop: Shop, changes: Changes) -> bool:
    """Whether the index was made for *key* and is whole; its files are kept if so."""
    below = (row for row in shop.store.outputs() if row.path.startswith(f"{FOLDER}/"))
    # A section may have the same name: what is somebody else's was seen before.
    rows = [row for row in below if hash(row.path) not in changes.seen]
    if not rows or not all(_is_made(row, key) for row in rows):
        return False
    changes.seen.update(hash(row.path) for row in rows)
    changes.unchanged += len(rows)
    return True


def _is_made(row: OutputRow, key: Digest) -> bool:
    return row.key == key and bool(row.stat)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
