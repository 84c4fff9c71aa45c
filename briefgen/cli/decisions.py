"""Put the decisions about imported texts into words, into a table, or into JSON."""

import json
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from briefgen.build.project import find_project
from briefgen.cli.output import say, say_file
from briefgen.errors import CommandError, Diagnostic, to_text, visible
from briefgen.ingest.body import left_out
from briefgen.ingest.draft import gaps
from briefgen.ingest.findings import day_of
from briefgen.ingest.importing import Imported, Understood
from briefgen.ingest.pieces import Decision, Role

_EXCERPT = 52


def print_decisions(understood: Understood, *, every: bool) -> None:
    """Print what was taken for what, and why; paragraphs only if *every* line is asked for."""
    shown = [one for one in understood.decisions if every or one.role is not Role.TEXT]
    say(f"{visible(understood.source.name)}, read as {understood.kind}:")
    say(f"  {'line':>5}  {'taken for':<10}  {'sure':>4}  what it says, and why")
    for one in shown:
        words = _cut(one.piece.written)
        say(f"  {one.piece.line:>5}  {one.role.value:<10}  {_sure(one):>4}  {words}")
        if one.rule:
            say(f"{'':27}{one.rule}: {visible(one.why)}")
    for quotation in understood.findings.quotations:
        who = visible(quotation.speaker) or "nobody who is named nearby"
        words = _cut(" … ".join(quotation.texts))
        say(f"  {quotation.line:>5}  {'quotation':<10}        “{words}”\n{'':27}said by {who}")


def _sure(one: Decision) -> str:
    return f"{one.sureness}%" if one.rule else ""


def _cut(text: str) -> str:
    plain = visible(" ".join(text.split()))
    return plain if len(plain) <= _EXCERPT else plain[: _EXCERPT - 1].rstrip() + "…"


def print_made(one: Imported, *, dry: bool) -> None:
    """Print where the draft is, what was found, and what was left out."""
    if not one.is_new:
        say(f"This text was imported before: it is in {_shown(one.path)}.")
        say(f"The text as it came is in {_shown(one.snapshot)}.")
        return
    if dry:
        say(f"{one.path} would be:\n")
        say_file(one.text)
        return
    say(f"Made {_shown(one.path)}, a draft: {_found(one.understood)}.")
    gone = left_out(one.understood.decisions)
    away = [one for one in gone if one.role in _AWAY]
    if away:
        say("Left out:")
        for decision in away:
            say(f"  {decision.piece.line:>5}  {_cut(decision.piece.written)}")
        first = away[0].piece.line
        say("If one of them belongs to the text, put it back there; or delete the draft and")
        say(f"import again with --keep and its line, such as --keep {first}.")
    say(f"The text as it came is in {_shown(one.snapshot)}, which is never published.")
    missing = gaps(one.understood.findings)
    if missing:
        say(f"Missing: {', '.join(missing)}; the draft has a place for each.")


_AWAY = {Role.FURNITURE, Role.SECTION, Role.REPEAT}


def _found(understood: Understood) -> str:
    counts = Counter(one.role for one in understood.decisions)
    findings = understood.findings
    parts = [
        _count(counts[Role.HEADING], "heading"),
        _count(len(findings.quotations), "quotation"),
        _count(sum(counts[role] for role in _AWAY), "line") + " left out",
    ]
    return ", ".join(parts)


def _count(number: int, what: str) -> str:
    return f"{number or 'no'} {what}" if number == 1 else f"{number or 'no'} {what}s"


def print_table(done: Sequence[Imported], *, dry: bool) -> None:
    """Print one line for each of many texts."""
    rows = [("draft", "headings", "left out", "missing")]
    for one in done:
        counts = Counter(decision.role for decision in one.understood.decisions)
        missing = ", ".join(gaps(one.understood.findings)) if one.is_new else "(there already)"
        away = sum(counts[role] for role in _AWAY)
        path = one.path if dry else _shown(one.path)
        rows.append((visible(path), str(counts[Role.HEADING]), str(away), missing))
    width = min(76, max(len(row[0]) for row in rows))
    for path, headings, lines, missing in rows:
        say(f"{path:<{width}}  {headings:>8}  {lines:>8}  {missing}".rstrip())
    made = sum(one.is_new for one in done)
    verb = "would be made" if dry else "made"
    say(f"\n{_count(made, 'draft')} {verb}, {len(done) - made} there already.")


def to_json(done: Sequence[Imported], faults: Sequence[Diagnostic], *, dry: bool) -> str:
    """Return what was done as JSON, for scripts."""
    data = {
        "dry_run": dry,
        "imports": [_as_data(one) for one in done],
        "errors": [to_text(one) for one in faults],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _as_data(one: Imported) -> dict[str, object]:
    findings = one.understood.findings
    return {
        "input": one.understood.source.name,
        "read_as": one.understood.kind,
        "is_new": one.is_new,
        "draft": one.path,
        "snapshot": one.snapshot,
        "title": findings.title,
        "title_guess": findings.title_guess,
        "date": day_of(findings.date),
        "authors": list(findings.authors),
        "section": findings.section,
        "language": findings.language,
        "missing": list(gaps(findings)) if one.is_new else [],
        "decisions": [
            {
                "line": decision.piece.line,
                "last_line": decision.piece.last,
                "role": decision.role.value,
                "rule": decision.rule,
                "sure": decision.sureness,
                "why": decision.why,
                "text": decision.piece.written,
            }
            for decision in one.understood.decisions
        ],
        "quotations": [
            {"line": said.line, "speaker": said.speaker, "texts": list(said.texts)}
            for said in findings.quotations
        ],
        "warnings": [to_text(warning) for warning in one.warnings],
    }


def _shown(path: str) -> str:
    """Return *path*, relative to the root of the site, as seen from the current folder."""
    try:
        return os.path.relpath(find_project(Path.cwd()).root / path)
    except (CommandError, ValueError):
        return path
