"""
Find out what of the site has changed, and make it.

A page that may have changed is planned, and rendered if its key is another one.
Pages are taken from the plan one at a time, and what becomes of them goes to the
store, so that the memory a build takes hardly grows with the site.
"""

import os
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import blake2b
from itertools import chain, islice
from pathlib import Path

from briefgen.build.asking import Asking, unconcerned
from briefgen.build.cards import card_files
from briefgen.build.cards import draw as draw_card
from briefgen.build.keys import page_key, reason
from briefgen.build.making import make_files
from briefgen.build.output import output_stat
from briefgen.build.pictures import draw, picture_files
from briefgen.build.press import (
    Plate,
    Press,
    Rendered,
    RenderJob,
    render_batch,
    set_up_press,
    write_staged,
)
from briefgen.build.report import Changes
from briefgen.build.rows import OutputRow
from briefgen.build.searching import make_search
from briefgen.build.shop import Shop, record
from briefgen.build.versions import renderer_digest
from briefgen.build.workers import batches
from briefgen.content.discover import on_disk
from briefgen.errors import CommandError, ContentError, Diagnostic, error
from briefgen.fingerprint import DIGEST_SIZE, Digest, canonical, digest_bytes
from briefgen.languages import Texts
from briefgen.model.page import Asset, Page
from briefgen.model.paths import SourcePath
from briefgen.model.site import Site
from briefgen.model.source import ImageFacts
from briefgen.model.theme import ThemeAsset
from briefgen.structure.frame import make_frame
from briefgen.structure.links import LinkReport
from briefgen.structure.plan import plan
from briefgen.structure.planned import Planned
from briefgen.theme.dependencies import template_digests

WORTH_A_PROCESS = 150
"""Pages to render from which on other processes help; starting them takes 0.1 s."""

_BATCH = 48
Waiting = tuple[Page, OutputRow, OutputRow | None]
"""A page under way, what is known of it so far, and what was there before."""

Facts = Mapping[SourcePath, ImageFacts]
"""What is known of pictures."""

_CHUNK = 1 << 20


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
    kept = frozenset[int]() if edited is None else unconcerned(shop.store, edited)
    _make_pages(site, facts, shop, changes, kept)
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
        row.path for row in shop.store.outputs() if hash(row.path) not in changes.seen
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


def _make_pages(
    site: Site, facts: Facts, shop: Shop, changes: Changes, kept: frozenset[int]
) -> None:
    templates, faults = template_digests(shop.theme)
    if faults:
        raise ContentError(*faults)
    text = Texts(shop.theme.messages, shop.theme.language)
    frame = make_frame(site, shop.theme.options, text)
    plate = Plate(shop.theme, templates, renderer_digest(), frame, os.fspath(shop.stage.tree))
    asking = Asking(shop.store, facts.get)
    plans = plan(site, asking.stored, frame, text)
    if shop.store.has_outputs:
        plans = _unkept(plans, kept, changes)
    waiting: deque[Waiting] = deque()
    failed: list[Diagnostic] = []
    total = len(site.articles)
    for number, result in enumerate(
        _render(_jobs(plans, asking, shop, changes, waiting, plate), shop, plate), 1
    ):
        page, made, row = waiting.popleft()
        if result.fault:
            failed.append(result.fault)
            continue
        shop.advance("Rendering", number, max(total, number))
        why = "new"
        if row is not None:
            why = reason(page, row.marks, result.marks) if row.marks else "missing"
        stat = result.stat or (row.stat if row else b"")
        fresh = replace(made, marks=result.marks, digest=result.digest, stat=stat)
        record(fresh, row, why, shop, changes)
    if failed:
        # One template renders many pages; saying it once is enough.
        first = {(fault.location, fault.message): fault for fault in reversed(failed)}
        raise ContentError(*sorted(first.values(), key=lambda fault: fault.order))


def _unkept(plans: Iterable[Planned], kept: frozenset[int], changes: Changes) -> Iterator[Planned]:
    """Return those of *plans* whose pages may have changed; count the *kept* ones."""
    for planned in plans:
        number = hash(planned.path)
        changes.seen.add(number)
        if number in kept:
            changes.unchanged += 1
        else:
            yield planned


def _jobs(
    plans: Iterable[Planned],
    asking: Asking,
    shop: Shop,
    changes: Changes,
    waiting: deque[Waiting],
    plate: Plate,
) -> Iterator[RenderJob]:
    """Return what to render of *plans*; what is needed once it is goes to *waiting*."""
    for planned in plans:
        page, asked = asking.plan(planned)
        row = shop.store.output(page.path)
        view = canonical(page.view)
        key = page_key(page, view, plate.templates, plate.program)
        if row is not None and row.key == key and row.stat:
            changes.unchanged += 1
            if row.asked != asked:
                shop.store.put_fresh_output(replace(row, asked=asked))
            continue
        waiting.append((page, OutputRow(page.path, key, b"", Digest(b""), b"", asked), row))
        yield RenderJob(page.path, page.template, view, row.digest if row and row.stat else None)


def _render(jobs: Iterator[RenderJob], shop: Shop, plate: Plate) -> Iterator[Rendered]:
    """Render *jobs* here if they are few, else in other processes; in order."""
    first = list(islice(jobs, WORTH_A_PROCESS))
    if not first:
        return iter(())
    if len(first) < WORTH_A_PROCESS or shop.workers.count == 1:
        press = Press(plate, shop.store)
        return (result for job in chain(first, jobs) for result in press.render([job]))
    groups = batches(chain(first, jobs), lambda _: 1, _BATCH)
    arguments = (plate, shop.store.path, shop.program)
    return shop.workers.map(render_batch, groups, set_up=(set_up_press, arguments))


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
    """Copy a file and return the stat of the copy."""
    target.parent.mkdir(parents=True, exist_ok=True)
    state = blake2b(digest_size=DIGEST_SIZE)
    with source.open("rb") as reader, target.open("wb", buffering=0) as writer:
        while chunk := reader.read(_CHUNK):
            state.update(chunk)
            writer.write(chunk)
        stat = output_stat(os.fstat(writer.fileno()))
    if state.digest() != digest:
        raise CommandError(error(f"{source} changed while the site was built", help="build again"))
    return stat
