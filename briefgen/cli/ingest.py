"""Turn what was pasted, saved or sent into drafts, and show every decision."""

import gc
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import click
from msgspec import Struct
from msgspec.structs import replace

from briefgen.build.project import Project, find_project
from briefgen.cli.app import EXIT_CODES, explain, report
from briefgen.cli.decisions import print_decisions, print_made, print_table, to_json
from briefgen.cli.inputs import load, names_of, readable
from briefgen.cli.output import say_json
from briefgen.cli.progress import Progress
from briefgen.cli.questions import ask
from briefgen.config import load_config
from briefgen.errors import CommandError, Diagnostic
from briefgen.ingest.draft import Given
from briefgen.ingest.importing import Desk, Imported, understand
from briefgen.schema.scalars import parse_day


class Wishes(Struct, frozen=True):
    """What the command line asks for."""

    given: Given
    section: str
    keep: frozenset[int]
    dry: bool
    asks: bool
    explains: bool
    as_json: bool


@click.command(
    "import",
    epilog=f"""\b
Examples:
  briefgen import article.txt           a draft in the section that the text names
  briefgen import --clipboard           the same for what was copied
  briefgen import - < article.txt       the same for what another program writes
  briefgen import saved-page.html letter.eml report.docx
  briefgen import https://example.org/news/story
  briefgen import article.txt --dry-run --explain
                                        write nothing; say what each line is taken for

{EXIT_CODES}""",
)
@click.argument("inputs", nargs=-1, metavar="[FILE|URL|-]...")
@click.option("--clipboard", is_flag=True, help="Import what was copied.")
@click.option("-s", "--section", default="", metavar="NAME", help="The section of the draft.")
@click.option("--date", "written_date", metavar="DATE", help="The date, such as 2026-11-22.")
@click.option("--title", default="", metavar="TITLE", help="The title.")
@click.option("--source-url", default="", metavar="URL", help="Where the text was published.")
@click.option(
    "--keep",
    multiple=True,
    type=click.IntRange(min=1),
    metavar="LINE",
    help="Keep this line in the text, whatever it is taken for; may be repeated.",
)
@click.option("--dry-run", is_flag=True, help="Print the draft instead of writing it.")
@click.option("--explain", is_flag=True, help="Say what each line is taken for, and why.")
@click.option("--yes", is_flag=True, help="Ask nothing; leave gaps to be filled in later.")
@click.option("--json", "as_json", is_flag=True, help="Print every decision as JSON.")
def ingest(
    inputs: tuple[str, ...],
    clipboard: bool,
    section: str,
    written_date: str | None,
    title: str,
    source_url: str,
    keep: tuple[int, ...],
    dry_run: bool,
    explain: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """
    Turn pasted text, saved pages, mails or documents into drafts.

    Finds title, byline, date, section, headings and quotations, leaves out what
    belongs to the page around the text, and says what it did.  The text as it came
    is kept in content/_sources/, which is never published.  Nothing is overwritten,
    and nothing is invented: what is missing is asked for, or marked in the draft.
    """
    names = names_of(inputs, clipboard=clipboard)
    if len(names) > 1 and (title or source_url or keep):
        raise click.UsageError("--title, --source-url and --keep are for one text at a time.")
    is_terminal = all(stream and stream.isatty() for stream in (sys.stdin, sys.stdout))
    wishes = Wishes(
        given=Given(
            title=readable(title).strip(),
            date=_day(written_date),
            source_url=_address(readable(source_url)),
        ),
        section=section,
        keep=frozenset(keep),
        dry=dry_run,
        explains=explain,
        as_json=as_json,
        asks=is_terminal and not yes and not as_json and len(names) == 1,
    )
    # Parsers of pages make cycles, and a thousand pages would fill the memory with them.
    gc.enable()
    done, faults = _import_all(names, wishes)
    _tell(done, faults, wishes, is_many=len(names) > 1)
    if faults:
        raise CommandError(*faults)


def _import_all(
    names: tuple[str, ...], wishes: Wishes
) -> tuple[list[Imported], tuple[Diagnostic, ...]]:
    project = _project(wishes)
    language = load_config(project.root).settings.language if project else "en"
    desk = Desk(project.root if project else None, language)
    done: list[Imported] = []
    faults: list[Diagnostic] = []
    with Progress(is_shown=len(names) > 1) as progress:
        for number, name in enumerate(names):
            progress.advance("Importing", number, len(names))
            try:
                one = _import(name, desk, wishes)
            except CommandError as fault:
                if len(names) == 1:
                    raise
                faults += fault.diagnostics
                continue
            except OSError as fault:
                if len(names) == 1:
                    raise
                # The disk is full, or the like: the next text would fare no better.
                faults += explain(fault).diagnostics
                break
            # Of many texts only what the table shows is kept.
            done.append(one if len(names) == 1 or wishes.as_json else _in_short(one))
    return done, tuple(faults)


def _in_short(one: Imported) -> Imported:
    decisions = tuple(
        replace(decision, piece=replace(decision.piece, text=decision.piece.text[:80], markdown=""))
        for decision in one.understood.decisions
    )
    short = replace(
        one.understood, decisions=decisions, source=replace(one.understood.source, data=b"")
    )
    return replace(one, understood=short, text="")


def _import(name: str, desk: Desk, wishes: Wishes) -> Imported:
    source = load(name)
    there = None if wishes.dry else desk.already(source)
    if there:
        if wishes.explains or wishes.as_json:
            return replace(there, understood=understand(source, wishes.given, wishes.keep))
        return there
    given = wishes.given
    if source.url:
        given = replace(given, accessed=datetime.now(UTC).date())
    understood = understand(source, given, wishes.keep)
    section = wishes.section
    if wishes.asks:
        print_decisions(understood, every=False)
        answers, section = ask(understood, desk, given, section)
        understood = understand(source, answers, wishes.keep)
    return desk.place(understood, section, given, dry=wishes.dry)


def _project(wishes: Wishes) -> Project | None:
    """Return the site; a dry run can do without one."""
    try:
        return find_project(Path.cwd())
    except CommandError:
        if wishes.dry:
            return None
        raise


def _tell(
    done: list[Imported], faults: tuple[Diagnostic, ...], wishes: Wishes, *, is_many: bool
) -> None:
    if wishes.as_json:
        say_json(to_json(done, faults, dry=wishes.dry))
        return
    for one in done:
        if wishes.explains:
            print_decisions(one.understood, every=True)
        if not is_many:
            report(one.warnings)
            print_made(one, dry=wishes.dry)
    if is_many:
        print_table(done, dry=wishes.dry)


def _day(written: str | None) -> date | datetime | None:
    if written is None:
        return None
    day = parse_day(written)
    if day is None:
        raise click.UsageError(f"“{written}” is not a date; write it as 2026-11-22.")
    return day


def _address(written: str) -> str:
    from briefgen.content.addresses import is_web_address

    if written and not is_web_address(written):
        raise click.UsageError(f"“{written}” is not a web address; write it as https://….")
    return written
