"""
Take comments out of texts, so that nothing after this can publish one.

A comment is for those who write.  What is neither code nor surely a comment with
an end is a fault: it is better not to publish than to publish a note to oneself.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from msgspec import Struct

from briefgen.errors import Diagnostic, Location, Severity
from briefgen.schema.lookup import scalars_below
from briefgen.schema.nodes import Node, YamlText
from briefgen.schema.openers import Kind, Opener, find_openers, may_have_openers
from briefgen.schema.places import Places

MARK = "\3"
BASE = 0xF0000
"""The number of the first mark; as many as there are characters above it can be told apart."""

MOST = 0x110000 - BASE
"""How many openers of a text can be marked."""


@dataclass(slots=True)
class Comments:
    """What is known of the comments of one text while it is read."""

    text: str
    openers: tuple[Opener, ...]
    closed: set[int] = field(default_factory=set)
    """Numbers of the openers whose comments are whole."""
    alone: set[int] = field(default_factory=set)
    """Numbers of those that stand on lines of their own."""
    used: set[str] = field(default_factory=set)
    """What stands between brackets in the text, folded: a definition of it is no comment."""
    quoted: set[int] = field(default_factory=set)
    """Numbers of those between backticks, where nothing is code."""
    has_hidden: bool = False
    """Whether raw HTML holds a comment that Markdown would show."""


class Uncommented(Struct, frozen=True):
    """A text without its comments."""

    text: str
    """With a mark where a comment stood alone: it parts blocks, as in CommonMark."""
    cuts: tuple[tuple[int, int], ...] = ()
    """Offsets in the text before which characters are missing, and how many until there."""
    faults: tuple[Diagnostic, ...] = ()
    at: tuple[int, ...] = ()
    """Offsets, in the text as it was, of what the faults complain of."""

    def published(self) -> str:
        """Return the text as readers may have it."""
        if not self.cuts:
            return self.text
        return _ALONE.sub("", _BETWEEN.sub("", self.text)).replace(MARK, "")


_BETWEEN = re.compile(rf"(?<=[^\n]\n)[ \t]*{MARK}[ \t{MARK}]*(?=\n[^\n])")
_ALONE = re.compile(rf"^[ \t]*{MARK}[ \t{MARK}]*\n", re.MULTILINE)


def uncomment_plain(text: str, place: Location) -> Uncommented:
    """Return *text*, in which nothing is code or Markdown, without comments."""
    if not may_have_openers(text):
        return Uncommented(text)
    comments = Comments(text, tuple(find_openers(text, escapes=False)))
    ticks = [match.start() for match in re.finditer("`+", text)]
    for number, opener in enumerate(comments.openers):
        line = text.rfind("\n", 0, opener.start) + 1
        is_first = not text[line : opener.start].strip()
        if opener.end > 0 and (opener.kind is Kind.HTML or is_first):
            comments.closed.add(number)
        before = bisect_left(ticks, opener.start) - bisect_left(ticks, line)
        if before % 2 and "`" in text[opener.end : text.find("\n", opener.end)]:
            comments.quoted.add(number)
    return cut(comments, set(), place)


def uncomment_values(source: YamlText, root: Node) -> None:
    """Take comments out of all names and texts below *root*; YAML's own are none of them."""
    if not may_have_openers(source.text) and "\\" not in source.text:
        return
    for one in scalars_below(root):
        if not may_have_openers(one.value):
            continue
        if _ADDRESS.fullmatch(one.value):
            continue
        clean = uncomment_plain(one.value, source.place(one.start_mark))
        one.value = clean.published()
        for fault in clean.faults:
            help = fault.help.removesuffix(f"; {_SHOW}")
            source.complain(fault.message, one.start_mark, help=help)


_ADDRESS = re.compile(r"https?://(?:(?!<!--)\S)+", re.IGNORECASE)
"""An address and nothing else: percent signs and braces in it are its own."""


def cut(comments: Comments, code: set[int], place: Location) -> Uncommented:
    """Return the text of *comments* without those; the openers in *code* are text."""
    text = comments.text
    places = Places(text)
    pieces: list[str] = []
    cuts: list[tuple[int, int]] = []
    faults: list[Diagnostic] = []
    at: list[int] = []
    done = length = 0
    refused = 0
    for number, opener in enumerate(comments.openers):
        if number in code or opener.start < done or opener.start < refused:
            continue
        fault = _fault(comments, number)
        if fault:
            at.append(opener.start)
            # Within it is what it hides.
            refused = opener.end if opener.kind in {Kind.FOREIGN, Kind.BROKEN} else 0
            faults.append(to_diagnostic(places, opener, place, *fault))
        elif opener.kind is Kind.HTML or (number in comments.closed and _hides(comments, opener)):
            alone = MARK if number in comments.alone else ""
            start, end = opener.start, opener.end
            if not alone:
                start, end = _with_space(text, start, end)
            pieces += [text[done : max(done, start)], alone]
            length += len(pieces[-2]) + len(alone)
            cuts.append((length, end))
            done = end
    rest = "".join([*pieces, text[done:]])
    if not faults:
        faults += _made_anew(comments, rest, code, place)
    return Uncommented(rest, tuple(cuts), tuple(faults), tuple(at))


def _hides(comments: Comments, opener: Opener) -> bool:
    """Whether a definition is a comment, rather than that of a link in the text."""
    if opener.is_surely_comment:
        return True
    label = fold_label(opener.written[1:].partition("]:")[0])
    if label not in comments.used:
        return True
    # Only the first one counts.
    comments.used.discard(label)
    return False


def fold_label(label: str) -> str:
    """Return *label* without what makes no difference between two of them."""
    return " ".join(label.casefold().split())


def _made_anew(
    comments: Comments, rest: str, code: set[int], place: Location
) -> Iterator[Diagnostic]:
    """Report a beginning that is one only after the cut, or only in raw HTML."""
    if comments.has_hidden:
        offset = comments.text.find("\\<!--") + 1
        opener = Opener(Kind.HTML, offset, "<!--")
        yield to_diagnostic(Places(comments.text), opener, place, *_HIDDEN)
    kept = sum(comments.openers[number].kind is Kind.HTML for number in code)
    if rest.count("<!--") > kept + comments.text.count("\\<!--"):
        first = next(one for number, one in enumerate(comments.openers) if number not in code)
        yield to_diagnostic(Places(comments.text), first, place, *_NESTED)


OWN = "write a comment as `<!-- … -->`"
_SHOW = "to show the characters, put them between backticks in a Markdown file"
_NESTED = (
    "another comment begins before this one ends",
    "the first `-->` would end both, and readers would see the rest: end this one first",
)
_HIDDEN = (
    "in HTML, a comment begins here, whatever stands before it",
    "take the backslash out, or write `&lt;!--`",
)
_QUOTED = (
    "backticks make no code here, so this comment would be taken out from between them",
    "name it in other words; if it is a comment, take the backticks away",
)
_NO_END = (
    "this comment has no end",
    f"end it with `-->` before the next empty line, or put it on lines of its own; {_SHOW}",
)


def _fault(comments: Comments, number: int) -> tuple[str, str] | None:
    """Return what keeps an opener outside of code from being taken out, and what to do."""
    opener = comments.openers[number]
    written = opener.written
    if opener.kind is Kind.FOREIGN:
        return (
            f"`{written}` begins a comment of another tool, which readers would see",
            f"{OWN}; {_SHOW}",
        )
    if opener.kind is Kind.BROKEN:
        return f"`{written}` does not begin a comment, so readers would see it", OWN
    if opener.kind is Kind.REFERENCE:
        if number in comments.closed or not opener.is_surely_comment:
            return None
        return "this is no comment here, so readers would see it", f"{OWN} on a line of its own"
    if opener.end == Opener.NESTED:
        return _NESTED
    if number in comments.quoted:
        return _QUOTED
    is_one_line = opener.end > 0 and "\n" not in comments.text[opener.start : opener.end]
    if number in comments.closed or is_one_line:
        return None
    return _NO_END


def _with_space(text: str, start: int, end: int) -> tuple[int, int]:
    """Return *start* and *end* of a comment with one of the two spaces, or lines, around it."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if before == " " and after in {" ", "\n", ""} and text[max(0, start - 2) : start - 1].strip():
        return start - 1, end
    if before in {"\n", ""} and after in {"\n", " "}:
        return start, end + 1
    return start, end


def to_diagnostic(
    places: Places, opener: Opener, place: Location, message: str, help: str
) -> Diagnostic:
    """Return what is wrong with *opener* in a text that begins at *place*."""
    line, column, excerpt = places.of(opener.start)
    where = Location(place.path, place.line + line, column)
    return Diagnostic(Severity.ERROR, message, where, help, excerpt, len(opener.written))
