"""
Build a site: the file to read first.

``build`` names every stage in order.  Reading a file and rendering a page happen
in parallel and only where something has changed; what lies between sees the
whole site and is pure.  Nothing is put in place before everything has succeeded.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from msgspec.structs import replace

from briefgen.build.extras import makes_pictures
from briefgen.build.idle import Inputs, is_up_to_date, recall, remember
from briefgen.build.lock import locked
from briefgen.build.output import reconcile
from briefgen.build.project import Project, leftovers, output_folder
from briefgen.build.report import Report, to_report
from briefgen.build.request import Advance, Request
from briefgen.build.sources import Intake, read_sources
from briefgen.build.store import Store
from briefgen.build.versions import parser_digest, picture_digest
from briefgen.build.workers import Workers
from briefgen.config import Config, load_config
from briefgen.content.discover import discover
from briefgen.errors import CommandError, StoreDamaged, error
from briefgen.fingerprint import Digest, fingerprint
from briefgen.model.paths import SourcePath
from briefgen.theme.loader import load_theme

T = TypeVar("T")


def build(project: Project, request: Request, advance: Advance) -> Report:
    """
    Bring the site of *project* up to date, and say what was done.

    *advance* is told what is going on: a verb, how much is done, and of how much.

    Raises:
        ContentError: with everything that is wrong with the content.
        CommandError: the site cannot be read or written.

    """
    with locked(project.state):
        return build_while_locked(project, request, advance)


def build_while_locked(project: Project, request: Request, advance: Advance) -> Report:
    """Do the same for a caller who holds the lock, to look at the site before lifting it."""
    started = perf_counter()
    return starting_anew(project, partial(_build, project, request, advance, started))


def starting_anew(project: Project, work: Callable[[], T]) -> T:
    """
    Return what *work* does; if it finds the store damaged, what it does once more without it.

    Raises:
        CommandError: the store is damaged again, though it was made anew.

    """
    try:
        return work()
    except StoreDamaged:
        # The store is only a hint: without it, the same comes out, later.
        project.forget()
    try:
        return work()
    except StoreDamaged as fault:
        raise CommandError(
            error(
                f"{project.store} was damaged twice: {fault}",
                help="see whether another program writes there, and whether the disk is in order",
            )
        ) from fault


def _build(project: Project, request: Request, advance: Advance, started: float) -> Report:
    config = load_config(project.root, base_url=request.base_url)
    settings = config.settings
    folder = output_folder(project, request.output or Path(settings.output.folder))
    theme = load_theme(project.root, settings)
    program = reader_digest(config)
    if request.is_forced:
        project.forget()
    with Store(project.store, program) as store, Workers(request.workers) as workers:
        intake = read_content(project, store, workers, config, advance)
        store.commit()
        for leftover in leftovers(project.state, folder):
            # Loaded here because hardly any build was interrupted.
            from briefgen.build.stage import recover

            recover(leftover, folder)
        inputs = Inputs(intake.digest, settings, config.warnings, theme.digest, request.with_drafts)
        is_whole = reconcile(store, folder) and not intake.errors
        if is_whole and is_up_to_date(store, inputs, request.instant):
            store.commit()
            return recall(store, folder, perf_counter() - started)
        # Loaded here because a build with nothing to do must not wait for the rest.
        from briefgen.build.assembly import assemble_site, find_out
        from briefgen.build.changes import make_changes
        from briefgen.build.shop import Shop
        from briefgen.build.stage import opened_stage
        from briefgen.build.switch import put_in_place

        site, links = assemble_site(store, intake, settings, request, theme)
        findings = find_out(site, config, links, store, request.instant)
        layout = inputs.layout(site.last_change)
        store.commit()
        with opened_stage(project.state, folder) as stage:
            shop = Shop(theme, store, workers, stage, project.content, program, advance)
            edited = store.built.edited() if store.fact("layout") == layout else None
            changes = make_changes(site, shop, links, edited, explains=request.explains)
            put_in_place(changes, store, stage)
        store.put_fact("layout", layout)
        store.built.remember()
        files = changes.written + changes.unchanged
        remember(store, inputs, findings, last_change=site.last_change, files=files)
        store.commit()
    return to_report(changes, findings, folder, perf_counter() - started)


def reader_digest(config: Config) -> Digest:
    """Return the digest of everything besides a file that reading it depends on."""
    return fingerprint((parser_digest(), config.content))


def require_content(project: Project) -> None:
    """
    See to it that the content is a folder, and within the site.

    Raises:
        CommandError: it is not there, or is a link.

    """
    if project.content.is_symlink():
        raise CommandError(
            error(
                f"{project.content} is a symbolic link, and links are not followed",
                help="put the folder itself there, or the site beside it",
            )
        )
    if not project.content.is_dir():
        raise CommandError(
            error(
                f"there is no folder {project.content}",
                help="put it there; your articles go into content/<section>/",
            )
        )


def read_content(
    project: Project, store: Store, workers: Workers, config: Config, advance: Advance
) -> Intake:
    """
    Bring what *store* remembers of the content up to date, and say what that has shown.

    Raises:
        CommandError: there is no folder with content.

    """
    require_content(project)
    looks = makes_pictures(config.settings.output)
    eyes = fingerprint((picture_digest(), looks))
    if store.fact("pictures") != eyes:
        # What was seen with others, or not looked at, is looked at now.
        store.forget_assets()
        store.put_fact("pictures", eyes)
    sources, faults = discover(project.content, config.settings.assets)
    intake = read_sources(project, sources, store, workers, config.content, advance, looks=looks)
    refused = (fault.location.path for fault in faults if fault.location)
    failed = intake.failed | {SourcePath(path.removeprefix("content/")) for path in refused}
    return replace(intake, failed=failed, errors=(*faults, *intake.errors))
