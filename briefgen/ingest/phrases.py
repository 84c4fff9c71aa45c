"""
Know the phrases that pages put around articles.

They are data (``furniture.txt``), so that adding one needs no code.
"""

import re
from functools import cache
from importlib.resources import files

GOES_ON = "…"


@cache
def _phrases() -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Return whole phrases, and beginnings of phrases by their first character."""
    text = (files("briefgen.ingest") / "furniture.txt").read_text(encoding="utf-8")
    whole: dict[str, str] = {}
    beginnings: dict[str, dict[str, str]] = {}
    kind = ""
    for line in text.split("\n"):
        phrase = line.strip()
        if not phrase or (phrase.startswith("# ")):
            continue
        if phrase.startswith("[") and phrase.endswith("]"):
            kind = phrase[1:-1]
            continue
        plain = _plain(phrase.rstrip(GOES_ON))
        if phrase.endswith(GOES_ON):
            beginnings.setdefault(plain[:1], {})[plain] = kind
        whole[plain] = kind
    return whole, beginnings


_EDGES = re.compile(r"^[^\w#©(]+|[^\w#)]+$")
_COUNT = re.compile(r"(?:(?<!\s)\s++)?(?:\(\s*+\d[\d.,]*+\s*+\)|\b\d[\d.,]{0,20}+)\s*+$")
_LEADING_COUNT = re.compile(r"^\d[\d.,]*\s+(?=\D)")


def _plain(line: str) -> str:
    """Return *line* without what differs from page to page: case, signs, and counts."""
    lowered = " ".join(line.casefold().replace("'", "’").split())
    for pattern in (_EDGES, _COUNT, _LEADING_COUNT, _EDGES):
        shorter = pattern.sub("", lowered)
        lowered = shorter or lowered
    return lowered


def furniture_kind(line: str) -> str:
    """
    Return which kind of furniture *line* is; empty for none that is known.

    >>> furniture_kind("Comments (47)"), furniture_kind("Follow us on social networks")
    ('comments', 'follow')
    """
    whole, beginnings = _phrases()
    if len(line) > 220:
        return ""
    plain = _plain(line)
    if plain in whole:
        return whole[plain]
    if len(line) > 160 and not plain.startswith(("©", "copyright", "you are", "we use")):
        return ""
    for phrase, kind in beginnings.get(plain[:1], {}).items():
        if plain.startswith(phrase) and _ends_word(plain, len(phrase)):
            return kind
    return ""


def _ends_word(plain: str, at: int) -> bool:
    rest = plain[at : at + 1]
    return not rest.isalnum() or rest >= "\u2e80" or plain[at - 1] in "©:："
