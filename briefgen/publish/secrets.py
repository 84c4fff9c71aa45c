"""
Recognise keys, tokens and passwords by their shapes.

Those who hand out keys give them a beginning that nothing else has; ``shapes.txt``
lists such beginnings, with what may follow.  What has none is known by the name it is given
(``API_KEY=…``), and only if it looks like chance: a check that cries wolf is switched off.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from importlib.resources import files

from msgspec import Struct

from briefgen.publish.chance import is_printed, is_usual
from briefgen.publish.passwords import find_named

_BEGIN = r"(?<![A-Za-z0-9])"
_END = r"(?![A-Za-z0-9])"

_SHAPES = files("briefgen.publish") / "shapes.txt"
"""A line for each: what it is, texts of which one is always in it, and its shape."""

_KEY = "[A-Za-z0-9+/=]{32}"
# What stands before the key can be split in one way only: in several it would be tried in all.
# A key may be quoted, or stand in code.
_PRIVATE = re.compile(
    r"(-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----"
    r"|---- BEGIN SSH2 (?:ENCRYPTED )?PRIVATE KEY ----"
    r"|-----BEGIN OpenVPN Static key V1-----)"
    rf"(?:(?!{_KEY})(?:[A-Za-z-]{{1,30}}+: (?:(?!{_KEY})[^\n\\]){{0,100}}+|&#10;|&gt;|<br ?/?>"
    rf"|[\s\\nr>|*#\"'+,;/-])){{1,40}}+{_KEY}"
)
_PUTTY = re.compile(
    r"(PuTTY-User-Key-File-\d: [\w-]++)(?:(?!PuTTY-User)[\s\S]){0,4000}?"
    rf"Private-Lines: \d++\s++{_KEY}"
)
_ARMOURED = re.compile(r"LS0tLS1CRUdJTi[A-Za-z0-9+/]{20,}")

_ADDRESS = re.compile(
    r"(?<=\w)://(?P<user>[^\s/:@\"'<>&`]{0,64}):(?P<value>[^\s/@\"'<>`]{1,100})@[\w.-]+"
)
_LONG = re.compile(r"[A-Za-z0-9_.~+/=$:@%?&;#,!|-]{20,}")
"""No key with a shape is shorter, or has anything else in it."""

_BREAK = re.compile(
    r"[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]"
    r"|(?<=\w)</?(?:wbr|br|b|i|em|strong|span|code|mark|u|s|small|font)(?:\s[^<>]{0,200})?/?>(?=[\w<])"
    r"|(?<=[\w-]{8})[ \t]{0,4}\r?\n[ \t]{0,8}(?=[\w-]{4})"
)
"""What may stand within a key, and whoever copies it leaves out."""


class Secret(Struct, frozen=True):
    """What gives access to something, and where in a text it begins."""

    what: str
    words: str
    start: int


class _Shape(Struct, frozen=True):
    what: str
    hints: tuple[str, ...]
    """Looking for these first takes a tenth of the time."""
    shape: re.Pattern[str]


def _shapes() -> Iterator[_Shape]:
    for line in _SHAPES.read_text(encoding="utf-8").splitlines()[1:]:
        what, hints, shape = line.split(" | ", 2)
        begin = "" if shape.startswith("(?<") else _BEGIN
        yield _Shape(what, tuple(hints.split(" ")), re.compile(f"{begin}(?:{shape}){_END}"))


_TABLE = tuple(_shapes())


def find_secrets(text: str) -> Iterator[Secret]:
    """Yield what in *text* gives access to something, and is no example of that."""
    starts = set()
    for one in _with_shapes(text):
        starts.add(one.start)
        yield one
    joined = _BREAK.sub("", text)
    if joined != text:
        for one in _with_shapes(joined):
            start = max(0, text.find(one.words[:4]))
            if one.words not in text and start not in starts:
                yield Secret(one.what, one.words, start)
    yield from _private_keys(text)
    if "://" in text:
        for found in _ADDRESS.finditer(text):
            if found["user"] != found["value"] and not is_usual(found["value"]):
                yield Secret("an address with a password", found[0], found.start())
    for named in find_named(text):
        yield Secret(named.what, named.words, named.start)


def _with_shapes(text: str) -> Iterator[Secret]:
    long = "\n".join(_LONG.findall(text))
    for one in _TABLE:
        if any(hint in long for hint in one.hints):
            for found in one.shape.finditer(long):
                if _is_real(found[0]):
                    yield Secret(one.what, found[0], text.find(found[0]))


def _private_keys(text: str) -> Iterator[Secret]:
    if "PRIVATE KEY" in text or "OpenVPN Static key" in text:
        for found in _PRIVATE.finditer(text):
            yield Secret("a private key", found[1], found.start())
    if "PuTTY-User-Key-File" in text:
        for found in _PUTTY.finditer(text):
            yield Secret("a private key", found[1], found.start())
    for found in _ARMOURED.finditer(text) if "LS0tLS1CRUdJTi" in text else ():
        try:
            inner = base64.b64decode(found[0][: len(found[0]) // 4 * 4])
        except binascii.Error:
            continue
        if b"PRIVATE KEY" in inner:
            yield Secret("a private key", found[0], found.start())


def _is_real(value: str) -> bool:
    """Whether what has the shape of a key is more than an example of one."""
    tail = value[4:]
    return not (
        re.search(r"EXAMPLE|(?i:x{6,})|\*{4,}|0{10,}", value)
        or is_printed(value)
        or len(set(tail)) < 4
        # Words with hyphens look like some keys.
        or not re.search(r"\d|^[A-Z]+$|(?=[A-Za-z_]*[A-Z])[A-Za-z]{24}", value)
    )
