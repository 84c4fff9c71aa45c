"""Say what a build has done: as values, for whoever prints them."""

from dataclasses import dataclass
from datetime import datetime

from briefgen.errors import Diagnostic
from briefgen.model.paths import OutputPath, SourcePath


@dataclass(frozen=True, slots=True)
class Written:
    """A file that the build wrote, and why."""

    path: OutputPath
    reason: str


@dataclass(frozen=True, slots=True)
class NextDue:
    """What will change the site next without anyone editing it."""

    instant: datetime
    path: SourcePath
    is_expiry: bool


@dataclass(frozen=True, slots=True)
class Findings:
    """What a build has found out about the content; kept for builds with nothing to do."""

    articles: int
    sections: int
    drafts: int
    scheduled: int
    expired: int
    next_due: NextDue | None
    has_base_url: bool
    warnings: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Report:
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
