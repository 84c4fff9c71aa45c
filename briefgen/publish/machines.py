"""
Recognise addresses and paths of the author's machine and its network.

They mean nothing to readers, show that a page was made for a preview, and say how
a machine or a house is laid out.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

_NUMBER = (
    r"127(?:\.\d{1,3}){3}|0\.0\.0\.0|10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}"
    r"|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}|169\.254(?:\.\d{1,3}){2}"
)
_NAME = (
    r"(?:[\w-]+\.){0,5}localhost|(?:[\w-]+\.){1,5}(?:local|internal|intranet|lan|home\.arpa)"
    r"|host\.docker\.internal"
)
_VERSION_SIX = (
    r"\[(?:::1?|(?:::ffff:)(?:127|10)[\d.:]+|f[cd][0-9a-f]{2}:[0-9a-f:]*|fe80:[0-9a-f:]*)"
    r"(?:%\w+)?\]"
)
_WHO = r"(?:[^\s/@\"'<>]{1,64}@)?"

_ADDRESS = re.compile(
    rf"(?:(?<![A-Za-z])(?:https?|wss?|ftps?|sftp|ssh|smb|git)://|(?<![\w:/])//){_WHO}"
    rf"(?:{_NUMBER}|{_NAME}|{_VERSION_SIX})\.?(?![\w.-])[^\s\"'<>\\]*"
    r"|(?<![\w./-])(?:localhost|127\.0\.0\.1):\d{2,5}(?!\d)",
    re.IGNORECASE,
)
_PATH = re.compile(
    r"file:///?[^\s\"'<>]+"
    r"|(?<![\w./+-])/(?:home|Users)/[A-Za-z0-9_][\w.-]*(?:/[^\s\"'<>]*)?"
    r"|(?<![\w./+-])/root/[\w.-]+(?:/[^\s\"'<>]*)?"
    r"|(?<![A-Za-z0-9])[A-Za-z]:(?:\\{1,2}|/)(?:Users|Documents and Settings)"
    r"(?:\\{1,2}|/)[^\s\"'<>]+"
    r"|(?<![\w\\:])\\\\[A-Za-z0-9][\w.-]{1,62}\\[A-Za-z0-9$][\w$. -]{0,62}\\[^\s\"'<>\\]{2,}",
)
_ADDRESS_HINTS = (
    *("localhost", "127.", "0.0.0.0", "10.", "192.168.", "172.", "169.254.", "//["),  # noqa: S104
    *(".local", ".internal", ".intranet", ".lan", ".home.arpa"),
)
_PATH_HINTS = ("/home/", "/Users/", "/root/", "file:", ":\\", ":/Users", "\\\\")


class Place(Struct, frozen=True):
    """A place on a machine, and where in a text it begins."""

    what: str
    words: str
    start: int


def find_places(text: str) -> Iterator[Place]:
    """Yield the addresses and paths in *text* that lead to a machine which readers have not."""
    lower = text.lower()
    if any(hint in lower for hint in _ADDRESS_HINTS):
        for found in _ADDRESS.finditer(text):
            yield Place("an address on your own machine", found[0], found.start())
    if any(hint in text for hint in _PATH_HINTS):
        for found in _PATH.finditer(text):
            yield Place("a path on your own machine", found[0], found.start())
