"""
Make addresses and anchors out of titles, in any script.

A slug keeps the letters and digits of every language, in lower case and NFC, so
that it can be read; all else becomes a hyphen or goes.
"""

import re
import unicodedata

_SPECIAL = (("c++", "cpp"), ("c#", "csharp"), ("f#", "fsharp"), ("&", " and "), ("+", " plus "))
_SEPARATORS = re.compile(r"[\s\-_/\\–—.,:;|]+")
_DROPPED = re.compile(r"[^\w-]+")

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
    lowered = unicodedata.normalize("NFC", text).lower()
    if not lowered.isalnum():
        for written, meant in _SPECIAL:
            if written in lowered:
                lowered = lowered.replace(written, meant)
        lowered = _DROPPED.sub("", _SEPARATORS.sub("-", lowered))
    return unicodedata.normalize("NFC", lowered.strip("-_"))[:LONGEST].strip("-_")


def anchor_id(text: str, taken: dict[str, int]) -> str:
    """
    Return an id for a heading that is not yet *taken*, and take it.

    Takes constant time even for thousands of equal headings.

    >>> taken = {}
    >>> anchor_id("Background", taken), anchor_id("Background", taken)
    ('background', 'background-2')
    """
    slug = slugify(text) or "section"
    if slug not in taken and not _is_footnote_id(slug):
        taken[slug] = 1
        return slug
    number = taken.get(slug, 1) + 1
    while f"{slug}-{number}" in taken:
        number += 1
    taken[slug] = number
    taken[f"{slug}-{number}"] = 1
    return f"{slug}-{number}"


def _is_footnote_id(slug: str) -> bool:
    return re.fullmatch(r"fn(ref)?[0-9].*", slug) is not None
