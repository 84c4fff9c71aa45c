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
from collections.abc import Collection, Iterator, Mapping

from msgspec import Struct

from briefgen.publish.positions import has_position

_APART = rb"(?:(?<![A-Za-z0-9])|(?<=%[0-9A-F]{2}))"
"""Where a key may begin of which no other word has the first letters."""

_KEYS = {
    "a private key": (
        "PRIVATE KEY",
        rb"-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----",
    ),
    "a key of Amazon Web Services": ("AKIA ASIA", _APART + rb"(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    "a GitHub token": (
        "ghp_ gho_ ghu_ ghs_ ghr_ github_pat_",
        _APART + rb"(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{22})",
    ),
    "a GitLab token": ("glpat-", _APART + rb"glpat-[\w-]{20}"),
    "a Slack token": ("xox", _APART + rb"xox[abeprs]-[A-Za-z0-9-]{10}"),
    "a Slack webhook": (
        "hooks.slack.com",
        _APART + rb"hooks\.slack\.com/services/T\w+/B\w+/\w{16}",
    ),
    "a Discord webhook": ("/api/webhooks/", rb"(?<=\.com)/api/webhooks/\d+/[\w-]{20}"),
    "a Google key": ("AIza", _APART + rb"AIza[\w-]{35}"),
    "a Stripe key": ("k_live_", _APART + rb"[rs]k_live_[A-Za-z0-9]{16}"),
    "a key of a language model": ("sk-", rb"sk-(?:proj-|ant-|or-)?[A-Za-z0-9_-]{36}"),
    "an npm token": ("npm_", _APART + rb"npm_[A-Za-z0-9]{36}"),
    "a PyPI token": ("pypi-AgE", rb"pypi-AgE[\w-]{40}"),
    "a SendGrid key": ("SG.", rb"SG\.[\w-]{22}\.[\w-]{40}"),
    "a Mailchimp key": ("-us", rb"[0-9a-f]{32}-us\d{1,2}\b"),
    "a Telegram token": (":AA", rb"(?<!\d)\d{8,10}:AA[\w-]{33}"),
    "an Azure key": ("AccountKey=", rb"AccountKey=[A-Za-z0-9+/=]{40}"),
    "a signed token": ("eyJ", rb"eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10}"),
    "an address with a password": (
        "://",
        rb"(?<=\w)://[^\s/:@\"'<>&]{1,64}:[^\s/@\"'<>]{1,64}@[\w.-]+",
    ),
}
"""What has a shape of its own, with the texts of which one is always in it."""

_OWN_ADDRESS = (
    rb"(?:https?:)?//(?:localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|\[::1\])(?![\w.-])[^\s\"'<>]*"
    rb"|(?:localhost|127\.0\.0\.1):\d{2,5}\b"
)
_OWN_PATH = (
    rb"file:///[^\s\"'<>]+|/(?:home|Users)/[A-Za-z0-9_][\w.-]*(?:/[^\s\"'<>]*)?"
    rb"|[A-Za-z]:\\{1,2}Users\\{1,2}[^\s\"'<>]+"
)
_PLACES = {
    "an address on your own machine": ("localhost 127. 0.0.0.0 [::1]", _OWN_ADDRESS),
    "a path on your own machine": ("/home/ /Users/ file:/// Users\\", _OWN_PATH),
}


class _Rule(Struct, frozen=True):
    what: str
    hints: tuple[bytes, ...]
    """Looking for these first takes a tenth of the time."""
    shape: re.Pattern[bytes]


def _rules(table: Mapping[str, tuple[str, bytes]]) -> Iterator[_Rule]:
    for what, (hints, shape) in table.items():
        # A shape in the middle of a longer word is something else.
        is_whole = shape.startswith((_APART, b"(?<"))
        whole = shape if is_whole else b"(?<![\\w./+-])(?:" + shape + b")"
        words = [hints] if what == "a private key" else hints.split(" ")
        yield _Rule(what, tuple(word.encode() for word in words), re.compile(whole))


_RULES = (*_rules(_KEYS), *_rules(_PLACES))

_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".avif", ".heic", ".tif", ".tiff")
_SEARCH = "pagefind/"
"""Where the index for searching is; only its fragments hold what somebody wrote."""

_FRAGMENT = ".pf_fragment"
_PACKED = b"\x1f\x8b"
_LARGEST_UNPACKED = 20_000_000


class Leak(Struct, frozen=True):
    """Something in a file that must not become public."""

    what: str
    shown: str
    """Enough of it to find it; a key is cut short."""
    line: int
    """In which line, from 1; 0 where a file has none."""
    words: str = ""
    """All of it, to look for it elsewhere; never for printing."""

    def __repr__(self) -> str:
        """Leave out ``words``."""
        return f"Leak({self.what!r}, {self.shown!r}, {self.line})"


def find_leaks(path: str, data: bytes, allowed: Collection[str] = ()) -> Iterator[Leak]:
    """Return what in the file *path* must not become public, but for *allowed* texts."""
    if path.lower().endswith(_PICTURES):
        if has_position(data):
            yield Leak("the place where it was taken", "", 0)
        return
    if path.startswith(_SEARCH) and not path.endswith(_FRAGMENT):
        return
    text = unpacked(data)
    for rule in _RULES:
        if not any(hint in text for hint in rule.hints):
            continue
        for found in rule.shape.finditer(text):
            # The end of a sentence is not the end of an address.
            words = found[0].decode("utf-8", "replace").rstrip(".,;:!?)…")
            if any(one in words or words in one for one in allowed):
                continue
            line = text.count(b"\n", 0, found.start()) + 1 if text is data else 0
            shown = _cut(words) if rule.what in _KEYS else words[:80]
            yield Leak(rule.what, shown, line, words)


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
