"""
Take comments out of texts, so that nothing after this stage can publish one.

A comment is for those who write.  Where one begins is found in the text as it
stands, and only the parser of the build is asked which of these places are code,
where readers see every character.  What is neither code nor surely a comment with
an end is a fault: it is better not to publish than to publish a note to oneself.
"""

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token
from msgspec import Struct
from msgspec.structs import replace

from briefgen.content.comment_marks import BASE, MARK, MOST, Comments
from briefgen.content.commonmark import to_tokens
from briefgen.content.openers import Kind, Opener, find_openers, may_have_openers
from briefgen.content.places import Places
from briefgen.errors import Diagnostic, Location, Severity


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


def uncomment(text: str, place: Location, *, html: bool) -> Uncommented:
    """Return the Markdown *text*, which begins at *place*, without comments; code stays."""
    if not may_have_openers(text):
        return Uncommented(text)
    openers = tuple(find_openers(text, escapes=True))
    if not openers and not (html and "\\<!--" in text):
        return Uncommented(text)
    comments = Comments(text, openers[:MOST])
    tokens, _ = to_tokens(_marked(text, comments.openers), html=html, comments=comments)
    code: set[int] = set()
    _look_for_marks(tokens, code, comments)
    clean = _cut(comments, code, place)
    if len(openers) > MOST:
        fault = _to_diagnostic(
            Places(text), openers[MOST], place, "too many comments begin here", _OWN
        )
        clean = replace(clean, faults=(*clean.faults, fault))
    return clean


def uncomment_plain(text: str, place: Location) -> Uncommented:
    """Return *text*, in which nothing is code or Markdown, without comments."""
    if not may_have_openers(text):
        return Uncommented(text)
    comments = Comments(text, tuple(find_openers(text, escapes=False)))
    for number, opener in enumerate(comments.openers):
        is_first = not text[text.rfind("\n", 0, opener.start) + 1 : opener.start].strip()
        if opener.end > 0 and (opener.kind is Kind.HTML or is_first):
            comments.closed.add(number)
    return _cut(comments, set(), place)


def escape_openers(text: str) -> str:
    r"""
    Return the Markdown *text* with a backslash before what would be refused as a comment.

    >>> print(escape_openers("%% a %% and `%% b %%`"))
    \%% a \%% and `%% b %%`
    """
    for _ in range(9):
        at = uncomment(text, Location(""), html=False).at
        if not at:
            break
        bounds = zip((0, *at), (*at, len(text)), strict=True)
        text = "\\".join(text[start:end] for start, end in bounds)
    return text


def part_openers(text: str) -> str:
    """Return *text*, in which nothing is Markdown, with no comment and no beginning of one."""
    text = uncomment_plain(text, Location("")).published()
    # What is parted may leave the beginning of another one.
    while openers := tuple(find_openers(text, escapes=False)):
        for opener in reversed(openers):
            at = opener.start + max(1, opener.written.find("]:") + 1)
            text = f"{text[:at]}\N{WORD JOINER}{text[at:]}"
    return text


def _marked(text: str, openers: Sequence[Opener]) -> str:
    """Return *text*, as long as it is, with a numbered mark on each of the *openers*."""
    pieces, done = [], 0
    for number, opener in enumerate(openers):
        pieces += [text[done : opener.start], MARK, chr(BASE + number)]
        done = opener.start + 2
    return "".join([*pieces, text[done:]])


_NUMBERED = re.compile(f"{MARK}(.)", re.DOTALL)


def _look_for_marks(tokens: Sequence[Token], code: set[int], comments: Comments) -> None:
    """Add the numbers of openers in code to *code*; note what raw HTML holds."""
    for token in tokens:
        if token.type in {"fence", "code_block", "code_inline"}:
            code.update(ord(found[1]) - BASE for found in _NUMBERED.finditer(token.content))
        elif token.type in {"html_block", "html_inline"}:
            # What has its end in another token has none in this one.
            last = max(0, token.content.rfind("-->"))
            marks = _NUMBERED.finditer(token.content, 0, last)
            comments.closed.update(ord(found[1]) - BASE for found in marks)
            comments.has_hidden |= "<!--" in token.content
        elif token.children:
            _look_for_marks(token.children, code, comments)


def _cut(comments: Comments, code: set[int], place: Location) -> Uncommented:
    text = comments.text
    places = Places(text)
    pieces: list[str] = []
    cuts: list[tuple[int, int]] = []
    faults: list[Diagnostic] = []
    at: list[int] = []
    done = length = 0
    closes = False
    for number, opener in enumerate(comments.openers):
        if number in code or opener.start < done:
            continue
        # What ends as it begins is one comment.
        closes = opener.written == "%%" and not closes
        if opener.written == "%%" and not closes:
            continue
        fault = _fault(comments, number)
        if fault:
            at.append(opener.start)
            faults.append(_to_diagnostic(places, opener, place, *fault))
        elif opener.kind is Kind.HTML or number in comments.closed:
            alone = MARK if number in comments.alone else ""
            start, end = opener.start, opener.end
            if not alone:
                start, end = _with_space(text, start, end)
            pieces += [text[done : max(done, start)], alone]
            length += len(pieces[-2]) + len(alone)
            cuts.append((length, end))
            done = end
    cut = "".join([*pieces, text[done:]])
    if not faults:
        faults += _made_anew(comments, cut, code, place)
    return Uncommented(cut, tuple(cuts), tuple(faults), tuple(at))


def _made_anew(
    comments: Comments, cut: str, code: set[int], place: Location
) -> Iterator[Diagnostic]:
    """Report a beginning that is one only after the cut, or only in raw HTML."""
    if comments.has_hidden:
        offset = comments.text.find("\\<!--") + 1
        opener = Opener(Kind.HTML, offset, "<!--")
        yield _to_diagnostic(Places(comments.text), opener, place, *_HIDDEN)
    kept = sum(comments.openers[number].kind is Kind.HTML for number in code)
    if cut.count("<!--") > kept + comments.text.count("\\<!--"):
        first = next(one for number, one in enumerate(comments.openers) if number not in code)
        yield _to_diagnostic(Places(comments.text), first, place, *_NESTED)


_OWN = "write a comment as `<!-- … -->`"
_SHOW = "to show the characters, put them between backticks in a Markdown file"
_NESTED = (
    "another comment begins before this one ends",
    "the first `-->` would end both, and readers would see the rest: end this one first",
)
_HIDDEN = (
    "in HTML, a comment begins here, whatever stands before it",
    "take the backslash out, or write `&lt;!--`",
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
            f"{_OWN}; {_SHOW}",
        )
    if opener.kind is Kind.BROKEN:
        return f"`{written}` does not begin a comment, so readers would see it", _OWN
    if opener.kind is Kind.REFERENCE:
        if number in comments.closed or not opener.is_surely_comment:
            return None
        return "this is no comment here, so readers would see it", f"{_OWN} on a line of its own"
    if opener.end == Opener.NESTED:
        return _NESTED
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


def _to_diagnostic(
    places: Places, opener: Opener, place: Location, message: str, help: str
) -> Diagnostic:
    line, column, excerpt = places.of(opener.start)
    where = Location(place.path, place.line + line, column)
    return Diagnostic(Severity.ERROR, message, where, help, excerpt, len(opener.written))
