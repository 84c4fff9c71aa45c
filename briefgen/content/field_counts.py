"""
Count what stands in lines that may be front matter, to decide whether they are.

A field of any name may stand in a text; one that keeps a text back, or several
that are known, may not.
"""

import re
from collections.abc import Collection
from functools import lru_cache

from briefgen.content.draft_words import Verdict, verdict
from briefgen.content.field_lines import Line

DRAFT_FIELDS = frozenset({"draft", "isDraft", "published", "publish"})
"""What nobody writes in a text as it stands here."""

_TITLES = frozenset({"title", "headline", "slug", "layout", "permalink"})
_REMARK = re.compile(r"[ \t](?:#|//|\()|[,;]")
_VALUE_ENDS = "\"'“”„»« \t,;*_`|>}\u00a0"


def says_draft(line: Line) -> bool:
    """Whether *line* is a field that keeps a text back, rather than a sentence."""
    value = _REMARK.split(line.value, maxsplit=1)[0].strip(_VALUE_ENDS)
    most = (
        _MOST_WORDS
        if re.match("embargo.*(?:until|till|lift|date)", line.name, re.IGNORECASE)
        else 2
    )
    return verdict(line.name, value) is Verdict.DRAFT and len(value.split()) <= most


_EMBARGO = re.compile("embargo.*(?:until|till|lift|date)", re.IGNORECASE)
_MOST_WORDS = 8
"""Of a time until which an embargo lasts."""


class Seen:
    """Counts what stands in the lines that may be front matter."""

    def __init__(self, fields: Collection[str]) -> None:
        """Know the *fields*, by their names and by what differs in case only."""
        self._fields = fields
        self._folded = _all_folded(frozenset(fields))
        self.names = 0
        """How many lines are fields of any name."""
        self.exact = 0
        self.known = 0
        self.drafts = 0
        self.draft_fields = 0
        """How many of the drafts are written as the field itself."""
        self.titles = 0
        self.others = 0
        """How many lines are no part of a field."""
        self.begin_as_field = 0
        """How many of these begin with the name of one."""

    def add(self, line: Line) -> None:
        """Count one more line."""
        if not line.name:
            self.others += not line.is_within and not line.is_blank
            self.begin_as_field += line.word in self._fields
            return
        self.names += 1
        # An entry of a list below a sentence is no field.
        is_draft = says_draft(line) and not (self.others and line.is_within)
        self.drafts += is_draft
        self.draft_fields += is_draft and line.name in DRAFT_FIELDS
        self.titles += line.name.casefold() in _TITLES
        is_word = verdict(line.name, line.value.strip(_VALUE_ENDS)) is not Verdict.OTHER
        self.exact += line.name in self._fields
        self.known += is_word or _folded(line.name) in self._folded

    def decide(self, *, has_opening: bool, is_closed: bool, is_below: bool) -> bool:
        """Whether that is front matter; one field alone is, if a line of signs is beside it."""
        is_fenced = has_opening and is_closed
        if self.drafts and (not is_below or is_fenced or self.draft_fields or self.titles):
            return True
        if self.others:
            return has_opening and is_closed and self.exact > 1
        if has_opening and is_closed:
            return self.known > 0
        if has_opening or is_closed:
            return self.exact > 0
        return not is_below and (self.known > 1 or self.exact > 0)


@lru_cache(maxsize=4)
def _all_folded(names: frozenset[str]) -> frozenset[str]:
    return frozenset(map(_folded, names))


def _folded(name: str) -> str:
    return name.casefold().replace("_", "").replace("-", "")
