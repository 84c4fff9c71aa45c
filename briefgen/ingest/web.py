"""
Fetch one page from the web, within limits, because somebody asked for it.

This is the only place of briefgen that talks to the network.
"""

import http.client
import socket
import time
import urllib.error
import urllib.request
from urllib.parse import urlsplit

from briefgen import __version__
from briefgen.content.addresses import is_web_address
from briefgen.errors import CommandError, error
from briefgen.ingest.inline import absolute
from briefgen.ingest.reading import Input
from briefgen.ingest.sanitize import MOST_PAGE

_SECONDS, _MOST_SECONDS = 10, 30
"""For one answer of the server, and for the whole page."""

_MOST_REDIRECTS = 5

_AGAIN = "try again later; or open it in your browser, save the page, and import the file"

_KINDS = {
    "text/html": "page",
    "application/xhtml+xml": "page",
    "text/plain": "text",
    "text/markdown": "markdown",
}


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows to web addresses only, as the library sees to, and not for ever."""

    max_redirections = _MOST_REDIRECTS


def fetch(url: str) -> Input:
    """
    Return the page at *url*.

    Raises:
        CommandError: it cannot be had, is too large, or is no text.

    """
    address = absolute(_in_ascii(url), "")
    if not address or not is_web_address(address):
        help = "web addresses begin with https://"
        raise CommandError(error(f"{url} is not a web address", help=help))
    headers = {
        "User-Agent": f"briefgen/{__version__}",
        "Accept": "text/html,application/xhtml+xml,text/plain;q=0.8",
    }
    request = urllib.request.Request(address, headers=headers)  # noqa: S310  # http and https only
    try:
        with _opener().open(request, timeout=_SECONDS) as answer:
            return _input(address, answer)
    except urllib.error.HTTPError as fault:
        fault.close()
        hint = "open it in your browser, save the page, and import the file"
        raise CommandError(
            error(f"{url} answers {fault.code} {fault.reason}", help=hint)
        ) from fault
    except (OSError, http.client.HTTPException, ValueError) as fault:
        raise CommandError(
            error(f"{url} cannot be fetched: {_why(fault)}", help=_hint(fault))
        ) from fault


def _in_ascii(url: str) -> str:
    """Return *url* with its host as the network knows it; empty if it can be none."""
    try:
        parts = urlsplit(url)
        host = parts.netloc if url.isascii() else parts.netloc.encode("idna").decode()
        return parts._replace(netloc=host).geturl()
    except ValueError:
        return ""


def _opener() -> urllib.request.OpenerDirector:
    """Return what opens web addresses, and nothing else: no files, no other protocols."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler,
        urllib.request.UnknownHandler,
        urllib.request.HTTPHandler,
        urllib.request.HTTPSHandler,
        urllib.request.HTTPDefaultErrorHandler,
        _Redirects,
        urllib.request.HTTPErrorProcessor,
    ):
        opener.add_handler(handler())
    return opener


def _input(url: str, answer: http.client.HTTPResponse) -> Input:
    kind = answer.headers.get_content_type()
    if kind not in _KINDS:
        raise CommandError(
            error(f"{url} is {kind}, not a page", help="save it, and import the file")
        )
    packed = answer.headers.get("Content-Encoding", "identity").strip().lower()
    if packed != "identity":
        raise CommandError(
            error(f"{url} comes packed as {packed}", help="save it, and import the file")
        )
    pieces, size, expected = [], 0, answer.length or 0
    ends = time.monotonic() + _MOST_SECONDS
    while piece := answer.read1(65536):
        pieces.append(piece)
        size += len(piece)
        if size > MOST_PAGE:
            message = f"{url} is larger than {MOST_PAGE // 1_000_000} MB"
            raise CommandError(error(message, help="save the page, and import its text"))
        if time.monotonic() > ends:
            message = f"{url} takes longer than {_MOST_SECONDS} seconds"
            raise CommandError(error(message, help=_AGAIN))
    if size < expected:
        raise http.client.IncompleteRead(b"", expected - size)
    final = answer.geturl() or url
    charset = answer.headers.get_content_charset() or ""
    return Input(final, b"".join(pieces), _KINDS[kind], url=final, charset=charset)


def _why(fault: Exception) -> str:
    reason = getattr(fault, "reason", fault)
    if isinstance(reason, socket.gaierror):
        return "there is no such host, or no network"
    if isinstance(reason, TimeoutError):
        return f"no answer within {_SECONDS} seconds"
    if isinstance(reason, ConnectionRefusedError):
        return "nobody answers there"
    if isinstance(reason, http.client.IncompleteRead):
        return "only a part of it arrived"
    return str(reason) or type(reason).__name__


def _hint(fault: Exception) -> str:
    is_offline = isinstance(getattr(fault, "reason", fault), OSError)
    offline = "check the address and the network; a saved page can be imported, too"
    return offline if is_offline else _AGAIN
