"""Keep the text of an article so that any run of its words can be told from chance."""

from bisect import bisect_left, bisect_right

from msgspec import Struct

from briefgen.publish.held import LEAST, Held, Phrase, weight
from briefgen.publish.readings import words

_SHOWN_WORDS = 10
_CHUNK = 64


class Run(Struct, frozen=True):
    """The sentences of an article in one piece, and where their words begin and end."""

    held: Held
    letters: str
    shown: tuple[str, ...]
    starts: tuple[int, ...]
    weights: tuple[int, ...]
    """Of all words before each, and of all."""
    borders: tuple[int, ...]
    """Where sentences begin and end."""

    def shared(self, text: str, at: int, place: int) -> tuple[int, int]:
        """Return how far *text* is the same before and after *at*, as here around *place*."""
        own = self.letters
        before = 0
        while before < min(at, place) and text[at - before - 1] == own[place - before - 1]:
            before += 1
        limit, after = min(len(text) - at, len(own) - place), 0
        while (
            after < limit
            and text[at + after : at + after + _CHUNK]
            == own[place + after : place + after + _CHUNK]
        ):
            after += _CHUNK
        while after < limit and text[at + after] == own[place + after]:
            after += 1
        return before, min(after, limit)

    def phrase(self, begin: int, end: int) -> Phrase | None:
        """Return what the letters from *begin* to *end* are, if they tell something."""
        first = bisect_left(self.starts, begin)
        last = bisect_right(self.starts, end) - 1
        if end == len(self.letters):
            last = len(self.starts)
        if last <= first or self.weights[last] - self.weights[first] < LEAST:
            return None
        at = bisect_left(self.borders, begin)
        inside = self.borders[at : bisect_right(self.borders, end)]
        is_whole = len(inside) > 1 and self._weight_of(inside[0], inside[-1]) >= LEAST
        said = self.shown[first:last]
        return Phrase(
            path=self.held.path,
            reason=self.held.reason,
            what="text",
            shown=" ".join(said[:_SHOWN_WORDS]) + " …" * (len(said) > _SHOWN_WORDS),
            letters=self.letters[begin:end],
            words=tuple(words(" ".join(said))),
            is_whole=is_whole,
        )

    def _weight_of(self, begin: int, end: int) -> int:
        first, last = bisect_left(self.starts, begin), bisect_left(self.starts, end)
        return self.weights[last] - self.weights[first]


def to_run(held: Held) -> Run:
    """Return the sentences of *held* in one piece."""
    shown: list[str] = []
    starts: list[int] = []
    weights = [0]
    borders = {0}
    pieces: list[str] = []
    length = 0
    for sentence in held.sentences:
        for word in sentence.split():
            parts = words(word)
            for part in parts:
                starts.append(length)
                shown.append(word if len(parts) == 1 else part)
                weights.append(weights[-1] + weight(part))
                pieces.append(part)
                length += len(part)
        borders.add(length)
    text = "".join(pieces)
    return Run(held, text, tuple(shown), tuple(starts), tuple(weights), tuple(sorted(borders)))
