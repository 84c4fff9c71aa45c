"""Pages from the web: only when asked for, within limits, with a clear word if it fails."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from briefgen.errors import CommandError
from briefgen.ingest import web
from briefgen.ingest.draft import Given
from briefgen.ingest.importing import understand
from briefgen.ingest.web import fetch

PAGE = (
    "<html><head><title>The weir</title></head><body><article><h1>The weir is open</h1>"
    "<p>The weir of Lindt is open again, and the <a href='/fish'>fish</a> may pass it now.</p>"
    "</article></body></html>"
).encode("utf-16")


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:  # the name is that of the library
        if self.path == "/moved":
            self._answer(302, {"Location": "/weir"})
        elif self.path == "/to-a-file":
            self._answer(302, {"Location": "file:///etc/passwd"})
        elif self.path == "/round":
            self._answer(302, {"Location": "/round"})
        elif self.path == "/gone":
            self._answer(410, {})
        elif self.path == "/picture":
            self._answer(200, {"Content-Type": "image/png"}, b"\x89PNG")
        elif self.path == "/short":
            self._answer(200, {"Content-Type": "text/html"}, PAGE, more=10)
        elif self.path == "/packed":
            self._answer(200, {"Content-Type": "text/html", "Content-Encoding": "br"}, b"\x1b")
        elif self.path == "/large":
            self._answer(200, {"Content-Type": "text/html"}, b"<p>" + b"x" * 9_000_000)
        else:
            self._answer(200, {"Content-Type": "text/html; charset=utf-16"}, PAGE)

    def _answer(
        self, code: int, headers: dict[str, str], body: bytes = b"", *, more: int = 0
    ) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) + more))
        self.end_headers()
        try:
            self.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            # Whoever asked has heard enough.
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def _server() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Serve on this machine alone."""
    with _server() as served:
        yield served


def test_a_page_is_fetched_where_it_has_moved_to(address: str) -> None:
    """Links start from the address that answered, and the source is that address."""
    source = fetch(f"{address}/moved")
    assert source.url == f"{address}/weir"
    understood = understand(source, Given(), frozenset())
    assert understood.findings.title == "The weir is open"
    assert understood.findings.url == f"{address}/weir"
    assert any(f"[fish]({address}/fish)" in one.piece.markdown for one in understood.decisions)


def test_an_address_may_be_written_in_letters_of_any_script(address: str) -> None:
    """The host is asked for as the network knows it."""
    wide = address.replace("127", "１２７")
    assert fetch(f"{wide}/weir").url == f"{address}/weir"
    with pytest.raises(CommandError, match="no such host"):
        fetch("http://müller.invalid/")
    with pytest.raises(CommandError, match="not a web address"):
        fetch(f"http://{'ü' * 70}.example/")


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/to-a-file", "is not allowed"),
        ("/round", "redirect|302"),
        ("/gone", "410"),
        ("/picture", "image/png"),
        ("/large", "larger than 8 MB"),
        ("/short", "only a part of it arrived"),
        ("/packed", "packed as br"),
    ],
)
def test_what_is_no_page_is_refused(address: str, path: str, message: str) -> None:
    """Other protocols, circles, errors, pictures, what has no end, and what is cut short."""
    with pytest.raises(CommandError, match=message) as fault:
        fetch(address + path)
    assert fault.value.diagnostics[0].help


def test_without_a_network_the_message_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody answers: the address and the network are named, and there is no traceback."""
    monkeypatch.setattr(web, "_SECONDS", 2)
    with _server() as closed:
        pass
    with pytest.raises(CommandError) as fault:
        fetch(f"{closed}/weir")
    (said,) = fault.value.diagnostics
    assert "nobody answers there" in said.message
    assert "a saved page can be imported" in said.help
    with pytest.raises(CommandError, match="cannot be fetched"):
        fetch("http://weir.invalid/")


def test_only_web_addresses_are_fetched() -> None:
    """A file is a file, and no address."""
    with pytest.raises(CommandError, match="not a web address") as fault:
        fetch("ftp://a.example/b")
    assert "https://" in fault.value.diagnostics[0].help
