"""
Let one build of a site run at a time.

The lock is SQLite's own on an empty file: it works on every system, and the
system lifts it when its owner ends, however that comes about.  So there is no
stale lock to be recognised.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefgen.errors import CommandError, Diagnostic, error

PATIENCE = 60.0
"""Seconds to wait for another build."""


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
    except OSError as fault:
        raise CommandError(
            error(
                f"cannot write {folder}: {fault.strerror}",
                help="builds remember their work there; change its permissions",
            )
        ) from fault
    connection = sqlite3.connect(folder / "lock", timeout=patience, isolation_level=None)
    try:
        connection.execute("begin exclusive")
    except sqlite3.OperationalError as fault:
        connection.close()
        raise CommandError(_why(folder, fault, patience)) from fault
    except sqlite3.DatabaseError:
        # Somebody wrote into the file; it never holds anything worth keeping.
        connection.close()
        (folder / "lock").unlink()
        with locked(folder, patience=patience):
            yield
        return
    try:
        yield
    finally:
        connection.close()


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
