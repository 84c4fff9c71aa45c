"""
Make addresses and anchors out of titles, in any script.

A slug keeps the letters and digits of every language, in lower case and NFC, so
that it can be read; all else becomes a hyphen or goes.
"""

import re
import unicodedata
from itertools import takewhile

_SPECIAL = (("c++", "cpp"), ("c#", "csharp"), ("f#", "fsharp"), ("&", " and "), ("+", " plus "))
_SEPARATORS = re.compile(r"[\s\-_/\\–—.,:;|]+")
_DROPPED = re.compile(r"[^\w\s\-/\\–—.,:;|]+")

_SIMPLE = re.compile(r"[a-z0-9 ]+")

LONGEST = 120
"""Characters of a slug; what is longer is cut."""


def slugify(text: str) -> str:
    """
    Return *text* as a slug; empty if it has no letter or digit.

    >>> slugify("What’s next: C++ & the “new” NATO?")
    'whats-next-cpp-and-the-new-nato'
    >>> slugify("Переговори в Києві")
    'переговори-в-києві'
    """
    # A capital dotted I becomes an i with a dot of its own.
    lowered = unicodedata.normalize("NFC", text).lower().replace("i\u0307", "i")
    if _SIMPLE.fullmatch(lowered):
        return "-".join(lowered.split())[:LONGEST].strip("-")
    if not lowered.isalnum():
        for written, meant in _SPECIAL:
            if written in lowered:
                lowered = lowered.replace(written, meant)
        lowered = _SEPARATORS.sub("-", _DROPPED.sub(_marks, lowered))
    return unicodedata.normalize("NFC", lowered.strip("-_"))[:LONGEST].strip("-_")


def _marks(match: re.Match[str]) -> str:
    """Return the vowel signs and accents that a dropped run begins with, if they have a letter."""
    text, start = match.string, match.start()
    if not start or not text[start - 1].isalnum():
        return ""
    return "".join(takewhile(_is_mark, match[0]))


def _is_mark(character: str) -> bool:
    # Variation selectors and the grapheme joiner are marks that nobody can see.
    is_unseen = "\ufe00" <= character <= "\ufe0f" or character in "\u034f\u180b\u180c\u180d"
    return unicodedata.category(character) in {"Mn", "Mc"} and not is_unseen


def anchor_id(text: str, taken: dict[str, int]) -> str:
    """
    Return an id for a heading that is not yet *taken*, and take it.

    Takes constant time even for thousands of equal headings.

    >>> taken = {}
    >>> anchor_id("Background", taken), anchor_id("Background", taken)
    ('background', 'background-2')
    """
    slug = slugify(text) or "section"
    if _RESERVED.fullmatch(slug):
        slug = f"section-{slug}"
    if slug not in taken:
        taken[slug] = 1
        return slug
    number = taken.get(slug, 1) + 1
    while f"{slug}-{number}" in taken:
        number += 1
    taken[slug] = number
    taken[f"{slug}-{number}"] = 1
    return f"{slug}-{number}"


# The page's own text, its sources, their mentions, and footnotes have these ids.
_RESERVED = re.compile(r"main|(source|cite)(-.*)?|fn(ref)?[0-9].*")
