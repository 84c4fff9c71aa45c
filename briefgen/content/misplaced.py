"""
Notice front matter that is none, because nobody would see that it is not read.

It would be published as text, and a draft with it.  A text may well begin with a
thematic break, a dialogue or a word and a colon, though, so it is the fields that
decide: their names, and whether anything but fields is among them.
"""

import re
from collections.abc import Collection
from functools import lru_cache
from itertools import islice

from briefgen.content.draft_words import Verdict, verdict
from briefgen.content.field_lines import LONGEST_LINE, UNSEEN, Line, lines_of
from briefgen.errors import Diagnostic, Location, Severity

_BEFORE = re.compile(rf"(?:[{UNSEEN}]|ï»¿|&(?:nbsp|zwsp|shy);|&#(?:160|xa0|8203);)*")
"""What an editor does not see before the first line."""

_LONGEST = 64_000
"""How many characters are looked at."""

_MOST_LINES, _MOST_COMMENTS = 300, 99
"""How many lines may be front matter, and how many comments may stand before it."""

_BREAKS = re.compile(r"[\v\f\x1c-\x1e\x85\u2028\u2029]")
"""What ends a line elsewhere, but not here."""

_COMMENTS = re.compile(
    r"[ \t]*(?:<!--.*?-->|/\*.*?\*/|(?:#|//|;|%[A-Z])[^\n]*)[ \t]*(?:\n|\Z)", re.DOTALL
)
_REMARK = re.compile(r"[ \t](?:#|//|\()|[,;]")
_VALUE_ENDS = "\"'“”„»« \t,;*_`|>}\u00a0"


def misplaced(text: str, path: str, fields: Collection[str], *, line: int = 1) -> Diagnostic | None:
    """
    Return what is wrong with front matter in *text* that is not where it belongs, if any is.

    The text begins on a *line* of the file at *path*; beyond the first one it stands
    below front matter that was read.
    """
    is_below = line > 1
    first = _first(text)
    found = _find(_BREAKS.sub("\n", text[first : first + _LONGEST]), fields, is_below=is_below)
    if found < 0:
        return None
    before = text[: first + found]
    last = before.rfind("\n") + 1
    excerpt = text[last:].partition("\n")[0][:LONGEST_LINE]
    column = len(before) - last + 1
    message = "front matter begins in the first line, with `---`"
    help = "make `---` the first line of the file, and put another such line after the fields"
    if is_below:
        message = "there is front matter below the front matter"
        help = "put all fields between the first line of `---` and the second; to show this "
        help += "to readers, put it between lines of three backticks"
    return Diagnostic(
        Severity.ERROR,
        message,
        Location(path, line + before.count("\n"), column),
        help,
        excerpt,
        max(1, len(excerpt.rstrip()) - column + 1),
    )


def is_prose(text: str, fields: Collection[str], *, is_closed: bool) -> bool:
    """
    Whether *text*, which follows a first line of three dashes, is no front matter.

    *is_closed* says that another such line follows it.
    """
    seen = Seen(fields)
    lines = lines_of(_BREAKS.sub("\n", text[:_LONGEST]))
    starts_blank = text.startswith("\n")
    for line in lines:
        if line.is_blank and (seen.names or seen.others):
            break
        seen.add(line)
        if seen.exact:
            return False
    if not (seen.names or seen.others):
        return not is_closed and not text.strip()
    if seen.drafts or seen.begin_as_field:
        return False
    if not seen.names:
        return starts_blank or not is_closed or "\n\n" in text
    others = seen.others or any(not (one.name or one.is_within or one.is_blank) for one in lines)
    return starts_blank and (bool(others) or not is_closed)


def _find(text: str, fields: Collection[str], *, is_below: bool) -> int:
    """Return where front matter begins, be it below comments or within one; else -1."""
    start = 0
    for _ in range(_MOST_COMMENTS):
        rest = text[start:]
        if _is_front_matter(rest, fields, is_below=is_below):
            return start
        comment = _COMMENTS.match(rest)
        if comment is None:
            break
        within = comment[0].strip("<!->/* \t\n")
        may_hold = "\n" in comment[0].strip() or comment[0].lstrip().startswith("<")
        if may_hold and _is_front_matter(within, fields, is_below=is_below):
            return start
        start = _first(text, start + comment.end())
    return -1


def _first(text: str, start: int = 0) -> int:
    """Return where *text* begins to be seen."""
    match = _BEFORE.match(text, start)
    return match.end() if match else start


def _is_front_matter(text: str, fields: Collection[str], *, is_below: bool) -> bool:
    """Whether *text* begins with fields that nobody would write in a text."""
    lines = islice(lines_of(text), _MOST_LINES)
    first = next(lines, Line())
    if text.startswith("{"):
        return not is_below and _is_json(text)
    if is_below and first.is_rule and text.startswith(("```", "~~~")):
        return False
    if re.match(r"%[ \t]+\S[^\n]*\n(?:%|[ \t]*\n)", text):
        return not is_below
    seen = Seen(fields)
    has_opening = first.is_rule
    is_closed = False
    if not has_opening:
        seen.add(first)
    has_passed = False
    for line in lines:
        is_anything = seen.names or seen.others
        if line.is_rule or line.is_blank:
            is_closed = is_closed or (line.is_rule and bool(is_anything) and not has_passed)
            has_passed = has_passed or bool(is_anything)
            if is_closed or seen.others:
                break
        elif not has_passed:
            seen.add(line)
        elif not line.name:
            break
        elif says_draft(line):
            # Below other fields and an empty line, as some tools write them.
            return True
    return seen.decide(has_opening=has_opening, is_closed=is_closed, is_below=is_below)


def _is_json(text: str) -> bool:
    return re.match(r"\{\s*[\"'“”]?\w[\w-]*[\"'“”]?\s*[:=]", text) is not None


def says_draft(line: Line) -> bool:
    """Whether *line* is a field that keeps a text back, rather than a sentence."""
    value = _REMARK.split(line.value, maxsplit=1)[0].strip(_VALUE_ENDS)
    return verdict(line.name, value) is Verdict.DRAFT and len(value.split()) < 3


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
        self.drafts += says_draft(line) and not (self.others and line.is_within)
        is_word = verdict(line.name, line.value.strip(_VALUE_ENDS)) is not Verdict.OTHER
        self.exact += line.name in self._fields
        self.known += is_word or _folded(line.name) in self._folded

    def decide(self, *, has_opening: bool, is_closed: bool, is_below: bool) -> bool:
        """Whether that is front matter; one field alone is, if a line of signs is beside it."""
        if self.drafts:
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
