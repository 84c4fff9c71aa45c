"""Write the pieces that stay in a text as Markdown."""

import re
from collections.abc import Sequence

from briefgen.ingest.escape import escape, with_links
from briefgen.ingest.pieces import IN_BODY, Decision, Form, Piece, Role
from briefgen.ingest.tables import to_table

_CLOSING = re.compile(r"(?<!\S)(#+\s*)$")
"""Signs at the end of a heading, which would close it."""

_LISTED = {Form.ENTRY, Form.NUMBERED}


def to_body(decisions: Sequence[Decision]) -> str:
    """Return the body of a draft: what is text, with headings, lists, tables and quotations."""
    kept = [one for one in decisions if one.role in IN_BODY]
    blocks: list[str] = []
    level, was_broken = 0, False
    for place, one in enumerate(kept):
        before = kept[place - 1] if place else None
        is_below = before is not None and before.piece.form in _LISTED and not was_broken
        # An entry is at most one level below the one above it.
        level = min(one.piece.level, level + 1) if is_below and one.piece.form in _LISTED else 0
        is_broken = _breaks_count(before, one, level)
        block = _broken(one.piece) if is_broken else _block(one, level)
        is_apart, was_broken = is_broken or was_broken, is_broken
        if before and not is_apart and _goes_with(before.piece, one.piece):
            glue = "\n>\n" if one.piece.form is Form.QUOTED else "\n"
            blocks[-1] += glue + block
        else:
            blocks.append(block)
    return "\n\n".join(blocks) + "\n" if blocks else ""


def _goes_with(before: Piece, piece: Piece) -> bool:
    """Whether a piece belongs to the same list or quotation as the one before it."""
    if piece.form is Form.QUOTED:
        return before.form is Form.QUOTED and piece.line - before.last <= 2
    return (
        piece.form in _LISTED
        and before.form in _LISTED
        and piece.line - before.last <= 1
        and (piece.form is before.form or piece.level != before.level)
    )


def _broken(piece: Piece) -> str:
    """Return an entry as a paragraph with the number that was written."""
    words = piece.markdown or with_links(piece.text)
    return f"{piece.number[:-1]}\\{piece.number[-1]} {words}"


def _block(one: Decision, level: int) -> str:
    piece = one.piece
    if one.role is Role.HEADING:
        depth = min(6, max(2, piece.level))
        heading = _CLOSING.sub(r"\\\1", piece.markdown or escape(piece.written))
        return f"{'#' * depth} {heading}"
    words = piece.markdown or (with_links(piece.text) if piece.form is not Form.TABLE else "")
    if piece.form is Form.ENTRY:
        return f"{'    ' * level}- {_indented(words, level)}"
    if piece.form is Form.NUMBERED:
        return f"{'    ' * level}{piece.number} {_indented(words, level)}"
    if piece.form is Form.TABLE:
        rows = [list(map(escape, line.split("\t"))) for line in piece.text.split("\n")]
        return piece.markdown or to_table(rows)
    if piece.form is Form.QUOTED:
        return "\n".join(f"> {line}" if line else ">" for line in words.split("\n"))
    if piece.form is Form.VERBATIM:
        return piece.markdown or fenced(piece.text)
    return words


def _indented(words: str, level: int) -> str:
    return words.replace("\n", "\n" + "    " * (level + 1))


def _breaks_count(before: Decision | None, one: Decision, level: int) -> bool:
    """Whether Markdown would show another number than was written."""
    piece = one.piece
    if (
        one.role is Role.HEADING
        or piece.form is not Form.NUMBERED
        or before is None
        or before.piece.form is not Form.NUMBERED
        or before.role is Role.HEADING
    ):
        return False
    follows = int(piece.number[:-1]) == int(before.piece.number[:-1]) + 1
    is_same = piece.number[-1] == before.piece.number[-1]
    return level == 0 and is_same and not follows and before.piece.level == 0


def fenced(text: str) -> str:
    """Return *text* as code, between fences that it does not contain."""
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}\n{text}\n{fence}"


def left_out(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Return what does not stand in the body, in order."""
    return tuple(one for one in decisions if one.role not in IN_BODY)
