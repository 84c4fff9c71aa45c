"""
Take comments out of texts, so that nothing after this stage can publish one.

A comment is for those who write.  Where one begins is found in the text as it
stands, and only the parser of the build is asked which of these places are code,
where readers see every character.  What is neither code nor surely a comment with
an end is a fault: it is better not to publish than to publish a note to oneself.
"""

import re
from collections.abc import Sequence

from markdown_it.token import Token
from msgspec.structs import replace

from briefgen.content.commonmark import to_tokens
from briefgen.errors import Location
from briefgen.schema.comments import (
    BASE,
    MARK,
    MOST,
    OWN,
    Comments,
    Uncommented,
    cut,
    fold_label,
    to_diagnostic,
    uncomment_plain,
)
from briefgen.schema.openers import Opener, find_openers, may_have_openers
from briefgen.schema.places import Places


def uncomment(text: str, place: Location, *, html: bool) -> Uncommented:
    """Return the Markdown *text*, which begins at *place*, without comments; code stays."""
    clean = _uncomment(text, place, html=html)
    is_whole = bool(clean.cuts) and not clean.faults and MARK not in clean.text
    if is_whole and _uncomment(clean.text, place, html=html).cuts:
        # What stood behind a comment has moved to where it is read as one itself.
        first = next(find_openers(text, escapes=True))
        fault = to_diagnostic(Places(text), first, place, _JOINED, OWN)
        return replace(clean, faults=(fault,))
    return clean


_JOINED = "without this comment, what stands behind it would be one"


def _uncomment(text: str, place: Location, *, html: bool) -> Uncommented:
    if not may_have_openers(text):
        return Uncommented(text)
    openers = tuple(find_openers(text, escapes=True))
    if not openers and not (html and "\\<!--" in text):
        return Uncommented(text)
    comments = Comments(text, openers[:MOST])
    tokens, _ = to_tokens(_marked(text, comments.openers), html=html, comments=comments)
    code: set[int] = set()
    _look_for_marks(tokens, code, comments)
    clean = cut(comments, code, place)
    if len(openers) > MOST:
        fault = to_diagnostic(
            Places(text), openers[MOST], place, "too many comments begin here", OWN
        )
        clean = replace(clean, faults=(*clean.faults, fault))
    return clean


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
    """Add the numbers of openers in code to *code*; note what raw HTML holds, and brackets."""
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
            if "]" in token.content:
                written = "".join(_written(child) for child in token.children)
                comments.used.update(fold_label(one[1]) for one in _LABEL.finditer(written))


_LABEL = re.compile(r"\[([^\[\]]{1,300})\]")


def _written(token: Token) -> str:
    if token.type == "softbreak":
        return " "
    return token.content if token.type == "text" else ""
