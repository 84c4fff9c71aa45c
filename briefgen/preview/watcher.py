"""
Wait until somebody has changed a file of the site.

The system tells of changes where it can.  Where it cannot - on a network drive,
in a container, or when too many folders are watched already - files are looked at
once a second, or less often where a look takes long.
"""

import math
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Condition

from msgspec.structs import replace

from briefgen.preview.changes import Batch, Changes, Event
from briefgen.preview.checkout import find_lock, is_held
from briefgen.preview.inotify import is_told
from briefgen.preview.probe import SECONDS_TO_BE_TOLD, Probe
from briefgen.preview.scan import Scan
from briefgen.preview.system_events import NotWatchedError, SystemEvents

POLLING_SECONDS = 1.0
PROBING_SECONDS = 5.0
"""Between looks at whether the system tells of everything."""
_POLLING_SHARE, _PROBING_SHARE = 0.1, 0.02
"""The most of the time that may be spent looking."""
_SECONDS_UNHEARD = 5.0
"""How long it may take to notice that the system is not listened to any more."""

NOT_TOLD = (
    "a file has changed that the system has not told of, so they are looked for once a second",
    "so it often is on network drives and in containers; `--poll` looks from the beginning",
)

Complain = Callable[[str, str], None]
"""Is told what is wrong with watching, and what may help."""


class Watcher:
    """Watches folders with all they hold, and single files; what is missing may come later."""

    def __init__(
        self,
        folders: Sequence[Path],
        files: Sequence[Path],
        complain: Complain = lambda *_: None,
        *,
        polls: bool = False,
        probing_seconds: float = PROBING_SECONDS,
    ) -> None:
        """
        Begin to watch: what changes from now on is told by ``wait``.

        With *polls* the system is not listened to; otherwise it is looked every
        *probing_seconds* whether it tells of everything.
        """
        self._complain = complain
        self._probing_seconds = probing_seconds
        self._folders = {os.path.realpath(folder): os.fspath(folder) for folder in folders}
        self._files = files
        self._git_lock = find_lock(folders[0])
        self._batch = Batch()
        self._probe = Probe()
        self._changed = Condition()
        self._is_closed = False
        self._asked = self._looked = self._answered = 0
        """Calls of ``look``: all, those that were followed, and those that were answered."""
        self._system: SystemEvents | None = None
        if not polls:
            self._listen()
        self._scan = Scan(self._folders, [os.fspath(one) for one in files])
        self._look_at = time.monotonic() + self._seconds_until_look()

    @property
    def is_polling(self) -> bool:
        """Whether files are looked at once a second."""
        return self._system is None

    def wait(self, timeout: float | None) -> Changes | None:
        """
        Return the next changes once they are complete, as far as one can tell.

        ``None`` after *timeout* seconds in which nothing has begun to change, or
        when the watcher is closed.
        """
        end = math.inf if timeout is None else time.monotonic() + timeout
        while not self._is_closed:
            if self._asked > self._looked or self._look_at <= time.monotonic():
                self._look()
            with self._changed:
                changes = self._take()
                if changes is None:
                    self._await(end)
            if changes:
                # Folders that have come are to be watched before anybody looks into them.
                if changes.is_unsure and self._system and not self._system.hears_all():
                    self._listen()
                return changes
            if self._batch.ready_at is None and end <= time.monotonic():
                return None
        return None

    def _await(self, end: float) -> None:
        """Wait, holding the lock, until there may be something to do."""
        now = time.monotonic()
        until = min(self._look_at, now + _SECONDS_UNHEARD, self._batch.ready_at or end)
        if until > now and self._asked == self._looked and not self._is_closed:
            self._changed.wait(until - now)
        if self._system and not is_told():
            self._batch.doubt(time.monotonic())

    def _take(self) -> Changes | None:
        """Return what is ready to be told, if it is only that a look has found nothing."""
        now, ready = time.monotonic(), self._batch.ready_at
        if ready is None and self._looked == self._answered:
            return None
        if ready is not None and ready <= now and is_held(self._git_lock):
            self._batch.hold(now)
            return None
        if ready is not None and ready > now:
            return None
        self._answered = self._looked
        return replace(self._batch.take(), looks=self._looked)

    def look(self) -> int:
        """Have ``wait`` look at all files now, and tell of it; return the number of this call."""
        with self._changed:
            self._asked += 1
            self._changed.notify_all()
            return self._asked

    def _look(self) -> None:
        """Look at all files: somebody has asked, nobody tells of changes, or it may be so."""
        with self._changed:
            asked = self._asked
            self._probe.begin()
        found = self._scan.changes(again=self.is_polling)
        with self._changed:
            now = time.monotonic()
            self._probe.compare(found, now)
            is_silent = not self.is_polling and self._probe.is_silent(now)
            if is_silent:
                found |= self._probe.untold
            if is_silent or self.is_polling or asked > self._looked:
                for path in found:
                    self._batch.add(Event.WRITTEN, path, now)
            self._looked = asked
        if is_silent:
            self._poll(*NOT_TOLD)
        self._look_at = time.monotonic() + self._seconds_until_look()

    def _seconds_until_look(self) -> float:
        if self.is_polling:
            return max(POLLING_SECONDS, self._scan.seconds / _POLLING_SHARE)
        least = SECONDS_TO_BE_TOLD if self._probe.untold else self._probing_seconds
        return max(least, self._scan.seconds / _PROBING_SHARE)

    def close(self) -> None:
        """Let ``wait`` return, and watch no longer."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()
        self._stop()

    def _tell(self, event: Event, path: str) -> None:
        with self._changed:
            self._probe.hear(path)
            self._batch.add(event, path, time.monotonic())
            self._changed.notify_all()

    def _doubt(self) -> None:
        with self._changed:
            self._probe.hear_of_any()
            self._batch.doubt(time.monotonic())
            self._changed.notify_all()

    def _listen(self) -> None:
        """Listen to what the system tells of what is there now."""
        self._stop()
        try:
            self._system = SystemEvents(self._folders, self._files, self._tell, self._doubt)
        except NotWatchedError as why:
            self._poll(*why.args)

    def _poll(self, what: str, hint: str) -> None:
        self._stop()
        self._look_at = time.monotonic() + POLLING_SECONDS
        self._complain(what, hint)

    def _stop(self) -> None:
        system, self._system = self._system, None
        if system:
            system.close()
