"""
Declare what a text is taken apart into, and what is decided about each part.

Whatever a text came as, the rules see pieces: a paragraph, a line, an entry of a
list.  A piece knows its line in the text as it came, so that every decision can
be traced back and undone.
"""

from enum import StrEnum

from msgspec import Struct

from briefgen.model.scalars import Day


class Form(StrEnum):
    """What a piece looks like, before anyone has asked what it means."""

    LINE = "line"
    """Text that may be a paragraph, a heading, or anything else."""
    HEADING = "heading"
    """Marked as a heading where it came from."""
    ENTRY = "entry"
    """Of a list with bullets."""
    NUMBERED = "numbered"
    TABLE = "table"
    """One line for each row, with tabs between the cells."""
    QUOTED = "quoted"
    """Marked as a quotation where it came from."""
    VERBATIM = "verbatim"
    """Whose line breaks count, such as a program."""
    PICTURE = "picture"


class Role(StrEnum):
    """What a piece is for."""

    TEXT = "text"
    TITLE = "title"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    DATE = "date"
    CAPTION = "caption"
    HEADING = "heading"
    SECTION = "section"
    FURNITURE = "furniture"
    REPEAT = "repeat"
    """Said before, word for word."""


IN_BODY = frozenset({Role.TEXT, Role.HEADING})
"""What stays in the text of a draft; all else is in its front matter, or left out."""


class Piece(Struct, frozen=True):
    """A part of a text."""

    line: int
    """Where it begins, from 1; for pages and documents, its place among the pieces."""
    last: int
    """The line on which it ends."""
    text: str
    """Without markup; on one line, but for tables and what is verbatim."""
    form: Form = Form.LINE
    level: int = 0
    """Of a heading, or how deep an entry is nested."""
    number: str = ""
    """Of a numbered entry, as it was written."""
    markdown: str = ""
    """The same as Markdown, if the text came with markup; else empty."""
    hints: tuple[str, ...] = ()
    """What the markup around it says, such as ``nav`` or ``caption``."""

    @property
    def written(self) -> str:
        """The text with its number, if it has one."""
        return f"{self.number} {self.text}" if self.number else self.text


class Facts(Struct, frozen=True):
    """What a page, mail or document says of itself, outside its text."""

    title: str = ""
    authors: tuple[str, ...] = ()
    date: Day | None = None
    updated: Day | None = None
    summary: str = ""
    section: str = ""
    language: str = ""
    publisher: str = ""
    url: str = ""


class Manuscript(Struct, frozen=True):
    """A text, taken apart but not yet understood."""

    kind: str
    """What it came as, in words, such as “text” or “mail”."""
    pieces: tuple[Piece, ...]
    facts: Facts = Facts()
    notes: tuple[str, ...] = ()
    """What an editor should know of how it was read."""


class Evidence(Struct, frozen=True):
    """What one rule says of one piece."""

    index: int
    """Of the piece."""
    role: Role
    weight: int
    """How strongly it speaks for the role; negative against it."""
    why: str


class Decision(Struct, frozen=True):
    """What a piece was taken for."""

    piece: Piece
    role: Role
    rule: str
    """The rule that said the most; empty for text that no rule says anything of."""
    why: str
    sureness: int
    """From 50, as good as a coin, to 99."""
