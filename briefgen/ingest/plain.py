"""
Take plain text apart: paragraphs, lists and tables, as the spaces show them.

Lines that a mail program or a terminal has broken are joined again.  Whether a
text was broken at all is told from its longest lines: where it was, every line
ends because the next word had no room.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from briefgen.ingest.pieces import Form, Piece

Line = tuple[int, str]
"""A line with its number."""

_BULLET = re.compile(r"[•●○◦▪▫■□‣⁃∙·➢➤►▶✓✔]\s*|[-*+]\s++(?!.*\s[-*+]$)")
_NUMBER = re.compile(
    r"(?!\d{1,2}\. [^\W\d]+\.? \d{4})(\d{1,3}[.)]|\([a-z0-9]{1,3}\)|[a-z]\))\s+", re.IGNORECASE
)
_NUMBER_SHOWN = re.compile(r"[0-9]{1,9}[.)]")
_QUOTED = re.compile(r"\s{0,3}>\s?")

_WIDEST, _NARROWEST = 110, 50
"""Columns of the longest line of a text that was broken into lines."""

_FEWEST_FULL = 3
"""Lines without room for the next word that it takes to believe that a text was broken."""


def read_plain(text: str) -> tuple[Piece, ...]:
    """Return the pieces of *text*, which has been mended."""
    blocks = tuple(_blocks(text.split("\n")))
    width = _width(blocks)
    known = set(re.findall(r"\w+", text.lower())) if width else set()
    pieces: list[Piece] = []
    for block in blocks:
        pieces += _take_apart(block, width, known)
    return tuple(pieces)


def _blocks(lines: Sequence[str]) -> Iterator[list[Line]]:
    """Yield the lines that stand together, without empty ones."""
    block: list[Line] = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            block.append((number, line.rstrip()))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _width(blocks: Sequence[list[Line]]) -> int:
    """Return the width to which a text was broken; 0 if it was not."""
    pairs = [
        (_columns(line), _columns(_first_word(following)))
        for block in blocks
        for (_, line), (_, following) in pairwise(block)
    ]
    # Where paragraphs are left in one piece, nobody has broken the others.
    if any(len(line) > _WIDEST and " " in line for block in blocks for _, line in block):
        return 0
    widest = max((size for size, _ in pairs), default=0)
    if not _NARROWEST <= widest <= _WIDEST:
        return 0
    # A line of half that width was ended by somebody, and says nothing.
    broken = [(size, word) for size, word in pairs if size >= widest * 0.5]
    full = sum(size + 1 + word > widest for size, word in broken)
    return widest if full >= max(_FEWEST_FULL, len(broken) * 0.7) else 0


def _first_word(line: str) -> str:
    return line.split(maxsplit=1)[0]


def _columns(line: str) -> int:
    if line.isascii():
        return len(line)
    return len(line) + sum(unicodedata.east_asian_width(one) in "WF" for one in line)


def _take_apart(block: list[Line], width: int, known: set[str]) -> Iterator[Piece]:
    rows: list[Line] = []
    run: list[Line] = []
    for line in block:
        if "\t" in line[1].strip():
            yield from _paragraphs(run, width, known)
            run = []
            rows.append(line)
        else:
            yield from _table(rows)
            rows = []
            run.append(line)
    yield from _table(rows)
    yield from _paragraphs(run, width, known)


def _table(rows: list[Line]) -> Iterator[Piece]:
    """Yield lines with tabs as one table; a line by itself is text with a gap in it."""
    if not rows:
        return
    if len(rows) == 1:
        number, line = rows[0]
        yield Piece(number, number, " ".join(line.split()))
        return
    cells = [[" ".join(cell.split()) for cell in line.strip("\n").split("\t")] for _, line in rows]
    text = "\n".join("\t".join(row) for row in cells)
    yield Piece(rows[0][0], rows[-1][0], text, Form.TABLE)


def _paragraphs(lines: list[Line], width: int, known: set[str]) -> Iterator[Piece]:
    group: list[Line] = []
    for line in lines:
        if group and not _goes_on(group, line[1], width):
            yield _joined(group, known)
            group = []
        group.append(line)
    if group:
        yield _joined(group, known)


def _goes_on(group: list[Line], line: str, width: int) -> bool:
    """Whether *line* belongs to the paragraph before it: its first word had no room there."""
    before = group[-1][1]
    if _marker(line) or bool(_QUOTED.match(before)) != bool(_QUOTED.match(line)):
        return False
    first = _first_word(line)
    is_hanging = bool(_marker(group[0][1])) and line[:1].isspace()
    if is_hanging and not width:
        return True
    # A sentence that goes on in lower case was broken, whatever the other lines say.
    if _columns(before) >= _NARROWEST and line[:1].islower() and before[-1:] not in ".!?:;”\"'":
        return True
    return bool(width) and _columns(before) + 1 + _columns(first) > width


def _marker(line: str) -> re.Match[str] | None:
    stripped = line.strip()
    return _BULLET.match(stripped) or _NUMBER.match(stripped)


def _joined(group: list[Line], known: set[str]) -> Piece:
    """Return lines as one piece, with its words as they were before they were broken."""
    form, texts = Form.LINE, [line.strip() for _, line in group]
    if _QUOTED.match(group[0][1]):
        form, texts = Form.QUOTED, [_QUOTED.sub("", text, count=1) for text in texts]
    text = _join(texts, known)
    depth = (len(group[0][1]) - len(group[0][1].lstrip())) // 2
    number = ""
    bullet, numbered = _BULLET.match(text), _NUMBER.match(text)
    if bullet and len(text) > bullet.end() and form is Form.LINE:
        form, text = Form.ENTRY, text[bullet.end() :]
    elif numbered and len(text) > numbered.end() and form is Form.LINE:
        if _NUMBER_SHOWN.fullmatch(numbered[1]):
            form, number, text = Form.NUMBERED, numbered[1], text[numbered.end() :]
        else:
            form = Form.ENTRY
    level = min(depth, 3) if form in {Form.ENTRY, Form.NUMBERED} else 0
    return Piece(group[0][0], group[-1][0], " ".join(text.split()), form, level, number)


_LONGEST_WORD = 80
_WIDE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")


def _join(texts: Sequence[str], known: set[str]) -> str:
    """Return lines as one; a hyphen goes if the word is known without it."""
    parts = [texts[0]]
    for before, following in pairwise(texts):
        if _WIDE.match(before[-1:]) and _WIDE.match(following[:1]):
            parts.append(following)
            continue
        broken = re.search(r"(?<!\w)(\w+)-$", before[-_LONGEST_WORD:])
        rest = re.match(r"\w+", following)
        if not broken or not rest:
            parts.append(" ")
        elif (broken[1] + rest[0]).lower() in known and rest[0][0].islower():
            parts[-1] = parts[-1][:-1]
        parts.append(following)
    return "".join(parts)
