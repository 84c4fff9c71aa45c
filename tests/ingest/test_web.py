"""Pages from the web: only when asked for, within limits, with a clear word if it fails."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from urllib.parse import quote, unquote, urlsplit

import pytest

from briefgen.errors import CommandError
from briefgen.ingest import web
from briefgen.ingest.destinations import Address, MayReach, is_public
from briefgen.ingest.draft import Given
from briefgen.ingest.importing import understand

PAGE = (
    "<html><head><title>The weir</title></head><body><article><h1>The weir is open</h1>"
    "<p>The weir of Lindt is open again, and the <a href='/fish'>fish</a> may pass it now.</p>"
    "</article></body></html>"
).encode("utf-16")


_SLOW_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"


class _Server(ThreadingHTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.stopped = threading.Event()
        """Ends what it still sends."""


ASKED: list[str] = []
"""What servers were asked for."""


def _on_this_machine(address: Address) -> bool:
    return address.is_loopback


fetch = partial(web.fetch, may_reach=_on_this_machine)
"""Fetches from the servers of these tests, which a user cannot."""


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:  # the name is that of the library
        ASKED.append(self.path)
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
        elif self.path.startswith("/to/"):
            self._answer(302, {"Location": unquote(self.path.removeprefix("/to/"), "latin-1")})
        elif self.path.startswith("/raw/"):
            self.wfile.write(unquote(self.path.removeprefix("/raw/"), "latin-1").encode("latin-1"))
            self.close_connection = True
        elif self.path.startswith("/slow"):
            self._drip()
        elif self.path == "/large":
            self._answer(200, {"Content-Type": "text/html"}, b"<p>" + b"x" * 9_000_000)
        else:
            self._answer(200, {"Content-Type": "text/html; charset=utf-16"}, PAGE)

    def _drip(self) -> None:
        """Send a little, again and again, until nobody listens any more."""
        head = b"HTTP/1.1 200 OK\r\n" if self.path == "/slow-head" else _SLOW_HEAD
        piece = b"X: y\r\n" if self.path == "/slow-head" else b"1\r\na\r\n"
        piece = b"HTTP/1.1 100 Continue\r\n\r\n" if self.path == "/slow-begin" else piece
        try:
            self.wfile.write(head if self.path != "/slow-begin" else b"")
            assert isinstance(self.server, _Server)
            while not self.server.stopped.wait(0.01):
                self.wfile.write(piece)
        except OSError:
            self.close_connection = True

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
    server = _Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.stopped.set()
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
        ("/round", "redirects more than 5 times"),
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


HEAD = "HTTP/1.1 200 OK\r\n"
NONSENSE = {
    "a redirect to no address": "HTTP/1.1 302 Found\r\nLocation: http://[x\x1b]/\r\n\r\n",
    "a redirect to half an address": "HTTP/1.1 302 Found\r\nLocation: http://[::1\r\n\r\n",
    "a redirect to a port of letters": "HTTP/1.1 302 F\r\nLocation: http://a:\x1bb/\r\n\r\n",
    "many headers": HEAD + "A: b\r\n" * 101 + "\r\n",
    "a long header": f"{HEAD}A: {'b' * 70_000}\r\n\r\n",
    "a status of letters": "HTTP/1.1 \x1b[31mfine\r\n\r\n",
    "a status line of nothing": "\x1b]0;owned\x07\r\n\r\n",
    "a status that is none": "HTTP/1.1 99999 \x1b\r\n\r\n",
    "no answer": "",
    "a reason that steers": "HTTP/1.1 404 \x1b[2J\x9b gone\r\n\r\n",
    "a kind that steers": f"{HEAD}Content-Type: a/\x1b[2J\r\n\r\n",
    "a packing that steers": f"{HEAD}Content-Type: text/html\r\nContent-Encoding: \x1b\r\n\r\n",
    "a chunk of no length": f"{HEAD}Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n"
    "\r\n\x1b\r\n",
}


def test_an_answer_of_nonsense_is_told_in_plain_words(address: str) -> None:
    """Nothing of it is repeated as it came, and no message is one for programmers."""
    for name, answer in NONSENSE.items():
        with pytest.raises(CommandError) as fault:
            fetch(f"{address}/raw/{quote(answer, encoding='latin-1', safe='')}")
        (said,) = fault.value.diagnostics
        words = said.message.partition(" ")[2]
        assert words.isprintable(), name
        assert said.help, name
        for inner in ("IPv6", "Line", "headers", "Errno", "Remote", "Exception", "Error", "int("):
            assert inner not in words, (name, words)


def test_an_address_in_numbers_is_an_address() -> None:
    """Of either version of IP; what is inside a network is refused as what it is."""
    for host in ("[::1]", "[::1]:8000", "[fd00::1]", "127.0.0.1", "[::ffff:127.0.0.1]"):
        with pytest.raises(CommandError, match="inside a network, or on this machine"):
            web.fetch(f"http://{host}/")
    asked: list[Address] = []

    def may_reach(one: Address) -> bool:
        asked.append(one)
        return False

    with pytest.raises(CommandError, match="only public pages"):
        web.fetch("http://[2606:4700::1111]/", may_reach=may_reach)
    assert asked == [ip_address("2606:4700::1111")]
    with pytest.raises(CommandError, match="not a web address"):
        web.fetch("http://[::x]/")


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


NOT_PUBLIC = (
    *("127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1"),
    *("169.254.169.254", "100.64.0.1", "192.0.0.192", "198.18.0.1", "192.0.2.1", "224.0.0.1"),
    *("240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fc00::1", "fd00:ec2::254"),
    *("fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "100::1"),
    *("64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b::a00:1", "64:ff9b:1::1"),
    *("2002:7f00:1::", "2002:a00:1::1", "2001::1", "2001:0:7f00:1::", "2001:db8::1"),
)


def test_only_addresses_of_the_public_internet_are_public() -> None:
    """Private, local, shared, reserved and translated ones are not, in either version of IP."""
    assert [one for one in NOT_PUBLIC if is_public(ip_address(one))] == []
    public = ("93.184.215.14", "8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "2a00:1450::1")
    assert [one for one in public if not is_public(ip_address(one))] == []


def _only_first() -> MayReach:
    """Let the first address pass, which is that of the test's server, and then only public ones."""
    first = [True]
    return lambda address: first.pop() if first else is_public(address)


def test_a_page_cannot_send_us_to_this_machine_or_its_network(address: str) -> None:
    """However an address is written that is not public: no redirect leads there."""
    port = urlsplit(address).port
    here = ("127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "0", "[::1]")
    hosts = [*here, "１２７.0.0.1", "[::ffff:7f00:1]", "0x7f000001", "localhost."]
    hosts += ["169.254.169.254", "[fd00:ec2::254]", "10.0.0.1", "[64:ff9b::7f00:1]", "192.168.0.1"]
    ASKED.clear()
    for host in hosts:
        for scheme in ("http", "https"):
            target = quote(f"{scheme}://{host}:{port}/secret", safe="")
            with pytest.raises(CommandError, match=r"only public|no such host|not allowed") as no:
                web.fetch(f"{address}/to/{target}", may_reach=_only_first())
            assert no.value.diagnostics[0].help
    assert not [one for one in ASKED if not one.startswith("/to/")]


def test_what_is_not_public_is_not_fetched_by_name_either(address: str) -> None:
    """Whoever wants a page of this machine saves it."""
    with pytest.raises(CommandError, match="inside a network, or on this machine") as no:
        web.fetch(address)
    assert "save the page" in no.value.diagnostics[0].help
    ASKED.clear()
    with pytest.raises(CommandError, match="not a web address"):
        fetch(address.replace("//", "//name:word@"))
    assert ASKED == []


def test_a_name_is_looked_up_once(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its owner cannot give another address once the first has been looked at."""
    host, port = "127.0.0.1", urlsplit(address).port
    answers = [[(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port))]]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers.pop())
    assert fetch(f"http://page.example:{port}/weir").data == PAGE
    assert answers == []


def test_all_addresses_of_a_name_have_to_be_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is not among several that are is refused, before any is asked."""
    found = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.215.14", 80)),
        (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("fe80::1%lo", 80, 0, 1)),
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(CommandError, match=r"page\.example/ is inside a network"):
        web.fetch("http://page.example/")


@pytest.mark.parametrize("path", ["/slow-begin", "/slow-head", "/slow-body"])
def test_a_server_that_sends_a_little_at_a_time_is_given_up(
    address: str, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line or byte now and then: the whole has one deadline."""
    monkeypatch.setattr(web, "_MOST_SECONDS", 0.3)
    with pytest.raises(CommandError, match="takes longer than") as no:
        fetch(address + path)
    assert "save the page" in no.value.diagnostics[0].help
