"""
Gather what happens to files until it is complete enough to be read.

A save is several events: an editor empties a file and fills it, or writes another
one and renames it.  Whoever reads in between sees half a text and reports mistakes
that nobody has made.  So each kind of event has its own patience, and a batch is
ready when all of its files have had theirs.
"""

from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Protocol
from unicodedata import normalize

from msgspec import Struct

from briefgen.model.paths import SourcePath


class Changes(Struct, frozen=True):
    """What has happened to the files of a site."""

    paths: tuple[Path, ...]
    """Absolute paths that were written, made, removed or renamed."""
    is_unsure: bool
    """Whether there may be more than these."""
    looks: int = 0
    """Of all that was written before so many calls of ``look``, nothing is still to be told."""

    def inside(self, content: Path) -> list[SourcePath]:
        """Return the paths of those that are in the folder *content*."""
        return [
            SourcePath(normalize("NFC", path.relative_to(content).as_posix()))
            for path in self.paths
            if path.is_relative_to(content)
        ]


class Watching(Protocol):
    """Tells of changes to files."""

    def wait(self, timeout: float | None) -> Changes | None:
        """Return the next changes; ``None`` after *timeout* seconds, or once it is closed."""

    def look(self) -> int:
        """Have ``wait`` look at all files now, and tell of it; return the number of this call."""


class Event(Enum):
    """What has happened to a file; the value is how many seconds to wait for more."""

    TOUCHED = 0.004
    """What is known of it has changed, such as who may read it, and not what it says."""
    COMPLETE = 0.005
    """It was closed after writing, or got its name when it was finished."""
    WRITTEN = 0.05
    """Something was written into it, and it may still be open."""
    MADE = 0.051
    """It is new, and may be empty still."""
    GONE = 0.052
    """It has no longer its name; editors that replace a file will make it again."""


MANY = 8
"""Files from which on more are expected, as when another branch is checked out."""

PATIENCE_WITH_MANY = 0.1

LONGEST = 2.0
"""Seconds after which a batch is ready, even if files still change."""

MOST = 5_000
"""Files from which on it is quicker to look at all than to name them."""


@dataclass(slots=True)
class Batch:
    """The changes since somebody asked last; times are those of one steady clock."""

    _due: dict[str, float] = field(default_factory=dict)
    """When each file has had its patience."""
    _made: set[str] = field(default_factory=set)
    """Files that were not there when the batch began."""
    _began: float = 0.0
    _last: float = 0.0
    _held: float = 0.0
    """When more was known to come; 0 if it never was."""
    _is_unsure: bool = False

    def add(self, event: Event, path: str, now: float) -> None:
        """Note that *event* has happened to the file at *path*."""
        self._begin(now)
        if event is Event.MADE and path not in self._due:
            self._made.add(path)
        if event is Event.GONE and path in self._made:
            # It came and went: a temporary file.
            self._made.discard(path)
            self._due.pop(path, None)
            return
        if event is Event.TOUCHED and path in self._due:
            return
        if len(self._due) < MOST:
            self._due[path] = now + event.value
        else:
            self._is_unsure = True

    def doubt(self, now: float) -> None:
        """Note that something has happened that the paths do not tell."""
        self._begin(now)
        self._is_unsure = True

    def hold(self, now: float) -> None:
        """Note that more is about to happen, however long that takes."""
        self._held = now

    def _begin(self, now: float) -> None:
        if not self._due and not self._is_unsure:
            self._began = now
        self._last = now

    @property
    def ready_at(self) -> float | None:
        """When nothing more need be waited for; ``None`` if nothing has happened."""
        if not self._due and not self._is_unsure:
            return None
        ready = max(self._due.values(), default=self._last + Event.WRITTEN.value)
        if len(self._due) >= MANY or self._is_unsure:
            ready = max(ready, self._last + PATIENCE_WITH_MANY)
        ready = min(ready, self._began + LONGEST)
        return max(ready, self._held + PATIENCE_WITH_MANY) if self._held else ready

    def take(self) -> Changes:
        """Return the changes, and begin anew."""
        changes = Changes(tuple(Path(path) for path in sorted(self._due)), self._is_unsure)
        self._due, self._made, self._is_unsure, self._held = {}, set(), False, 0.0
        return changes
