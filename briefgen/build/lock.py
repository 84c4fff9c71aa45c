"""
Let one build of a site run at a time.

The lock is SQLite's own on an empty file: it works on every system, and the
system lifts it when its owner ends, however that comes about.  So there is no
stale lock to be recognised.

What several sites may use, which have locks of their own, is locked by itself: the
folder that a site is put together in, and the one that it is put into.
"""

import os
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from briefgen.build.database import refuse_pipes
from briefgen.errors import CommandError, Diagnostic, error

if sys.platform != "win32":
    import fcntl

PATIENCE = 60.0
"""Seconds to wait for another build."""

_BREATH = 0.2

_OPENS_FOLDERS = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NONBLOCK", 0)
"""Whoever opens a pipe by mistake would wait for ever."""


@contextmanager
def locked(folder: Path, *, patience: float = PATIENCE) -> Iterator[None]:
    """
    Hold the lock of the site whose state is in *folder*.

    Raises:
        CommandError: another build holds it for longer than *patience* seconds,
            or the folder cannot be written.

    """
    try:
        folder.mkdir(exist_ok=True)
        keep_out_of_git(folder)
    except OSError as fault:
        raise CommandError(
            error(
                f"cannot write {folder}: {fault.strerror}",
                help="builds remember their work there; change its permissions",
            )
        ) from fault
    connection = _acquire(folder, time.monotonic() + patience, patience)
    try:
        yield
    finally:
        connection.close()


def keep_out_of_git(folder: Path) -> None:
    """See to it that git adds nothing of *folder*: drafts are remembered there, and keys."""
    ignored = folder / ".gitignore"
    if not os.path.lexists(ignored):
        ignored.write_text("*\n", encoding="utf-8")


def _acquire(folder: Path, deadline: float, patience: float) -> sqlite3.Connection:
    path = folder / "lock"
    while True:
        try:
            return _begin(path)
        except sqlite3.OperationalError as fault:
            if "locked" not in str(fault) or time.monotonic() > deadline:
                raise CommandError(_why(folder, fault, patience)) from fault
        except sqlite3.DatabaseError:
            # Somebody wrote into the file; it never holds anything worth keeping.
            path.unlink()


def _begin(path: Path) -> sqlite3.Connection:
    """Return a connection that holds the lock; raises as SQLite does if it cannot be had."""
    refuse_pipes(path)
    # Short waits, for SQLite cannot be interrupted while it waits.
    connection = sqlite3.connect(path, timeout=_BREATH, isolation_level=None)
    try:
        connection.execute("begin exclusive")
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def folder_locked(folder: Path, *, patience: float = 0.0) -> Iterator[bool]:
    """
    Hold the lock that *folder* itself has; False if another holds it longer than *patience*.

    It needs no file, and stays with the folder when that is moved.  Windows and
    some network drives have no such lock; there it counts as held.
    """
    try:
        number = os.open(folder, _OPENS_FOLDERS)
    except OSError:
        # Windows opens no folders; what is not there yet, or is no folder, is nobody's.
        yield True
        return
    try:
        yield _lock(number, time.monotonic() + patience)
    finally:
        # Worker processes may have the same number still; closing it would not be enough.
        _unlock(number)
        os.close(number)


def is_abandoned(folder: Path) -> bool:
    """Whether *folder* is there, and nobody holds its lock; False where there are no such locks."""
    if sys.platform == "win32":
        return False
    try:
        number = os.open(folder, _OPENS_FOLDERS)
    except OSError:
        return False
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    else:
        _unlock(number)
        return True
    finally:
        os.close(number)


def _lock(number: int, deadline: float) -> bool:
    if sys.platform == "win32":
        return True
    while True:
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                return False
            time.sleep(_BREATH)
        except OSError:
            return True
        else:
            return True


def _unlock(number: int) -> None:
    if sys.platform != "win32":
        with suppress(OSError):
            fcntl.flock(number, fcntl.LOCK_UN)


def _why(folder: Path, fault: sqlite3.OperationalError, patience: float) -> Diagnostic:
    if "locked" in str(fault):
        return error(
            f"another build of this site has been running for {patience:.0f} seconds",
            help="wait for it to end, then try again",
        )
    return error(
        f"cannot write {folder / 'lock'}: {fault}",
        help="builds remember their work there; change its permissions",
    )
