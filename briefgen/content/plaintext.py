"""
Turn pasted text into a body, without reading anything into it.

Blocks are what blank lines separate.  A short line without end punctuation that
stands above a paragraph is a section heading; every other block is a paragraph,
with its characters as they are.
"""

import re
from dataclasses import dataclass
from html import escape

from briefgen.content.html import PERMALINK
from briefgen.model.article import Body, Heading
from briefgen.slugs import anchor_id

MOST_WORDS = 9
"""Words that a heading may have."""

MOST_CHARACTERS = 80

_ENDS_SENTENCE = re.compile(r"[.!?…:;,。！？：；،؟۔]['\"”’»)\]]*$")
_LOOKS_LIKE_LIST = re.compile(r"^(?:[-*•–—·]\s|\d{1,3}[.)]\s)")
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of a text that belong together."""

    text: str
    is_heading: bool


def to_blocks(text: str) -> tuple[Block, ...]:
    r"""
    Return the blocks of *text*.

    Short lines at the end, such as the furniture of a web page, are above no
    paragraph and so no headings.  Nor are lines that occur twice, which captions
    do, nor several short lines in a row at the beginning.

    >>> [block.is_heading for block in to_blocks("It began.\n\nWhat followed\n\nMuch.")]
    [False, True, False]
    """
    texts = [block for block in _BLANK_LINES.split(text.strip("\n")) if block.strip()]
    short = [_is_short_line(block) for block in texts]
    opening = next((index for index, is_short in enumerate(short) if not is_short), len(texts))
    counts: dict[str, int] = {}
    for block in texts:
        counts[block] = counts.get(block, 0) + 1
    blocks = []
    for index, block in enumerate(texts):
        is_above_paragraph = index + 1 < len(texts) and not short[index + 1]
        is_heading = (
            short[index]
            and is_above_paragraph
            and counts[block] == 1
            and not (opening > 1 and index < opening)
        )
        blocks.append(Block(block, is_heading))
    return tuple(blocks)


def _is_short_line(block: str) -> bool:
    line = block.strip()
    return (
        "\n" not in line
        and len(line) <= MOST_CHARACTERS
        and len(line.split()) <= MOST_WORDS
        and not _ENDS_SENTENCE.search(line)
        and not _LOOKS_LIKE_LIST.match(line)
        and any(character.isalnum() for character in line)
    )


def convert_plain(text: str) -> tuple[Body, str, int]:
    """Return the body of *text*, the text of its first paragraph, and its words."""
    taken: dict[str, int] = {}
    pieces = []
    headings = []
    summary = ""
    for block in to_blocks(text):
        content = escape(block.text.strip(), quote=False)
        if block.is_heading:
            name = anchor_id(block.text.strip(), taken)
            headings.append(Heading(name, 2, block.text.strip(), content))
            mark = f"{PERMALINK}{name}{PERMALINK}"
            pieces.append(f'<h2 id="{name}">{content}{mark}</h2>\n')
        else:
            pieces.append(f"<p>{content}</p>\n")
            if not summary and not _is_short_line(block.text):
                summary = " ".join(block.text.split())
    return Body(("".join(pieces),), tuple(headings)), summary, len(text.split())
