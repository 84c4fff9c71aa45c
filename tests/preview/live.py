"""Serve the preview of a site while a test runs, and speak to it as browsers and others do."""

import contextlib
import json
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from queue import Queue
from threading import Thread
from typing import Any
from urllib.parse import urlencode

from briefgen.errors import Diagnostic
from briefgen.preview.addresses import LOOPBACK, listen
from briefgen.preview.guard import Guard
from briefgen.preview.preview import Preview, PreviewOptions
from briefgen.preview.serving import PreviewServer, serve
from briefgen.preview.watcher import Watcher
from tests.testsite import NOW, SiteTest

SECONDS = 60.0
"""The longest that anything may take; what is waited for is there long before."""

TOKEN = "a-token-of-these-tests"
COOKIE = Guard((), TOKEN).cookie.partition(";")[0]
"""What a browser says that has brought the token."""


@dataclass
class Live:
    """A preview that is being served."""

    site: SiteTest
    port: int
    preview: Preview
    told: list[tuple[Diagnostic, ...]] = field(default_factory=list)
    """What the terminal was told of problems, the latest last."""
    tabs: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    @property
    def host(self) -> str:
        """What browsers call the server."""
        return f"{LOOPBACK}:{self.port}"

    @property
    def address(self) -> str:
        """Where the site begins."""
        return f"http://{self.host}{self.preview.snapshot.base_path}"

    def ask(
        self, path: str = "/", method: str = "GET", **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        """
        Return status, headers and body of one answer; names of headers with underscores.

        Unless another is given, the cookie goes along.
        """
        connection = HTTPConnection(LOOPBACK, self.port, timeout=SECONDS)
        with contextlib.closing(connection):
            given = {"Cookie": COOKIE, **headers}
            named = {name.replace("_", "-"): value for name, value in given.items()}
            connection.request(method, path, headers=named)
            answer = connection.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, told, answer.read()

    def settle(self) -> None:
        """Wait until the preview shows, and has checked, all that was written by now."""
        assert self.preview.settling.wait(SECONDS)

    def tab(self, at: str, key: str = "", **headers: str) -> "Tab":
        """Open a tab that shows what has *key*; it is closed after the test."""
        return self.tabs.enter_context(contextlib.closing(Tab(self, at, key, **headers)))

    def raw(self, request: bytes) -> bytes:
        """Return all that the server says to *request* until it closes the connection."""
        said = b""
        with (
            socket.create_connection((LOOPBACK, self.port), timeout=SECONDS) as connection,
            # Who is cut off in the middle of a long request may not hear why.
            contextlib.suppress(ConnectionError),
        ):
            connection.sendall(request)
            while piece := connection.recv(65536):
                said += piece
        return said


@contextlib.contextmanager
def live(site: SiteTest, *, link: str = "", drafts: bool = True) -> Iterator[Live]:
    """Serve the preview of *site* while the block runs."""
    with contextlib.ExitStack() as opened:
        watched = [site.root / "content", site.root / "themes"], [site.root / "briefgen.yml"]
        watcher = opened.enter_context(contextlib.closing(Watcher(*watched)))
        options = PreviewOptions(NOW, with_drafts=drafts)
        preview = Preview(site.project, options, lambda *_: None)
        opened.callback(preview.close)
        listening = listen(LOOPBACK, 0)
        guard = Guard(listening.hosts, TOKEN)
        it = Live(site, listening.port, preview)
        servers: Queue[PreviewServer] = Queue()
        settings: dict[str, Any] = {"guard": guard, "link": link}
        settings |= {"listener": it.told.append, "ready": servers.put}
        thread = Thread(target=serve, args=(preview, watcher, listening), kwargs=settings)
        thread.start()
        server = servers.get(timeout=SECONDS)
        opened.callback(thread.join)
        opened.callback(server.stop)
        opened.enter_context(it.tabs)
        yield it


class Tab:
    """An open tab: it listens to the events of one page."""

    def __init__(self, live: Live, at: str, key: str = "", **headers: str) -> None:
        """Begin to listen."""
        self._connection = HTTPConnection(LOOPBACK, live.port, timeout=SECONDS)
        base = live.preview.snapshot.base_path
        query = urlencode({"at": at, "base": base, "key": key})
        named = {"Cookie": COOKIE, **headers}
        self._connection.request("GET", f"/_briefgen/events?{query}", headers=named)
        self.answer: HTTPResponse = self._connection.getresponse()

    def next(self) -> tuple[str, Any]:
        """Return the name and the data of the next event that says something."""
        name = ""
        while line := self.answer.readline():
            text = line.decode().rstrip("\n")
            if text.startswith("event: "):
                name = text.removeprefix("event: ")
            elif text.startswith("data: ") and name != "beat":
                data = json.loads(text.removeprefix("data: "))
                del data["tab"]
                return name, data
        raise EOFError

    def until(self, name: str) -> Any:
        """Return the data of the next event that is called *name*."""
        while True:
            found, data = self.next()
            if found == name:
                return data

    def close(self) -> None:
        """Close the tab."""
        self.answer.close()
        self._connection.close()
