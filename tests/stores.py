"""Do to the store of a site what disks, other programs and upgrades of briefgen do to it."""

import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from briefgen.build import versions

TABLES = ("built", "facts", "outlines", "outputs", "sources", "texts")


def change(store: Path, statement: str, *values: object) -> list[tuple[Any, ...]]:
    """Run one statement of SQL on the store, and return the rows that it finds."""
    with closing(sqlite3.connect(store)) as database, database:
        return database.execute(statement, values).fetchall()


Damage = Callable[[Path, str, random.Random], None]


def _lose_a_row(store: Path, table: str, chance: random.Random) -> None:
    change(store, f"delete from {table} where rowid = ?", _any_row(store, table, chance))


def _lose_all_rows(store: Path, table: str, chance: random.Random) -> None:
    change(store, f"delete from {table}")


def _swap_rows(store: Path, table: str, chance: random.Random) -> None:
    first, second = _any_row(store, table, chance), _any_row(store, table, chance)
    key = _columns(store, table)[0]
    found = change(store, f"select rowid, {key} from {table}")
    name = {row: name for row, name in found}  # noqa: C416  # the type of a row is not known
    if first != second:
        change(store, f"update {table} set {key} = 'x' where rowid = ?", first)
        change(store, f"update {table} set {key} = ? where rowid = ?", name[first], second)
        change(store, f"update {table} set {key} = ? where rowid = ?", name[second], first)


def _repeat_a_row(store: Path, table: str, chance: random.Random) -> None:
    """A row of a file that is not there, though each value of it is a good one."""
    others = _columns(store, table)[1:]
    where = "world/yonder.md" if chance.random() < 0.5 else "a"
    change(
        store,
        f"insert or replace into {table} select '{where}', {', '.join(others)} from {table}"
        " where rowid = ?",
        _any_row(store, table, chance),
    )


def _turn_a_bit(store: Path, table: str, chance: random.Random) -> None:
    column, row = chance.choice(_columns(store, table)[1:]), _any_row(store, table, chance)
    ((value,),) = change(store, f"select {column} from {table} where rowid = ?", row) or ((None,),)
    data = bytearray(value.encode() if isinstance(value, str) else value or b"")
    if data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    change(store, f"update {table} set {column} = ? where rowid = ?", bytes(data), row)


def _take_another_type(store: Path, table: str, chance: random.Random) -> None:
    column, row = chance.choice(_columns(store, table)[1:]), _any_row(store, table, chance)
    value = chance.choice((None, 7, 1.5, "text", b"\xc0"))
    change(store, f"update {table} set {column} = ? where rowid = ?", value, row)


def _take_values_of_another(store: Path, table: str, chance: random.Random) -> None:
    column, row = chance.choice(_columns(store, table)[1:]), _any_row(store, table, chance)
    other = _any_row(store, table, chance)
    change(
        store,
        f"update {table} set {column} = (select {column} from {table} where rowid = ?)"
        " where rowid = ?",
        other,
        row,
    )


DAMAGES: dict[str, Damage] = {
    "lose a row": _lose_a_row,
    "lose all rows": _lose_all_rows,
    "swap two rows": _swap_rows,
    "repeat a row": _repeat_a_row,
    "turn a bit": _turn_a_bit,
    "take another type": _take_another_type,
    "take a value of another row": _take_values_of_another,
}


def _columns(store: Path, table: str) -> list[str]:
    return [row[1] for row in change(store, f"pragma table_info({table})")]


def _any_row(store: Path, table: str, chance: random.Random) -> int:
    rows: list[int] = [row for (row,) in change(store, f"select rowid from {table} order by 1")]
    return chance.choice(rows or [0])


_original = versions._version
_digests = [one for one in vars(versions).values() if hasattr(one, "cache_clear")]


def upgrade(library: str, number: int) -> None:
    """Have this process run with another version of *library*."""
    before = versions._version

    def version(name: str) -> str:
        return f"{name}-{number}" if name == library else before(name)

    _use(version)


@contextmanager
def upgrades_undone() -> Iterator[None]:
    """Go back to the installed versions at the end of the block."""
    try:
        yield
    finally:
        if versions._version is not _original:
            _use(_original)


def _use(version: Callable[[str], str]) -> None:
    vars(versions)["_version"] = version
    for one in _digests:
        one.cache_clear()
