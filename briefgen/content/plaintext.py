"""
Turn pasted text into a body, without reading anything into it.

Blocks are what blank lines separate.  Short lines above paragraphs are section
headings (``content/headings.py``); every other block is a paragraph, with its
characters as they are.
"""

import re
from html import escape

from msgspec import Struct

from briefgen.content.headings import headings_among, is_short_line
from briefgen.content.html import PERMALINK
from briefgen.model.article import Body, Heading
from briefgen.slugs import anchor_id

_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")


class Block(Struct, frozen=True):
    """Lines of a text that belong together."""

    text: str
    is_heading: bool


def to_blocks(text: str) -> tuple[Block, ...]:
    r"""
    Return the blocks of *text*; nothing of it is dropped.

    >>> [block.is_heading for block in to_blocks("It began.\n\nWhat followed\n\nMuch.")]
    [False, True, False]
    """
    texts = [block for block in _BLANK_LINES.split(text.strip("\n")) if block.strip()]
    return tuple(map(Block, texts, headings_among(texts)))


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
            if not summary and not is_short_line(block.text):
                summary = " ".join(block.text.split())
    return Body(("".join(pieces),), tuple(headings)), summary, len(text.split())
