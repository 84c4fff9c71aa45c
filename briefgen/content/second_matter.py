"""
Find front matter that stands further down in a text, or in another way of writing.

Two articles in one file, or a line above the first fence, would otherwise publish
a draft.  Only what has a draft's word among known fields is taken for one.
"""

import re
from collections.abc import Collection, Iterable
from itertools import islice

from briefgen.content.draft_words import Verdict, verdict
from briefgen.content.field_counts import Seen, says_draft
from briefgen.content.field_lines import Line, lines_of

_LONGEST_BLOCK = 5_000
_FENCES = re.compile(r"^(?:(?P<code>```+|~~~+)|---[ \t]*$)", re.MULTILINE)
_NAMES = re.compile(r"(?:[{,]|^)\s*[\"'“”]?([\w-]+)[\"'“”]?\s*[:=]", re.MULTILINE)


def second_front_matter(text: str, fields: Collection[str]) -> int:
    """Return where the fields of a draft stand between lines of `---`; negative if nowhere."""
    if text.count("\n---") < 2:
        return -1
    code, start, after = "", -1, 0
    for fence in _FENCES.finditer(text):
        if fence["code"]:
            sign = fence["code"][:3]
            code = "" if code == sign else code or sign
            start = -1
        elif not code:
            block = text[after : fence.start()]
            if start >= 0 and len(block) < _LONGEST_BLOCK and has_draft(lines_of(block), fields):
                return start
            start, after = fence.start(), fence.end() + 1
    return -1


def has_draft(lines: Iterable[Line], fields: Collection[str]) -> bool:
    """Whether *lines* are fields and nothing else, known ones and a draft's word among them."""
    seen = Seen(fields)
    for line in lines:
        seen.add(line)
        if seen.others:
            return False
    return seen.exact > 0 and seen.drafts > 0


def has_draft_paragraph(lines: Iterable[Line], fields: Collection[str]) -> bool:
    """Whether one of the paragraphs that *lines* make up is what `has_draft` looks for."""
    paragraph: list[Line] = []
    for line in lines:
        if not line.is_blank:
            paragraph.append(line)
        elif has_draft(paragraph, fields):
            return True
        else:
            paragraph = []
    return has_draft(paragraph, fields)


def begins_as_draft(text: str) -> bool:
    """Whether the first fields of *text*, with nothing before them, keep it back."""
    for line in islice(lines_of(text), 30):
        if not line.name:
            return False
        if says_draft(line):
            return True
    return False


def is_json(text: str, fields: Collection[str]) -> bool:
    """Whether *text*, which begins with a brace, is front matter in JSON or in one line of YAML."""
    if re.match(r"\{\s*[\"“]\w[\w-]*[\"”]\s*:", text):
        return True
    names = (match[1] for match in _NAMES.finditer(text[:2_000].partition("}")[0]))
    return any(name in fields or verdict(name, "") is not Verdict.OTHER for name in names)
