"""No client keeps a connection without use for it, or others from being answered."""

import contextlib
import socket
from collections.abc import Iterator
from queue import Queue

import pytest

from briefgen.preview.addresses import LOOPBACK
from briefgen.preview.connections import Connection
from tests.preview.live import COOKIE, SECONDS, Live, live
from tests.testsite import SiteTest

PAGE = "/briefing/world/talks/"
LARGE = 40_000_000
"""Bytes of a file that fills the buffers of both ends."""


@pytest.fixture
def served(site: SiteTest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Live]:
    """Serve a site with little patience, and a file that fills all buffers."""
    monkeypatch.setattr(Connection, "seconds_for_head", 0.3)
    monkeypatch.setattr(Connection, "seconds_for_reading", 0.3)
    monkeypatch.setattr(Connection, "most", 20)
    site.article("world/talks.md", "Of peace.", title="Talks")
    (site.root / "content/world/large.csv").write_bytes(b"1,2\n" * (LARGE // 4))
    with live(site) as it:
        yield it


def _head(served: Live, path: str = PAGE) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: {served.host}\r\nCookie: {COOKIE}\r\n".encode()


def _connect(served: Live) -> socket.socket:
    return served.tabs.enter_context(socket.create_connection((LOOPBACK, served.port), SECONDS))


def _is_let_go(connection: socket.socket) -> bool:
    """Wait until the server has closed *connection*."""
    with contextlib.suppress(ConnectionError):
        while connection.recv(65_536):
            pass
    return True


def test_let_go_of_who_says_nothing(served: Live) -> None:
    """A connection without a whole head is closed, however much of one is there."""
    head = _head(served)
    for said in (b"", b"G", head[:20], head, b"\r\n"):
        connection = _connect(served)
        connection.sendall(said)
        assert _is_let_go(connection), said


def test_give_a_head_one_time_in_all(served: Live) -> None:
    """Who sends a letter now and then gets no more time than who sends none."""
    connection = _connect(served)
    connection.settimeout(0.05)
    connection.sendall(b"GET /")
    letters = 0
    with contextlib.suppress(ConnectionError):
        while letters < SECONDS / 0.05:
            letters += 1
            with contextlib.suppress(TimeoutError):
                if connection.recv(1) == b"":
                    break
            connection.sendall(b"x")
    assert letters < SECONDS / 0.05


def test_let_go_of_who_asks_no_more(served: Live) -> None:
    """A connection that has been answered is kept for the next request, and not for ever."""
    for rest in (b"\r\n", b"\r\nGET / HT"):
        with contextlib.closing(_connect(served)) as connection:
            connection.sendall(_head(served) + rest)
            assert connection.recv(15) == b"HTTP/1.1 200 OK"
            assert _is_let_go(connection)


def test_let_go_of_who_reads_nothing(served: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    """A client that does not take its answer is cut off in the middle of it."""
    ended: Queue[Connection] = Queue()
    end = Connection.connection_lost

    def end_and_say(connection: Connection, fault: Exception | None) -> None:
        end(connection, fault)
        ended.put(connection)

    monkeypatch.setattr(Connection, "connection_lost", end_and_say)
    connection = _connect(served)
    connection.sendall(_head(served, "/briefing/world/large.csv") + b"\r\n")
    assert connection.recv(15) == b"HTTP/1.1 200 OK"
    ended.get(timeout=SECONDS)
    received = 0
    with contextlib.suppress(ConnectionError):
        while piece := connection.recv(1_000_000):
            received += len(piece)
    assert received < LARGE
    assert b"Of peace." in served.ask(PAGE)[2]


def test_answer_the_reader_beside_many_silent_clients(
    served: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When there are too many connections, the silent ones have to go, and no tab that listens."""
    monkeypatch.setattr(Connection, "seconds_for_head", 10 * SECONDS)
    silent = [_connect(served) for _ in range(60)]
    assert b"Of peace." in served.ask(PAGE)[2]
    tab = served.tab("world/talks/")
    tab.until("page")
    silent += [_connect(served) for _ in range(60)]
    assert all(_is_let_go(one) for one in silent[:100])
    served.site.article("world/talks.md", "Of war.", title="Talks")
    tab.until("page")
    assert b"Of war." in served.ask(PAGE)[2]


def test_refuse_more_readers_than_there_may_be(served: Live) -> None:
    """When all connections are in use, one more is closed at once, and the others go on."""
    tabs = [served.tab("world/talks/") for _ in range(20)]
    for tab in tabs:
        tab.until("page")
    assert _is_let_go(_connect(served))
    served.site.article("world/talks.md", "Of war.", title="Talks")
    for tab in tabs:
        tab.until("page")
