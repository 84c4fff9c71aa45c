"""
Recognise passwords and keys by the name that stands before them.

A setting, an element, a cell of a table, a command, a sentence: each has its own way
to put a value behind a name.  The fewer marks stand between the two, the more the value
must look like chance.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from briefgen.publish.chance import (
    is_made_of_words,
    is_usual,
    is_usual_login,
    looks_like_chance,
)

NAMES = (
    *("pass", "pwd", "pw", "kennwort", "contrase", "пароль", "mot de passe", "كلمة", "密码"),
    *("secret", "token", "auth", "credential", "key", "_pat", "_salt", "clave", "senha"),
)
"""One of which is in every name, in lower case: to look for them first is ten times as fast."""

_GROUPS = r"[A-Za-z]{4}(?: [A-Za-z]{4}){3}(?![ \w])|[A-Za-z0-9]{4}(?: [A-Za-z0-9]{4}){5}(?!\w)"
"""Passwords for one program, as Google and WordPress show them."""

_ELEMENT = r"</?[\w:-]{1,20}(?:\s[^<>\n]{0,60})?>\s{0,20}"
_NAMED = re.compile(
    r"(?P<name>(?P<password>pass(?:word|wd|phrase|wort|code)|kennwort|contrase\wa|пароль"
    r"|mot de passe|pwd|pw(?![a-z])|كلمة (?:المرور|السر)|密码|clave(?![a-z])|senha(?![a-z]))"
    r"[\w.-]{0,30}"
    r"|(?:secret(?!ar[iy])|token|auth|credential|(?:(?<=[a-z])|(?<=[a-z][ _.-]))key|_pat|_salt)"
    r"[\w.-]{0,30})"
    r"(?:"
    r"(?P<sign>['\"*_`”»]{0,3}\s{0,3}(?:=>|:=|[=:：|]|['\"]\s?,)\s{0,3})"
    rf"|(?P<markup>(?:\s[^<>\n]{{0,60}})?>\s{{0,20}}(?:{_ELEMENT}){{0,2}}"
    rf"|\s{{0,3}}:?(?:{_ELEMENT}){{1,4}}:?\s{{0,3}})"
    r"|(?P<attribute>['\"]\s{1,3}(?:value|content|default)\s?=\s?)"
    r"|(?P<prose>[\"”»]?\s{1,3}(?:(?:is|was|remains|lautet|ist|war|est|es|era|sera|będzie|is now"
    r"|це|это|є|هي|هو|set to|—|–|-)(?:\s{1,2}(?:now|jetzt)|\s?:)?\s{1,2})?)"
    r")(?P<quote>['\"`“„«‘]?)(?:(?P<groups>"
    + _GROUPS
    + r")|(?P<value>[^\s\"'`<>,;(){}\[\]|\\”»]{8,300}))",
    re.IGNORECASE,
)
_VOWELS = re.compile(r"[aeiouy]")

_LEFT = re.compile(r"[\w.-]{1,40}$")
_NO_SECRET = re.compile(
    r"(?:(?i:[_-](?:at|in|to|of|id)|type|name|url|uri|endpoint|expir\w{0,20}|count|limit|length|size"
    r"|field|label|policy|path|file|version|class|author\w{0,20}|hint|page|method|format|token_?s|key_?s"
    r"|secrets|passwords)|Ids?|At|In)$"
)
_FOR_ALL = re.compile(
    r"(?i)public|publishable|vapid|sitekey|search_?(?:api_?|only_?)*key|fingerprint|thumbprint"
    r"|(?:next|prev[a-z]{0,5}|page|continuation|sync|cursor|pagination|csrf|xsrf|cache|idempotency"
    r"|partition|sort|site|row|object|item|primary|foreign|group|routing|shard|index|storage"
    r"|surrogate|cluster|range|hash|lookup|message|translation|s3)[_.-]?(?:key|token)"
)
"""Names of what may be known to all: never a secret, however much it looks like chance."""
_FURTHER = re.compile(r"&(?=[\w.]+=)")
_CODE = re.compile(r"[A-Za-z_$][\w$]*(?:(?:\.|->|::)[A-Za-z_$][\w$]*)+")
_MAIL = re.compile(r"[^@\s]+@[\w-]+\.[\w.-]+")

_LEAST = 3.0
"""Bits for each letter from which on a value looks like chance."""


class Password(Struct, frozen=True):
    """What is known by its name, and where in a text it begins."""

    what: str
    words: str
    start: int


class _Form(Struct, frozen=True):
    hint: str
    shape: re.Pattern[str]


def _form(hint: str, shape: str) -> _Form:
    return _Form(hint, re.compile(shape, re.IGNORECASE))


_Q = r"['\"]?"
_VALUE = r"(?P<value>[^\s'\"<>]{6,200})"
_FORMS = (
    _form(
        "authorization",
        r"\bauthorization['\"]?\s{0,3}[:=,]\s{0,3}['\"]?(?:bearer|basic|token|api-?key|key|digest)"
        r"\s{1,3}(?P<value>[\w.~+/=-]{12,})",
    ),
    _form("bearer", r"\bbearer\s{1,3}(?P<value>[\w.~+/-]{30,}={0,2})"),
    _form(
        "cookie",
        r"\bcookie['\"]?\s{0,3}:[^\n]{0,200}?[\s;'\"](?=[\w.-]{0,30}(?:sess|sid|auth|token))"
        r"[\w.-]{1,40}=(?P<value>[\w%.+/-]{16,})",
    ),
    _form("curl", rf"\bcurl\b[^\n]{{0,200}}?\s(?:-u|--user)[ =]{_Q}[\w.@-]{{1,60}}:{_VALUE}"),
    _form(
        "machine",
        rf"\bmachine\s{{1,9}}\S{{1,99}}\s{{1,9}}login\s{{1,9}}\S{{1,99}}\s{{1,9}}password\s{{1,9}}{_VALUE}",
    ),
    _form("mysql", rf"\bmysql(?:dump|admin|import)?\b[^\n]{{0,200}}?\s-p{_Q}{_VALUE}"),
    _form("mariadb", rf"\bmariadb(?:-\w{{1,9}})?\b[^\n]{{0,200}}?\s-p{_Q}{_VALUE}"),
    _form("sshpass", rf"\bsshpass\s{{1,3}}-p\s{{0,3}}{_Q}{_VALUE}"),
    _form(
        "login",
        rf"\b(?:docker|podman|helm|az)\b[^\n]{{0,40}}?\blogin\b[^\n]{{0,200}}?\s-p\s{_Q}{_VALUE}",
    ),
    _form("redis-cli", rf"\bredis-cli\b[^\n]{{0,200}}?\s-a\s{_Q}{_VALUE}"),
    _form("pass:", rf"\s-pass(?:in|out|word)?\s{_Q}pass:{_VALUE}"),
    _form("smbclient", rf"\bsmbclient\b[^\n]{{0,200}}?\s-U\s{_Q}[\w.\\-]{{1,60}}%{_VALUE}"),
    _form("net user", rf"\bnet user\s[\w.-]{{1,60}}\s{_VALUE}"),
    _form("ldap", rf"\bldap(?:search|modify|add)\b[^\n]{{0,200}}?\s-w\s{_Q}{_VALUE}"),
    _form("wifi:", r"\bwifi:(?:[^\n]{0,200}?;)?p:(?P<value>[^;\n]{8,63});"),
    _form("otpauth:", r"\botpauth://[^\s\"'<>]{0,300}?secret=(?P<value>[a-z2-7]{16,})"),
    _form("secret", r"\bsecret\s{1,3}\"(?P<value>[\w+/]{20,}={0,2})\""),
    _form('"kty"', r"\"kty\"[^{}]{0,2000}?\"(?:d|k)\"\s?:\s?\"(?P<value>[\w-]{20,})\""),
    _form('"kty"', r"\"(?:d|k)\"\s?:\s?\"(?P<value>[\w-]{20,})\"[^{}]{0,2000}?\"kty\""),
    _form(
        "<input",
        r"<input\b(?=[^<>]{0,300}\btype=['\"]?password)[^<>]{0,300}?\bvalue=['\"]?"
        r"(?P<value>[^\s'\"<>]{8,200})",
    ),
    _form(
        ":",
        r"(?:^|(?<=\n))[\w.*-]{1,100}:(?:\d{4,5}|\*):[\w*-]{1,64}:[\w*-]{1,64}:(?P<value>\S{6,100})",
    ),
)
"""Commands, headers and files that have their own place for a password."""


def find_named(text: str) -> Iterator[Password]:
    """Yield what stands in *text* where a password or a key stands, and looks like one."""
    lower = text.lower()
    for form in _FORMS:
        for found in form.shape.finditer(text) if form.hint in lower else ():
            value = found["value"]
            if _is_secret(value) and looks_like_chance(value, 2.5):
                yield Password("a password", value, found.start("value"))
    for found in _with_names(text, lower):
        kind = "a password" if found["password"] else "a key"
        if found["groups"]:
            if found["password"] and not all(map(_VOWELS.search, found["groups"].split())):
                yield Password(kind, found["groups"], found.start("groups"))
        elif (value := _value(found)) and not _is_for_all(text, found):
            yield Password(kind, value, found.start("value"))


def _with_names(text: str, lower: str) -> Iterator[re.Match[str]]:
    end = 0
    for at in sorted(found.start() for name in NAMES for found in re.finditer(name, lower)):
        found = _NAMED.match(text, at) if at >= end else None
        if found:
            # A name may be the value of another one.
            end = max(found.start("value"), found.start("groups")) + 1
            yield found


def _value(found: re.Match[str]) -> str:
    """Return the value if it is taken for a secret, and nothing if not."""
    value: str = found["value"]
    if not found["quote"]:
        # In an address, or at the end of a sentence.
        value = _FURTHER.split(value, maxsplit=1)[0].rstrip(".,:!?")
    if _NO_SECRET.search(found["name"]) or not _is_secret(value) or len(value) < 8:
        return ""
    is_set = found["sign"] is not None or found["attribute"] is not None
    if len(value) < 16 and not found["password"]:
        return ""
    # What ends with hyphens begins a key that has its own shape.
    if not is_set and (found["name"].endswith("-") or not _is_mixed(value)):
        return ""
    return value if looks_like_chance(value, 2.5 if len(value) < 16 else _LEAST) else ""


def _is_secret(value: str) -> bool:
    return not (
        # In a film or a font, a name of two letters stands before any bytes at all.
        not value.isascii()
        or is_usual(value)
        or "://" in value
        or value.startswith(("/", "./", "#", "@", "--"))
        or _CODE.fullmatch(value)
        or is_made_of_words(value)
        or is_usual_login(value)
        or _MAIL.fullmatch(value)
    )


def _is_mixed(value: str) -> bool:
    """Whether *value* has digits and letters of both cases, or a mark that words have not."""
    has_cases = any(map(str.islower, value)) and any(map(str.isupper, value))
    has_mark = re.search(r"[!%&*?$^~#@+]", value) is not None
    return any(map(str.isdigit, value)) and (has_cases or has_mark)


def _is_for_all(text: str, found: re.Match[str]) -> bool:
    """Whether the whole name says that the value may be known to all."""
    before = _LEFT.search(text, max(0, found.start() - 40), found.start())
    name = (before[0] if before else "") + found["name"]
    if found["password"] or re.search(r"(?i)secret|private", name):
        return False
    return _FOR_ALL.search(name.replace(" ", "_")) is not None
