"""
Remember what parsing and rendering have done: a hint, never a truth.

Values are MessagePack and are decoded into their declared types; nothing in the
file is ever executed.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec

from briefgen.build.built import Built
from briefgen.build.checked_rows import CheckedRows
from briefgen.build.database import damaged
from briefgen.build.rows import OutputRow, SourceRow, SourceValues
from briefgen.fingerprint import Digest
from briefgen.model.article import Content, Outline, Teaser
from briefgen.model.held import Part
from briefgen.model.paths import OutputPath, SourcePath
from briefgen.model.source import ImageFacts, Role, Stat

_BATCH: Final = 200

_decode_outline = msgspec.msgpack.Decoder(Outline).decode
_decode_teaser = msgspec.msgpack.Decoder(Teaser).decode
_decode_content = msgspec.msgpack.Decoder(Content).decode
_decode_facts = msgspec.msgpack.Decoder(ImageFacts).decode
_decode_stat = msgspec.msgpack.Decoder(Stat).decode


class Store(CheckedRows):
    """The rows of one site, read and written within one transaction."""

    def __init__(self, path: Path, program: Digest, *, read_only: bool = False) -> None:
        """Open the file at *path*; raises as ``CheckedRows`` does."""
        super().__init__(path, program, read_only=read_only)
        self._has_outputs: bool | None = None
        self._fresh: list[OutputRow] = []
        self.built = Built(self._database)

    def sources(self) -> Iterator[SourceRow]:
        """
        Return what is remembered of source files, by path.

        Raises:
            StoreDamaged: a row is not whole.

        """
        rows = self._database.rows(
            "select path, role, stat, digest, listing, about, notes, facts, sum"
            " from sources order by 1"
        )
        for path, *values, total in rows:
            self._check(total, path, *values)
            yield _to_source(path, *values)

    def digests(self) -> Iterator[tuple[SourcePath, str, Digest]]:
        """Return path, role and digest of each source file by path, as ``sources`` has checked."""
        return self._database.rows("select path, role, digest from sources order by 1")

    def notes(self) -> Iterator[bytes]:
        """Return the notes on all source files that have any, by path; likewise."""
        rows = self._database.rows(
            "select notes from sources where length(notes) > 0 order by path"
        )
        return (notes for (notes,) in rows)

    def source(self, path: SourcePath) -> SourceRow | None:
        """Return what is remembered of one source file; raises as ``sources`` does."""
        row = self._database.row(
            "select role, stat, digest, listing, about, notes, facts, sum"
            " from sources where path = ?",
            path,
        )
        if row is None:
            return None
        self._check(row[-1], path, *row[:-1])
        return _to_source(path, *row[:-1])

    def pictures(self) -> dict[SourcePath, ImageFacts]:
        """Return what is known of the pictures among the source files."""
        paths = self._database.rows("select path from sources where length(facts) > 0")
        rows = (self.source(path) for (path,) in list(paths))
        return {row.path: _decode_facts(row.facts) for row in rows if row is not None}

    def put_rows(self, rows: Sequence[SourceValues]) -> None:
        """Remember source files as ``encode_source`` has prepared them."""
        for table, width in (("sources", 9), ("outlines", 5), ("texts", 3)):
            marks = ", ".join("?" * width)
            values = [row[table] for row in rows if table in row]
            self._database.many(f"insert or replace into {table} values ({marks})", values)

    def forget_source(self, path: SourcePath) -> None:
        """Forget a source file."""
        for table in ("sources", "outlines", "texts"):
            self._database.run(f"delete from {table} where path = ?", (path,))

    def forget_assets(self) -> None:
        """Forget all source files that are no texts, so that they are read and looked at anew."""
        self._database.run("delete from sources where role = ?", (Role.ASSET.value,))

    def outline(self, path: SourcePath) -> Outline:
        """
        Return how the text of a source file is tied to the rest of the site.

        Raises:
            StoreDamaged: it is not here, or not whole.

        """
        return _decode_outline(self._part("outlines", "outline", "outline_sum", path))

    def content(self, part: Part) -> Content:
        """
        Return the content that *part* names.

        Raises:
            StoreDamaged: it is not here, or not whole.

        """
        return _decode_content(self._part("texts", "content", "texts.sum", part.path))

    def teaser(self, part: Part) -> Teaser:
        """Return the teaser that *part* names; raises as ``content`` does."""
        return _decode_teaser(self._part("outlines", "teaser", "teaser_sum", part.path))

    def _part(self, table: str, column: str, total: str, path: SourcePath) -> bytes:
        """Return what a file says, if it is of the bytes that its row in ``sources`` is of."""
        query = f"select {column}, {total}, digest from {table} join sources using (path)"
        row = self._database.row(f"{query} where path = ?", path)
        if row is None:
            raise damaged(f"it lacks a text of {path}")
        data: bytes = row[0]
        self._check(row[1], path, row[2], data)
        return data

    def outputs(self) -> Iterator[OutputRow]:
        """Return what is remembered of the output, by path; raises as ``sources`` does."""
        rows = self._database.rows(
            "select path, key, marks, digest, stat, asked, sum from outputs order by 1"
        )
        for path, *values, total in rows:
            self._check(total, path, *values)
            yield OutputRow(path, *values)

    def files(self) -> Iterator[tuple[OutputPath, Digest]]:
        """Return the files of the output by path, as ``outputs`` has checked them."""
        return self._database.rows("select path, digest from outputs order by 1")

    def pages(self) -> Iterator[tuple[OutputPath, bytes]]:
        """Return the pages that are there with what they have asked about; likewise."""
        return self._database.rows(
            # Other files than pages have no marks; what is missing has lost its stat.
            "select path, asked from outputs where length(marks) > 0 and length(stat) > 0"
        )

    @property
    def has_outputs(self) -> bool:
        """Whether anything is remembered of the output."""
        if self._has_outputs is None:
            self._has_outputs = self._database.run("select 1 from outputs").fetchone() is not None
        return self._has_outputs

    def output(self, path: OutputPath) -> OutputRow | None:
        """Return what is remembered of one file of the output; raises as ``sources`` does."""
        if not self.has_outputs:
            return None
        row = self._database.row(
            "select key, marks, digest, stat, asked, sum from outputs where path = ?", path
        )
        if row is None:
            return None
        self._check(row[-1], path, *row[:-1])
        return OutputRow(path, *row[:-1])

    def put_outputs(self, rows: Iterable[OutputRow]) -> None:
        """Remember files of the output."""
        self._has_outputs = None
        self._database.many(
            "insert or replace into outputs values (?, ?, ?, ?, ?, ?, ?)",
            (self._output_values(row) for row in rows),
        )

    def begin_outputs(self) -> None:
        """
        Begin to collect rows that ``take_outputs`` will remember.

        They are kept in a file of their own, because writing many of them to
        the store would lock out the processes that read from it.
        """
        self._database.run("drop table if exists temp.fresh")
        self._database.run("create temp table fresh as select * from outputs where 0")

    def put_fresh_output(self, row: OutputRow) -> None:
        """Collect a row."""
        self._fresh.append(row)
        if len(self._fresh) >= _BATCH:
            self._flush()

    def take_outputs(self, removed: Iterable[OutputPath], count: int) -> None:
        """
        Remember the collected rows, and forget the *removed* ones.

        Raises:
            StoreDamaged: there are not *count* files now, as there should be.

        """
        self._flush()
        self._has_outputs = None
        self.forget_outputs(removed)
        self._database.run("insert or replace into outputs select * from temp.fresh")
        there = self.count_outputs()
        if there != count:
            raise damaged(f"it knows {there} files of the output, where there are {count}")

    def count_outputs(self) -> int:
        """Return of how many files of the output something is remembered."""
        (count,) = self._database.run("select count(*) from outputs").fetchone()
        return int(count)

    def _flush(self) -> None:
        values = (self._output_values(row) for row in self._fresh)
        self._database.many("insert into temp.fresh values (?, ?, ?, ?, ?, ?, ?)", values)
        self._fresh = []

    def _output_values(self, row: OutputRow) -> tuple[str | bytes, ...]:
        values = (row.key, row.marks, row.digest, row.stat, row.asked)
        return (row.path, *values, self._sum(row.path, *values))

    def forget_outputs(self, paths: Iterable[OutputPath] | None = None) -> None:
        """Forget the given files of the output, or all of them."""
        if paths is None:
            self._database.run("delete from outputs")
        else:
            self._database.many("delete from outputs where path = ?", ((path,) for path in paths))


def _to_source(path: SourcePath, role: str, stat: bytes, *values: Any) -> SourceRow:
    return SourceRow(path, Role(role), _decode_stat(stat), *values)
