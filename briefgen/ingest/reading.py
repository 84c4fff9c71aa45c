"""
Read whatever a text came as: plain text, Markdown, a page, a mail, a document.

What a file is follows from its name, or else from how it begins.  Each kind has a
reader of its own, which is loaded only when such a file comes.
"""

import re

from msgspec import Struct

from briefgen.errors import CommandError, Location, error
from briefgen.ingest.limits import (
    MOST_BRACKETS,
    MOST_BYTES,
    MOST_LINES,
    MOST_PIECES,
    MOST_SIGNS,
    MOST_TEXT,
    no_text,
    too_large,
    too_many,
)
from briefgen.ingest.mending import decode, mend
from briefgen.ingest.pieces import Facts, Manuscript
from briefgen.ingest.plain import read_plain

_KINDS = {
    "txt": "text",
    "text": "text",
    "md": "markdown",
    "markdown": "markdown",
    "htm": "page",
    "html": "page",
    "xhtml": "page",
    "eml": "mail",
    "mht": "mail",
    "mhtml": "mail",
    "docx": "document",
}

_SUFFIXES = {
    "text": ".txt",
    "markdown": ".md",
    "page": ".html",
    "mail": ".eml",
    "document": ".docx",
}

_TYPED = "write what it says into a text file, and import that"

_UNREADABLE = (
    (b"%PDF", "this is a PDF", "open it, copy its text, and import that with --clipboard"),
    (b"\xd0\xcf\x11\xe0", "this is a document of an older Word", "save it as .docx"),
    (b"{\\rtf", "this is rich text (RTF)", "save it as .docx or as plain text"),
    (b"\x89PNG", "this is a picture", _TYPED),
    (b"\xff\xd8\xff", "this is a picture", _TYPED),
    (b"GIF8", "this is a picture", _TYPED),
    (b"\x1f\x8b", "this is compressed", "unpack it first"),
)

_BEGINS_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*+<(?:!doctype\s+html|html|head|body|article|main)\b",
    re.IGNORECASE | re.DOTALL,
)


class Input(Struct, frozen=True):
    """A text as it came."""

    name: str
    """What it is called in messages: a path, an address, or where it was read from."""
    data: bytes
    kind: str
    """One of text, markdown, page, mail, document."""
    url: str = ""
    """Where it was fetched from."""
    charset: str = ""
    """The encoding that a server has named."""

    @property
    def suffix(self) -> str:
        """What the name of its copy ends in."""
        return _SUFFIXES[self.kind]


def kind_of(name: str, data: bytes) -> str:
    """
    Return what kind of text *data* is, by its *name* or else by how it begins.

    Raises:
        CommandError: it is none that can be read; the error says what to do.

    """
    for beginning, message, help in _UNREADABLE:
        if data.startswith(beginning):
            raise CommandError(error(message, Location(name), help=help))
    kind = _KINDS.get(name.rpartition(".")[2].lower(), "")
    if data.startswith(b"PK\x03\x04"):
        if kind in {"", "document"}:
            return "document"
        raise CommandError(error("this is an archive", Location(name), help="unpack it first"))
    if kind:
        return kind
    return "page" if _BEGINS_PAGE.match(data[:4000]) else "text"


def read(source: Input) -> Manuscript:
    """
    Return the pieces of *source*, and what it says of itself.

    Raises:
        CommandError: it is too long, broken, or needs what is not installed.

    """
    manuscript = _read(source)
    if len(manuscript.pieces) > MOST_PIECES:
        raise too_many(source.name, f"{MOST_PIECES:,} paragraphs and lines")
    if not manuscript.pieces and manuscript.facts == Facts():
        raise no_text(source.name)
    return manuscript


def _read(source: Input) -> Manuscript:
    limit = MOST_TEXT if source.kind in {"text", "markdown"} else MOST_BYTES
    if len(source.data) > limit:
        raise too_large(source.name, limit)
    if source.kind == "page":
        from briefgen.ingest.page import read_page

        return read_page(source.data, source.name, url=source.url, charset=source.charset)
    if source.kind == "mail":
        from briefgen.ingest.mail import read_mail

        return read_mail(source.data, source.name)
    if source.kind == "document":
        from briefgen.ingest.document import read_document

        return read_document(source.data, source.name)
    text, note = decode(source.data, source.charset)
    if "\0" in text:
        help = "open it in its program, copy the text, and use --clipboard"
        raise CommandError(error("this is not text", Location(source.name), help=help))
    notes = (note,) if note else ()
    if text.count("\n") + text.count("\r") - text.count("\r\n") > MOST_LINES:
        raise too_many(source.name, f"{MOST_LINES:,} lines")
    if source.kind == "markdown":
        from briefgen.ingest.marked import read_marked

        if text.count("[") > MOST_BRACKETS:
            raise too_many(source.name, f"{MOST_BRACKETS:,} opening brackets")
        if sum(map(text.count, "*_<")) > MOST_SIGNS:
            raise too_many(source.name, f"{MOST_SIGNS:,} of the signs `*`, `_` and `<`")
        return read_marked(mend(text, has_entities=False), notes)
    return Manuscript("text", read_plain(mend(text)), notes=notes)
