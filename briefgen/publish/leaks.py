"""
Recognise in a finished file what was never meant for the public.

Passwords and keys of the well-known services have a shape of their own.  Paths
and addresses of the author's machine mean nothing to readers, and show that a
page was made for a preview.  What is found is named, but never repeated in full:
a terminal is not a place for a key either.
"""

import gzip
import io
import re
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from briefgen.publish.positions import has_position

_SHAPES = {
    "a private key": rb"-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----",
    "a key of Amazon Web Services": rb"(?:AKIA|ASIA)[0-9A-Z]{16}\b",
    "a GitHub token": rb"gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{22}",
    "a GitLab token": rb"glpat-[\w-]{20}",
    "a Slack token": rb"xox[abeprs]-[A-Za-z0-9-]{10}",
    "a Slack webhook": rb"hooks\.slack\.com/services/T\w+/B\w+/\w{16}",
    "a Discord webhook": rb"discord(?:app)?\.com/api/webhooks/\d+/[\w-]{20}",
    "a Google key": rb"AIza[\w-]{35}",
    "a Stripe key": rb"[rs]k_live_[A-Za-z0-9]{16}",
    "a key of a language model": rb"sk-(?:proj-|ant-|or-)?[A-Za-z0-9_-]{36}",
    "an npm token": rb"npm_[A-Za-z0-9]{36}",
    "a PyPI token": rb"pypi-AgE[\w-]{40}",
    "a SendGrid key": rb"SG\.[\w-]{22}\.[\w-]{40}",
    "a Mailchimp key": rb"[0-9a-f]{32}-us\d{1,2}\b",
    "a Telegram token": rb"\d{8,10}:AA[\w-]{33}",
    "an Azure key": rb"AccountKey=[A-Za-z0-9+/=]{40}",
    "a signed token": rb"eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10}",
    "an address with a password": (
        rb"[a-z][a-z0-9+.-]{1,15}://[^\s/:@\"'<>&]{1,64}:[^\s/@\"'<>]{1,64}@[\w.-]+"
    ),
}
_PLACES = {
    "an address on your own machine": (
        rb"(?:https?:)?//(?:localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|\[::1\])(?![\w.-])[^\s\"'<>]*"
        rb"|(?:localhost|127\.0\.0\.1):\d{2,5}\b"
    ),
    "a path on your own machine": (
        rb"file:///[^\s\"'<>]+|/(?:home|Users)/[A-Za-z0-9_][\w.-]*(?:/[^\s\"'<>]*)?"
        rb"|[A-Za-z]:\\{1,2}Users\\{1,2}[^\s\"'<>]+"
    ),
}
_ALL = {**_SHAPES, **_PLACES}
_NAMES = tuple(_ALL)
_ANY = re.compile(
    b"(?<![\\w./+-])(?:"
    + b"|".join(b"(?P<_%d>%b)" % (number, shape) for number, shape in enumerate(_ALL.values()))
    + b")"
)

RULES = _ANY.pattern
"""Changes whenever something else is recognised."""

_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".heic", ".tif", ".tiff")
_SEARCH = "pagefind/"
"""Where the index for searching is; only its fragments hold what somebody wrote."""

_FRAGMENT = ".pf_fragment"
_PACKED = b"\x1f\x8b"
_LARGEST_UNPACKED = 20_000_000


@dataclass(frozen=True, slots=True)
class Leak:
    """Something in a file that must not become public."""

    what: str
    shown: str
    """Enough of it to find it; a key is cut short."""
    line: int
    """In which line, from 1; 0 where a file has none."""


def find_leaks(path: str, data: bytes, allowed: Collection[str] = ()) -> Iterator[Leak]:
    """Return what in the file *path* must not become public, but for *allowed* texts."""
    if path.endswith(_PICTURES):
        if has_position(data):
            yield Leak("the place where it was taken", "", 0)
        return
    if path.startswith(_SEARCH) and not path.endswith(_FRAGMENT):
        return
    text = unpacked(data)
    for found in _ANY.finditer(text):
        name = _NAMES[int((found.lastgroup or "_0")[1:])]
        words = found[0].decode("utf-8", "replace")
        if any(one in words or words in one for one in allowed):
            continue
        line = text.count(b"\n", 0, found.start()) + 1 if text is data else 0
        yield Leak(name, _cut(words) if name in _SHAPES else words[:80], line)


def unpacked(data: bytes) -> bytes:
    """Return what *data* holds if it is packed, as the search index is; else itself."""
    if not data.startswith(_PACKED):
        return data
    try:
        with gzip.open(io.BytesIO(data)) as stream:
            return stream.read(_LARGEST_UNPACKED)
    except (OSError, EOFError, zlib.error):
        return data


def _cut(words: str) -> str:
    return f"{words[:8]}…" if len(words) > 8 else words
