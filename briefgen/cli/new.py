"""Make a new site, or a new article or edition in the site of the current folder."""

import json
import os
import shlex
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from briefgen.build.project import Project, find_project
from briefgen.cli.app import EXIT_CODES
from briefgen.cli.output import say
from briefgen.cli.schema import schema_of
from briefgen.config import CONFIG_NAME, load_config
from briefgen.content.filing import sections_of
from briefgen.scaffold.article import make_article
from briefgen.scaffold.edition import make_edition
from briefgen.scaffold.site import make_site
from briefgen.schema.scalars import parse_day
from briefgen.schema.suggest import closest

ARTICLE = "article"
"""The target that means an article; a folder of this name is ``./article``."""

EDITION = "edition"
"""The same for an edition."""

_KINDS = ("site", "article", "section", "page", "edition")


@click.command(
    epilog=f"""\b
Examples:
  briefgen new my-briefing              a site in the folder my-briefing
  briefgen new .                        a site in this folder, if it is empty
  briefgen new article "Talks resume" --section world
                                        content/world/<today>-talks-resume.md
  briefgen new article "An interview" --section world --txt
                                        the same for text that will be pasted
  briefgen new edition                  content/editions/<today>.md, a draft that
                                        lists the newest articles
  briefgen new ./article                a site in a folder called "article"

{EXIT_CODES}"""
)
@click.argument("target", metavar="DIR|article|edition")
@click.argument("title", required=False)
@click.option("-s", "--section", metavar="NAME", help="The section of a new article.")
@click.option(
    "--date",
    "written_date",
    metavar="DATE",
    help="The date of a new article or edition, such as 2026-11-22; without it, today.",
)
@click.option("--txt", is_flag=True, help="Begin an article as a text file instead of Markdown.")
def new(
    target: str, title: str | None, section: str | None, written_date: str | None, txt: bool
) -> None:
    """
    Make a new site, or a new article or edition in a site.

    With the name of a folder: makes a small complete site there, ready to be
    built.  With the word "article" and a title, or the word "edition": adds a draft
    to the site of this folder, or of the nearest folder above it.  A new edition
    lists the articles of the last seven days, or else the newest ones.  A draft is
    not published until its line "draft: true" is taken out.  Nothing that exists is
    ever overwritten.
    """
    if target == ARTICLE:
        _new_article(title, section, written_date, ".txt" if txt else ".md")
    elif target == EDITION:
        if section is not None or txt:
            raise click.UsageError(
                "An edition has no section and no text file: "
                'briefgen new edition ["Title"] [--date 2026-11-22].'
            )
        _new_edition(title, written_date)
    elif title is not None or section is not None or written_date is not None or txt:
        raise click.UsageError(
            "A title and its options belong to an article or an edition: "
            'briefgen new article "Title" --section NAME, or briefgen new edition "Title".'
        )
    else:
        _refuse_slip(target)
        _new_site(target)


def _refuse_slip(target: str) -> None:
    """Refuse to make a site in a site because of a slip in `article` or `edition`."""
    meant = closest(target, (ARTICLE, EDITION)) if Path(target).name == target else ""
    folder = Path.cwd()
    if meant and any((one / CONFIG_NAME).is_file() for one in (folder, *folder.parents)):
        raise click.UsageError(
            f"Did you mean `briefgen new {meant}`? "
            f"(For a site in a folder of this name: briefgen new ./{target}.)"
        )


def _new_site(target: str) -> None:
    folder = Path(target)
    schemas = {
        kind: json.dumps(schema_of(kind), indent=2, ensure_ascii=False) + "\n" for kind in _KINDS
    }
    made = make_site(folder, schemas)
    steps = [] if folder.resolve() == Path.cwd() else [f"cd {shlex.quote(target)}"]
    steps.append("briefgen serve --open")
    say(
        f"Made {target.rstrip('/')}/: “{made.title}”, "
        f"with {made.articles} articles in {made.sections} sections, and "
        f"{made.editions} edition.\n\nNext:"
    )
    for step in steps:
        say(f"  {step}")
    say(
        "\nREADME.md there says what shows what; the name and address of the site are in\n"
        "briefgen.yml."
    )


def _new_article(
    title: str | None, section: str | None, written_date: str | None, suffix: str
) -> None:
    if title is None:
        raise click.UsageError(
            'An article needs a title: briefgen new article "Title" --section NAME. '
            "(For a site in a folder of this name: briefgen new ./article.)"
        )
    project = find_project(Path.cwd())
    chosen = _only_section(project) if section is None else section
    made = make_article(project, title, chosen, _day(project, written_date), suffix=suffix)
    if made.is_new_section:
        say(
            f"Note: content/{made.section}/ is a new section; its title and summary "
            f"belong in content/{made.section}/_index.md."
        )
    say(f"Made {os.path.relpath(project.root / made.path)}, a draft.")
    say("Next: write; `briefgen serve --open` shows drafts, too.")
    say(_TO_PUBLISH)


def _new_edition(title: str | None, written_date: str | None) -> None:
    project = find_project(Path.cwd())
    made = make_edition(project, title, _day(project, written_date))
    say(f"Made {os.path.relpath(project.root / made.path)}, a draft.")
    if made.articles:
        listed = "the newest article" if made.articles == 1 else f"{made.articles} articles"
        say(f"It lists {listed}: take out what does not belong there, add what does,")
        say("and say in the notes why. `briefgen serve --open` shows it.")
    else:
        say("There is no article yet that it could list; they belong below `items:`.")
    say(_TO_PUBLISH)


_TO_PUBLISH = "To publish it, take out its line `draft: true`."


def _only_section(project: Project) -> str:
    """Return the section of a site that has one."""
    sections = sections_of(project.content)
    if len(sections) == 1:
        return sections[0]
    known = f" The sections are {', '.join(sections)}." if sections else ""
    raise click.UsageError(f"Say which section the article is for: --section NAME.{known}")


def _day(project: Project, written: str | None) -> date:
    """Return the day that was asked for, or today in the site's time zone."""
    if written is None:
        zone = ZoneInfo(load_config(project.root).settings.timezone)
        return datetime.now(UTC).astimezone(zone).date()
    day = parse_day(written)
    if day is None or isinstance(day, datetime):
        raise click.UsageError(f"“{written}” is not a date; write it as 2026-11-22.")
    return day
