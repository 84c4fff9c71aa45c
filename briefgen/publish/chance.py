"""
Tell what was drawn by chance from words, and from what everybody prints as an example.

A check that cries wolf is switched off, so whatever is known only by its name must
also look as no word, number or part number does.
"""

import base64
import math
import re
from collections import Counter

_PLACEHOLDER = re.compile(
    r"(?i)x{5,}|\*{4,}|\.{3}|…|example|your|placeholder|change.?me|replace|insert|dummy|redacted"
    r"|0{9,}|123456789|^[<${(\[]|^%\(|^%\w+%$|\$\{|\{\{|process\.env|environ|getenv"
)
_USUAL = {
    *("password", "pass", "passwd", "pwd", "user", "username", "name", "token", "secretkey"),
    *("guest", "root", "admin", "postgres", "mysql", "mongo", "redis", "changeit"),
    *("mypassword", "mysecretpassword", "letmein", "hunter2", "passw0rd", "p@ssw0rd"),
    *("password1", "s3cr3t", "password123", "test123", "foobar", "passwort", "contraseña"),
    *("motdepasse",),
}
_PRINTED = (
    *("eyJzdWIiOiIxMjM0NTY3ODkwIi", "4eC39HqLyjWDarjtT1zdp7dc", "BQokikJOvBiI2HlWgH4olfQ2"),
    *("26PHem9AhJZvU623DfE1x4sd", "tR3PYbcVNZZ796tH88S4VQ2u", "JBSWY3DPEHPK3PXP"),
    "GEZDGNBVGY3TQOJQ",
)
"""Parts of keys that stand in the manuals of jwt.io, Stripe, and of one-time passwords."""

_PART = re.compile(r"[\W_]+")
_WORD = re.compile(
    r"[^\W\d_]{1,3}\d{0,4}|\d{1,8}[^\W\d_]{0,3}"
    r"|(?:[A-Z]?+[^\W\dA-Z_]{3,}+|[A-Z]{3,}+|\d{1,4}+(?!\d)){0,3}+"
)


def is_usual(value: str) -> bool:
    """Whether *value* stands for one that the reader is to fill in, or is in every manual."""
    plain = value.strip("[]{}<>()$%").lower()
    return plain in _USUAL or _PLACEHOLDER.search(value) is not None or is_printed(value)


def is_printed(value: str) -> bool:
    """Whether *value* is a key of a manual."""
    return any(one in value for one in _PRINTED)


def is_usual_login(value: str) -> bool:
    """Whether *value* is a name and a password in base64 that everybody prints."""
    try:
        user, colon, word = base64.b64decode(value, validate=True).decode().partition(":")
    except ValueError:
        # It is no base64, or not of a text.
        return False
    return bool(colon) and (user == word or is_usual(word) or is_made_of_words(word))


def is_made_of_words(value: str) -> bool:
    """
    Whether *value* is words, numbers and short parts, between marks.

    >>> is_made_of_words("mindestens-8-Zeichen"), is_made_of_words("C3-15-4A")
    (True, True)
    >>> is_made_of_words("Vx7k!Q2mPz9")
    False
    """
    if re.search(r"[!%&*?$^~]", value.rstrip("!?")):
        return False
    return all(_WORD.fullmatch(part) for part in _PART.split(value))


def looks_like_chance(value: str, least: float) -> bool:
    """Whether each letter of *value* tells at least so many bits, and there are two kinds."""
    kinds = (str.islower, str.isupper, str.isdigit, lambda one: not one.isalnum())
    if sum(any(map(kind, value)) for kind in kinds) < 2:
        return False
    counts = Counter(value)
    bits = -sum(n / len(value) * math.log2(n / len(value)) for n in counts.values())
    return bits >= least
