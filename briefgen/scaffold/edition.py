"""
Begin an edition: a draft that lists what is new, and waits for the editor's words.

The list is only a beginning.  What is in it, in which order and why, is what
makes an edition, and nobody but its editor knows.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from msgspec import Struct

from briefgen.build.project import Project
from briefgen.config import Config, load_config
from briefgen.content.discover import EDITIONS, discover, on_disk
from briefgen.content.filing import clean, quoted, schema_comment
from briefgen.content.frontmatter import part
from briefgen.content.parse import decode, parse
from briefgen.content.placeholders import EDITION_BODY, EDITION_FIELDS, EDITION_ITEMS
from briefgen.errors import CommandError, Diagnostic, error
from briefgen.languages import Calendar
from briefgen.model.article import Listing, Parsed
from briefgen.model.file_kinds import TEXTS
from briefgen.model.source import Role, SourceFile, SourceText
from briefgen.structure.publication import withheld_because

_NEW = timedelta(days=7)
"""How old an article may be to be listed without being asked for."""

_AT_LEAST = 5
"""How many articles are listed if none is as new as that."""

_PLAIN = re.compile(r"[\w./-]+")
"""A path that YAML reads as it stands."""


class NewEdition(Struct, frozen=True):
    """What was made."""

    path: str
    """Relative to the root of the site."""
    articles: int
    """How many it lists."""


def make_edition(project: Project, title: str | None, day: date) -> NewEdition:
    """
    Add a draft of the edition of *day*, which lists the newest articles until then.

    Without a *title* it is called by its day, in the language of the site.

    Raises:
        CommandError: the title is unusable, or there is an edition of that day.
        ContentError: ``briefgen.yml`` cannot be used.

    """
    config = load_config(project.root)
    if title is None:
        calendar = Calendar(config.settings.timezone, config.settings.language)
        title = calendar.day(day).text
    title = clean(title)
    folder = project.content / EDITIONS
    _refuse_if_there_is_one(folder, day)
    articles = newest_articles(project, config, day)
    path = f"content/{EDITIONS}/{day.isoformat()}.md"
    folder.mkdir(parents=True, exist_ok=True)
    with (project.root / path).open("x", encoding="utf-8", newline="\n") as stream:
        stream.write(_draft(project, title, day, articles))
    return NewEdition(path, len(articles))


def newest_articles(project: Project, config: Config, day: date) -> tuple[Listing, ...]:
    """
    Return the articles of the seven days up to *day*, or else the newest ones, newest first.

    Only what is published by the end of that day is among them.  What cannot be
    read is not: a build will say why.
    """
    end = datetime.combine(day + timedelta(days=1), time.min, ZoneInfo(config.settings.timezone))
    found = [
        (one.date, one)
        for one in _articles(project, config)
        if one.date and one.date < end and not withheld_because(one, end, with_drafts=False)
    ]
    found.sort(key=lambda dated: dated[1].path)
    found.sort(key=lambda dated: dated[0], reverse=True)
    new = [one for dated, one in found if dated >= end - _NEW]
    return tuple(new or [one for _, one in found[:_AT_LEAST]])


def _articles(project: Project, config: Config) -> Iterator[Listing]:
    """Read what the front matter of every article says; the texts are not looked at."""
    sources, _ = discover(project.content)
    for source in sources:
        if source.role is Role.ARTICLE:
            text = SourceText(source.path, source.role, _head(project, source))
            parsed = parse(text, config.content)
            if isinstance(parsed, Parsed):
                yield parsed.listing


def _head(project: Project, source: SourceFile) -> bytes:
    """Return the front matter of a file with its dashes; empty if there is none to be read."""
    data = Path(on_disk(str(project.content), source.path)).read_bytes()
    text = decode(data, source.path)
    parts = text if isinstance(text, Diagnostic) else part(text, source.path)
    if isinstance(parts, Diagnostic) or not parts.yaml:
        return b""
    return f"---\n{parts.yaml}---\n".encode()


def _refuse_if_there_is_one(folder: Path, day: date) -> None:
    name = day.isoformat()
    for entry in (f"{name}{suffix}" for suffix in (*TEXTS, "")):
        if (folder / entry).exists():
            raise CommandError(
                error(
                    f"content/{EDITIONS}/{entry} is the edition of this day",
                    help="choose another day with `--date`; nothing was changed",
                )
            )


def _draft(project: Project, title: str, day: date, articles: tuple[Listing, ...]) -> str:
    """Return the text of a new edition."""
    head = [
        "---",
        *schema_comment(project.root, "edition"),
        f"title: {quoted(title)}",
        f"date: {day.isoformat()}",
        "draft: true",
        'summary: ""',
        "# Keep what belongs here, in your order, and say why in the notes.",
        "items:",
    ]
    for one in articles:
        path = one.path if _PLAIN.fullmatch(one.path) else quoted(one.path)
        head += [f"  - article: {path}", '    note: ""']
    return "\n".join(head) + f"\n{EDITION_ITEMS}{EDITION_FIELDS}---\n{EDITION_BODY}"
