"""
Refuse every request that does not come from the person who started the preview.

A preview shows drafts.  It runs beside a browser that runs other people's code
all day, and which can be made to ask anything of any address.  So a request is
answered only if it names this server exactly, asks for a page or a file, and
does not come from another site.
"""

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable, Sequence
from urllib.parse import unquote_plus, unquote_to_bytes

from msgspec import Struct

from briefgen.model.paths import UNUSABLE

METHODS = ("GET", "HEAD")
LONGEST_TARGET = 2_000
LONGEST_QUERY = 8_000
"""Enough for a connection that many open tabs share."""
LARGEST_HEADERS = 16 * 1024
COOKIE = "briefgen-preview"
_TOKEN = "token"  # noqa: S105  # the name of the parameter
_YEAR = 365 * 24 * 60 * 60

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
"""What every answer says: keep it to yourself."""

_ESCAPE = re.compile(rb"%(?:[0-9A-Fa-f]{2})?")


class Asked(Struct, frozen=True):
    """The parts of a request that decide whether it is answered."""

    method: str
    target: bytes
    """As it was sent, without the query."""
    query: bytes
    headers: Sequence[tuple[bytes, bytes]]
    """With names in small letters."""

    def values(self, name: bytes) -> list[str]:
        """Return the values of all headers of that *name*."""
        return [value.decode("latin-1") for one, value in self.headers if one == name]


class Refusal(Struct, frozen=True):
    """Why a request is not answered."""

    status: int
    reason: str


NO_METHOD = Refusal(405, "The preview only shows pages.")
NO_TARGET = Refusal(400, "This is no address of a page.")
TOO_LONG = Refusal(414, "No page has an address as long as this.")
TOO_LARGE = Refusal(431, "No browser says as much as this.")
NO_BODY = Refusal(413, "The preview takes nothing in.")
NO_HOST = Refusal(403, "Open the preview at the address that the terminal shows.")
NO_ORIGIN = Refusal(403, "Other sites may not look at the preview.")
NO_TOKEN = Refusal(
    403, "Open the preview at the address that the terminal shows, with the token at its end."
)


class Guard:
    """Knows who may ask."""

    def __init__(self, hosts: Iterable[str], token: str, *, is_kept: bool = False) -> None:
        """
        Let *hosts* be those that a browser may name, with ports, if it brings *token*.

        A token that *is_kept* is good after a restart, and so is the cookie for it.
        """
        if not token:
            raise ValueError("a guard without a token would let everybody pass")
        self._hosts = frozenset(hosts)
        self._origins = frozenset(f"http://{host}" for host in self._hosts)
        self._token = token.encode()
        self._tickets: set[bytes] = set()
        # Browsers send cookies to every port of a machine: each token has one of its own.
        self._name = f"{COOKIE}-{hashlib.sha256(self._token).hexdigest()[:8]}"
        age = f"; Max-Age={_YEAR}" if is_kept else ""
        self.cookie = f"{self._name}={token}; Path=/; HttpOnly; SameSite=Strict{age}"
        """The header by which a browser that has brought the token is known from then on."""

    def ticket(self) -> str:
        """
        Return what stands for the token once.

        Everybody can see with what address a browser is started.
        """
        ticket = secrets.token_urlsafe()
        self._tickets.add(ticket.encode())
        return ticket

    def refusal(self, asked: Asked) -> Refusal | None:
        """Return why *asked* is refused; ``None`` if only its token is to be looked at yet."""
        if asked.method not in METHODS:
            return NO_METHOD
        if len(asked.target) > LONGEST_TARGET or len(asked.query) > LONGEST_QUERY:
            return TOO_LONG
        if sum(len(name) + len(value) for name, value in asked.headers) > LARGEST_HEADERS:
            return TOO_LARGE
        if not is_plain(asked.target):
            return NO_TARGET
        hosts = asked.values(b"host")
        if len(hosts) != 1 or hosts[0] not in self._hosts:
            return NO_HOST
        if asked.values(b"transfer-encoding") or set(asked.values(b"content-length")) - {"0"}:
            return NO_BODY
        if not set(asked.values(b"origin")) <= self._origins or not _is_of_this_site(asked):
            return NO_ORIGIN
        return None

    def admits(self, given: Iterable[str]) -> bool:
        """Whether one of what was *given* in an address is the token, or a ticket."""
        for one in given:
            if hmac.compare_digest(one.encode(), self._token):
                return True
            if one.encode() in self._tickets:
                self._tickets.discard(one.encode())
                return True
        return False

    def knows(self, asked: Asked) -> bool:
        """Whether *asked* has the cookie of who has brought the token before."""
        # Other programs on this machine set cookies, too, and not all of them well.
        cookies = ";".join(asked.values(b"cookie")).split(";")
        given = (one.strip().partition("=") for one in cookies)
        return any(
            name == self._name and hmac.compare_digest(value.encode(), self._token)
            for name, _, value in given
        )


def take_tokens(query: bytes) -> tuple[list[str], str]:
    """
    Return the tokens in *query*, however their name is written, and what else it says.

    >>> take_tokens(b"a=1&%74oken=x&token=y+z&Token=b")
    (['x', 'y z'], 'a=1&Token=b')
    """
    tokens, rest = [], []
    for part in query.decode("latin-1").split("&"):
        name, _, value = part.partition("=")
        if unquote_plus(name) == _TOKEN:
            tokens.append(unquote_plus(value))
        else:
            rest.append(part)
    return tokens, "&".join(rest)


def is_plain(target: bytes) -> bool:
    """
    Return whether *target* means the same to everybody who might read it.

    Whole addresses, empty and dotted folders, backslashes, escaped slashes,
    control characters and broken escapes are for those who look for gaps.

    >>> is_plain(b"/world/talks/"), is_plain(b"/world/%2e%2e/"), is_plain(b"http://a/")
    (True, False, False)
    """
    if not target.startswith(b"/") or any(len(one) != 3 for one in _ESCAPE.findall(target)):
        return False
    plain = unquote_to_bytes(target)
    if plain.count(b"/") != target.count(b"/") or b"\\" in plain:
        return False
    try:
        text = plain.decode("utf-8")
    except UnicodeDecodeError:
        return False
    parts = text.split("/")
    has_gaps = "" in parts[1:-1] or "." in parts or ".." in parts
    return not UNUSABLE.search(text) and not has_gaps


def _is_of_this_site(asked: Asked) -> bool:
    """Whether a browser says that a page of this server asks, or the reader by hand."""
    for site in asked.values(b"sec-fetch-site"):
        if site not in {"same-origin", "none"}:
            # A link on another site may lead here; nothing else may.
            is_link = asked.values(b"sec-fetch-mode") == ["navigate"]
            if not is_link or asked.values(b"sec-fetch-dest") != ["document"]:
                return False
    return True
