"""Read a document of a word processor (``.docx``), by way of the page that mammoth makes of it."""

import io
import zipfile
import zlib
from importlib.util import find_spec

from briefgen.errors import CommandError, Location, error
from briefgen.ingest.limits import too_many
from briefgen.ingest.page import from_clean
from briefgen.ingest.pieces import Facts, Manuscript
from briefgen.ingest.sanitize import sanitize

_MOST_UNPACKED = 60_000_000
"""Bytes of all that is packed in a document, with its pictures."""

_MOST_FILES = 2_000

_MOST_TEXT = 20_000_000
"""Bytes of the files that are read."""

_MOST_ELEMENTS = 100_000
"""Elements of all that is read; an article has some thousand."""


def read_document(data: bytes, name: str) -> Manuscript:
    """
    Return the pieces of a document; its pictures are left behind.

    Raises:
        CommandError: it is none, it is broken, or the extra is not installed.

    """
    if find_spec("mammoth") is None:
        raise CommandError(
            error(
                "reading .docx needs the extra `docx`",
                Location(name),
                help="install it with `pip install 'briefgen[docx]'`, or save the document as text",
            )
        )
    # An extra, and a seventh of a second to load.
    import mammoth

    _refuse_bombs(data, name)
    try:
        result = mammoth.convert_to_html(
            io.BytesIO(data), convert_image=mammoth.images.img_element(lambda _: {"src": ""})
        )
    except Exception as fault:  # mammoth raises whatever its parsers do
        message = "this document cannot be read; it may be damaged or need a password"
        raise CommandError(error(message, Location(name), help="save it as text")) from fault
    clean = sanitize(result.value, name)
    return from_clean(clean, name, base="", facts=Facts(), kind="document")


def _refuse_bombs(data: bytes, name: str) -> None:
    """Refuse what is no document, or unpacks to more than one holds."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = archive.infolist()
            is_document = "word/document.xml" in archive.namelist()
            size = sum(one.file_size for one in files)
            if len(files) <= _MOST_FILES and size <= _MOST_UNPACKED and is_document:
                _refuse_many_elements(archive, name)
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, RuntimeError) as fault:
        help = "open it in a word processor, and save it again"
        raise CommandError(error("this document is damaged", Location(name), help=help)) from fault
    if not is_document:
        help = "save the text as .docx or as plain text"
        raise CommandError(error("this is no document of Word", Location(name), help=help))
    if len(files) > _MOST_FILES:
        raise too_many(name, f"{_MOST_FILES:,} files packed in it")
    if size > _MOST_UNPACKED:
        message = f"this document unpacks to more than {_MOST_UNPACKED // 1_000_000} MB"
        raise CommandError(error(message, Location(name), help="save it as text"))


def _refuse_many_elements(archive: zipfile.ZipFile, name: str) -> None:
    """Count before mammoth makes an object of each: a few bytes can be packed a million times."""
    size = elements = 0
    for one in archive.infolist():
        if not one.filename.lower().endswith((".xml", ".rels")):
            continue
        size += one.file_size
        if size > _MOST_TEXT:
            raise too_many(name, f"{_MOST_TEXT // 1_000_000} MB of text and its formatting")
        with archive.open(one) as stream:
            while piece := stream.read(1_000_000):
                elements += piece.count(b"<") - piece.count(b"</")
        if elements > _MOST_ELEMENTS:
            raise too_many(name, f"{_MOST_ELEMENTS:,} paragraphs and other elements")
