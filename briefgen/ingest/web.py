"""
Fetch one page from the web, within limits, because somebody asked for it.

This is the only place of briefgen that talks to the network.  It asks public
addresses only, before and after each redirect, and has one deadline for all of it.
"""

import http.client
import io
import socket
import ssl
import time
from urllib.parse import urljoin, urlsplit

from briefgen import __version__
from briefgen.content.addresses import is_web_address
from briefgen.errors import CommandError, Diagnostic, error, visible
from briefgen.ingest.destinations import MayReach, NotPublicError, destinations, is_public
from briefgen.ingest.inline import absolute
from briefgen.ingest.reading import Input
from briefgen.ingest.sanitize import MOST_PAGE

_SECONDS, _MOST_SECONDS = 10, 30
"""For one answer of the server, and for the whole page with all redirects."""

_MOST_REDIRECTS = 5

_AGAIN = "try again later; or open it in your browser, save the page, and import the file"
_SAVE = "open it in your browser, save the page, and import the file"

_KINDS = {
    "text/html": "page",
    "application/xhtml+xml": "page",
    "text/plain": "text",
    "text/markdown": "markdown",
}

_MOVED = {301, 302, 303, 307, 308}


def fetch(url: str, *, may_reach: MayReach = is_public) -> Input:
    """
    Return the page at *url*; only what *may_reach* allows is asked for it.

    Raises:
        CommandError: it cannot be had, is too large, is no text, or is not public.

    """
    address = _web_address(url)
    if not address:
        help = "web addresses begin with https://"
        raise CommandError(error(f"{url} is not a web address", help=help))
    ends = time.monotonic() + _MOST_SECONDS
    try:
        for _ in range(_MOST_REDIRECTS + 1):
            page, address = _ask(url, address, ends, may_reach)
            if page:
                return page
    except NotPublicError as fault:
        raise CommandError(_not_public(url, str(fault))) from fault
    except (OSError, http.client.HTTPException, ValueError) as fault:
        raise CommandError(
            error(f"{url} cannot be fetched: {_why(fault, ends)}", help=_hint(fault))
        ) from fault
    raise CommandError(error(f"{url} redirects more than {_MOST_REDIRECTS} times", help=_SAVE))


def _web_address(url: str) -> str:
    """Return *url* in full, with its host as the network knows it; empty if it can be none."""
    try:
        parts = urlsplit(url)
        host = parts.netloc if url.isascii() else parts.netloc.encode("idna").decode()
        address = absolute(parts._replace(netloc=host).geturl(), "")
        is_one = bool(urlsplit(address).hostname) and urlsplit(address).port != 0
    except ValueError:
        return ""
    return address if is_one and is_web_address(address) and "@" not in host else ""


def _ask(url: str, address: str, ends: float, may_reach: MayReach) -> tuple[Input | None, str]:
    """Return the page at *address*, or else where it has moved to."""
    parts = urlsplit(address)
    usual = 443 if parts.scheme == "https" else 80
    host, port = parts.hostname or "", parts.port or usual
    with _connected(host, port, ends, may_reach, is_safe=parts.scheme == "https") as reached:
        connection = http.client.HTTPConnection(host, port)
        connection.default_port = usual
        connection.sock = _Timed(reached, ends)
        headers = {
            "User-Agent": f"briefgen/{__version__}",
            "Accept": "text/html,application/xhtml+xml,text/plain;q=0.8",
            "Connection": "close",
        }
        connection.request(
            "GET", f"{parts.path or '/'}{'?' * bool(parts.query)}{parts.query}", headers=headers
        )
        with connection.getresponse() as answer:
            if answer.status in _MOVED and answer.headers.get("Location"):
                return None, _moved(url, address, answer.headers["Location"])
            if answer.status != 200:
                said = f"{url} answers {answer.status} {_shown(answer.reason)}"
                raise CommandError(error(said, help=_SAVE))
            return _input(address, answer), address


def _moved(url: str, address: str, location: str) -> str:
    """Return the address that an answer sends us to."""
    # Servers write what browsers understand: bytes that are no ASCII, too.
    written = location.encode("latin-1", "replace").decode("utf-8", "replace")
    try:
        target = _web_address(urljoin(address, written))
    except ValueError:
        target = ""
    if not target:
        said = f"{url} redirects to {_shown(written)}, which is not allowed"
        raise CommandError(error(said, help=_SAVE))
    return target


def _connected(
    host: str, port: int, ends: float, may_reach: MayReach, *, is_safe: bool
) -> socket.socket:
    """Return a connection to one of the addresses of *host* that have been looked at."""
    fault: OSError = OSError("there is no such host")
    for family, place in destinations(host, port, may_reach):
        reached = socket.socket(family, socket.SOCK_STREAM)
        try:
            reached.settimeout(_left(ends))
            reached.connect(place)
            if is_safe:
                return ssl.create_default_context().wrap_socket(reached, server_hostname=host)
        except OSError as refused:
            reached.close()
            fault = refused
        else:
            return reached
    raise fault


def _left(ends: float) -> float:
    """Return how long to wait for the next answer."""
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return min(left, _SECONDS)


class _Timed:
    """A connection that ends at a deadline, however little a server sends at a time."""

    def __init__(self, reached: socket.socket, ends: float) -> None:
        self._reached, self._ends = reached, ends

    def sendall(self, data: bytes) -> None:
        self._reached.settimeout(_left(self._ends))
        self._reached.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Incoming(self._reached, self._ends))

    def close(self) -> None:
        """Leave the connection open: whoever has made it closes it."""


class _Incoming(io.RawIOBase):
    """What a server sends."""

    def __init__(self, reached: socket.socket, ends: float) -> None:
        self._reached, self._ends = reached, ends

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # what it is called with
        self._reached.settimeout(_left(self._ends))
        return self._reached.recv_into(buffer)


def _input(url: str, answer: http.client.HTTPResponse) -> Input:
    kind = answer.headers.get_content_type()
    if kind not in _KINDS:
        raise CommandError(
            error(f"{url} is {_shown(kind)}, not a page", help="save it, and import the file")
        )
    packed = answer.headers.get("Content-Encoding", "identity").strip().lower()
    if packed != "identity":
        raise CommandError(
            error(f"{url} comes packed as {_shown(packed)}", help="save it, and import the file")
        )
    pieces, size, expected = [], 0, answer.length or 0
    while piece := answer.read1(65536):
        pieces.append(piece)
        size += len(piece)
        if size > MOST_PAGE:
            message = f"{url} is larger than {MOST_PAGE // 1_000_000} MB"
            raise CommandError(error(message, help="save the page, and import its text"))
    if size < expected:
        raise http.client.IncompleteRead(b"", expected - size)
    charset = answer.headers.get_content_charset() or ""
    return Input(url, b"".join(pieces), _KINDS[kind], url=url, charset=charset)


def _shown(said: str) -> str:
    """Return the beginning of what a server has said, with nothing that a terminal acts on."""
    return visible(said[:200])


def _not_public(url: str, host: str) -> Diagnostic:
    leads = "is" if urlsplit(url).hostname == host else f"leads to {host}, which is"
    return error(
        f"{url} {leads} inside a network, or on this machine: only public pages are fetched",
        help=_SAVE,
    )


def _why(fault: Exception, ends: float) -> str:
    if isinstance(fault, TimeoutError):
        is_over = time.monotonic() >= ends
        seconds = _MOST_SECONDS if is_over else _SECONDS
        return (
            f"it takes longer than {seconds} seconds"
            if is_over
            else f"no answer within {seconds} seconds"
        )
    if isinstance(fault, socket.gaierror):
        return "there is no such host, or no network"
    if isinstance(fault, ConnectionRefusedError):
        return "nobody answers there"
    if isinstance(fault, http.client.IncompleteRead):
        return "only a part of it arrived"
    if isinstance(fault, http.client.RemoteDisconnected):
        return "it ends the connection without an answer"
    if isinstance(fault, OSError):
        return visible(fault.strerror or str(fault) or type(fault).__name__)
    # The texts of these are for programmers, and repeat what the server has sent.
    return "its answer is none that a browser would understand"


def _hint(fault: Exception) -> str:
    offline = "check the address and the network; a saved page can be imported, too"
    return offline if isinstance(fault, OSError) and not isinstance(fault, TimeoutError) else _AGAIN
