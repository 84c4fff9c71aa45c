"""Publish the site of the current folder, or write the workflow that does."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from briefgen.build.project import Project, find_project
from briefgen.build.workers import default_workers
from briefgen.cli.app import EXIT_CODES
from briefgen.cli.build import read_instant
from briefgen.cli.output import say_json
from briefgen.cli.progress import Progress
from briefgen.cli.receipt import print_checked, print_receipt, print_workflow, to_json
from briefgen.errors import CommandError, error
from briefgen.publish.checked import check as check_site
from briefgen.publish.order import Order
from briefgen.publish.release import publish as publish_site
from briefgen.publish.workflow import WORKFLOW, write_workflow

_SLOW_CLOCKS = timedelta(minutes=5)


@click.command(
    epilog=f"""\b
Examples:
  briefgen publish --dry-run            what would become public, changed and gone
  briefgen publish                      build, check, and push to the branch gh-pages
  briefgen publish --workflow           have GitHub build and publish by itself

{EXIT_CODES}"""
)
@click.option("--dry-run", is_flag=True, help="Do everything but the push.")
@click.option("--branch", metavar="NAME", help="Publish to this branch; else gh-pages.")
@click.option("--remote", metavar="NAME", help="Push to this remote; else origin.")
@click.option("-m", "--message", metavar="TEXT", help="Say this in the commit.")
@click.option("--no-history", is_flag=True, help="Keep nothing of what was public before.")
@click.option(
    "--adopt", is_flag=True, help="Replace files on the branch that briefgen did not write."
)
@click.option(
    "--now",
    metavar="INSTANT",
    help="Publish the site as it was at INSTANT, such as 2026-11-22T09:00+01:00.",
)
@click.option(
    "--workflow", is_flag=True, help=f"Write {WORKFLOW} for GitHub Actions, and publish nothing."
)
@click.option("--check", is_flag=True, help="Only build the site and look through it.")
@click.option(
    "--base-url",
    metavar="URL",
    help="With --check: the address of the published site, instead of the configured one.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
def publish(
    dry_run: bool,
    branch: str | None,
    remote: str | None,
    message: str | None,
    no_history: bool,
    adopt: bool,
    now: str | None,
    workflow: bool,
    check: bool,
    base_url: str | None,
    as_json: bool,
) -> None:
    """
    Publish the site of this folder, or of the nearest folder above it.

    Builds the site, looks through it for what must not be public, shows what will
    change for readers, and pushes one commit to a branch that holds nothing else.
    Your own files, index and branches stay exactly as they are.
    """
    if base_url and not check:
        raise click.UsageError("--base-url belongs to --check; else `base_url` is a setting.")
    if adopt and no_history:
        raise click.UsageError(
            "--adopt keeps what is there in the history; publish once without --no-history."
        )
    project = find_project(Path.cwd())
    if workflow:
        print_workflow(write_workflow(project))
        return
    order = Order(
        instant=_past(read_instant(now)),
        workers=default_workers(),
        remote=remote,
        branch=branch,
        message=message or "",
        keeps_history=not no_history,
        adopts=adopt,
        is_rehearsal=dry_run,
    )
    if check:
        _check(project, order, base_url or "", as_json=as_json)
    else:
        _publish(project, order, as_json=as_json)


def _check(project: Project, order: Order, base_url: str, *, as_json: bool) -> None:
    with Progress(is_shown=not as_json) as progress:
        site = check_site(project, order, base_url, progress.advance)
    print_checked(site, as_json=as_json)


def _publish(project: Project, order: Order, *, as_json: bool) -> None:
    with Progress(is_shown=not as_json) as progress:
        receipt = publish_site(project, order, progress.advance)
    if as_json:
        say_json(to_json(receipt))
    else:
        print_receipt(receipt)


def _past(instant: datetime) -> datetime:
    """Return *instant*, unless what is held back until then would become public now."""
    if instant > datetime.now(UTC) + _SLOW_CLOCKS:
        raise CommandError(
            error(
                f"{instant.isoformat()} is still to come, and what is held back until then would "
                "become public now",
                help="`briefgen build --now` shows the site as it will be",
            )
        )
    return instant
