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
    "ar": "“”‘’",
    "bg": "„“‚‘",
    "cs": "„“‚‘",
    "da": "“”‘’",
    "de": "„“‚‘",
    "el": "«»“”",
    "es": "«»“”",
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

_DASHES = re.compile("-{2,3}(?!-)|\\.{3}")
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
    single = 0
    for index, (token, shown) in enumerate(texts):
        if token is None:
            before = shown
            continue
        text = _DASHES.sub(_dash, token.content) if has_dashes else token.content
        if has_marks and ("'" in text or '"' in text):
            after = texts[index + 1][1][:1] if index + 1 < len(texts) else " "
            text, single = _set_quotes(text, before, after, quotes, single)
        token.content = text
        before = text[-1:] or before


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
    text: str, before: str, after: str, quotes: Sequence[str], single: int
) -> tuple[str, int]:
    """Return *text* with its marks set, and how many single ones are open now."""
    pieces = []
    done = 0
    for match in _MARKS.finditer(text):
        at = match.start()
        pieces.append(text[done:at])
        done = at + 1
        left = text[at - 1] if at else before[-1:]
        right = text[done] if done < len(text) else after
        opens = (left.isspace() or left in _OPENERS) and not right.isspace()
        if match[0] == '"':
            pieces.append(quotes[0] if opens else quotes[1])
        elif opens and not right.isdigit():
            single += 1
            pieces.append(quotes[2])
        elif single and not (left.isalnum() and right.isalnum()):
            single -= 1
            pieces.append(quotes[3])
        else:
            pieces.append(_APOSTROPHE)
    pieces.append(text[done:])
    return "".join(pieces), single
