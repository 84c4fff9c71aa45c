"""
Set quotation marks, dashes and ellipses as each language does.

markdown-it-py has such a rule, but it looks for the partner of every mark and
takes quadratic time on hostile text.  Here the side of a mark follows from its
neighbours alone, in one pass; a mark without a partner does no harm.
"""

import re
from collections.abc import Sequence

from markdown_it.token import Token

_QUOTES = {
    # Unlike ”, the outer marks are mirrored where text runs from the right.
    "ar": "«»”“",
    "bg": "„“‚‘",
    "cs": "„“‚‘",
    "da": "“”‘’",
    "de": "„“‚‘",
    "el": "«»“”",
    "es": "«»“”",
    "fa": "«»‹›",
    "fi": "””’’",
    "fr": ("«\u202f", "\u202f»", "“", "”"),
    "hu": "„”»«",
    "it": "«»“”",
    "ja": "「」『』",
    "nl": "“”‘’",
    "no": "«»‘’",
    "pl": "„”‚’",
    "pt": "“”‘’",
    "ro": "„”«»",
    "ru": "«»„“",
    "sv": "””’’",
    "tr": "“”‘’",
    "uk": "«»„“",
    "zh": "“”‘’",
}
_ENGLISH = "“”‘’"

_DASHES = re.compile("(?<!-)-{2,3}(?!-)|\\.{3}")
_MARKS = re.compile("[\"']")
# Begins with the mark itself, which the regular expression engine finds fastest.
_IN_WORD = re.compile(r"'(?<=[^\W_]')(?=[^\W_])")
_OPENERS = set("([{<-–—/\"'“‘„«»‹›¿¡")
_APOSTROPHE = "’"


def quotes_for(language: str) -> Sequence[str]:
    """
    Return the outer pair and the inner pair of quotation marks of *language*.

    >>> "".join(quotes_for("de-AT"))
    '„“‚‘'
    """
    if language.lower().startswith(("de-ch", "de-li")):
        return "«»‹›"
    return _QUOTES.get(language.lower().partition("-")[0], _ENGLISH)


def set_typography(inline: Token, quotes: Sequence[str]) -> None:
    """Replace the plain marks in the text of *inline*, but not in code or addresses."""
    content = inline.content
    has_marks = '"' in content or "'" in content
    has_dashes = "--" in content or "..." in content
    if not has_marks and not has_dashes:
        return
    children = inline.children or []
    if has_marks and "<" not in content and not _set_apostrophes(children):
        if not has_dashes:
            return
        has_marks = False
    texts = _texts(children)
    before = " "
    still_open = {'"': 0, "'": 0}
    for index, (token, shown) in enumerate(texts):
        if token is None:
            before = shown
            continue
        text = _DASHES.sub(_dash, token.content) if has_dashes else token.content
        if has_marks and ("'" in text or '"' in text):
            after = texts[index + 1][1][:1] if index + 1 < len(texts) else " "
            token.content, before = _set_quotes(text, before, after, quotes, still_open)
        else:
            token.content = text
            before = text[-1:] or before


def typeset(text: str, quotes: Sequence[str]) -> str:
    """
    Return *text*, which has no markup, with its plain marks replaced.

    >>> typeset('The "old" one -- or not', quotes_for("en"))
    'The “old” one – or not'
    """
    child = Token("text", "", 0, content=text)
    set_typography(Token("inline", "", 0, content=text, children=[child]), quotes)
    return str(child.content)


def _set_apostrophes(children: Sequence[Token]) -> bool:
    """Set the marks between two letters, which most are; return whether others remain."""
    remain = False
    for child in children:
        if child.type == "text":
            text = child.content
            if "'" in text:
                text = child.content = _IN_WORD.sub(_APOSTROPHE, text)
            remain = remain or "'" in text or '"' in text
    return remain


def _texts(children: Sequence[Token]) -> list[tuple[Token | None, str]]:
    """Return the texts of a paragraph; what may not change stands without its token."""
    texts: list[tuple[Token | None, str]] = []
    in_address = False
    for child in children:
        if child.type == "text" and child.content:
            texts.append((None if in_address else child, child.content))
        elif child.type in {"softbreak", "hardbreak"}:
            texts.append((None, " "))
        elif child.type == "link_open":
            in_address = child.info == "auto"
        elif child.type == "link_close":
            in_address = False
        elif child.content:
            texts.append((None, "x"))
    return texts


def _dash(match: re.Match[str]) -> str:
    return {"--": "–", "---": "—", "...": "…"}[match[0]]


def _set_quotes(
    text: str, before: str, after: str, quotes: Sequence[str], still_open: dict[str, int]
) -> tuple[str, str]:
    """Return *text* with its marks set, and what stands before the text after it."""
    pieces = []
    previous, done = -2, 0
    opens = False
    for match in _MARKS.finditer(text):
        at, mark = match.start(), match[0]
        pieces.append(text[done:at])
        left = text[at - 1] if at else before[-1:]
        right = text[at + 1] if at + 1 < len(text) else after
        # Of two marks in a row, the second does what the first did.
        if at - 1 != previous:
            opens = _may_open(left, is_open=still_open[mark] > 0) and not right.isspace()
        previous, done = at, at + 1
        if mark == "'" and opens and right.isdigit():
            opens = False
            pieces.append(_APOSTROPHE)
        elif opens:
            still_open[mark] += 1
            pieces.append(quotes[0 if mark == '"' else 2])
        elif mark == "'" and (not still_open[mark] or (left.isalnum() and right.isalnum())):
            pieces.append(_APOSTROPHE)
        else:
            still_open[mark] = max(0, still_open[mark] - 1)
            pieces.append(quotes[1 if mark == '"' else 3])
    pieces.append(text[done:])
    is_last = done == len(text) and done > 0
    return "".join(pieces), ("(" if opens else ")") if is_last else text[-1:]


def _may_open(left: str, *, is_open: bool) -> bool:
    """Whether a mark after *left* can open; scripts without spaces open what is not open yet."""
    return left.isspace() or left in _OPENERS or (left >= "\u2e80" and not is_open)
