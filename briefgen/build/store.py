"""
Remember what parsing and rendering have done: a hint, never a truth.

One SQLite file.  Every row carries a checksum over its own path and the program
that made it, so a row that was damaged, moved, or made by another version is
simply not there.  Values are MessagePack and are decoded into their declared
types; nothing in the file is ever executed.  Durability is switched off, since
losing the file costs time and nothing else.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from sys import intern
from typing import Any, Final, Self

import msgspec

from briefgen.errors import BriefgenError, CommandError, StoreDamaged, error
from briefgen.fingerprint import Digest, canonical
from briefgen.model.article import Content, Listing, Outline, Teaser
from briefgen.model.held import Part
from briefgen.model.paths import OutputPath, SourcePath
from briefgen.model.source import Stat

FORMAT: Final = 1
_BATCH: Final = 200

_SCHEMA = """
create table if not exists sources
    (path text primary key, stat blob, digest blob, listing blob, notes blob, sum blob);
create table if not exists outlines
    (path text primary key, outline blob, outline_sum blob, teaser blob, teaser_sum blob);
create table if not exists texts (path text primary key, content blob, sum blob);
create table if not exists outputs
    (path text primary key, key blob, marks blob, digest blob, stat blob, sum blob);
create table if not exists facts (name text primary key, value blob, sum blob);
"""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """What is remembered of a source file; an asset has no listing."""

    path: SourcePath
    stat: Stat
    digest: Digest
    listing: bytes
    """A ``Listing``, encoded; decoded only if it is needed."""
    notes: bytes
    """Warnings and unknown keys, encoded; usually empty."""


@dataclass(frozen=True, slots=True)
class TextRow:
    """What is remembered of a source file besides; each part encoded."""

    outline: bytes
    teaser: bytes
    content: bytes


@dataclass(frozen=True, slots=True)
class OutputRow:
    """What is remembered of a file of the output."""

    path: OutputPath
    key: Digest
    marks: bytes
    """Four bytes for each thing that the key is made of, to name what changed."""
    digest: Digest
    stat: bytes
    """Size, time and inode as ``writer`` saw them; empty if not known."""


_decode_listing = msgspec.msgpack.Decoder(Listing).decode
_decode_outline = msgspec.msgpack.Decoder(Outline).decode
_decode_teaser = msgspec.msgpack.Decoder(Teaser).decode
_decode_content = msgspec.msgpack.Decoder(Content).decode
_decode_stat = msgspec.msgpack.Decoder(Stat).decode


SourceValues = dict[str, tuple[str | bytes, ...]]
"""The row of a source file in each table, ready for SQLite; cheap to send."""


class Store:
    """The rows of one site, read and written within one transaction."""

    def __init__(self, path: Path, program: Digest, *, read_only: bool = False) -> None:
        """
        Open the file at *path*; rows that another *program* made are not seen.

        Raises:
            StoreDamaged: the file is no store of this format.

        """
        self.path = path
        self.program = program
        self._has_outputs: bool | None = None
        self._fresh: list[OutputRow] = []
        try:
            self._database = sqlite3.connect(path, isolation_level=None)
            self._database.execute("pragma synchronous = off")
            if not read_only:
                self._database.execute("pragma journal_mode = memory")
                self._database.execute("begin immediate")
                self._database.executescript(_SCHEMA)
                self._database.execute("begin immediate")
            (version,) = self._database.execute("pragma user_version").fetchone()
            if version not in (0, FORMAT):
                raise _damaged("it has another format")
            if not read_only and version != FORMAT:
                self._database.execute(f"pragma user_version = {FORMAT}")
        except sqlite3.DatabaseError as fault:
            raise _fault(fault, self.path) from fault

    def __enter__(self) -> Self:
        """Return the store itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the file; what was not committed is forgotten."""
        self._database.close()

    def commit(self) -> None:
        """Keep what was put so far, so that other processes see it."""
        self._run("commit")
        self._run("begin immediate")

    def sources(self) -> Iterator[SourceRow]:
        """Return what is remembered of source files, by path; damaged rows are left out."""
        rows = self._rows("select path, stat, digest, listing, notes, sum from sources order by 1")
        for path, stat, digest, listing, notes, total in rows:
            if total == self._sum(path, stat, digest, listing, notes):
                yield SourceRow(path, _decode_stat(stat), digest, listing, notes)

    def source(self, path: SourcePath) -> SourceRow | None:
        """Return what is remembered of one source file."""
        query = "select stat, digest, listing, notes, sum from sources where path = ?"
        row = self._row(query, path)
        if row is None or row[4] != self._sum(path, *row[:4]):
            return None
        return SourceRow(path, _decode_stat(row[0]), Digest(row[1]), row[2], row[3])

    def put_source(self, row: SourceRow) -> None:
        """Remember a source file that was read, but not parsed anew."""
        self.put_rows([encode_source(row, self.program)])

    def put_rows(self, rows: Sequence[SourceValues]) -> None:
        """Remember source files as ``encode_source`` has prepared them."""
        for table, width in (("sources", 6), ("outlines", 5), ("texts", 3)):
            marks = ", ".join("?" * width)
            values = [row[table] for row in rows if table in row]
            self._many(f"insert or replace into {table} values ({marks})", values)

    def forget_source(self, path: SourcePath) -> None:
        """Forget a source file."""
        for table in ("sources", "outlines", "texts"):
            self._run(f"delete from {table} where path = ?", (path,))

    def outline(self, path: SourcePath) -> Outline:
        """
        Return how the text of a source file is tied to the rest of the site.

        Raises:
            StoreDamaged: it is not here, or not whole.

        """
        row = self._row("select outline, outline_sum from outlines where path = ?", path)
        if row is None or row[1] != self._sum(path, row[0]):
            raise _damaged(f"the outline of {path} is not whole")
        return _decode_outline(row[0])

    def content(self, part: Part) -> Content:
        """
        Return the content that *part* names.

        Raises:
            StoreDamaged: it is not here, or not whole.

        """
        row = self._row("select content, sum from texts where path = ?", part.path)
        if row is None or row[1] != self._sum(part.path, row[0]):
            raise _damaged(f"the text of {part.path} is not whole")
        return _decode_content(row[0])

    def teaser(self, part: Part) -> Teaser:
        """Return the teaser that *part* names; raises as ``content`` does."""
        row = self._row("select teaser, teaser_sum from outlines where path = ?", part.path)
        if row is None or row[1] != self._sum(part.path, row[0]):
            raise _damaged(f"the teaser of {part.path} is not whole")
        return _decode_teaser(row[0])

    def outputs(self) -> Iterator[OutputRow]:
        """Return what is remembered of the output, by path; damaged rows are left out."""
        rows = self._rows("select path, key, marks, digest, stat, sum from outputs order by 1")
        for path, key, marks, digest, stat, total in rows:
            if total == self._sum(path, key, marks, digest, stat):
                yield OutputRow(path, key, marks, digest, stat)

    @property
    def has_outputs(self) -> bool:
        """Whether anything is remembered of the output."""
        if self._has_outputs is None:
            self._has_outputs = self._run("select 1 from outputs").fetchone() is not None
        return self._has_outputs

    def output(self, path: OutputPath) -> OutputRow | None:
        """Return what is remembered of one file of the output."""
        if not self.has_outputs:
            return None
        row = self._row("select key, marks, digest, stat, sum from outputs where path = ?", path)
        if row is None or row[4] != self._sum(path, *row[:4]):
            return None
        return OutputRow(path, Digest(row[0]), row[1], Digest(row[2]), row[3])

    def put_outputs(self, rows: Iterable[OutputRow]) -> None:
        """Remember files of the output."""
        self._has_outputs = None
        self._many(
            "insert or replace into outputs values (?, ?, ?, ?, ?, ?)",
            (self._output_values(row) for row in rows),
        )

    def begin_outputs(self) -> None:
        """
        Begin to collect rows that ``take_outputs`` will remember.

        They are kept in a file of their own, because writing many of them to
        the store would lock out the processes that read from it.
        """
        self._run("drop table if exists temp.fresh")
        self._run("create temp table fresh as select * from outputs where 0")

    def put_fresh_output(self, row: OutputRow) -> None:
        """Collect a row."""
        self._fresh.append(row)
        if len(self._fresh) >= _BATCH:
            self._flush()

    def take_outputs(self, removed: Iterable[OutputPath]) -> None:
        """Remember the collected rows, and forget the *removed* ones."""
        self._flush()
        self._has_outputs = None
        self.forget_outputs(removed)
        self._run("insert or replace into outputs select * from temp.fresh")

    def _flush(self) -> None:
        values = (self._output_values(row) for row in self._fresh)
        self._many("insert into temp.fresh values (?, ?, ?, ?, ?, ?)", values)
        self._fresh = []

    def _output_values(self, row: OutputRow) -> tuple[str | bytes, ...]:
        values = (row.key, row.marks, row.digest, row.stat)
        return (row.path, *values, self._sum(row.path, *values))

    def forget_outputs(self, paths: Iterable[OutputPath] | None = None) -> None:
        """Forget the given files of the output, or all of them."""
        if paths is None:
            self._run("delete from outputs")
        else:
            self._many("delete from outputs where path = ?", ((path,) for path in paths))

    def fact(self, name: str) -> bytes:
        """Return a fact about the last build; empty if there is none."""
        row = self._row("select value, sum from facts where name = ?", name)
        return row[0] if row and row[1] == self._sum(name, row[0]) else b""

    def put_fact(self, name: str, value: bytes) -> None:
        """Remember a fact about this build."""
        self._run(
            "insert or replace into facts values (?, ?, ?)", (name, value, self._sum(name, value))
        )

    def _sum(self, *values: str | bytes) -> bytes:
        return _checksum(self.program, *values)

    def _row(self, query: str, key: str) -> tuple[bytes, ...] | None:
        found: tuple[bytes, ...] | None = self._run(query, (key,)).fetchone()
        return found

    def _rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        try:
            yield from self._database.execute(query)
        except sqlite3.DatabaseError as fault:
            raise _fault(fault, self.path) from fault

    def _many(self, query: str, values: Iterable[tuple[object, ...]]) -> None:
        try:
            self._database.executemany(query, values)
        except sqlite3.DatabaseError as fault:
            raise _fault(fault, self.path) from fault

    def _run(self, query: str, values: tuple[object, ...] = ()) -> sqlite3.Cursor:
        try:
            return self._database.execute(query, values)
        except sqlite3.DatabaseError as fault:
            raise _fault(fault, self.path) from fault


def encode_source(row: SourceRow, program: Digest, text: TextRow | None = None) -> SourceValues:
    """Return what the tables hold of a source file; *text* if it was parsed anew."""
    path, values = row.path, (canonical(row.stat), row.digest, row.listing, row.notes)
    tables: SourceValues = {"sources": (path, *values, _checksum(program, path, *values))}
    if text is not None:
        sums = [_checksum(program, path, part) for part in (text.outline, text.teaser)]
        tables["outlines"] = (path, text.outline, sums[0], text.teaser, sums[1])
        tables["texts"] = (path, text.content, _checksum(program, path, text.content))
    return tables


def _checksum(program: Digest, *values: str | bytes) -> bytes:
    """Return the checksum of a row; a value of another type has another one."""
    return blake2b(canonical(values), digest_size=8, key=program).digest()


def decode_listing(data: bytes) -> Listing:
    """
    Return an encoded listing; names that many articles share are kept once.

    A hundred thousand listings are in memory together, so this is where a
    kilobyte for each is saved or spent.
    """
    listing = _decode_listing(data)
    object.__setattr__(listing, "section", intern(listing.section))
    for name in ("topics", "authors"):
        names = tuple(intern(one) for one in getattr(listing, name))
        object.__setattr__(listing, name, _tuples.setdefault(names, names))
    return listing


_tuples: dict[tuple[str, ...], tuple[str, ...]] = {}


_MACHINE_FAULTS = {
    "SQLITE_FULL": "the disk is full: make room and build again",
    "SQLITE_READONLY": "the folder cannot be written: change its permissions",
    "SQLITE_CANTOPEN": "the folder cannot be written: change its permissions",
    "SQLITE_IOERR": "the disk could not be read or written",
    "SQLITE_PERM": "the folder cannot be written: change its permissions",
}


def _fault(fault: sqlite3.DatabaseError, path: Path) -> BriefgenError:
    """Return whose fault it is: the machine's, or the store's, which can be made anew."""
    name = str(getattr(fault, "sqlite_errorname", ""))
    for code, help in _MACHINE_FAULTS.items():
        if name.startswith(code) and name != "SQLITE_IOERR_SHORT_READ":
            return CommandError(error(f"cannot write {path}: {fault}", help=help))
    return _damaged(str(fault))


def _damaged(why: str) -> StoreDamaged:
    return StoreDamaged(error(f"the store is damaged: {why}"))
