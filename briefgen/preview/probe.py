"""
Find out whether the system tells of every change.

It may promise to, and yet not know: of what another machine writes to a network
drive, of files outside of a container that are shown inside, of the lower layer of
an overlay.  So what it has told is compared with what a look at all files finds.
"""

from collections.abc import Iterable

SECONDS_TO_BE_TOLD = 2.0
"""How late the system may tell of a change that is there already."""


class Probe:
    """What the system has told, and what it should have told; times are of one steady clock."""

    def __init__(self) -> None:
        """Begin with the trust that all is told."""
        self._told: set[str] = set()
        self._told_before: set[str] = set()
        self._is_unsure = self._was_unsure = False
        self._untold: dict[str, float] = {}
        """The files that were found to have changed, and when that was."""

    def hear(self, path: str) -> None:
        """Note that the system has told of the file at *path*."""
        self._told.add(path)
        self._untold.pop(path, None)

    def hear_of_any(self) -> None:
        """Note that the system has told of something that may concern every file."""
        self._is_unsure = True
        self._untold.clear()

    def begin(self) -> None:
        """Note that a look begins; it may find all that was told since the last one began."""
        self._told_before, self._told = self._told, set()
        self._was_unsure, self._is_unsure = self._is_unsure, False

    def compare(self, found: Iterable[str], now: float) -> None:
        """Note which files a look has *found* changed."""
        if self._was_unsure or self._is_unsure:
            return
        for path in found:
            if path not in self._told_before and path not in self._told:
                self._untold.setdefault(path, now)

    def is_silent(self, now: float) -> bool:
        """Whether the system has had enough time to tell of a change, and has not."""
        return any(now - since >= SECONDS_TO_BE_TOLD for since in self._untold.values())

    @property
    def untold(self) -> frozenset[str]:
        """The files that have changed, as far as the system has not told of them yet."""
        return frozenset(self._untold)
