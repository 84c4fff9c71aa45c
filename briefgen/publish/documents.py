"""
Read the texts of a PDF, whatever program has written it.

What a reader of PDFs would show is not enough: former versions, notes and the
description of the file are as public.  So every stream is unpacked, and every string
read, in the order in which they stand there (ISO 32000-1, sections 7.3 and 9).
"""

import base64
import binascii
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress

from msgspec import Struct

_HEAD = re.compile(rb"%PDF-\d")
_OBJECT = re.compile(rb"\d \d+ obj\b")
_STREAM = re.compile(rb"\bstream\r?\n")
_END = b"endstream"
_LONGEST_HEAD = 2000

_NO_TEXT = re.compile(rb"/Subtype\s*/(?:Image|Type1C|CIDFontType0C|OpenType)\b|/Length1\b")
"""Pictures and fonts: the pixels of a scanned book would fill the memory."""

_JPEG = re.compile(rb"/DCTDecode\b")
_TOKEN = re.compile(
    rb"\((?P<text>(?:[^()\\]++|\\.|\((?:[^()\\]++|\\.)*+\))*+)\)"
    rb"|<(?P<hex>[0-9A-Fa-f\s]{2,}+)>"
    rb"|(?P<gap>-\d{3,5})(?=[\s.<(])"
    rb"|\b(?P<line>T[dDm*]|ET)\b",
    re.DOTALL,
)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"", b"f": b"", b"\n": b"", b"\r\n": b""}

_MOST_FONTS = 60
_RANGES = re.compile(rb"beginbf(char|range)((?:(?!(?:begin|end)bf).)*+)endbf", re.DOTALL)
_CODES = re.compile(rb"<([0-9A-Fa-f\s]*)>|\[|\]")
_WIDE = re.compile(rb"begincodespacerange\s*<\s*[0-9A-Fa-f]{4}\s*>")

_MOST_LETTERS = 70_000


class UnreadableError(Exception):
    """A file cannot be looked into, for the reason given."""


class _Font(Struct, frozen=True):
    """Which letters the codes of a font mean."""

    is_wide: bool
    """Whether a code has two bytes."""
    letters: dict[int, str]


def is_pdf(data: bytes) -> bool:
    """Whether *data* is a PDF, which may begin with something else, and no text about them."""
    return _HEAD.search(data, 0, 1024) is not None and _OBJECT.search(data) is not None


def is_encrypted(data: bytes) -> bool:
    """Whether the texts of the PDF *data* can be read with its key only."""
    return re.search(rb"/Encrypt\s*(?:\d+\s+\d+\s+R|<<)", data) is not None


def pdf_streams(data: bytes, room: Callable[[], int]) -> Iterator[bytes]:
    """
    Yield the streams of the PDF *data* and then its texts, each of at most *room* bytes.

    Raises:
        UnreadableError: a stream is packed in a way that nobody uses for texts any more.

    """
    fonts: list[_Font] = []
    outside, streams = _taken_apart(data)
    shown = [outside]
    for head, content in streams:
        if _NO_TEXT.search(head):
            if _JPEG.search(head):
                yield content
            continue
        if b"/LZW" in head:
            raise UnreadableError("its text is packed in an old way")
        plain = _unpacked(head, content, room())
        if b"beginbf" in plain:
            fonts.append(_Font(_WIDE.search(plain) is not None, _letters(plain)))
            continue
        yield plain
        if b"(" in plain or b"<" in plain:
            shown.append(plain)
    for one in shown:
        strings = list(_strings(one))
        for font in (None, *fonts[:_MOST_FONTS]):
            text = "".join(_read(string, font) for string in strings)
            if text.strip():
                yield text.encode("utf-8", "replace")[: room()]


def _taken_apart(data: bytes) -> tuple[bytes, list[tuple[bytes, bytes]]]:
    """Return what stands outside of streams, and each with the dictionary before it."""
    outside, streams, end = [], [], 0
    for found in _STREAM.finditer(data):
        if found.start() < end:
            continue
        before = data[end : found.start()]
        outside.append(before)
        head = before[-_LONGEST_HEAD:]
        start, end = found.end(), data.find(_END, found.end())
        # Without an end the file was cut off.
        end = len(data) if end < 0 else end
        streams.append((head[head.rfind(b" obj") + 1 :], data[start:end]))
    return b"".join((*outside, data[end:])), streams


def _unpacked(head: bytes, content: bytes, room: int) -> bytes:
    try:
        if b"ASCII85Decode" in head or b"/A85" in head:
            content = base64.a85decode(content.strip().removeprefix(b"<~").removesuffix(b"~>"))
        elif b"ASCIIHexDecode" in head or b"/AHx" in head:
            content = _from_hex(content.partition(b">")[0])
    except ValueError as fault:
        raise UnreadableError("it is damaged") from fault
    if b"FlateDecode" not in head and b"/Fl" not in head:
        return content
    unpacker, out = zlib.decompressobj(), b""
    try:
        return unpacker.decompress(content, room)
    except zlib.error:
        unpacker = zlib.decompressobj()
    try:
        # Programs that mend a file show what comes before the damage.
        for at in range(0, len(content), 512):
            out += unpacker.decompress(content[at : at + 512], max(1, room - len(out)))
    except zlib.error:
        pass
    return out


def _strings(data: bytes) -> Iterator[bytes | str]:
    """Yield the strings of *data* as bytes, and as texts what parts them on the page."""
    for found in _TOKEN.finditer(data):
        if found["text"] is not None:
            yield _ESCAPE.sub(_meant, found["text"]) if b"\\" in found["text"] else found["text"]
        elif found["hex"] is not None:
            yield _from_hex(found["hex"])
        else:
            yield " " if found["gap"] else "\n"


def _meant(found: re.Match[bytes]) -> bytes:
    name = found[1]
    return bytes([int(name, 8) & 0xFF]) if b"0" <= name < b"8" else _NAMED.get(name, name)


def _from_hex(text: bytes) -> bytes:
    digits = b"".join(text.split())
    try:
        return binascii.unhexlify(digits + b"0" * (len(digits) % 2))
    except binascii.Error:
        return b""


def _read(string: bytes | str, font: _Font | None) -> str:
    if isinstance(string, str):
        return string
    if font is None:
        if string.startswith(b"\xfe\xff"):
            return f"{string[2:].decode('utf-16-be', 'replace')}\n"
        return string.decode("cp1252", "replace")
    codes: Iterable[int] = string
    if font.is_wide:
        codes = (high << 8 | low for high, low in zip(string[::2], string[1::2], strict=False))
    return "".join(font.letters.get(code, "") for code in codes)


def _letters(table: bytes) -> dict[int, str]:
    """Return which letters the codes of a font mean (ISO 32000-1, section 9.10.3)."""
    letters: dict[int, str] = {}
    for kind, body in _RANGES.findall(table):
        codes = iter(found[1].strip() or found[0] for found in _CODES.finditer(body))
        # A table that ends too early, or holds something else, says as much as it says.
        with suppress(StopIteration, ValueError):
            while len(letters) < _MOST_LETTERS:
                _add_letters(letters, codes, is_range=kind == b"range")
    return letters


def _add_letters(letters: dict[int, str], codes: Iterator[bytes], *, is_range: bool) -> None:
    first = int(next(codes), 16)
    last = int(next(codes), 16) if is_range else first
    begin = next(codes)
    if begin == b"[":
        for code in range(first, last + 2):
            one = next(codes)
            if one == b"]":
                return
            letters[code] = _from_hex(one).decode("utf-16-be", "replace")
    text = _from_hex(begin).decode("utf-16-be", "replace")
    for step in range(min(last - first + 1, _MOST_LETTERS - len(letters)) if text else 0):
        letters[first + step] = text[:-1] + chr(min(ord(text[-1]) + step, 0x10FFFF))
