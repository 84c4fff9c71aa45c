"""Publish the site of the current folder, or write the workflow that does."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from briefgen.build.project import find_project
from briefgen.build.workers import default_workers
from briefgen.cli.app import EXIT_CODES, report
from briefgen.cli.build import instant_of
from briefgen.cli.progress import Progress
from briefgen.errors import CommandError, error, to_text
from briefgen.publish.address import Kind
from briefgen.publish.checked import CheckedSite
from briefgen.publish.checked import check as check_site
from briefgen.publish.order import Order
from briefgen.publish.receipt import Change, Receipt
from briefgen.publish.release import publish as publish_site
from briefgen.publish.workflow import WORKFLOW, Written, write_workflow

_SHOWN = 10
"""Pages of each kind that are shown by name."""

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
    project = find_project(Path.cwd())
    if workflow:
        _tell_workflow(write_workflow(project))
        return
    order = Order(
        instant=_past(instant_of(now)),
        workers=default_workers(),
        remote=remote or "",
        branch=branch or "",
        message=message or "",
        keeps_history=not no_history,
        adopts=adopt,
        is_rehearsal=dry_run,
    )
    with Progress(is_shown=not as_json) as progress:
        if check:
            site = check_site(project, order, base_url or "", progress.advance)
            _tell_checked(site, as_json=as_json)
            return
        receipt = publish_site(project, order, progress.advance)
    if as_json:
        click.echo(to_json(receipt))
        return
    report(receipt.warnings)
    for line in _lines(receipt):
        click.echo(line)


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


def _tell_checked(site: CheckedSite, *, as_json: bool) -> None:
    data = {"files": len(site.id_by_path), "bytes": site.snapshot.size}
    if as_json:
        click.echo(json.dumps({**data, "warnings": [to_text(one) for one in site.warnings]}))
        return
    report(site.warnings)
    click.echo(
        f"{_count(data['files'], 'file')}, {_megabytes(data['bytes'])}: "
        "nothing was found that must not be public."
    )


def _tell_workflow(written: Written) -> None:
    verb = "Wrote" if written.is_new else "There is already"
    click.echo(
        f"""{verb} {written.path}. With it, GitHub builds and publishes the site:
  * whenever you push to {written.branch}, and whenever you ask for it on the page “Actions”
  * every hour at :23, for what is scheduled; some minutes late is usual

Next:
  1. Commit the file and push it.
  2. In the settings of the repository, under “Pages”, choose the source “GitHub Actions”.
     A domain of your own is set there too; `publish.domain` and CNAME have no effect.

GitHub installs: {written.installs}
GitHub stops the hourly runs after 60 days without a commit, and does not tell you;
the page “Actions” switches them on again."""
    )


def _lines(receipt: Receipt) -> Iterator[str]:
    where = f"{receipt.remote}, branch {receipt.branch}"
    if receipt.is_empty:
        yield f"Nothing has changed: {where} has this site already."
        yield from _where(receipt, "It is at")
        return
    first = " (new)" if receipt.is_first else ""
    verb = "Would publish" if receipt.is_rehearsal else "Published"
    yield f"{verb} to {where}{first}: {_megabytes(receipt.size)} in all."
    for word, change in _changes(receipt):
        yield from _change_lines(word, change)
    if receipt.is_rehearsal:
        yield from _where(receipt, "It would be at")
        yield "Nothing was pushed. Without --dry-run, it will be."
        return
    yield from _where(receipt, "It will be at")
    if receipt.is_first and receipt.settings_page:
        yield from _first_steps(receipt)
    yield ""
    yield "To take it back:"
    yield f"  {receipt.undo}"


def _changes(receipt: Receipt) -> tuple[tuple[str, Change], ...]:
    return (("New", receipt.new), ("Changed", receipt.changed), ("Gone", receipt.gone))


def _change_lines(word: str, change: Change) -> Iterator[str]:
    if not change.paths:
        return
    yield ""
    yield f"{word}:"
    for page in change.pages[:_SHOWN]:
        yield f"  {page.title or '(no title)'}  —  {page.path}"
    if len(change.pages) > _SHOWN:
        yield f"  … and {_count(len(change.pages) - _SHOWN, 'page')} more"
    if change.others:
        few = ", ".join(change.others[:3])
        more = ", …" if len(change.others) > 3 else ""
        yield f"  {_count(len(change.others), 'other file')}: {few}{more}"


def _where(receipt: Receipt, words: str) -> Iterator[str]:
    place = receipt.place
    if place.address:
        kind = "" if place.kind is Kind.UNKNOWN else f" ({place.kind})"
        yield ""
        yield f"{words} {place.address}{kind}"


def _first_steps(receipt: Receipt) -> Iterator[str]:
    yield ""
    yield "The first time, switch the pages on:"
    yield f"  1. Open {receipt.settings_page}"
    yield "  2. Under “Build and deployment”, choose the source “Deploy from a branch”."
    yield f"  3. Choose the branch {receipt.branch} and the folder / (root), then “Save”."
    yield "  After a minute or two the address above works. Later it is enough to publish."


def to_json(receipt: Receipt) -> str:
    """Return the receipt as JSON, for scripts."""
    data = {
        "address": receipt.place.address,
        "kind": receipt.place.kind.value,
        "remote": receipt.remote,
        "branch": receipt.branch,
        "is_dry_run": receipt.is_rehearsal,
        "is_first": receipt.is_first,
        "is_pushed": bool(receipt.commit),
        "commit": receipt.commit,
        "previous": receipt.previous,
        "bytes": receipt.size,
        **{word.lower(): _change_data(change) for word, change in _changes(receipt)},
        "undo": receipt.undo,
        "settings": receipt.settings_page,
        "attempts": receipt.attempts,
        "warnings": [to_text(one) for one in receipt.warnings],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _change_data(change: Change) -> dict[str, object]:
    return {
        "pages": [{"path": page.path, "title": page.title} for page in change.pages],
        "files": list(change.others),
    }


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
