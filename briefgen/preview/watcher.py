"""
Wait until somebody has changed a file of the site.

The system tells of changes where it can.  Where it cannot - on a network drive,
or when too many folders are watched already - files are looked at once a second.
"""

import errno
import logging
import math
import os
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Condition

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.inotify_move_event_grouper import InotifyMoveEventGrouper
from watchdog.observers.polling import PollingObserver

from briefgen.model.file_kinds import is_ignored, is_temporary
from briefgen.preview.changes import Batch, Changes, Event
from briefgen.preview.checkout import find_lock, is_held
from briefgen.preview.inotify import is_told, watches_folders

_WATCHED: list[type[FileSystemEvent]] = [
    *(DirCreatedEvent, DirDeletedEvent, DirMovedEvent),
    *(FileClosedEvent, FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent),
]
"""Reading a file is none of them: the preview reads, too, and would wake itself."""

_EVENTS = {
    "created": Event.MADE,
    "modified": Event.WRITTEN,
    "closed": Event.COMPLETE,
    "deleted": Event.GONE,
}

POLLING_SECONDS = 1.0
_SECONDS_UNHEARD = 5.0
"""How long it may take to notice that the system is not listened to any more."""

LIMIT_REACHED = (
    "the system watches no more folders for you, so changes are looked for once a second",
    "raise the limit; on Linux with `sudo sysctl fs.inotify.max_user_watches=524288`",
)
NOT_WATCHED = (
    "the system does not tell of changes here, so they are looked for once a second",
    "",
)

Complain = Callable[[str, str], None]
"""Is told what is wrong with watching, and what may help."""


class Watcher(FileSystemEventHandler):
    """Watches folders with all they hold, and single files; what is missing may come later."""

    def __init__(
        self, folders: Sequence[Path], files: Sequence[Path], complain: Complain = lambda *_: None
    ) -> None:
        """Begin to watch: what changes from now on is told by ``wait``."""
        self._complain = complain
        self._real = {os.path.realpath(folder): os.fspath(folder) for folder in folders}
        self._files = {os.path.realpath(one.parent): os.fspath(one.parent) for one in files}
        self._named = {*map(os.fspath, folders), *map(os.fspath, files)}
        self._git_lock = find_lock(folders[0])
        self._batch = Batch()
        self._changed = Condition()
        self._is_closed = False
        self.is_polling = False
        """Whether files are looked at once a second."""
        self._listener = _Complaints(self._doubt)
        self._observer = self._start()

    def wait(self, timeout: float | None) -> Changes | None:
        """
        Return the next changes once they are complete, as far as one can tell.

        ``None`` after *timeout* seconds in which nothing has begun to change, or
        when the watcher is closed.
        """
        end = None if timeout is None else time.monotonic() + timeout
        while True:
            with self._changed:
                if not self._is_ready(end):
                    return None
                changes = self._batch.take()
            if not changes.is_unsure:
                return changes
            # Folders that have come are to be watched before anybody looks at what is in them.
            if not self._watches_all():
                self._renew()
            return changes

    def _is_ready(self, end: float | None) -> bool:
        """Wait, holding the lock, until the batch is ready; false if that does not happen."""
        while not self._is_closed:
            now, ready = time.monotonic(), self._batch.ready_at
            if ready is not None and ready <= now:
                if not is_held(self._git_lock):
                    return True
                self._batch.hold(now)
                ready = self._batch.ready_at
            if ready is None and end is not None and end <= now:
                return False
            until = min(now + _SECONDS_UNHEARD, ready or end or math.inf)
            self._changed.wait(until - now)
            if not self.is_polling and not is_told():
                self._batch.doubt(time.monotonic())
        return False

    def close(self) -> None:
        """Let ``wait`` return, and watch no longer."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()
        self._stop()
        self._listener.close()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note *event*; called by watchdog, in a thread of its own."""
        source = self._ours(os.fsdecode(event.src_path))
        target = self._ours(os.fsdecode(event.dest_path)) if event.dest_path else None
        if source is None and target is None:
            return
        with self._changed:
            now = time.monotonic()
            if event.is_directory:
                self._batch.doubt(now)
            elif event.event_type == "moved":
                if source:
                    self._batch.add(Event.GONE, source, now)
                if target:
                    self._batch.add(Event.COMPLETE, target, now)
            elif source:
                self._batch.add(_EVENTS[event.event_type], source, now)
            self._changed.notify_all()

    def _ours(self, path: str) -> str | None:
        """Return *path* as the caller knows it; ``None`` if it is none of what is watched."""
        for real, given in self._real.items():
            if path == real:
                return given
            if path.startswith(real + os.sep):
                inside = path[len(real) + 1 :]
                is_unseen = any(
                    is_ignored(one) or is_temporary(one) for one in inside.split(os.sep)
                )
                return None if is_unseen else os.path.join(given, inside)
        folder, name = os.path.split(path)
        given = os.path.join(self._files.get(folder, folder), name)
        return given if given in self._named else None

    def _doubt(self) -> None:
        with self._changed:
            self._batch.doubt(time.monotonic())
            self._changed.notify_all()

    def _start(self) -> BaseObserver:
        """Return a running observer: the system's, or one that polls."""
        if not self.is_polling:
            # To pair both ends of a move, watchdog holds back everything for half a second;
            # here each end says enough.
            InotifyMoveEventGrouper.delay = 0.02
            # A folder that comes may be noticed twice, which is as well.
            warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)
            try:
                observer = self._watch(Observer())
            except OSError as fault:
                is_limit = fault.errno in {errno.ENOSPC, errno.EMFILE}
                self._give_up(LIMIT_REACHED if is_limit else NOT_WATCHED)
            else:
                self._observer = observer
                if self._watches_all():
                    return observer
                self._stop()
                self._give_up(LIMIT_REACHED if is_told() else NOT_WATCHED)
        return self._watch(PollingObserver(timeout=POLLING_SECONDS))

    def _watch(self, observer: BaseObserver) -> BaseObserver:
        observer.start()
        try:
            for real in self._real:
                if os.path.isdir(real):
                    observer.schedule(self, real, recursive=True, event_filter=_WATCHED)
            for real in self._files:
                observer.schedule(self, real, event_filter=_WATCHED)
        except OSError:
            observer.stop()
            observer.join()
            raise
        return observer

    def _give_up(self, why: tuple[str, str]) -> None:
        self.is_polling = True
        self._complain(*why)

    def _renew(self) -> None:
        """Watch what is there now."""
        self._stop()
        self._observer = self._start()

    def _stop(self) -> None:
        self._observer.stop()
        self._observer.join()

    def _watches_all(self) -> bool:
        """Whether every folder is watched; watchdog does not say when the system refuses one."""
        live = {one.watch.path for one in self._observer.emitters if one.is_alive()}
        if not {real for real in self._real if os.path.isdir(real)} <= live:
            return False
        if self.is_polling:
            return True
        return is_told() and watches_folders([*self._real], more=len(self._files))


class _Complaints(logging.Handler):
    """Takes what watchdog has to complain of, such as that events were lost."""

    def __init__(self, doubt: Callable[[], None]) -> None:
        super().__init__(logging.WARNING)
        self._doubt = doubt
        self._logger = logging.getLogger("watchdog")
        self._logger.addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        self._doubt()

    def close(self) -> None:
        self._logger.removeHandler(self)
        super().close()
