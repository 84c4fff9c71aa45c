"""
Keep rows in one SQLite file of which every row can be checked.

The file belongs to one program: whatever another one has put there is deleted when
the file is opened, so that no two questions can differ about what is there.  Every
row carries a checksum over its own path.  One that was damaged or moved shows that
the file cannot be trusted, and whoever asked starts again without it.  Durability
is switched off, since losing the file costs time and nothing else.
"""

from pathlib import Path
from typing import Final, Self

from briefgen.build.database import TABLES, Database, damaged
from briefgen.build.rows import checksum
from briefgen.fingerprint import Digest

_PROGRAM: Final = "program"
"""The name of the fact that says whose the rows are."""


class CheckedRows:
    """The rows of one program, read and written within one transaction."""

    def __init__(self, path: Path, program: Digest, *, read_only: bool) -> None:
        """
        Open the file at *path*, and empty it if another *program* made what is there.

        Raises:
            StoreDamaged: the file is no store of this format, or is another
                program's and *read_only*.

        """
        self.path = path
        self.program = program
        self._database = Database(path, read_only=read_only)
        try:
            self._belong(read_only=read_only)
        except BaseException:
            self.close()
            raise

    def _belong(self, *, read_only: bool) -> None:
        """See to it that all rows are this program's."""
        query = "select value from facts where name = ?"
        if self._database.row(query, _PROGRAM) == (self.program,):
            return
        if read_only:
            raise damaged("another version has made it")
        for table in TABLES:
            self._database.run(f"delete from {table}")
        self.put_fact(_PROGRAM, self.program)

    def __enter__(self) -> Self:
        """Return the store itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the file."""
        self.close()

    def close(self) -> None:
        """Let go of the file; what was not committed is forgotten."""
        self._database.close()

    def commit(self) -> None:
        """Keep what was put so far, so that other processes see it."""
        self._database.commit()

    def fact(self, name: str) -> bytes:
        """
        Return a fact about the last build; empty if there is none.

        Raises:
            StoreDamaged: it is not whole.

        """
        row = self._database.row("select value, sum from facts where name = ?", name)
        if row is None:
            return b""
        value: bytes = row[0]
        self._check(row[1], name, value)
        return value

    def put_fact(self, name: str, value: bytes) -> None:
        """Remember a fact about this build."""
        self._database.run(
            "insert or replace into facts values (?, ?, ?)", (name, value, self._sum(name, value))
        )

    def _check(self, total: bytes, path: str, *values: str | bytes) -> None:
        if total != self._sum(path, *values):
            raise damaged(f"what it says of {path} is not whole")

    def _sum(self, *values: str | bytes) -> bytes:
        return checksum(self.program, *values)
