"""
Write text as Markdown that shows it as it is, with as few backslashes as that takes.

Whether something would be read as markup is not guessed: the parser that the
build uses is asked, and only what it would change is escaped.
"""

import re

from markdown_it.token import Token

from briefgen.content.commonmark import to_tokens

_SUSPECT = re.compile(r"[\\`*_\[<&~^|]|^\s*(?:[#>+\-=:]|\d{1,9}[.)])")
_CLASSES = ("\\", "`", "*", "_", "[", "<", "&", "~", "^")
ESCAPED = frozenset(_CLASSES)
"""What may have to be escaped inside a line."""

_PUNCTUATION = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
_STARTS = re.compile(r"^(\d{1,9})([.)])|^([#>+\-=:|])")
_ADDRESS = re.compile(r"https?://[^\s<>\"“”«»`]*[^\s<>\"“”«»`.,;:!?)\]'’]", re.IGNORECASE)

_LONGEST = 4000
"""Characters up to which it is worth looking for the fewest backslashes."""


def escape(text: str) -> str:
    r"""
    Return *text*, which is on one line, as a paragraph of Markdown.

    >>> print(escape("On the [occupied] side"), escape("2 * 3 * 4"), escape("# 1"))
    On the [occupied] side 2 * 3 * 4 \# 1
    >>> print(escape("*one* [two](three)"))
    \*one\* \[two](three)
    """
    if not _SUSPECT.search(text):
        return text
    if len(text) > _LONGEST:
        return _escape(text, ESCAPED)
    if _shows(text) == text:
        return text
    needed = ESCAPED
    for mark in _CLASSES:
        without = needed - {mark}
        if mark in text and _shows(_escape(text, without)) == text:
            needed = without
    plainest = _escape(text, needed, starts=False)
    return plainest if _shows(plainest) == text else _escape(text, needed)


def with_links(text: str) -> str:
    """
    Return *text* as Markdown in which the web addresses are links.

    >>> with_links("See https://example.org/a_b_c, page 2.")
    'See <https://example.org/a_b_c>, page 2.'
    """
    if "://" not in text or len(text) > _LONGEST or not _ADDRESS.search(text):
        return escape(text)
    pieces, done = [], 0
    for match in _ADDRESS.finditer(text):
        before = text[done : match.start()]
        pieces += [_escape(before, ESCAPED, starts=not done), f"<{match[0]}>"]
        done = match.end()
    pieces.append(_escape(text[done:], ESCAPED, starts=not done))
    linked = "".join(pieces)
    return linked if _shows(linked) == text else escape(text)


def escape_inline(text: str, marks: frozenset[str]) -> str:
    """Return *text* as a part of a line, with those *marks* escaped that could be markup."""
    return _escape(text, marks, starts=False)


def shows_as(markdown: str, text: str, *, with_marks: bool = False) -> bool:
    """
    Whether *markdown* is one paragraph that readers see as *text*.

    *with_marks*, some of the words may be links, emphasis or code.
    """
    shown = _shows(markdown, with_marks=with_marks)
    return " ".join(shown.split()) == " ".join(text.split())


def _escape(text: str, marks: frozenset[str], *, starts: bool = True) -> str:
    escaped = text
    if "\\" in marks:
        escaped = _PUNCTUATION.sub(r"\\\\", escaped)
    rest = "".join(mark for mark in _CLASSES if mark in marks and mark != "\\")
    if rest:
        escaped = re.sub(f"([{re.escape(rest)}])", r"\\\1", escaped)
    return _STARTS.sub(_start, escaped, count=1) if starts else escaped


def _start(match: re.Match[str]) -> str:
    return f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}"


_SHOWN = frozenset({"text", "text_special"})
_LINKED = frozenset({"link_open", "link_close"})
_MARKED = frozenset(
    f"{name}_{end}" for name in ("em", "strong", "s", "link") for end in ("open", "close")
) | {"code_inline"}
_BEFORE = "before\n\n"


def _shows(markdown: str, *, with_marks: bool = False) -> str:
    """Return the text of *markdown* where it is one paragraph of plain words and links."""
    # Some markup, such as a definition, counts only below a paragraph.
    tokens, environment = to_tokens(_BEFORE + markdown, html=True)
    if len(tokens) != 6 or "fences" in environment or tokens[3].type != "paragraph_open":
        return ""
    children: list[Token] = tokens[4].children or []
    for child in children:
        if child.type in _SHOWN or (with_marks and child.type in _MARKED):
            continue
        if child.type not in _LINKED or (child.nesting == 1 and child.info != "auto"):
            return ""
    return "".join(child.content for child in children)
