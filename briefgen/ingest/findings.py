"""Gather what the decisions say of a text as a whole: its title, authors, date and section."""

import re
from datetime import date, datetime

from msgspec import Struct

from briefgen.ingest.bylines import HEAD_PARTS, authors_in
from briefgen.ingest.dates import find_date
from briefgen.ingest.phrases import furniture_kind
from briefgen.ingest.pieces import Decision, Facts, Form, Role
from briefgen.ingest.quotes import Quotation, quotations
from briefgen.ingest.vocabulary import CREDIT, MAIL_HEADER, SECTION, UPDATED
from briefgen.model.scalars import Day

_DATELINE = re.compile(
    r"^(?P<head>[^\W\d_][\w .,’'-]{1,50}?(?:,\s{0,3}(?P<date>[^—–()]{3,30}?))?"
    r"\s{0,3}(?:\([\w /.-]{2,30}\)\s{0,3})?)"
    r"(?:—|–|--| - )\s*\S"
)


class Findings(Struct, frozen=True):
    """What is known of a text, and what is only guessed."""

    title: str = ""
    title_guess: str = ""
    """What could be the title, if there is none."""
    title_reason: str = ""
    """Where the guess is from."""
    authors: tuple[str, ...] = ()
    date: Day | None = None
    updated: Day | None = None
    written_date: str = ""
    """A date as the text has it that could not be understood."""
    standfirst: str = ""
    caption: str = ""
    credit: str = ""
    section: str = ""
    language: str = ""
    publisher: str = ""
    url: str = ""
    quotations: tuple[Quotation, ...] = ()


def gather(decisions: tuple[Decision, ...], facts: Facts, language: str) -> Findings:
    """Return what *decisions* and the *facts* of a page say together."""
    by_role: dict[Role, list[str]] = {}
    for one in decisions:
        by_role.setdefault(one.role, []).append(one.piece.text)
    title = _title(by_role, facts)
    guess, reason = ("", "") if title else _guess(decisions)
    # “For immediate release: 5 February 2026” is furniture, and says when.
    released = [
        one.piece.text
        for one in decisions
        if one.role is Role.FURNITURE and furniture_kind(one.piece.text) == "release"
    ]
    dates = _Dates.of([*by_role.get(Role.DATE, []), *released], language)
    bylines = by_role.get(Role.BYLINE, [])
    caption, credit = _caption(by_role.get(Role.CAPTION, []))
    return Findings(
        title=title,
        title_guess=guess,
        title_reason=reason,
        authors=facts.authors or _authors(bylines),
        date=facts.date
        or dates.published
        or _in_bylines(bylines, language)
        or _in_dateline(decisions, language),
        updated=facts.updated or dates.updated,
        written_date=dates.unclear,
        standfirst=" ".join(by_role.get(Role.STANDFIRST, [])) or facts.summary,
        caption=caption,
        credit=credit,
        section=_section(by_role.get(Role.SECTION, []), facts),
        language=language,
        publisher=facts.publisher,
        url=facts.url,
        quotations=quotations(decisions),
    )


def _title(by_role: dict[Role, list[str]], facts: Facts) -> str:
    for text in by_role.get(Role.TITLE, []):
        header = MAIL_HEADER.match(text)
        return header["value"] if header else text
    return facts.title


def _guess(decisions: tuple[Decision, ...]) -> tuple[str, str]:
    for one in decisions:
        if one.role is Role.CAPTION:
            return one.piece.text, "the caption"
    for one in decisions:
        if one.role is Role.TEXT and one.piece.form is Form.LINE:
            words = one.piece.text.split()
            text = " ".join(words[:9])
            return text + ("…" if len(words) > 9 else ""), "how the text begins"
    return "", ""


class _Dates(Struct, frozen=True):
    published: date | None
    updated: date | None
    unclear: str

    @classmethod
    def of(cls, lines: list[str], language: str) -> "_Dates":
        published = updated = None
        unclear = ""
        for line in lines:
            found = find_date(line, language)
            if found is None:
                continue
            if found.day is None:
                unclear = unclear or line
            elif UPDATED.match(line):
                updated = updated or found.day
            else:
                published = published or found.day
        if published is None:
            published, updated = updated, None
        return cls(published, updated, "" if published else unclear)


def _in_bylines(lines: list[str], language: str) -> date | None:
    found = [find_date(line, language) for line in lines]
    return next((one.day for one in found if one and one.day), None)


def _authors(lines: list[str]) -> tuple[str, ...]:
    names = [name for line in lines for part in HEAD_PARTS.split(line) for name in authors_in(part)]
    return tuple(dict.fromkeys(names))


def _caption(captions: list[str]) -> tuple[str, str]:
    """Return the first caption, and its credit where the two can be told apart."""
    if not captions:
        return "", ""
    text = captions[0]
    match = CREDIT.search(text)
    if not match or not match.start() or text[match.start()] not in " .(|":
        return text, ""
    caption = text[: match.start()].rstrip(" (|")
    credit = text[match.start() :].strip(" .(|").removesuffix(")")
    return (caption, credit) if caption else (text, "")


def _section(lines: list[str], facts: Facts) -> str:
    """Return the name of a section; a line that names one counts more than a label."""
    named = [match["name"].strip() for line in lines if (match := SECTION.match(line))]
    labels = [line for line in lines if not SECTION.match(line) and len(line.split()) <= 2]
    return next(filter(None, (*named[-1:], facts.section, *labels[-1:])), "")


def _in_dateline(decisions: tuple[Decision, ...], language: str) -> date | None:
    """Return the date that the first paragraph begins with, below a place, as agencies write it."""
    first = next((one.piece.text for one in decisions if one.role is Role.TEXT), "")
    match = _DATELINE.match(first[:120])
    if not match or not match["head"].partition(",")[0].partition("(")[0].isupper():
        return None
    found = find_date(match["date"] or "", language)
    return found.day if found else None


def day_of(value: Day | None) -> str:
    """Return a date as front matter and file names have it."""
    if value is None:
        return ""
    return value.date().isoformat() if isinstance(value, datetime) else value.isoformat()
