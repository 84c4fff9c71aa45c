"""What is opened of SQLite's is closed, on every way out."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from briefgen.build.lock import locked
from briefgen.build.store import Store
from briefgen.errors import BriefgenError
from briefgen.fingerprint import Digest
from tests.stores import DAMAGES, TABLES, change
from tests.testsite import SiteTest

pytestmark = pytest.mark.usefixtures("quick_jinja")


class _Connection(sqlite3.Connection):
    """Knows whether somebody has closed it, or only forgotten it."""

    opened: list[Path] = []  # noqa: RUF012  # one list for all
    closed: list[Path] = []  # noqa: RUF012

    def __init__(self, path: Path, *values: Any, **options: Any) -> None:
        super().__init__(path, *values, **options)
        self.path = path
        self.opened.append(path)

    def close(self) -> None:
        super().close()
        self.closed.append(self.path)


@pytest.fixture(autouse=True)
def _counted(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = sqlite3.connect

    def connect_counted(path: Path, **options: Any) -> sqlite3.Connection:
        return connect(path, **options, factory=_Connection)

    monkeypatch.setattr(sqlite3, "connect", connect_counted)


def _all_closed(work: Callable[[], object]) -> bool:
    """Whether *work* opens something, and leaves nothing open however it ends."""
    _Connection.opened.clear()
    _Connection.closed.clear()
    with suppress(BriefgenError, KeyboardInterrupt):
        work()
    return sorted(_Connection.opened) == sorted(_Connection.closed) != []


def test_close_the_store_and_the_lock_however_a_build_ends(site: SiteTest) -> None:
    """After success, a mistake in the content, and damage of every kind."""
    site.article("world/nato.md", title="NATO")
    assert _all_closed(site.build)
    assert _all_closed(site.build)
    site.article("world/un.md", "[broken](nowhere.md)", title="UN")
    assert _all_closed(site.build)
    site.remove("content/world/un.md")
    for number, table in enumerate(TABLES):
        for damage in DAMAGES.values():
            damage(site.project.store, table, random.Random(number))
            assert _all_closed(site.build), (table, damage)
    for data in (b"This is no database. " * 500, b"SQLite format 3\0" + b"\xff" * 5000, b""):
        site.project.store.write_bytes(data)
        assert _all_closed(site.build), data[:20]
        (site.project.state / "lock").write_bytes(data)
        assert _all_closed(site.build), data[:20]
    change(site.project.store, "pragma user_version = 99")
    assert _all_closed(site.build)


def test_close_a_store_that_is_not_opened(tmp_path: Path) -> None:
    """A file of another format or program, or none at all, is let go at once."""
    path, ours, other = tmp_path / "store", Digest(b"1" * 16), Digest(b"2" * 16)
    assert _all_closed(lambda: Store(path, ours).close())
    for file, program, read_only in (
        (path, ours, True),
        (path, other, True),
        (path, ours, False),
        (tmp_path / "nowhere/store", ours, False),
    ):
        _Connection.opened.clear()
        _Connection.closed.clear()
        with suppress(BriefgenError):
            Store(file, program, read_only=read_only).close()
        assert _Connection.opened == _Connection.closed
        path.write_bytes(b"This is no database. " * 500)


def test_close_a_lock_that_another_holds(site: SiteTest) -> None:
    """Who waits in vain leaves nothing open, and neither does who is interrupted."""

    def wait() -> None:
        with locked(site.project.state, patience=0.5):
            pytest.fail("there were two")

    def interrupted() -> None:
        with locked(site.project.state):
            raise KeyboardInterrupt

    with locked(site.project.state):
        assert _all_closed(wait)
    assert _all_closed(interrupted)
