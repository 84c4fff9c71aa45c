"""
Plan the pages, and render those that have changed.

A page that may have changed is planned, and rendered if its key is another one.
Pages are taken from the plan one at a time, and what becomes of them goes to the
store, so that the memory a build takes hardly grows with the site.
"""

import os
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain, islice

from msgspec.structs import replace

from briefgen.build.asking import Asking, unconcerned
from briefgen.build.keys import page_key, reason
from briefgen.build.press import Plate, Press, Rendered, RenderJob, render_batch, set_up_press
from briefgen.build.report import Changes
from briefgen.build.rows import OutputRow
from briefgen.build.shop import Shop, record
from briefgen.build.store import Store
from briefgen.build.templates import keep_templates, kept_templates, known_template_digests
from briefgen.build.versions import renderer_digest
from briefgen.build.workers import batches
from briefgen.errors import ContentError, Diagnostic
from briefgen.fingerprint import Digest, canonical
from briefgen.languages import Texts
from briefgen.model.elements import Frame
from briefgen.model.held import Shared
from briefgen.model.page import Page
from briefgen.model.paths import SourcePath
from briefgen.model.site import Site
from briefgen.model.source import ImageFacts
from briefgen.structure.frame import make_frame
from briefgen.structure.plan import plan
from briefgen.structure.planned import Planned
from briefgen.theme.render import Renderer

WORTH_A_PROCESS = 150
"""Pages to render from which on other processes help; starting them takes 0.1 s."""

_BATCH = 48

Waiting = tuple[Page, OutputRow, OutputRow | None]
"""A page under way, what is known of it so far, and what was there before."""

Facts = Mapping[SourcePath, ImageFacts]
"""What is known of pictures."""


def make_pages(
    site: Site,
    facts: Facts,
    shop: Shop,
    changes: Changes,
    edited: Collection[SourcePath] | None,
) -> None:
    """
    Put all pages of *site* into the stage but those that are as they were.

    *facts* are what is known of pictures; *edited* as for ``make_changes``.

    Raises:
        ContentError: a template is at fault.
        CommandError: something that briefgen did not write is in the way.

    """
    text = Texts(shop.theme.messages, shop.theme.language)
    plate = _plate(make_frame(site, shop.theme.options, text), shop)
    asking = Asking(shop.store, facts.get)
    plans = plan(site, asking.stored, plate.frame, text)
    plans = _concerned(plans, edited, shop.store, changes)
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
    keep_templates(plate.kept, shop.store)
    if failed:
        # One template renders many pages; saying it once is enough.
        first = {(fault.location, fault.message): fault for fault in reversed(failed)}
        raise ContentError(*sorted(first.values(), key=lambda fault: fault.order))


def _plate(frame: Shared[Frame], shop: Shop) -> Plate:
    """Return what all pages are rendered from; raises if a template is at fault."""
    templates = known_template_digests(shop.theme, shop.store)
    kept = kept_templates(shop.store)
    tree = os.fspath(shop.stage.tree)
    return Plate(shop.theme, templates, kept, renderer_digest(), frame, tree)


def _concerned(
    plans: Iterable[Planned],
    edited: Collection[SourcePath] | None,
    store: Store,
    changes: Changes,
) -> Iterator[Planned]:
    """Return those of *plans* whose pages may have changed, and count the others."""
    kept = frozenset() if edited is None else unconcerned(store, edited)
    had_outputs = store.has_outputs
    for planned in plans:
        number = hash(planned.path)
        if had_outputs:
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
    Renderer(plate.theme, plate.kept).compile_all()
    groups = batches(chain(first, jobs), lambda _: 1, _BATCH)
    arguments = (plate, shop.store.path, shop.program)
    return shop.workers.map(render_batch, groups, set_up=(set_up_press, arguments))
