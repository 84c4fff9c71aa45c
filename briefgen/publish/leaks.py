"""
Recognise in a finished file what was never meant for the public.

Keys have shapes, pictures say where they were taken, and paths of the author's
machine mean nothing to readers.  What is found is named, but never repeated in
full: a terminal is not a place for a key either.
"""

import html
from collections.abc import Collection, Iterator

from msgspec import Struct

from briefgen.publish.contents import Piece, pieces
from briefgen.publish.machines import Place, find_places
from briefgen.publish.positions import has_position
from briefgen.publish.readings import Text, texts_of
from briefgen.publish.secrets import Secret, find_secrets

SEALED = "what cannot be looked into"
POSITION = "the place where it was taken"

_MOST = 200
"""Of one file; whoever has that many need not be told of more."""


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
    """Yield what in the file *path* must not become public, but for *allowed* texts."""
    for piece in pieces(path, data):
        yield from leaks_of(piece, allowed)
        for text in texts_of(piece):
            yield from leaks_in(text, allowed)


def leaks_of(piece: Piece, allowed: Collection[str]) -> Iterator[Leak]:
    """Yield what *piece* is that must not become public, as a whole."""
    if any(piece.path == one or piece.path.startswith(f"{one} › ") for one in allowed):
        return
    inner = piece.path.partition(" › ")[2]
    if piece.sealed:
        yield Leak(SEALED, f"{inner}: {piece.sealed}" if inner else piece.sealed, 0)
    elif has_position(piece.data):
        yield Leak(POSITION, inner, 0)


def leaks_in(text: Text, allowed: Collection[str]) -> Iterator[Leak]:
    """Yield what *text* says that must not become public; each once, where it comes first."""
    known: set[str] = set()
    for one, has_lines in ((text.written, text.has_lines), (text.plain, False)):
        # What is not escaped has been looked through already.
        if has_lines == text.has_lines or one != text.written:
            yield from _leaks(one, known, allowed, text.line if has_lines else 0)


def _leaks(text: str, known: set[str], allowed: Collection[str], begin: int) -> Iterator[Leak]:
    """Yield what is in *text*, whose first line is *begin*; 0 for a text without lines."""
    line, counted = begin, 0
    found: list[Secret | Place] = [*find_secrets(text), *find_places(text)]
    covered = 0
    for one in sorted(found, key=lambda it: (it.start, -len(it.words))):
        # The end of a sentence is not the end of an address.
        words = one.words.rstrip(".,;:!?)…")
        plain = html.unescape(words).replace("\\/", "/")
        if one.start < covered or any(it.startswith(plain) for it in known):
            continue
        covered = one.start + len(one.words)
        if any(it in words or words in it for it in allowed):
            continue
        if len(known) == _MOST:
            return
        known.add(plain)
        line += text.count("\n", counted, one.start)
        counted = one.start
        shown = _cut(words) if isinstance(one, Secret) else words[:80]
        yield Leak(one.what, shown, line if begin else 0, words)


def _cut(words: str) -> str:
    return f"{words[:8]}…" if len(words) > 8 else words
