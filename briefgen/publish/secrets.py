"""
Recognise keys, tokens and passwords by their shapes.

Those who hand out keys give them a beginning that nothing else has; ``shapes.txt``
lists such beginnings, with what may follow.  What has none is known by the name it is given
(``API_KEY=…``), and only if it looks like chance: a check that cries wolf is switched off.
"""

import base64
import binascii
import math
import re
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files

from msgspec import Struct

_BEGIN = r"(?<![A-Za-z0-9])"
_END = r"(?![A-Za-z0-9])"

_SHAPES = files("briefgen.publish") / "shapes.txt"
"""A line for each: what it is, texts of which one is always in it, and its shape."""

_KEY = "[A-Za-z0-9+/=]{32}"
# What stands before the key can be split in one way only: in several it would be tried in all.
_PRIVATE = re.compile(
    r"(-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----)"
    rf"(?:(?!{_KEY})(?:[A-Za-z-]{{1,30}}: (?:(?!{_KEY})[^\n\\]){{0,100}}+|[\s\\nr]|&#10;)){{1,12}}+"
    rf"{_KEY}"
)
_PUTTY = re.compile(
    r"(PuTTY-User-Key-File-\d: [\w-]++)(?:(?!PuTTY-User)[\s\S]){0,4000}?"
    r"Private-Lines: \d++\s++[A-Za-z0-9+/=]{32}"
)
_ARMOURED = re.compile(r"LS0tLS1CRUdJTi[A-Za-z0-9+/]{20,}")

_ADDRESS = re.compile(
    r"(?<=\w)://(?P<user>[^\s/:@\"'<>&`]{0,64}):(?P<value>[^\s/@\"'<>`]{1,100})@[\w.-]+"
)
_HEADER = re.compile(
    r"\bAuthorization['\"]?\s{0,3}[:=,]\s{0,3}['\"]?(?:Bearer|Basic|Token|token)\s+(?P<value>[\w.~+/=-]{12,})"
)
_CURL = re.compile(
    r"\bcurl\b[^\n]{0,200}?\s(?:-u|--user)[ =]['\"]?[\w.@-]+:(?P<value>[^\s'\"]{6,100})"
)
_NETRC = re.compile(r"\bmachine\s+\S+\s+login\s+\S+\s+password\s+(?P<value>\S{6,100})")
_NAMES = (
    *("pass", "pwd", "kennwort", "contrase", "пароль", "mot de passe", "secret", "token", "auth"),
    *("credential", "key", "_pat", "_salt"),
)
_NAMED = re.compile(
    r"(?P<name>(?:pass(?:word|wd|phrase|wort)|kennwort|contrase\wa|пароль|mot de passe|pwd|secret"
    r"|token|auth|credential|(?:(?<=[a-z])|(?<=[a-z][ _.-]))key"
    r"|_pat|_salt)[\w.-]{0,30})"
    r"['\"]?\s{0,3}(?:=>|:=|[=:]|['\"]\s?,)\s{0,3}"
    r"(?P<quote>['\"`]?)(?P<value>[^\s\"'`<>,;(){}\[\]|\\]{8,300})",
    re.IGNORECASE,
)
_NO_SECRET = re.compile(
    r"(?:(?i:[_-](?:at|in|to|of|id)|type|name|url|uri|endpoint|expir\w*|count|limit|length|size"
    r"|field|label|policy|path|file|version|class|author\w*|hint|page|method|format|token_?s|key_?s"
    r"|secrets|passwords)|Ids?|At|In)$"
)
_PLACEHOLDER = re.compile(
    r"(?i)x{5,}|\*{4,}|\.{3}|…|example|your|placeholder|change.?me|replace|insert|dummy|redacted"
    r"|0{9,}|123456789|^[<${(\[]|^%\(|^%\w+%$|\$\{|\{\{|process\.env|environ|getenv"
)
_WORDS_ONLY = re.compile(r"[A-Za-z]*(?:[\W_][A-Za-z]*)*\d{0,2}")
_FURTHER = re.compile(r"&(?=[\w.]+=)")
_CODE = re.compile(r"[A-Za-z_$][\w$]*(?:(?:\.|->|::)[A-Za-z_$][\w$]*)+")
_USUAL = {"password", "pass", "passwd", "pwd", "user", "username", "name", "token", "secretkey"}

_LEAST = 3.0
"""Bits for each letter from which on a value looks like chance."""


_LONG = re.compile(r"[A-Za-z0-9_.~+/=$:@%?&;#,-]{20,}")
"""No key with a shape is shorter, or has anything else in it."""


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
    long = "\n".join(_LONG.findall(text))
    for one in _TABLE:
        if any(hint in long for hint in one.hints):
            for found in one.shape.finditer(long):
                if _is_real(found[0]):
                    yield Secret(one.what, found[0], text.find(found[0]))
    yield from _private_keys(text)
    if "://" in text:
        for found in _ADDRESS.finditer(text):
            if not _is_usual(found["value"]):
                yield Secret("an address with a password", found[0], found.start())
    for hint, shape in (("uthorization", _HEADER), ("curl", _CURL), ("machine", _NETRC)):
        if hint in text:
            for found in shape.finditer(text):
                if not _is_usual(found["value"]) and _looks_like_chance(found["value"], 2.5):
                    yield Secret("a password", found["value"], found.start("value"))
    yield from _named(text)


def _private_keys(text: str) -> Iterator[Secret]:
    if "PRIVATE KEY" in text:
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


def _named(text: str) -> Iterator[Secret]:
    """Yield values that look like chance and have the name of a secret."""
    for found in _with_names(text):
        name, value = found["name"], found["value"]
        if not found["quote"]:
            # In an address, or at the end of a sentence.
            value = _FURTHER.split(value, maxsplit=1)[0].rstrip(".,:!?")
        if _NO_SECRET.search(name):
            continue
        if _is_usual(value) or "://" in value or value.startswith(("/", "./", "#", "@")):
            continue
        if _CODE.fullmatch(value) or _WORDS_ONLY.fullmatch(value):
            continue
        is_password = name.lower().startswith(("pass", "pwd", "kenn", "contra", "пароль", "mot"))
        if not is_password and len(value) < 16:
            continue
        if _looks_like_chance(value, 2.5 if len(value) < 16 else _LEAST):
            yield Secret("a password" if is_password else "a key", value, found.start("value"))


def _with_names(text: str) -> Iterator[re.Match[str]]:
    """Yield what has the name of a secret: to look for the names first is ten times as fast."""
    lower, end = text.lower(), 0
    for at in sorted(found.start() for name in _NAMES for found in re.finditer(name, lower)):
        found = _NAMED.match(text, at) if at >= end else None
        if found:
            end = found.end()
            yield found


def _is_real(value: str) -> bool:
    """Whether what has the shape of a key is more than an example of one."""
    tail = value[4:]
    return not (
        re.search(r"EXAMPLE|(?i:x{6,})|\*{4,}|0{10,}", value)
        or len(set(tail)) < 4
        # Words with hyphens look like some keys.
        or not re.search(r"\d|^[A-Z]+$", value)
    )


def _is_usual(value: str) -> bool:
    """Whether *value* stands for one that the reader is to fill in."""
    plain = value.strip("[]{}<>()$%").lower()
    return plain in _USUAL or _PLACEHOLDER.search(value) is not None


def _looks_like_chance(value: str, least: float) -> bool:
    kinds = (str.islower, str.isupper, str.isdigit, lambda one: not one.isalnum())
    if sum(any(map(kind, value)) for kind in kinds) < 2:
        return False
    counts = Counter(value)
    bits = -sum(n / len(value) * math.log2(n / len(value)) for n in counts.values())
    return bits >= least
