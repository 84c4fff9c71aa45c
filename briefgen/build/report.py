"""Say what a build has done: as values, for whoever prints them."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from briefgen.errors import Diagnostic
from briefgen.model.paths import OutputPath, SourcePath


class Written(Struct, frozen=True):
    """A file that the build wrote, and why."""

    path: OutputPath
    reason: str


class NextDue(Struct, frozen=True):
    """What will change the site next without anyone editing it."""

    instant: datetime
    shown: str
    """The instant with the offset of the site's time zone (RFC 3339)."""
    path: SourcePath
    is_expiry: bool


class Findings(Struct, frozen=True):
    """What a build has found out about the content; kept for builds with nothing to do."""

    articles: int
    sections: int
    drafts: int
    scheduled: int
    expired: int
    next_due: NextDue | None
    next_change: datetime | None
    """When the site changes next by itself: something is due, or no longer news."""
    warnings: tuple[Diagnostic, ...]


class Report(Struct, frozen=True):
    """What a build has done."""

    output: str
    """The folder of the site."""
    rendered: tuple[Written, ...]
    """Pages that were rendered and files that were copied, with the reason; if asked for."""
    made: int
    """How many of them there are."""
    written: int
    """How many files have new bytes."""
    unchanged: int
    removed: tuple[OutputPath, ...]
    findings: Findings
    seconds: float


@dataclass(slots=True)
class Changes:
    """What has been made, and what is left as it is; the rows are in the store."""

    explains: bool
    rendered: list[Written] = field(default_factory=list)
    """With the reason; only filled if somebody wants to know."""
    made: int = 0
    """Pages that were rendered and files that were copied."""
    written: int = 0
    unchanged: int = 0
    removed: tuple[OutputPath, ...] = ()
    seen: set[int] = field(default_factory=set)
    """Marks of all files of the new site; their paths would take more memory."""


def to_report(changes: Changes, findings: Findings, folder: Path, seconds: float) -> Report:
    """Return what the build of the site in *folder* has done."""
    return Report(
        output=str(folder),
        rendered=tuple(changes.rendered),
        made=changes.made,
        written=changes.written,
        unchanged=changes.unchanged,
        removed=changes.removed,
        findings=findings,
        seconds=seconds,
    )
