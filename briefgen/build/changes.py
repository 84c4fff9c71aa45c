"""Find out what of the site has changed, and make it: pages, pictures, and all other files."""

import os
from collections.abc import Collection, Iterable
from hashlib import blake2b
from pathlib import Path

from briefgen.build.cards import card_files
from briefgen.build.cards import draw as draw_card
from briefgen.build.making import make_files
from briefgen.build.output import output_stat
from briefgen.build.pages import Facts, make_pages
from briefgen.build.pictures import draw, picture_files
from briefgen.build.press import write_staged
from briefgen.build.report import Changes
from briefgen.build.rows import OutputRow
from briefgen.build.searching import make_search
from briefgen.build.shop import Shop, record
from briefgen.content.discover import on_disk
from briefgen.errors import CommandError, error
from briefgen.fingerprint import DIGEST_SIZE, Digest, digest_bytes
from briefgen.model.page import Asset
from briefgen.model.paths import SourcePath
from briefgen.model.site import Site
from briefgen.model.theme import ThemeAsset
from briefgen.regular import open_regular
from briefgen.structure.links import LinkReport

_CHUNK = 1 << 18
_NOTHING = bytes(_CHUNK)


def make_changes(
    site: Site,
    shop: Shop,
    links: LinkReport,
    edited: Collection[SourcePath] | None,
    *,
    explains: bool,
) -> Changes:
    """
    Put everything that differs from the last build into the stage.

    *links* says which files are hidden and which are drawn; *explains* keeps a
    reason for every page.  Besides the texts of the *edited* files, all is as it was
    for the last build; ``None`` if that is not so.

    Raises:
        ContentError: a template is at fault.
        CommandError: something that briefgen did not write is in the way.

    """
    changes = Changes(explains=explains)
    shop.store.begin_outputs()
    facts = shop.store.pictures()
    make_pages(site, facts, shop, changes, edited)
    pictures = {path: known for path, known in facts.items() if not known.is_drawing}
    assets = [asset for asset in site.assets if asset.source not in links.hidden_assets]
    for asset in assets:
        if asset.source not in pictures:
            _make_asset(asset, _digest_of(asset, shop), shop, changes)
    _make_pictures(site, assets, pictures, shop, links, changes)
    for theme_asset in shop.theme.assets:
        _make_asset(theme_asset, digest_bytes(theme_asset.data), shop, changes)
    if site.features.search:
        # Last, as it knows its old files by nobody else's having asked for them.
        make_search(site, shop, changes)
    changes.removed = tuple(
        path for path, _ in shop.store.files() if hash(path) not in changes.seen
    )
    return changes


def _make_pictures(
    site: Site,
    assets: Iterable[Asset],
    facts: Facts,
    shop: Shop,
    links: LinkReport,
    changes: Changes,
) -> None:
    folder = os.fspath(shop.content)
    pictures = (
        made
        for asset in assets
        if asset.source in facts
        for made in picture_files(
            asset,
            facts[asset.source],
            _digest_of(asset, shop),
            folder,
            is_shown=asset.source in links.shown_images,
        )
    )
    make_files(pictures, draw, "Drawing", shop, changes)
    if site.features.cards:
        make_files(card_files(site, shop.theme), draw_card, "Drawing", shop, changes)


def _digest_of(asset: Asset, shop: Shop) -> Digest:
    source = shop.store.source(asset.source)
    return source.digest if source else Digest(b"")


def _make_asset(asset: Asset | ThemeAsset, digest: Digest, shop: Shop, changes: Changes) -> None:
    """Copy a file into the stage if the one that is there differs."""
    changes.seen.add(hash(asset.path))
    row = shop.store.output(asset.path)
    if row is not None and row.digest == digest and row.stat:
        changes.unchanged += 1
        return
    if isinstance(asset, ThemeAsset):
        stat = write_staged(os.fspath(shop.stage.tree), asset.path, asset.data)
    else:
        stat = _copy(
            Path(on_disk(os.fspath(shop.content), asset.source)),
            shop.stage.tree / asset.path,
            digest,
        )
    fresh = OutputRow(asset.path, digest, b"", digest, stat)
    record(fresh, row, "changed" if row and row.stat else "new", shop, changes)


def _copy(source: Path, target: Path, digest: Digest) -> bytes:
    """Copy a file, with its holes, and return the stat of the copy."""
    target.parent.mkdir(parents=True, exist_ok=True)
    state = blake2b(digest_size=DIGEST_SIZE)
    with open_regular(source) as reader, target.open("wb", buffering=0) as writer:
        while chunk := reader.read(_CHUNK):
            state.update(chunk)
            if chunk == _NOTHING[: len(chunk)]:
                writer.seek(len(chunk), os.SEEK_CUR)
                continue
            view = memoryview(chunk)
            while view:
                view = view[writer.write(view) :]
        writer.truncate()
        stat = output_stat(os.fstat(writer.fileno()))
    if state.digest() != digest:
        raise CommandError(error(f"{source} changed while the site was built", help="build again"))
    return stat
