"""A preview that is used all day neither grows nor slows down, whatever its visitors do."""

import contextlib
import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.preview.live import COOKIE
from tests.processes import environment
from tests.testsite import SiteTest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

CONNECTS, SLOW, RECONNECTS, EDITS = 2_000, 200, 1_000, 500
EVENTS = "/_briefgen/events?at=world/talks/&base=/briefing/&key="

SERVER = """
import sys
from pathlib import Path
from threading import Condition
from briefgen.build.project import Project
from briefgen.preview.connections import Connection
from tests.preview.live import SECONDS, live
from tests.testsite import SiteTest
site = SiteTest.__new__(SiteTest)
site.root, site.report = Path(sys.argv[1]), None
site.project = Project(site.root)
moved, there, lose = Condition(), set(), Connection.connection_lost

def lose_and_say(connection, fault):
    lose(connection, fault)
    with moved:
        there.clear()
        there.update(connection.connections)
        moved.notify_all()

Connection.connection_lost = lose_and_say
with live(site) as it:
    print(it.port, flush=True)
    for most in sys.stdin:
        with moved:
            print(moved.wait_for(lambda: len(there) <= int(most), SECONDS), flush=True)
"""


class Served:
    """A preview in a process of its own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        """Take the port from what the process says."""
        assert process.stdout
        self.process = process
        self.port = int(process.stdout.readline())
        self.proc = Path(f"/proc/{process.pid}")

    @property
    def memory(self) -> int:
        """How much memory the process has, in kB."""
        found = re.search(r"^VmRSS:\s+(\d+) kB", (self.proc / "status").read_text(), re.MULTILINE)
        assert found
        return int(found[1])

    def wait_for(self, connections: int) -> None:
        """Wait until no more than so many clients are there, as far as the server knows."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{connections}\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == "True\n"

    @property
    def descriptors(self) -> int:
        """How many files and connections the process has open."""
        return sum(1 for _ in (self.proc / "fd").iterdir())

    def connect(self) -> socket.socket:
        """Open a connection."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=30)

    def send(self, path: str) -> socket.socket:
        """Ask for *path*, and read nothing."""
        connection = self.connect()
        head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nCookie: {COOKIE}\r\n\r\n"
        connection.sendall(head.encode())
        return connection

    def read(self, path: str) -> bytes:
        """Return the body of the answer to a request for *path*."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        with contextlib.closing(connection):
            connection.request("GET", path, headers={"Cookie": COOKIE})
            return connection.getresponse().read()


@pytest.fixture
def served(site: SiteTest) -> Iterator[Served]:
    """Serve a site of a few articles."""
    for number in range(20):
        site.article(f"world/story-{number}.md", "Words. " * 200, title=f"Story {number}")
    site.article("world/talks.md", "Number 0.", title="Talks")
    command = [sys.executable, "-c", SERVER, str(site.root)]
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(
        command,
        cwd=root,
        env=environment({"PYTHONPATH": str(root)}),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        yield Served(process)
        assert process.stdin
        assert process.stderr
        process.stdin.close()
        assert process.stderr.read() == ""
        assert process.wait(30) == 0


def _connect_and_leave(served: Served, times: int) -> None:
    """Open connections, and leave before, during and after a request, or half-way through it."""
    for number in range(times):
        if number % 4 == 0:
            served.connect().close()
        elif number % 4 == 1:
            served.send("/briefing/world/story-1/").close()
        elif number % 4 == 2:
            with served.connect() as connection:
                connection.sendall(b"GET /briefing/ HTTP/1.1\r\nHo")
        else:
            with served.send("/briefing/world/") as connection:
                connection.recv(10)


def _reconnect(served: Served, times: int) -> None:
    for _ in range(times):
        with served.send(EVENTS) as connection:
            assert connection.recv(15) == b"HTTP/1.1 200 OK"


def _edit(site: SiteTest, numbers: range) -> None:
    for number in numbers:
        site.article("world/talks.md", f"Number {number}.", title="Talks")


def _settle(served: Served) -> None:
    """Wait until all is shown that was written, and everybody has left."""
    assert json.loads(served.read("/_briefgen/settled"))["errors"] == 0
    served.wait_for(0)


@pytest.mark.timeout(240)
def test_stay_as_it_was_after_a_hard_day(site: SiteTest, served: Served) -> None:
    """Thousands of visits, readers that never read, and edits leave no trace."""
    pages = [f"/briefing/world/story-{number}/" for number in range(5)] + ["/briefing/feed.xml"]
    talks = "/briefing/world/talks/"
    # What is needed once is there after a first round.
    _connect_and_leave(served, CONNECTS // 10)
    _reconnect(served, RECONNECTS // 10)
    slow = [served.send(EVENTS) for _ in range(SLOW)]
    _edit(site, range(1, EDITS // 10))
    for connection in slow:
        connection.close()
    site.article("world/talks.md", "Number 0.", title="Talks")
    _settle(served)
    assert b"Number 0." in served.read(talks)
    before = {path: served.read(path) for path in pages}
    _settle(served)
    memory, descriptors = served.memory, served.descriptors

    _connect_and_leave(served, CONNECTS)
    _reconnect(served, RECONNECTS)
    slow = [served.send(EVENTS if number % 2 else pages[0]) for number in range(SLOW)]
    _edit(site, range(EDITS))
    served.read("/_briefgen/settled")
    assert f"Number {EDITS - 1}.".encode() in served.read(talks)
    for connection in slow:
        connection.close()
    site.article("world/talks.md", "Number 0.", title="Talks")
    _settle(served)
    assert b"Number 0." in served.read(talks)
    assert {path: served.read(path) for path in pages} == before
    _settle(served)
    assert abs(served.descriptors - descriptors) <= 2
    assert served.memory < memory * 1.1
