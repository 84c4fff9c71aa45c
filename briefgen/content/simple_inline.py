"""
Read the inline markup that nearly all prose consists of, in one scan.

Most sentences have no markup, and most others only plain emphasis, code and
links that do not nest.  For those the outcome is certain from the characters on
both sides of each mark, and one regular expression finds it.  Whatever is not
certain is left to the full parser: ``scan`` returns ``None``.  That the two
agree is tested on the specification's examples and on generated text.
"""

import re
from collections.abc import Callable

from markdown_it.token import Token

from briefgen.content.mentions import CITATION
from briefgen.schema.comments import MARK

_PLAIN = rf"[^\n!&*<\[\\\]^_`~{MARK}]"
_WORD = r"[^\W_]"
_INSIDE = rf"{_WORD}(?:{_PLAIN}*{_WORD})?"
# Before a mark stands nothing, white space or an opening bracket or quote; after
# it nothing, white space or closing punctuation.  Then it can only open or close.
_BEFORE = r"(?<![^\s(\"'“‘])"
_AFTER = r"(?![^\s.,;:?)\"'”’…])"

_PIECE = re.compile(
    rf"(?P<text>(?:{_PLAIN}+|!(?!\[))+)"
    rf"|{_BEFORE}\*\*(?P<strong>{_INSIDE})\*\*{_AFTER}"
    rf"|{_BEFORE}\*(?P<em>{_INSIDE})\*{_AFTER}"
    rf"|\[(?P<label>{_PLAIN}+)\]\((?P<href>https?://[a-z0-9.-]+(?:/[\w./~-]*)?|[\w./#-]+)\)"
    rf"|{CITATION}"
    r"|`(?P<code>[^`\s](?:[^`\n]*[^`\s])?)`(?!`)"
    r"|(?P<newline>(?<![ \t])\n(?![ \t]))",
    re.ASCII,
)


def scan(source: str) -> list[Token] | None:
    """Return the inline tokens of *source*, or ``None`` if the full parser must decide."""
    tokens: list[Token] = []
    position, end = 0, len(source)
    match_at = _PIECE.match
    while position < end:
        match = match_at(source, position)
        if match is None:
            return None
        position = match.end()
        _MAKERS[match.lastgroup](tokens, match)  # type: ignore[index]  # a group always matches
    return tokens


def _text(tokens: list[Token], match: re.Match[str]) -> None:
    tokens.append(Token("text", "", 0, content=match[0]))


def _strong(tokens: list[Token], match: re.Match[str]) -> None:
    tokens.append(Token("strong_open", "strong", 1, markup="**"))
    tokens.append(Token("text", "", 0, content=match["strong"], level=1))
    tokens.append(Token("strong_close", "strong", -1, markup="**"))


def _em(tokens: list[Token], match: re.Match[str]) -> None:
    tokens.append(Token("em_open", "em", 1, markup="*"))
    tokens.append(Token("text", "", 0, content=match["em"], level=1))
    tokens.append(Token("em_close", "em", -1, markup="*"))


def _code(tokens: list[Token], match: re.Match[str]) -> None:
    tokens.append(Token("code_inline", "code", 0, markup="`", content=match["code"]))


def _link(tokens: list[Token], match: re.Match[str]) -> None:
    tokens.append(Token("link_open", "a", 1, attrs={"href": match["href"]}))
    tokens.append(Token("text", "", 0, content=match["label"], level=1))
    tokens.append(Token("link_close", "a", -1))


def _citation(tokens: list[Token], match: re.Match[str]) -> None:
    if tokens and tokens[-1].type == "text":
        tokens[-1].content = tokens[-1].content.rstrip(" ")
    if tokens and tokens[-1].type in {"text", "softbreak"} and not tokens[-1].content:
        tokens.pop()
    meta = {"source": match["cited"], "at": match.start()}
    tokens.append(Token("citation", "", 0, meta=meta))


def _newline(tokens: list[Token], _: re.Match[str]) -> None:
    tokens.append(Token("softbreak", "br", 0))


_MAKERS: dict[str, Callable[[list[Token], re.Match[str]], None]] = {
    "text": _text,
    "strong": _strong,
    "em": _em,
    "href": _link,
    "code": _code,
    "cited": _citation,
    "newline": _newline,
}
