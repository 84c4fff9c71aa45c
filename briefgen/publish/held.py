"""Describe what is held back, and what of it is found in a file."""

import re

from msgspec import Struct

LEAST = 16
"""Weight of what nobody else writes in the same order: that of eight words."""

_SIGNS = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_GRAM, _DENSE_GRAM = 16, 8


class Phrase(Struct, frozen=True):
    """Words that must not be in any file."""

    path: str
    """Of the article that they are from."""
    reason: str
    """Why that is held back: it is a draft, scheduled, or expired."""
    what: str
    """Of it: its title, text, source or address."""
    shown: str
    """As somebody would read them."""
    letters: str
    words: tuple[str, ...] = ()
    """Of a text, folded."""
    is_whole: bool = False
    """Whether a whole sentence is among them."""


class Held(Struct, frozen=True):
    """What is held back of one article."""

    path: str
    reason: str
    title: str
    """Empty if it may be told."""
    sentences: tuple[str, ...]
    addresses: tuple[str, ...]
    """Where it will be, and has been: without the address of the site."""
    names: tuple[str, ...]
    """How other pages of its section would link to it; empty if that may mean another."""
    lines: tuple[str, ...] = ()
    """Sentences that are short, and tell something nevertheless."""
    sources: tuple[str, ...] = ()
    """Titles of what it rests on."""
    links: tuple[str, ...] = ()
    """Addresses of pages elsewhere."""


def weight(word: str) -> int:
    """Return how much a word tells: a sign of Chinese or Japanese is about half of one."""
    return 1 if _SIGNS.match(word) else 2


def gram_of(text: str) -> int:
    """Return how many letters of *text* are looked up at once: fewer where each is a word."""
    return _DENSE_GRAM if 3 * len(_SIGNS.findall(text)) > len(text) else _GRAM
