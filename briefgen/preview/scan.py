"""
Find out which files have changed by looking at all of them.

What a look costs grows with the number of files, and nothing is read but folders
and what the file system says of each file.
"""

import os
import time
from collections.abc import Iterator, Mapping, Sequence

from briefgen.model.file_kinds import is_ignored, is_probe, is_temporary

_Stamp = tuple[int, ...]

_SECOND = 1_000_000_000
_TICK, _COARSE_TICK = _SECOND // 20, 3 * _SECOND
"""Nanoseconds within which a file can change twice and look the same."""


class Scan:
    """What files were like at the last look."""

    def __init__(self, folders: Mapping[str, str], files: Sequence[str]) -> None:
        """Look at *folders*, where they are and what they are called here, and at *files*."""
        self._folders = folders
        self._files = files
        self.seconds = 0.0
        """How long the last look took."""
        self._stamps, self._unsure = self._look()

    def changes(self, *, again: bool) -> set[str]:
        """
        Look again, and return the paths of what has come, gone or changed since.

        What had only just been written at the last look may have been written once more
        without a trace; with *again* it is among these.
        """
        before, unsure = self._stamps, self._unsure
        self._stamps, self._unsure = self._look()
        changed = {path for path, _ in before.items() ^ self._stamps.items()}
        return changed | unsure if again else changed

    def _look(self) -> tuple[dict[str, _Stamp], set[str]]:
        began, now = time.perf_counter(), time.time_ns()
        stamps = dict(self._stamps_now())
        unsure = {path for path, stamp in stamps.items() if _is_new(stamp, now)}
        self.seconds = time.perf_counter() - began
        return stamps, unsure

    def _stamps_now(self) -> Iterator[tuple[str, _Stamp]]:
        for file in self._files:
            try:
                # It may be a link, and what it leads to is what is read.
                yield file, _stamp(os.stat(file))
            except OSError:
                continue
        waiting = [*self._folders.items()]
        while waiting:
            real, given = waiting.pop()
            try:
                with os.scandir(real) as listing:
                    entries = [one for one in listing if not is_unseen(one.name)]
            except OSError:
                # It has just gone, or nobody may look into it.
                continue
            for entry in entries:
                path = os.path.join(given, entry.name)
                try:
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append((entry.path, path))
                        yield path, ()
                    else:
                        yield path, _stamp(entry.stat(follow_symlinks=False))
                except OSError:
                    continue


def is_unseen(name: str) -> bool:
    """Whether a file or folder of this *name* concerns no site."""
    return (
        is_ignored(name, is_folder=False)
        or is_ignored(name, is_folder=True)
        or is_temporary(name)
        or is_probe(name)
    )


def _stamp(status: os.stat_result) -> _Stamp:
    # Not its inode: some file systems on a network make that up anew each time.
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _is_new(stamp: _Stamp, now: int) -> bool:
    """Whether a file has been written so short a time ago that the next time may look the same."""
    # Where only whole seconds are kept, as on FAT, they may even be two at a time.
    ticks = [_TICK if when % _SECOND else _COARSE_TICK for when in stamp[1:]]
    return any(abs(now - when) < tick for when, tick in zip(stamp[1:], ticks, strict=True))
