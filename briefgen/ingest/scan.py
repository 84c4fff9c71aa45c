"""
Hold the pieces of a text while the rules speak, and weigh what they say.

Scores are combined here and nowhere else: the weights that rules give to a role
are added up, text has a small lead, and the margin to the second says how sure
the decision is.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

from briefgen.content.headings import is_short_line
from briefgen.ingest.phrases import furniture_kind
from briefgen.ingest.pieces import Decision, Evidence, Form, Manuscript, Piece, Role

TEXT_LEAD = 10
"""What a piece has to be outweighed by to be anything but text."""

WEAK, FAIR, STRONG, CERTAIN = 8, 18, 30, 60
"""How much a rule may say."""

_TOP = 16
"""Pieces among which title, byline and date are looked for."""

_ENDS = re.compile(r"[.!?…。！？؟۔:：][\s'\"”’»)\]]*$")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


class Scan:
    """The pieces of one text, and what has been said about each so far."""

    def __init__(self, manuscript: Manuscript, language: str) -> None:
        """Begin with nothing said."""
        self.manuscript = manuscript
        self.pieces = manuscript.pieces
        self.language = language
        self._scores: list[Counter[Role]] = [Counter({Role.TEXT: TEXT_LEAD}) for _ in self.pieces]
        self._said: list[list[tuple[str, Evidence]]] = [[] for _ in self.pieces]

    def add(self, rule: str, evidence: Iterable[Evidence]) -> None:
        """Take in what *rule* says."""
        for one in evidence:
            self._scores[one.index][one.role] += one.weight
            self._said[one.index].append((rule, one))

    def role(self, index: int) -> Role:
        """Return what the piece at *index* is for, as far as has been said."""
        scores = self._scores[index]
        return max(scores, key=lambda role: scores[role])

    def text(self, index: int) -> str:
        """Return the words of the piece at *index*."""
        return self.pieces[index].text

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """Which kind of furniture each piece would be by its words; empty for none."""
        return tuple(furniture_kind(piece.text) for piece in self.pieces)

    @cached_property
    def is_prose(self) -> tuple[bool, ...]:
        """Whether each piece is long enough to be a paragraph and nothing else."""
        return tuple(map(_is_prose, self.pieces))

    @cached_property
    def is_line(self) -> tuple[bool, ...]:
        """Whether each piece is a short line without end punctuation."""
        return tuple(
            piece.form in {Form.LINE, Form.HEADING} and is_short_line(piece.text)
            for piece in self.pieces
        )

    @cached_property
    def prose_before(self) -> tuple[int, ...]:
        """How many paragraphs stand before each piece."""
        counts, total = [], 0
        for is_prose in self.is_prose:
            counts.append(total)
            total += is_prose
        return (*counts, total)

    def near_top(self, index: int) -> bool:
        """Whether a piece stands where title, byline and date do."""
        captions = sum(
            self.is_prose[one] and self.role(one) is not Role.TEXT
            for one in range(min(index, _TOP))
        )
        return index < _TOP and self.prose_before[index] - captions <= 1

    def near_end(self, index: int) -> bool:
        """Whether nothing but short pieces follows."""
        return (
            self.prose_before[-1] == self.prose_before[index + 1] and index >= len(self.pieces) // 2
        )

    def opening_end(self) -> int:
        """Return where the text itself begins: the first paragraph below byline and date."""
        known = [
            index
            for index in range(min(_TOP, len(self.pieces)))
            if self.role(index) in {Role.BYLINE, Role.DATE} and self.near_top(index)
        ]
        start = known[-1] + 1 if known else 0
        for index in range(start, len(self.pieces)):
            if self.is_prose[index] and self.role(index) is Role.TEXT:
                return index
        return len(self.pieces)

    def decisions(self) -> tuple[Decision, ...]:
        """Return what each piece was taken for in the end."""
        return tuple(map(self._decision, range(len(self.pieces))))

    def _decision(self, index: int) -> Decision:
        scores = self._scores[index]
        ranked = sorted(scores, key=lambda role: -scores[role])
        role = ranked[0]
        second = scores[ranked[1]] if len(ranked) > 1 else 0
        sureness = 50 + round(49 * (1 - math.exp((second - scores[role]) / 12)))
        spoke = [(rule, one) for rule, one in self._said[index] if one.role is role]
        if not spoke:
            return Decision(self.pieces[index], role, "", "", sureness)
        rule, best = max(spoke, key=lambda said: said[1].weight)
        return Decision(self.pieces[index], role, rule, best.why, sureness)


def _is_prose(piece: Piece) -> bool:
    if piece.form not in {Form.LINE, Form.QUOTED, Form.NUMBERED}:
        return False
    text = piece.text
    if _UNSPACED.search(text):
        return len(text) >= 22 and bool(_ENDS.search(text))
    words = len(text.split())
    return words >= 25 or (words >= 11 and bool(_ENDS.search(text)))


def ends_sentence(text: str) -> bool:
    """
    Whether *text* ends as sentences do.

    >>> ends_sentence("He left.”"), ends_sentence("Read more")
    (True, False)
    """
    return bool(_ENDS.search(text))
