"""Hear what the system tells of files, by watchdog."""

import errno
import logging
import os
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileAttribEvent,
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

from briefgen.preview.changes import Event
from briefgen.preview.inotify import is_told, watches_folders
from briefgen.preview.scan import is_unseen

_WATCHED: list[type[FileSystemEvent]] = [
    *(DirCreatedEvent, DirDeletedEvent, DirMovedEvent, FileAttribEvent, FileClosedEvent),
    *(FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent),
]
"""Reading a file is none of them: the preview reads, too, and would wake itself."""

_EVENTS = {
    "attrib": Event.TOUCHED,
    "closed": Event.COMPLETE,
    "created": Event.MADE,
    "deleted": Event.GONE,
    "modified": Event.WRITTEN,
}

LIMIT_REACHED = (
    "the system watches no more folders for you, so changes are looked for once a second",
    "raise the limit; on Linux with `sudo sysctl fs.inotify.max_user_watches=524288`",
)
NOT_WATCHED = (
    "the system does not tell of changes here, so they are looked for once a second",
    "",
)

Tell = Callable[[Event, str], None]
"""Is told what has happened to which file, in a thread of watchdog's."""
Doubt = Callable[[], None]
"""Is told that something has happened that may concern every file."""


class NotWatchedError(Exception):
    """The system does not tell of all changes; the arguments say why, and what may help."""


class SystemEvents(FileSystemEventHandler):
    """Passes on what the system tells of some folders, with all they hold, and single files."""

    def __init__(
        self, folders: Mapping[str, str], files: Sequence[Path], tell: Tell, doubt: Doubt
    ) -> None:
        """
        Begin to listen; *folders* are by where they really are.

        Raises:
            NotWatchedError: the system cannot, or not for so many folders.

        """
        self._folders = folders
        self._parents = {os.path.realpath(one.parent): os.fspath(one.parent) for one in files}
        self._files = {os.fspath(one) for one in files}
        self._tell = tell
        self._doubt = doubt
        # To pair both ends of a move, watchdog holds back everything for half a second;
        # here each end says enough.
        InotifyMoveEventGrouper.delay = 0.02
        # A folder that comes may be noticed twice, which is as well.
        warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)
        self._complaints = _Complaints(doubt)
        try:
            self._observer = self._listen()
        except OSError as fault:
            self._complaints.close()
            is_limit = fault.errno in {errno.ENOSPC, errno.EMFILE}
            raise NotWatchedError(*(LIMIT_REACHED if is_limit else NOT_WATCHED)) from fault
        if not self.hears_all():
            self.close()
            raise NotWatchedError(*(LIMIT_REACHED if is_told() else NOT_WATCHED))

    def _listen(self) -> BaseObserver:
        observer = Observer()
        observer.start()
        try:
            for real in self._folders:
                if os.path.isdir(real):
                    observer.schedule(self, real, recursive=True, event_filter=_WATCHED)
            for real in self._parents:
                observer.schedule(self, real, event_filter=_WATCHED)
        except OSError:
            observer.stop()
            observer.join()
            raise
        return observer

    def hears_all(self) -> bool:
        """Whether every folder is watched; watchdog does not say when the system refuses one."""
        live = {one.watch.path for one in self._observer.emitters if one.is_alive()}
        if not {real for real in self._folders if os.path.isdir(real)} <= live:
            return False
        return is_told() and watches_folders([*self._folders], more=len(self._parents))

    def close(self) -> None:
        """Listen no longer."""
        self._observer.stop()
        self._observer.join()
        self._complaints.close()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Pass *event* on; called by watchdog, in a thread of its own."""
        source = self._ours(os.fsdecode(event.src_path))
        target = self._ours(os.fsdecode(event.dest_path)) if event.dest_path else None
        if source is None and target is None:
            return
        if event.is_directory:
            self._doubt()
        elif event.event_type == "moved":
            if source:
                self._tell(Event.GONE, source)
            if target:
                self._tell(Event.COMPLETE, target)
        elif source:
            self._tell(_EVENTS[event.event_type], source)

    def _ours(self, path: str) -> str | None:
        """Return *path* as the caller knows it; ``None`` if it is none of what is watched."""
        for real, given in self._folders.items():
            if path == real:
                return given
            if path.startswith(real + os.sep):
                inside = path[len(real) + 1 :]
                is_ours = not any(map(is_unseen, inside.split(os.sep)))
                return os.path.join(given, inside) if is_ours else None
        folder, name = os.path.split(path)
        given = os.path.join(self._parents.get(folder, folder), name)
        return given if given in self._files or given in self._folders.values() else None


class _Complaints(logging.Handler):
    """Takes what watchdog has to complain of, such as that events were lost."""

    def __init__(self, doubt: Doubt) -> None:
        super().__init__(logging.WARNING)
        self._doubt = doubt
        self._logger = logging.getLogger("watchdog")
        self._logger.addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        self._doubt()

    def close(self) -> None:
        self._logger.removeHandler(self)
        super().close()
