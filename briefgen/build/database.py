"""
Talk to SQLite, and tell the machine's faults from the file's own.

A full disk is for the user to hear of.  A file that SQLite cannot make sense of
is not: it holds nothing that could not be made anew.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from briefgen.errors import BriefgenError, CommandError, StoreDamaged, error

FORMAT: Final = 4

_SCHEMA: Final = """
create table if not exists sources
    (path text primary key, role text, stat blob, digest blob, listing blob, about blob,
     notes blob, facts blob, sum blob);
create table if not exists outlines
    (path text primary key, outline blob, outline_sum blob, teaser blob, teaser_sum blob);
create table if not exists texts (path text primary key, content blob, sum blob);
create table if not exists outputs
    (path text primary key, key blob, marks blob, digest blob, stat blob, asked blob, sum blob);
create table if not exists built (path text primary key, digest blob, about blob);
create table if not exists facts (name text primary key, value blob, sum blob);
"""
TABLES: Final = ("sources", "outlines", "texts", "outputs", "built", "facts")


class Database:
    """The tables of a store; whatever is put is kept from one ``commit`` to the next."""

    def __init__(self, path: Path, *, read_only: bool) -> None:
        """
        Open the file at *path*, and make its tables if they are not there.

        Raises:
            StoreDamaged: the file is no store of this format.

        """
        self._path = path
        refuse_pipes(path)
        try:
            # Threads that share a store take turns.
            self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        except sqlite3.DatabaseError as fault:
            raise _explain(fault, path) from fault
        try:
            self._open(read_only=read_only)
        except BaseException as fault:
            # Nobody else can close what was not opened.
            self._connection.close()
            if isinstance(fault, sqlite3.DatabaseError):
                raise _explain(fault, path) from fault
            raise

    def _open(self, *, read_only: bool) -> None:
        run = self._connection.execute
        run("pragma synchronous = off")
        if not read_only:
            run("pragma journal_mode = memory")
            run("begin immediate")
            self._connection.executescript(_SCHEMA)
            run("begin immediate")
        (version,) = run("pragma user_version").fetchone()
        if version not in (0, FORMAT):
            raise damaged("it has another format")
        if not read_only and version != FORMAT:
            run(f"pragma user_version = {FORMAT}")

    def close(self) -> None:
        """Let go of the file; what was not committed is forgotten."""
        self._connection.close()

    def commit(self) -> None:
        """Keep what was put so far, so that other processes see it."""
        self.run("commit")
        self.run("begin immediate")

    def row(self, query: str, key: str) -> tuple[Any, ...] | None:
        """Return the row that *query* finds for *key*, if there is one."""
        found: tuple[Any, ...] | None = self.run(query, (key,)).fetchone()
        return found

    def rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        """Return all rows that *query* finds, one at a time."""
        try:
            # Not `yield from`: it would close the cursor when nobody asks any more, which
            # fails if the connection was closed before.
            for row in self._connection.execute(query):  # noqa: UP028
                yield row
        except sqlite3.DatabaseError as fault:
            raise _explain(fault, self._path) from fault

    def many(self, query: str, values: Iterable[tuple[object, ...]]) -> None:
        """Run *query* for each of *values*."""
        try:
            self._connection.executemany(query, values)
        except sqlite3.DatabaseError as fault:
            raise _explain(fault, self._path) from fault

    def run(self, query: str, values: tuple[object, ...] = ()) -> sqlite3.Cursor:
        """Run *query*, and let a fault speak for itself."""
        try:
            return self._connection.execute(query, values)
        except sqlite3.DatabaseError as fault:
            raise _explain(fault, self._path) from fault


def refuse_pipes(path: Path) -> None:
    """
    Make sure that SQLite can open *path*, and what it may have left beside it of a change.

    Raises:
        CommandError: one of these is a pipe or the like, which nobody may ever write to.

    """
    for ending in ("", "-journal", "-wal", "-shm"):
        file = path.with_name(f"{path.name}{ending}")
        if file.exists() and not file.is_file():
            raise CommandError(error(f"{file} is in the way: it is no file", help="delete it"))


_MACHINE_FAULTS = {
    "SQLITE_FULL": "the disk is full: make room and build again",
    "SQLITE_READONLY": "the folder cannot be written: change its permissions",
    "SQLITE_CANTOPEN": "the folder cannot be written: change its permissions",
    "SQLITE_IOERR": "the disk could not be read or written",
    "SQLITE_PERM": "the folder cannot be written: change its permissions",
}


def _explain(fault: sqlite3.DatabaseError, path: Path) -> BriefgenError:
    """Return whose fault it is: the machine's, or the store's, which can be made anew."""
    name = str(getattr(fault, "sqlite_errorname", ""))
    for code, help in _MACHINE_FAULTS.items():
        if name.startswith(code) and name != "SQLITE_IOERR_SHORT_READ":
            return CommandError(error(f"cannot write {path}: {fault}", help=help))
    return damaged(str(fault))


def damaged(why: str) -> StoreDamaged:
    """Return the exception that makes a build start again without the store."""
    return StoreDamaged(error(why))
