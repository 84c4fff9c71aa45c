"""Ask on the terminal for what a text does not say: title, date, source and section."""

from datetime import UTC, date, datetime

import click
from msgspec.structs import replace

from briefgen.cli.output import say
from briefgen.content.addresses import is_web_address
from briefgen.errors import CommandError
from briefgen.ingest.draft import Given
from briefgen.ingest.findings import day_of
from briefgen.ingest.importing import UNSORTED, Desk, Understood
from briefgen.schema.scalars import parse_day

LEAVE_OPEN = "-"
"""The answer that leaves a gap in the draft."""


def ask(understood: Understood, desk: Desk, given: Given, section: str) -> tuple[Given, str]:
    """Return *given* and *section* with the answers to what is missing."""
    findings = understood.findings
    questions = [
        not findings.title,
        not findings.date,
        not findings.url,
        not section and not desk.section_for("", findings)[1],
    ]
    if not any(questions):
        return given, section
    say(
        f"\nSome things are missing. Return takes what is in brackets, “{LEAVE_OPEN}” leaves a gap."
    )
    if questions[0]:
        reason = f" (a guess: {findings.title_reason})" if findings.title_guess else ""
        title = _answer(f"Title{reason}", findings.title_guess)
        given = replace(given, title=title)
    if questions[1]:
        given = replace(given, date=_date(findings.written_date))
    if questions[2]:
        given = replace(given, source_url=_source())
    if questions[3]:
        section = _section(desk, understood)
    return given, section


def _answer(question: str, default: str = "") -> str:
    answer = click.prompt(question, default=default or LEAVE_OPEN, type=str).strip()
    return "" if answer == LEAVE_OPEN else answer


def _date(written: str) -> date | datetime | None:
    said = f" (the text says “{written}”)" if written else ""
    while True:
        answer = _answer(f"Date, such as {day_of(datetime.now(UTC))}{said}")
        day = parse_day(answer) if answer else None
        if day or not answer:
            return day
        say(f"“{answer}” is not a date; write it as 2026-11-22.")


def _source() -> str:
    while True:
        answer = _answer("Where it was published, a web address")
        if not answer or is_web_address(answer):
            return answer
        say(f"“{answer}” is not a web address; write it as https://….")


def _section(desk: Desk, understood: Understood) -> str:
    while True:
        answer = _answer("Section", UNSORTED)
        try:
            return desk.section_for(answer, understood.findings)[0] if answer else ""
        except CommandError as fault:
            for one in fault.diagnostics:
                say(f"{one.message}{': ' if one.help else ''}{one.help}")
