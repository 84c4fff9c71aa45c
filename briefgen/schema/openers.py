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
from functools import cache
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
_UNSEEN = r"\s\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\ufeff"
_PATTERN = (
    r"(?P<escaped>\\[!-/:-@\[-`{-~])"
    r"|(?P<html><!--)"
    rf"|(?P<broken><[{_UNSEEN}]{{0,9}}![{_UNSEEN}]{{0,9}}[{_DASH}]+"
    r"|\[(?://+|_+|comment)\][ \t]{1,9}:[ \t]{0,9}(?:\#|<>|\(|\"))"
    # These are comments if they have an end.
    rf"|(?P<open><[{_DASH}]{{1,3}}!|<--(?=\s)|(?<![<\w\u2060])!--"
    r"|(?<![\d%/])%{2,3}(?!%)"  # Obsidian
    r"|(?<![\w*/])/\*+(?!/)|(?<=\w)/\*(?=\s)|^[ \t]*////+[ \t]*$"  # C and its kin, AsciiDoc
    r"|(?<![\w^$])\{\*|(?<!\S)[@\#]\*|\{\{~?!(?!\}|--)"  # Smarty, Razor, Velocity, Handlebars
    r"|<comment>)"
    r"|(?P<foreign>\{%[-~+]?\s{0,9}(?:comment\b|doc\b|\#)"  # Liquid, Django, Twig
    r"|\{\#(?=[\s*+-]|[^#\n]{0,300}\#\})"  # Jinja; but not `{#id}`
    r"|\{\{[-~%<]?\s{0,9}/\*|\{\{~?!--|\{\{--|(?<!\{)\{!--"  # Go, Handlebars, Blade, Edge
    r"|\{\{[%<]\s{0,9}comment\b"  # Hugo
    r"|<%[-_]?(?:\s{0,9}\#|!?--)|<%doc\b|[<\[]\#--"  # ERB, JSP, Phoenix, Mako, FreeMarker
    r"|\{>>|\{/\*|\{\s{1,9}/\*|\{::comment\b|\{\.comment(?:-start|-end)?\b"  # MDX, kramdown, Pandoc
    r"|\#\+BEGIN_COMMENT\b|\\begin\{comment\})"  # Org, LaTeX
    r"|(?P<reference>\[(?://+|_+)\]:|\[(?!\^)[^\[\]\n]{1,300}\]:[ \t]*(?:\#|<>)(?=\s|\Z))"
)
_CERTAIN_LABEL = re.compile(r"\[(?://+|_+)\]:|\[comment\]:[ \t]*(?:\#|<>)", re.IGNORECASE)

_CLOSERS_OF = {
    "<c": "</comment",
    "!-": "-->",
    "%%": "%%",
    "/*": r"(?<!/)\*/(?![*/])",
    "//": "^[ \t]*////+[ \t]*$",
    "{*": r"\*\}",
    "{{": r"\}\}",
    "@*": r"\*@",
    "#*": r"\*#",
}
"""By the first signs of what is a comment only if it has an end: what may be that."""

_DASHES_END = rf"(?<![<{_DASH}])[{_DASH}]{{1,9}}!?>"


@cache
def _opener() -> re.Pattern[str]:
    return re.compile(_PATTERN, re.IGNORECASE | re.MULTILINE)


_END = "-->"


def may_have_openers(text: str) -> bool:
    """Whether a closer look is needed; this one takes next to no time."""
    return (
        "<" in text
        or "{" in text
        or "]:" in text
        or "//]" in text
        or "_] " in text
        or "omment]" in text
        or "[#--" in text
        or "%%" in text
        or "/*" in text
        or "#+" in text
        or "#*" in text
        or "@*" in text
        or "!--" in text
        or "////" in text
    )


def find_openers(text: str, *, escapes: bool) -> Iterator[Opener]:
    """Return the openers of *text* in order; with *escapes*, none after a backslash."""
    found = [match for match in _matches(text, escapes=escapes) if match.lastgroup != "escaped"]
    starts = [match.start() for match in found if match.lastgroup == "html"]
    ends = [match.start() for match in re.finditer("(?=-->)", text)] if starts else []
    closers = _Closers(text)
    for match in found:
        start = match.start()
        if match.lastgroup == "html":
            yield Opener(Kind.HTML, start, match[0], _html_end(start, starts, ends))
        elif match.lastgroup == "reference":
            is_certain = _CERTAIN_LABEL.match(match[0]) is not None
            end = _reference_end(text, match)
            yield Opener(Kind.REFERENCE, start, match[0], end, is_surely_comment=is_certain)
        elif match.lastgroup != "open":
            yield Opener(Kind(str(match.lastgroup)), start, match[0])
        elif (end := closers.after(match)) >= 0:
            written = match[0].strip()
            kind = Kind.BROKEN if written[0] in "<!" else Kind.FOREIGN
            yield Opener(kind, match.end() - len(match[0].lstrip()), written, end)


class _Closers:
    """Says where what is a comment only with an end has its end, for ever later beginnings."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._paragraph = 0
        self._next: dict[str, tuple[int, int]] = {}

    def after(self, opener: re.Match[str]) -> int:
        """Return the end of what *opener* begins; negative if there is none."""
        text, at = self._text, opener.end()
        if self._paragraph < at:
            end = text.find("\n\n", at)
            self._paragraph = end if end >= 0 else len(text)
        before = text[max(0, opener.start() - 100) : opener.start()]
        is_first = not before.rpartition("\n")[2].strip(" \t>*+-")
        limit = len(text) if is_first else self._paragraph
        sign = opener[0].strip()[:2].casefold()
        if self._next.get(sign, (-1, -1))[0] < at:
            pattern = re.compile(_CLOSERS_OF.get(sign, _DASHES_END), re.MULTILINE | re.IGNORECASE)
            found = pattern.search(text, at)
            self._next[sign] = found.span() if found else (len(text) + 1, len(text) + 1)
        end = self._next[sign][1]
        return end if end <= limit else -1


def _matches(text: str, *, escapes: bool) -> Iterator[re.Match[str]]:
    at = 0
    search = _opener().search
    while match := search(text, at):
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


_CLOSERS = {'"': '"', "'": "'", "(": ")"}
_REST = re.compile(r"[ \t]*(?:<>|\S*)[ \t]*(?P<mark>[\"'(]?)")
_TITLE_BELOW = re.compile(r"\n[ \t>]*(?P<mark>[\"'(])")


def _reference_end(text: str, match: re.Match[str]) -> int:
    """Return where the definition ends: with its line, or with the mark that ends its title."""
    colon = match.start() + match[0].index("]:") + 2
    rest = _REST.match(text, colon)
    line_end = _line_end(text, colon)
    if rest is None or not rest[0].strip() or rest.end() > line_end:
        return -1
    if rest.end() == line_end and (below := _TITLE_BELOW.match(text, line_end)):
        end = _title_end(text, below)
        return end if text[end - 1 : end] == _CLOSERS[below["mark"]] else line_end
    return _title_end(text, rest)


def _title_end(text: str, rest: re.Match[str]) -> int:
    line_end = _line_end(text, rest.end())
    closer = _CLOSERS.get(rest["mark"])
    first = text[rest.end() : line_end].rstrip()
    if closer is None or closer in first:
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
