"""
Build a site: the file to read first.

``build`` names every stage in order.  Reading a file and rendering a page happen
in parallel and only where something has changed; what lies between sees the
whole site and is pure.  Nothing is put in place before everything has succeeded.
"""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import perf_counter

from briefgen.build.changes import Changes, Shop, make_changes
from briefgen.build.idle import Inputs, is_up_to_date, recall, remember
from briefgen.build.lock import locked
from briefgen.build.manifest import read_manifest, to_manifest
from briefgen.build.output import reconcile
from briefgen.build.project import Project, output_folder
from briefgen.build.report import Findings, NextDue, Report
from briefgen.build.sources import Intake, collect_warnings, read_sources
from briefgen.build.stage import Stage, open_stage, switch
from briefgen.build.store import Store, decode_listing
from briefgen.build.versions import parser_digest
from briefgen.build.workers import Workers
from briefgen.config import Config, load_config
from briefgen.content.discover import discover
from briefgen.errors import (
    CommandError,
    ContentError,
    Diagnostic,
    Severity,
    StoreDamaged,
    error,
    warning,
)
from briefgen.fingerprint import digest_bytes, fingerprint
from briefgen.model.paths import SourcePath
from briefgen.model.site import Site
from briefgen.model.source import Role, SourceFile
from briefgen.structure.assemble import assemble
from briefgen.structure.collisions import find_collisions
from briefgen.structure.links import LinkReport, check_links
from briefgen.theme.loader import load_theme

Advance = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Request:
    """What a build is asked to do."""

    instant: datetime
    """The moment for which the site is built; decides what is due."""
    workers: int
    output: Path | None = None
    base_url: str | None = None
    with_drafts: bool = False
    is_forced: bool = False
    """Read and render everything again."""
    explains: bool = False
    """Keep the reason for every page that is rendered."""


def build(project: Project, request: Request, advance: Advance) -> Report:
    """
    Bring the site of *project* up to date, and say what was done.

    *advance* is told what is going on: a verb, how much is done, and of how much.

    Raises:
        ContentError: with everything that is wrong with the content.
        CommandError: the site cannot be read or written.

    """
    started = perf_counter()
    with locked(project.state):
        try:
            return _build(project, request, advance, started)
        except StoreDamaged:
            # The store is only a hint: without it, the same comes out, later.
            project.store.unlink(missing_ok=True)
            return _build(project, request, advance, started)


def _build(project: Project, request: Request, advance: Advance, started: float) -> Report:
    config = load_config(project.root, base_url=request.base_url)
    settings = config.settings
    folder = output_folder(project, request.output or Path(settings.output.folder))
    theme = load_theme(project.root, settings.theme, settings.theme_options)
    sources = _discover(project)
    with ExitStack() as stack:
        program = fingerprint((parser_digest(), config.content, str(folder)))
        if request.is_forced:
            project.store.unlink(missing_ok=True)
        store = stack.enter_context(Store(project.store, program))
        workers = stack.enter_context(Workers(request.workers))
        stage = open_stage(project.state, folder)
        stack.callback(stage.discard)
        intake = read_sources(project, sources, store, workers, config.content, advance)
        inputs = Inputs(intake.digest, settings, theme.digest, request.with_drafts)
        is_intact = reconcile(store, folder)
        if is_intact and not intake.errors and is_up_to_date(store, inputs, request.instant):
            store.commit()
            return recall(store, folder, perf_counter() - started)
        site, links = _assemble(store, sources, intake, config, request)
        findings = _findings(site, config, links, collect_warnings(store))
        store.commit()
        shop = Shop(
            theme=theme,
            store=store,
            workers=workers,
            stage=stage,
            content=project.content,
            program=program,
            hidden_assets=links.hidden_assets,
            explains=request.explains,
            advance=advance,
        )
        changes = make_changes(site, shop)
        _put_in_place(changes, store, stage)
        files = changes.written + changes.unchanged
        remember(store, inputs, site, findings, files=files)
        store.commit()
    return Report(
        output=str(folder),
        rendered=tuple(changes.rendered),
        made=changes.made,
        written=changes.written,
        unchanged=changes.unchanged,
        removed=changes.removed,
        findings=findings,
        seconds=perf_counter() - started,
    )


def _discover(project: Project) -> tuple[SourceFile, ...]:
    if not project.content.is_dir():
        raise CommandError(
            error(
                f"there is no folder {project.content}",
                help="put your articles into content/<section>/",
            )
        )
    sources, faults = discover(project.content)
    if faults:
        raise ContentError(*faults)
    return sources


def _assemble(
    store: Store,
    sources: tuple[SourceFile, ...],
    intake: Intake,
    config: Config,
    request: Request,
) -> tuple[Site, LinkReport]:
    """
    Return the site and what is to be said about its links.

    Raises:
        ContentError: with all errors of the build so far, so that none hides another.

    """
    site, faults = assemble(
        (decode_listing(row.listing) for row in store.sources() if row.listing),
        (source.path for source in sources if source.role is Role.ASSET),
        config.settings,
        instant=request.instant,
        with_drafts=request.with_drafts,
    )
    links = check_links(site, store.outline, failed=intake.failed)
    errors = [*intake.errors, *faults, *find_collisions(site)]
    errors += [one for one in links.diagnostics if one.severity is Severity.ERROR]
    if errors:
        raise ContentError(*sorted(errors, key=lambda one: one.order))
    return site, links


def _put_in_place(changes: Changes, store: Store, stage: Stage) -> None:
    """Switch to the new site, unless it is the old one."""
    if changes.written or changes.removed or not stage.output.exists():
        store.take_outputs(changes.removed)
        manifest = to_manifest((row.path, row.digest) for row in store.outputs())
        kept = (row.path for row in store.outputs() if not (stage.tree / row.path).exists())
        count = changes.unchanged
        switch(stage, manifest, changed=changes.written, kept=kept, kept_count=count)
        store.put_fact("manifest", digest_bytes(manifest))
    else:
        store.take_outputs(())
        store.put_fact("manifest", digest_bytes(read_manifest(stage.output)))


def _findings(
    site: Site, config: Config, links: LinkReport, content: tuple[Diagnostic, ...]
) -> Findings:
    warnings = [*config.warnings, *content, *links.diagnostics]
    if not config.settings.base_url:
        warnings.append(
            warning(
                "there is no `base_url`, so the feed, the sitemap and canonical links are left out",
                help="set it in briefgen.yml to the address of the published site",
            )
        )
    due = site.due[0] if site.due else None
    reasons: list[str] = list(site.withheld.values())
    return Findings(
        articles=len(site.articles),
        sections=len(site.sections),
        drafts=reasons.count("draft"),
        scheduled=reasons.count("scheduled"),
        expired=reasons.count("expired"),
        next_due=NextDue(due.instant, SourcePath(due.path), due.is_expiry) if due else None,
        has_base_url=bool(config.settings.base_url),
        warnings=tuple(sorted(warnings, key=lambda one: one.order)),
    )
