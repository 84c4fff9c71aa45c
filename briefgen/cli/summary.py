"""Put the report of a build into words, or into JSON."""

import json
import os

from briefgen.build.report import Report
from briefgen.cli.output import say
from briefgen.errors import to_text


def print_summary(done: Report) -> None:
    """Print one line on what was done, and one on what will come due."""
    findings = done.findings
    say(
        f"{_shown(done.output)}: {_count(done.written, 'file')} written, "
        f"{done.unchanged} unchanged, {len(done.removed)} removed, in {done.seconds:.2f} s"
    )
    held = [
        (findings.drafts, "draft" if findings.drafts == 1 else "drafts"),
        (findings.scheduled, "scheduled"),
        (findings.expired, "expired"),
    ]
    kept_back = ", ".join(f"{number} {what}" for number, what in held if number)
    if kept_back:
        say(f"Held back: {kept_back}.")
    due = findings.next_due
    if due:
        verb = "expires" if due.is_expiry else "is due"
        say(f"Next: content/{due.path} {verb} at {due.shown}; build again then.")


def print_explanation(done: Report) -> None:
    """Print every page that was rendered or removed, and why."""
    for one in done.rendered:
        say(f"  {one.path}: {one.reason}")
    for path in done.removed:
        say(f"  {path}: removed")


def to_json(done: Report) -> str:
    """Return the report as JSON, for scripts."""
    findings = done.findings
    due = findings.next_due
    data = {
        "output": done.output,
        "written": done.written,
        "unchanged": done.unchanged,
        "removed": list(done.removed),
        "rendered": [{"path": one.path, "reason": one.reason} for one in done.rendered],
        "articles": findings.articles,
        "sections": findings.sections,
        "held_back": {
            "drafts": findings.drafts,
            "scheduled": findings.scheduled,
            "expired": findings.expired,
        },
        "next_due": due
        and {
            "path": due.path,
            "instant": due.shown,
            "is_expiry": due.is_expiry,
        },
        "warnings": [to_text(one) for one in findings.warnings],
        "seconds": round(done.seconds, 3),
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _shown(folder: str) -> str:
    """Return *folder* relative to the current one if that is shorter."""
    try:
        relative = os.path.relpath(folder)
    except ValueError:
        # On Windows the two may be on different drives.
        return folder
    return f"{relative}/" if len(relative) < len(folder) else folder


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
