"""
Find in a text what is held back: a run of its words, its title, or its address.

Only runs of letters are compared.  They are looked up where words begin, in an
index of what is held back, so a text takes the same time whatever that amounts to.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import accumulate

from briefgen.publish.held import LEAST, Held, Phrase, gram_of, weight
from briefgen.publish.links import Links
from briefgen.publish.readings import Text, letters, without_marks, words
from briefgen.publish.runs import Run, to_run

_LONG_TITLE = 8
"""Weight from which on nobody writes the same title by chance: that of four words."""

_LEAST_TITLE = 12
"""Letters of one word that is a title."""

_MOST = 50
"""Phrases of an article and a kind that are told of one text; not all may count."""

_LONGEST_WORD = 40
_BORDERS = (re.compile(r"[<>\n\r]"), re.compile(r"[<>\n\r\t\"“”„«»\[\]*|#=;]"))
"""What an element, a line or a value may end with; quotation marks may stand in a title, too."""


class Phrases:
    """What is held back, in an order in which it is found quickly."""

    def __init__(self, held: Iterable[Held], host: str) -> None:
        """Know what is *held* of a site at *host*."""
        self._runs: list[Run] = []
        self._places: dict[int, dict[str, list[tuple[int, int]]]] = {}
        """By their number, the letters that a run has at a place; a title has the number -1."""
        self._titles: dict[str, Phrase] = {}
        self._short: dict[str, Phrase] = {}
        every = tuple(held)
        self._links = Links(every, host)
        for one in every:
            self._add_title(one)
            self._add_lines(one)
            self._add_text(one)

    def __bool__(self) -> bool:
        """Whether anything is held back."""
        return bool(self._places or self._short or self._links)

    def find(self, text: Text) -> Iterator[Phrase]:
        """Yield what is in *text*: each phrase once, and not too many of one article."""
        found: set[tuple[str, str, str]] = set()
        count: Counter[tuple[str, str]] = Counter()
        linked = self._links.find(text) if self._links else ()
        for phrase in (*self._in_letters(text), *self._alone(text), *linked):
            kind = (phrase.path, phrase.what)
            if (*kind, phrase.letters) not in found and count[kind] < _MOST:
                found.add((*kind, phrase.letters))
                count[kind] += 1
                yield phrase

    def _add_title(self, held: Held) -> None:
        parts = words(held.title)
        title = "".join(parts)
        if len(parts) < 2 and len(title) < _LEAST_TITLE:
            return
        phrase = Phrase(held.path, held.reason, "title", held.title, title)
        gram = gram_of(title)
        if sum(map(weight, parts)) >= _LONG_TITLE and len(title) >= gram:
            self._add_whole(phrase)
        else:
            self._short[title] = phrase

    def _add_whole(self, phrase: Phrase) -> None:
        """Have *phrase* found wherever all of it is said."""
        said = phrase.letters
        gram = gram_of(said)
        if said not in self._titles and len(said) >= gram:
            self._titles[said] = phrase
            places = self._places.setdefault(gram, {})
            places.setdefault(said[:gram], []).append((-1, len(said)))

    def _add_lines(self, held: Held) -> None:
        for what, lines in (("text", held.lines), ("source", held.sources)):
            for line in lines:
                parts = tuple(words(line))
                if sum(map(weight, parts)) >= _LONG_TITLE:
                    said = "".join(parts)
                    self._add_whole(
                        Phrase(held.path, held.reason, what, line, said, parts, is_whole=True)
                    )

    def _add_text(self, held: Held) -> None:
        run = to_run(held)
        if run.weights[-1] < LEAST:
            return
        gram = gram_of(run.letters)
        places = self._places.setdefault(gram, {})
        for start in run.starts:
            if start + gram <= len(run.letters):
                one = run.letters[start : start + gram]
                places.setdefault(one, []).append((len(self._runs), start))
        self._runs.append(run)

    def _in_letters(self, text: Text) -> Iterator[Phrase]:
        if not self._places:
            return
        parts = words(without_marks(text.plain))
        flat = "".join(parts)
        starts = [0, *accumulate(map(len, parts))][:-1]
        if any(len(part) > _LONGEST_WORD and part.isalpha() for part in parts):
            # Words without spaces between, as some programs set them.
            starts = list(_starts_within(parts, starts))
        for gram, places in self._places.items():
            yield from self._matches(flat, starts, places, gram)

    def _matches(
        self, flat: str, starts: list[int], places: dict[str, list[tuple[int, int]]], gram: int
    ) -> Iterator[Phrase]:
        ends = map(gram.__add__, starts)
        known = places.keys()
        grams = map(flat.__getitem__, map(slice, starts, ends))
        hits = [(start, one) for start, one in zip(starts, grams, strict=True) if one in known]
        done: dict[int, int] = {}
        for start, one in hits:
            for number, at in places[one]:
                if number < 0:
                    title = self._titles.get(flat[start : start + at])
                    if title is not None:
                        yield title
                elif start >= done.get(number, 0):
                    run = self._runs[number]
                    # What may tell something goes on for longer; most does not.
                    if not flat.startswith(run.letters[at : at + 2 * gram - 4], start):
                        continue
                    before, after = run.shared(flat, start, at)
                    done[number] = start + after
                    phrase = run.phrase(at - before, at + after)
                    if phrase is not None:
                        yield phrase

    def _alone(self, text: Text) -> Iterator[Phrase]:
        """Yield short titles, which mean the article only where they stand alone."""
        if not self._short:
            return
        longest = 3 * max(map(len, self._short))
        for border in _BORDERS:
            for piece in set(border.split(text.plain)):
                if len(piece) <= longest:
                    phrase = self._short.get(letters(piece))
                    if phrase is not None:
                        yield phrase


def _starts_within(parts: list[str], starts: list[int]) -> Iterator[int]:
    for part, start in zip(parts, starts, strict=True):
        is_long = len(part) > _LONGEST_WORD and part.isalpha()
        yield from range(start, start + len(part)) if is_long else (start,)
