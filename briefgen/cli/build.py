"""Build the site of the current folder, or of the nearest one above it."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from briefgen.build.pipeline import build as build_site
from briefgen.build.project import find_project
from briefgen.build.report import Report
from briefgen.build.request import Request
from briefgen.build.workers import default_workers
from briefgen.cli.app import EXIT_CODES, report
from briefgen.cli.output import say_json
from briefgen.cli.progress import Progress
from briefgen.cli.summary import print_explanation, print_summary, to_json
from briefgen.errors import CommandError, error
from briefgen.schema.scalars import parse_day


@click.command(
    epilog=f"""\b
Examples:
  briefgen build                        the site as it is now, into site/
  briefgen build --drafts -o preview    with drafts, into another folder
  briefgen build --explain              say why each page was rendered
  briefgen build --now 2026-12-24T18:00+01:00
                                        the site as it will be then

{EXIT_CODES}"""
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write the site to DIR instead of the configured folder.",
)
@click.option(
    "--base-url",
    metavar="URL",
    help="The address of the published site, instead of the configured one.",
)
@click.option("--drafts", is_flag=True, help="Include drafts and scheduled articles.")
@click.option(
    "--now",
    metavar="INSTANT",
    help="Build the site as it is at INSTANT, such as 2026-11-22T09:00+01:00. "
    "Without it, SOURCE_DATE_EPOCH or the clock decides.",
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    metavar="N",
    help="Use N processes; by default as many as there are processors.",
)
@click.option("--explain", is_flag=True, help="Say for every page that is rendered why.")
@click.option("--force", is_flag=True, help="Read and render everything again.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but warnings and errors.")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
def build(
    output: Path | None,
    base_url: str | None,
    drafts: bool,
    now: str | None,
    workers: int | None,
    explain: bool,
    force: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """
    Build the site of this folder, or of the nearest folder above it.

    Reads content/ and briefgen.yml, and writes what has changed since the last
    build.  The old site stays as it is until the new one is complete.
    """
    request = Request(
        instant=read_instant(now),
        workers=workers or default_workers(),
        output=Path(os.path.abspath(output)) if output else None,
        base_url=base_url,
        with_drafts=drafts,
        is_forced=force,
        explains=explain or as_json,
    )
    with Progress(is_shown=not quiet and not as_json) as progress:
        done = build_site(find_project(Path.cwd()), request, progress.advance)
    _tell(done, explain=explain, quiet=quiet, as_json=as_json)


def _tell(done: Report, *, explain: bool, quiet: bool, as_json: bool) -> None:
    if as_json:
        say_json(to_json(done))
        return
    if done.findings.warnings:
        report(done.findings.warnings)
    if explain:
        print_explanation(done)
    if not quiet:
        print_summary(done)


def read_instant(now: str | None) -> datetime:
    """
    Return the instant that is meant: as given, from the environment, or the clock's.

    Raises:
        CommandError: it is none.

    """
    if now is None:
        epoch = os.environ.get("SOURCE_DATE_EPOCH")
        if epoch is None:
            return datetime.now(UTC)
        try:
            return datetime.fromtimestamp(int(epoch), UTC)
        except (ValueError, OverflowError, OSError) as fault:
            raise CommandError(
                error(f"SOURCE_DATE_EPOCH is not a number of seconds: `{epoch}`")
            ) from fault
    day = parse_day(now)
    if not isinstance(day, datetime) or day.tzinfo is None:
        raise CommandError(
            error(
                f"`{now}` is not an instant",
                help="write date, time and UTC offset, such as 2026-11-22T09:00+01:00",
            )
        )
    return day


if sys.platform == "win32":
    # The code page of a Windows console may not have the characters of a message.
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a text stream has it
