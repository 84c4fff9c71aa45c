"""
Give the Markdown of an article back, with addresses that hold wherever it is read.

The links of a body name source files.  In the text that is published they are
found by their form, since the text is not parsed again: what stands where the
address of a link stands, and is one of the addresses that reading has found.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from html import unescape

from briefgen.model.article import Content
from briefgen.model.elements import Manuscript
from briefgen.model.held import StoredMarkdown
from briefgen.model.paths import readable

_ADDRESS = r"<[^<>\n]*>|[^\s<()]+(?:\([^\s()]*\)[^\s()]*)*"
_BEFORE = r"\]\(\s*|^ {0,3}\[[^\]\n]{1,300}\]:[ \t]*"
_PLACE = re.compile(f"(?P<before>{_BEFORE})(?P<address>{_ADDRESS})", re.MULTILINE)
_INLINE = re.compile(
    r"!?\[(?P<text>(?:[^\[\]\\]|\\.|\[[^\[\]]{0,300}\](?:\([^()\n]*\))?+){0,1000}+)\]"
    rf"\(\s*(?P<address>{_ADDRESS})(?:\s[^)]{{0,1000}})?\)"
)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def to_manuscript(stored: StoredMarkdown, content: Content) -> Manuscript:
    """Return *content* as it was written, with full addresses in its links."""
    text = content.markdown.strip()
    addresses = dict(stored.links)
    if "" in addresses.values():
        # The words of a link stay when what it leads to is not published.
        text = _INLINE.sub(lambda match: _words(match, addresses), text)
    if addresses:
        code = list(_code(text))
        text = _PLACE.sub(lambda match: _placed(match, addresses, code), text)
    return Manuscript(content.summary, text, content.sources, content.updates)


def _words(match: re.Match[str], addresses: Mapping[str, str]) -> str:
    is_gone = addresses.get(_meant(match["address"])) == ""
    return match["text"] if is_gone else match[0]


def _placed(match: re.Match[str], addresses: Mapping[str, str], code: list[tuple[int, int]]) -> str:
    address = addresses.get(_meant(match["address"]))
    if address is None:
        return match[0]
    # Nothing of what is withheld may stand anywhere; other links in code are shown as written.
    if address and _is_within(code, match.start("address")):
        return match[0]
    return match["before"] + (address or "#")


def _is_within(spans: list[tuple[int, int]], at: int) -> bool:
    before = bisect_right(spans, (at, at)) - 1
    return before >= 0 and at < spans[before][1]


_CONTAINERS = r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*"
_FENCE = re.compile(rf"{_CONTAINERS}(`{{3,}}(?=[^`]*\Z)|~{{3,}})")
_BEGINS_ANEW = re.compile(r"[ \t>]*(?:\Z|[-*+][ \t]|\d{1,9}[.)][ \t]|#{1,6}[ \t]|\|)")


def _code(text: str) -> Iterator[tuple[int, int]]:
    """Return where code begins and ends in *text*, in order (CommonMark 0.31.2, 4.5 and 6.1)."""
    fence, at, paragraph = "", 0, 0
    for line in text.split("\n"):
        end = at + len(line)
        if fence:
            yield at, end
            rest = line.strip(" \t>")
            if rest.startswith(fence) and not rest.strip(fence[0]):
                fence, paragraph = "", end
        elif opening := _FENCE.match(line):
            yield from _spans(text, paragraph, at)
            yield at, end
            fence = opening[1]
        elif _BEGINS_ANEW.match(line):
            yield from _spans(text, paragraph, at)
            paragraph = at
        at = end + 1
    if not fence:
        yield from _spans(text, paragraph, len(text))


def _spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Return where code within a paragraph begins and ends: between marks of equal length."""
    marks = [found.span() for found in _MARKS.finditer(text, start, end)]
    later: dict[int, list[int]] = {}
    for first, last in reversed(marks):
        later.setdefault(last - first, []).append(first)
    behind = start
    for first, last in marks:
        escaped = _is_escaped(text, first)
        length = last - first - escaped
        partners = later.get(length, [])
        while partners and partners[-1] < last:
            partners.pop()
        if first >= behind and partners:
            behind = partners[-1] + length
            yield last, partners[-1]


_MARKS = re.compile("`+")


def _is_escaped(text: str, at: int) -> bool:
    before = text[max(0, at - 20) : at]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def _meant(written: str) -> str:
    """Return what an address in Markdown means (CommonMark 0.31.2, 6.3)."""
    return readable(unescape(_ESCAPE.sub(r"\1", written.removeprefix("<").removesuffix(">"))))
