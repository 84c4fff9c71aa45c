"""
Find out what of the site has changed, and make it.

Every page is planned in every build, which is cheap; a page whose key is
unchanged is not rendered.  Pages are taken from the plan one at a time, and what
becomes of them goes to the store, so that the memory a build takes hardly grows
with the site.
"""

import os
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain, islice
from pathlib import Path

from briefgen.build.keys import page_key, page_marks, reason
from briefgen.build.output import output_stat
from briefgen.build.press import (
    Press,
    Rendered,
    RenderJob,
    render_batch,
    set_up_press,
    write_staged,
)
from briefgen.build.report import Changes, Written
from briefgen.build.request import Advance
from briefgen.build.stage import Stage, refuse_foreign
from briefgen.build.store import OutputRow, Store
from briefgen.build.versions import renderer_digest
from briefgen.build.workers import Workers, batches
from briefgen.errors import CommandError, ContentError, Diagnostic, error
from briefgen.fingerprint import DIGEST_SIZE, Digest, canonical, digest_bytes
from briefgen.model.held import Shared
from briefgen.model.page import Asset, Frame, Page
from briefgen.model.paths import OutputPath, SourcePath
from briefgen.model.site import Site
from briefgen.model.theme import Theme, ThemeAsset
from briefgen.structure.frame import make_frame
from briefgen.structure.plan import plan
from briefgen.theme.dependencies import template_digests

WORTH_A_PROCESS = 150
"""Pages to render from which on other processes help; starting them takes 0.1 s."""

_BATCH = 48
Waiting = tuple[Page, Digest, bytes, OutputRow | None]
"""A page under way, its key, what the key is made of, and what was there before."""

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Shop:
    """What making the changes needs besides the site."""

    theme: Theme
    store: Store
    workers: Workers
    stage: Stage
    content: Path
    program: Digest
    advance: Advance


def make_changes(
    site: Site, shop: Shop, hidden_assets: frozenset[SourcePath], *, explains: bool
) -> Changes:
    """
    Put everything that differs from the last build into the stage.

    The *hidden_assets* are left out; *explains* keeps a reason for every page.

    Raises:
        ContentError: a template is at fault.
        CommandError: something that briefgen did not write is in the way.

    """
    changes = Changes(explains=explains)
    shop.store.begin_outputs()
    _make_pages(site, shop, changes)
    for asset in site.assets:
        if asset.source not in hidden_assets:
            source = shop.store.source(asset.source)
            digest = source.digest if source else Digest(b"")
            _make_asset(asset, digest, shop, changes)
    for theme_asset in shop.theme.assets:
        _make_asset(theme_asset, digest_bytes(theme_asset.data), shop, changes)
    changes.removed = tuple(
        row.path for row in shop.store.outputs() if hash(row.path) not in changes.seen
    )
    return changes


def _make_pages(site: Site, shop: Shop, changes: Changes) -> None:
    waiting: deque[Waiting] = deque()
    frame = make_frame(site, shop.theme.options)
    jobs = _jobs(site, shop, changes, waiting, frame)
    faults: list[Diagnostic] = []
    total = len(site.articles)
    for number, result in enumerate(_render(jobs, shop, frame), 1):
        page, key, marks, row = waiting.popleft()
        if result.fault:
            faults.append(result.fault)
            continue
        shop.advance("Rendering", number, max(total, number))
        why = "new"
        if row is not None:
            why = reason(page, row.marks, marks) if row.marks else "missing"
        stat = result.stat or (row.stat if row else b"")
        fresh = OutputRow(page.path, key, marks, result.digest, stat)
        _record(fresh, row, why, shop, changes)
    if faults:
        # One template renders many pages; saying it once is enough.
        first = {(fault.location, fault.message): fault for fault in reversed(faults)}
        raise ContentError(*sorted(first.values(), key=lambda fault: fault.order))


def _jobs(
    site: Site,
    shop: Shop,
    changes: Changes,
    waiting: deque[Waiting],
    frame: Shared[Frame],
) -> Iterator[RenderJob]:
    """Return the pages to render; what is needed once they are goes to *waiting*."""
    templates, faults = template_digests(shop.theme)
    if faults:
        raise ContentError(*faults)
    program = renderer_digest()
    for page in plan(site, shop.store.outline, frame):
        changes.seen.add(hash(page.path))
        row = shop.store.output(page.path)
        view = canonical(page.view)
        key = page_key(page, view, templates, program)
        if row is not None and row.key == key and row.stat:
            changes.unchanged += 1
            continue
        waiting.append((page, key, page_marks(page, templates, program), row))
        yield RenderJob(page.path, page.template, view, row.digest if row and row.stat else None)


def _render(jobs: Iterator[RenderJob], shop: Shop, frame: Shared[Frame]) -> Iterator[Rendered]:
    """Render *jobs* here if they are few, else in other processes; in order."""
    first = list(islice(jobs, WORTH_A_PROCESS))
    if not first:
        return iter(())
    if len(first) < WORTH_A_PROCESS or shop.workers.count == 1:
        press = Press(shop.theme, shop.store, shop.stage.tree, frame)
        return (result for job in chain(first, jobs) for result in press.render([job]))
    groups = batches(chain(first, jobs), lambda _: 1, _BATCH)
    arguments = (shop.theme, shop.store.path, shop.program, shop.stage.tree, frame)
    return shop.workers.map(render_batch, groups, set_up=(set_up_press, arguments))


def _record(
    fresh: OutputRow, row: OutputRow | None, why: str, shop: Shop, changes: Changes
) -> None:
    """Count a file that was made, and keep its row for later."""
    is_same = row is not None and bool(row.stat) and row.digest == fresh.digest
    changes.made += 1
    changes.unchanged += is_same
    changes.written += not is_same
    if row is None:
        _refuse_obstacles(shop.stage.output, fresh.path, fresh.digest)
    if changes.explains:
        changes.rendered.append(Written(fresh.path, f"{why}; same bytes" if is_same else why))
    shop.store.put_fresh_output(fresh)


def _refuse_obstacles(output: Path, path: OutputPath, digest: Digest) -> None:
    """Make sure that a new file overwrites nothing, and has folders to be in."""
    parent = path.rpartition("/")[0]
    while parent:
        folder = output / parent
        if folder.is_symlink() or (os.path.lexists(folder) and not folder.is_dir()):
            raise CommandError(
                error(
                    f"{folder} is in the way: it is no folder, and briefgen did not write it",
                    help="move it away, then build again",
                )
            )
        if folder.is_dir():
            break
        parent = parent.rpartition("/")[0]
    refuse_foreign(output / path, None, digest)


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
        stat = _copy(shop.content / asset.source, shop.stage.tree / asset.path, digest)
    fresh = OutputRow(asset.path, digest, b"", digest, stat)
    _record(fresh, row, "changed" if row and row.stat else "new", shop, changes)


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
