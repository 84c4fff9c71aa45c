"""
Know what begins a comment, in Markdown, in HTML, and in other tools.

Only HTML's and Markdown's own comments can be taken out of a text.  The others
are known so that they can be refused: their writers count on a tool that is not
this one.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from enum import StrEnum
from typing import ClassVar

from msgspec import Struct


class Kind(StrEnum):
    """What an opener begins."""

    HTML = "html"
    BROKEN = "broken"
    """What was meant for HTML's, such as one whose dashes a word processor has joined."""
    REFERENCE = "reference"
    """A definition of a link that leads nowhere: Markdown's own way to hide a text."""
    FOREIGN = "foreign"


class Opener(Struct, frozen=True):
    """A place where a comment may begin."""

    NESTED: ClassVar[int] = -2
    """The end of a comment within which another one begins."""

    kind: Kind
    start: int
    written: str
    end: int = -1
    """Where the comment ends; negative if it does not."""
    is_surely_comment: bool = True
    """Whether a definition can be nothing else, wherever it stands."""


_DASH = "-\u2010-\u2015\u2212"
_OPENER = re.compile(
    r"(?P<escaped>\\[!-/:-@\[-`{-~])"
    r"|(?P<html><!--)"
    rf"|(?P<broken><[ \t]?![ \t]?[{_DASH}]+|<[{_DASH}]{{1,3}}!)"
    r"|(?P<foreign>(?<![\d%])%%(?![%\d])"  # Obsidian
    r"|\{%[-~+]?\s?(?:comment\b|\#)"  # Liquid, Django, Twig
    r"|\{\#(?=[\s*+-]|[^#\n]{0,300}\#\})"  # Jinja; but not `{#id}`
    r"|\{\{[-~]?\s?/\*|\{\{~?!|\{\{--|\{\{[%<]\s?comment\b"  # Go, Handlebars, Blade, Hugo
    r"|<%[-_]?(?:\#|--)|<%doc\b|<\#--"  # ERB, JSP, Mako, FreeMarker
    r"|\{>>|\{/\*|\{::comment\b|\{\*(?=\s)|/\*(?=\s[^\n]{0,99}\*/)"  # CriticMarkup, MDX, kramdown
    r"|\#\+BEGIN_COMMENT\b|\\begin\{comment\})"  # Org, LaTeX
    r"|(?P<reference>\[(?://+|_+|comment)\]:|\[(?!\^)[^\[\]\n]{1,300}\]:[ \t]*(?:\#|<>)(?=\s|\Z))",
    re.IGNORECASE,
)
_CERTAIN_LABEL = re.compile(r"\[(?://+|_+)\]:")
_END = "-->"


def may_have_openers(text: str) -> bool:
    """Whether a closer look is needed; this one takes next to no time."""
    return (
        "<" in text or "{" in text or "]:" in text or "%%" in text or "/*" in text or "#+" in text
    )


def find_openers(text: str, *, escapes: bool) -> Iterator[Opener]:
    """Return the openers of *text* in order; with *escapes*, none after a backslash."""
    found = [match for match in _matches(text, escapes=escapes) if match.lastgroup != "escaped"]
    starts = [match.start() for match in found if match.lastgroup == "html"]
    ends = [match.start() for match in re.finditer("(?=-->)", text)] if starts else []
    labels = _labels(text) if any(match.lastgroup == "reference" for match in found) else {}
    for match in found:
        kind = Kind(str(match.lastgroup))
        opener = Opener(kind, match.start(), match[0])
        if kind is Kind.HTML:
            yield Opener(kind, match.start(), match[0], _html_end(match.start(), starts, ends))
        elif kind is Kind.REFERENCE:
            label = match[0].partition("]:")[0][1:].casefold()
            is_certain = _CERTAIN_LABEL.match(match[0]) is not None
            if is_certain or labels[label] < 2:
                end = _reference_end(text, match)
                yield Opener(kind, match.start(), match[0], end, is_surely_comment=is_certain)
        else:
            yield opener


def _matches(text: str, *, escapes: bool) -> Iterator[re.Match[str]]:
    at = 0
    while match := _OPENER.search(text, at):
        is_escape = match.lastgroup == "escaped"
        if not is_escape or escapes:
            yield match
        at = match.start() + 1 if is_escape and not escapes else match.end()


def _html_end(start: int, starts: list[int], ends: list[int]) -> int:
    other = bisect_left(starts, start + 1)
    limit = starts[other] if other < len(starts) else None
    # `<!-->` and `<!--->` are whole comments, unless they were meant to begin one.
    first = bisect_left(ends, start + 2)
    if first == len(ends):
        return -1
    is_empty = ends[first] < start + len("<!--")
    following = ends[first + 1 : first + 2]
    if is_empty and following and (limit is None or following[0] < limit):
        return -1
    if limit is not None and ends[first] > limit:
        return Opener.NESTED
    return ends[first] + len(_END)


_LABEL = re.compile(r"\[([^\[\]\n]{1,300})\]")


def _labels(text: str) -> dict[str, int]:
    """Return how often each text stands between brackets."""
    count: dict[str, int] = {}
    for match in _LABEL.finditer(text):
        label = match[1].casefold()
        count[label] = count.get(label, 0) + 1
    return count


_CLOSERS = {'"': '"', "'": "'", "(": ")"}
_REST = re.compile(r"[ \t]*(?:<>|\S*)[ \t]*(?P<mark>[\"'(]?)")


def _reference_end(text: str, match: re.Match[str]) -> int:
    """Return where the definition ends: with its line, or with the mark that ends its title."""
    colon = match.start() + match[0].index("]:") + 2
    rest = _REST.match(text, colon)
    line_end = _line_end(text, colon)
    if rest is None or not rest[0].strip() or rest.end() > line_end:
        return -1
    closer = _CLOSERS.get(rest["mark"])
    first = text[rest.end() : line_end].rstrip()
    if closer is None or first.endswith(closer):
        return line_end
    if closer in first:
        return line_end
    at = line_end
    while at < len(text):
        end = _line_end(text, at + 1)
        line = text[at + 1 : end].strip(" \t>")
        # Another definition ends this one, so that each line is looked at once.
        if not line or "]:" in line:
            return -1
        if line.endswith(closer):
            return end
        at = end
    return -1


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if end >= 0 else len(text)
