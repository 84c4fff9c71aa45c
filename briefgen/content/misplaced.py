"""
Notice front matter that is none, because nobody would see that it is not read.

It would be published as text, and a draft with it.  A text may well begin with a
thematic break, a dialogue or a word and a colon, though, so it is the fields that
decide: their names, and whether anything but fields is among them.
"""

import re
from collections.abc import Collection
from itertools import islice

from briefgen.content.field_counts import DRAFT_FIELDS, Seen, says_draft
from briefgen.content.field_lines import LONGEST_LINE, UNSEEN, Line, lines_of
from briefgen.content.second_matter import (
    begins_as_draft,
    has_draft_paragraph,
    is_json,
    second_front_matter,
)
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
_FLOW = re.compile(r"[-+;]{0,9}[ \t]*\{")
_TITLE = re.compile(
    r"(?:[=\-~^\"*+#]{3,}[ \t]*\n)?[^\n]{1,200}\n[=\-~^\"*+#]{3,}[ \t]*(?:\n\s*|\Z)"
)
"""A heading with a line below it, and perhaps one above."""


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
        found = second_front_matter(text[first : first + _LONGEST], fields)
    if found < 0:
        return None
    before = text[: first + found]
    last = before.rfind("\n") + 1
    excerpt = text[last:].partition("\n")[0][:LONGEST_LINE]
    column = len(before) - last + 1
    message = "front matter begins in the first line, with `---`"
    help = "make `---` the first line of the file, and put another such line after the fields; "
    help += "if readers are to see this, put front matter with a `title` above it"
    if is_below:
        message = "there is front matter below the front matter"
        help = "put all fields between the first line of `---` and the second; in Markdown, a "
        help += (
            "backslash before each colon, or lines of three backticks around it, show it to readers"
        )
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
    lines = iter(list(lines_of(_BREAKS.sub("\n", text[:_LONGEST]))))
    starts_blank = text.startswith("\n")
    for line in lines:
        if line.is_blank and (seen.names or seen.others):
            break
        seen.add(line)
        if seen.exact:
            return False
    if not (seen.names or seen.others):
        return starts_blank if text.strip() else not is_closed
    if seen.drafts or seen.begin_as_field or (is_closed and has_draft_paragraph(lines, fields)):
        return False
    if not seen.names:
        return starts_blank or not is_closed or "\n\n" in text
    others = seen.others or any(not (one.name or one.is_within or one.is_blank) for one in lines)
    is_marked_up = text.lstrip()[:1] in _MARKUP
    return starts_blank and (bool(others) or not is_closed or not seen.known or is_marked_up)


_MARKUP = "*_>![@|`~+"
"""What a line of Markdown may begin with, but no field of YAML."""


def _find(text: str, fields: Collection[str], *, is_below: bool) -> int:
    """Return where front matter begins, be it below comments or within one; else -1."""
    start = 0
    for _ in range(_MOST_COMMENTS):
        rest = text[start:]
        if _is_front_matter(rest, fields, is_below=is_below):
            return start
        comment = _COMMENTS.match(rest)
        title = None if comment or is_below else _TITLE.match(rest)
        if title and begins_as_draft(rest[title.end() :]):
            return start + title.end()
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
    if flow := _FLOW.match(text):
        return not is_below and is_json(text[flow.end() - 1 :], fields)
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
        elif says_draft(line) and (not is_below or seen.titles or line.name in DRAFT_FIELDS):
            # Below other fields and an empty line, as some tools write them.
            return True
    return seen.decide(has_opening=has_opening, is_closed=is_closed, is_below=is_below)
