"""
Read the texts of a file, and fold them so that looking finds what readers would see.

The same sentence can be written in a hundred ways: in another encoding, with
entities, with letters that nobody sees, in capitals.  Whatever is looked for is
folded in the same way as what it is looked for in, so that none of these matters.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from msgspec import Struct

from briefgen.publish.contents import Piece
from briefgen.publish.notes import SIGN, png_texts

_MARKS = (
    *((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32")),
    *((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")),
)
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_SAMPLE = 4096
_PART, _OVERLAP = 4_000_000, 20_000
"""Letters that are looked through at once; nothing that is sought is longer than the second."""

_MOST_SCRIPTS = 8
"""Of 256 letters each: what one text is written in; noise has all of them."""

_ENCODINGS = (
    *("mac-roman", "cp1251", "koi8-r", "cp1250", "cp1253", "cp1256"),
    *("koi8-u", "cp866", "iso8859-5", "iso8859-6"),
    *("shift-jis", "gb18030", "big5", "euc-kr"),
)
"""What old programs write, besides that of Windows; a text cannot say which."""
_LARGEST_GUESSED = 2_000_000

_CONTROL = bytes(range(9)) + b"\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1c\x1d\x1e\x1f"
_NARROW_RUN = re.compile(rb"[\t\n\r\x20-\x7e\xa0-\xff]{6,}")
_READ_RUN = re.compile(r"[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd]{6,}")
_LE_RUN = re.compile(rb"(?:[\t\n\r\x20-\xff]\x00|.[\x01\x03-\x06\x20]){6,}", re.DOTALL)
_BE_RUN = re.compile(rb"(?:\x00[\t\n\r\x20-\xff]|[\x01\x03-\x06\x20].){6,}", re.DOTALL)

_ESCAPE = re.compile(
    r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(.))", re.DOTALL
)
_TWICE = re.compile(r'\\{2,}+(?=u[0-9A-Fa-f]{4}|["/])')
_HALF = re.compile("[\ud800-\udfff]")
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_QUOTED = re.compile(r"=\r?\n|(?:=[0-9A-Fa-f]{2})+")
_MAIL = re.compile("quoted-printable", re.IGNORECASE)
_CUE = re.compile(r"\r?\n\r?\n(?:[^\n]{0,80}\n)?[\d:.,]{5,20} --> [^\n]*")
_LINK = re.compile(r"\]\([^()\s]{1,2000}\)")
_SIGN = "\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(rf"[{_SIGN}]|[^\W_{_SIGN}]+")
_TAG = re.compile(r"<[^<>]*>")
_REFERENCE = re.compile(
    r"<sup\b[^<>]*>(?:<(?!/?sup\b)[^<>]{0,300}>|[\s\d,\[\]()*†‡–-]){0,60}+</sup>"
)


class Text(Struct, frozen=True):
    """Something that a file says."""

    path: str
    """Of the file, and within it."""
    written: str
    """As it stands there."""
    plain: str
    """Without the escapes of HTML, JSON and addresses."""
    has_lines: bool
    """Whether its lines are those of the file."""
    line: int = 1
    """In which of them it begins."""


def texts_of(piece: Piece) -> Iterator[Text]:
    """Yield what *piece* says; more than once if it can be read in more than one way."""
    readings = _readings(piece.data)
    has_lines = readings is not None and not piece.depth
    for one in readings if readings is not None else _hidden(piece.data):
        if one and not one.isspace():
            yield from _in_parts(piece.path, one, has_lines=has_lines)


def _in_parts(path: str, text: str, *, has_lines: bool) -> Iterator[Text]:
    """Yield *text* in parts that overlap: to fold a large one takes many times its memory."""
    line = 1
    for at in range(0, len(text), _PART):
        part = text[at : at + _PART + _OVERLAP]
        yield Text(path, part, plain(part), has_lines, line)
        line += text.count("\n", at, at + _PART)


def _readings(data: bytes) -> Iterator[str] | None:
    """Return what the text *data* may say, or nothing if it is no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return iter((data.decode(encoding, "replace"),))
    if b"\0" in data:
        wide = next((one for one in _WIDE if _is_written_in(data, one)), "")
        return iter((data.decode(wide, "replace"),)) if wide else None
    if 50 * (len(data) - len(data.translate(None, _CONTROL))) > len(data):
        return None
    try:
        return iter((data.decode("utf-8"),))
    except UnicodeDecodeError:
        return _guessed(data)


def _guessed(data: bytes) -> Iterator[str]:
    yield data.decode("utf-8", "replace")
    yield data.decode("cp1252", "replace")
    yield from (data.decode(one, "replace") for one in _WIDE if _is_written_in(data, one))
    if len(data) <= _LARGEST_GUESSED:
        yield from (data.decode(one, "replace") for one in _ENCODINGS)


def _is_written_in(data: bytes, encoding: str) -> bool:
    width = 4 if "32" in encoding else 2
    sample = data[: min(_SAMPLE, len(data) - len(data) % width)]
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return False
    scripts = {_script(ord(letter) >> 8) for letter in text}
    known = sum(letter.isprintable() or letter.isspace() for letter in text)
    return known > 0.95 * len(text) > 0 and len(scripts) <= _MOST_SCRIPTS


def _script(row: int) -> int:
    """Return one number for all rows of 256 letters in which the same language is written."""
    return 0x4E if 0x4E <= row <= 0x9F else 0xAC if 0xAC <= row <= 0xD7 else row


def _hidden(data: bytes) -> Iterator[str]:
    """Yield the texts within something else, such as a picture or a film."""
    if SIGN in data:
        yield "\n".join(f"{name}: {text}" for name, text in png_texts(data))
    yield "\n".join(_READ_RUN.findall(data.decode("utf-8", "replace")))
    narrow = [run for run in _NARROW_RUN.findall(data) if not run.isascii()]
    yield b"\n".join(narrow).decode("cp1252", "replace")
    if b"\0" in data:
        yield b"\n\0".join(_LE_RUN.findall(data)).decode("utf-16-le", "replace")
        yield b"\0\n".join(_BE_RUN.findall(data)).decode("utf-16-be", "replace")


def plain(text: str) -> str:
    """
    Return *text* without the escapes of HTML, JSON, scripts and addresses.

    >>> plain("caf&amp;eacute;, caf\\\\u00e9, caf%C3%A9")
    'café, café, café'
    """
    for _ in range(2):
        if "&" in text:
            text = html.unescape(text)
    if "\\" in text:
        text = _ESCAPE.sub(_unescaped, text)
        while _TWICE.search(text):
            # A text in JSON that stands in JSON.
            text = _ESCAPE.sub(_unescaped, _TWICE.sub(r"\\", text))
        if _HALF.search(text):
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    for _ in range(2):
        if "%" in text:
            text = _PERCENT.sub(lambda it: unquote_to_bytes(it[0]).decode("utf-8", "replace"), text)
    return text


def _unescaped(found: re.Match[str]) -> str:
    code = found[1] or found[2] or found[3]
    if code:
        return chr(min(int(code, 16), 0x10FFFF))
    # A backslash may be a part of a path of Windows, too.
    return {"/": "/", '"': " ", "n": " \n", "r": " ", "t": " \t"}.get(found[4], found[0])


def without_references(text: str) -> str:
    """
    Return the HTML *text* without the numbers that lead to notes and sources.

    >>> without_references('It fell<sup class="citation"><a href="#s1">[1]</a></sup> again.')
    'It fell again.'
    """
    return _REFERENCE.sub("", text) if "<sup" in text else text


def without_marks(text: str) -> str:
    """
    Return what *text* shows, and behind it what its tags say.

    >>> without_marks('<p>A <b>re</b>d <img alt="door"></p>')
    'A red \\n<p><b></b><img alt="door"></p>'
    """
    if "=" in text and _MAIL.search(text):
        text = _QUOTED.sub(_unquoted, text)
    if " --> " in text:
        text = _CUE.sub("", text)
    if "](" in text:
        text = f"{_LINK.sub(']', text)}\n{' '.join(_LINK.findall(text))}"
    if "<" not in text:
        return text
    text = without_references(text)
    return f"{_TAG.sub('', text)}\n{''.join(_TAG.findall(text))}"


def _unquoted(found: re.Match[str]) -> str:
    """Return what mails mean with ``=C3=A4``, and with ``=`` at the end of a line."""
    return bytes.fromhex(found[0].replace("=", "").strip()).decode("utf-8", "replace")


def folded(text: str) -> str:
    """
    Return *text* in one case, with each letter apart from what is put on and below it.

    >>> folded("SÖHNE & ﬁne")
    'so\u0308hne & fine'
    """
    return text.lower() if text.isascii() else unicodedata.normalize("NFKD", text).casefold()


def words(text: str) -> list[str]:
    """
    Return the words of *text*, folded, in pieces that end at signs put on letters.

    A sign of Chinese or Japanese is a piece by itself.

    Put together they are its letters and digits: so neither spaces nor hyphens,
    quotes, accents or invisible signs matter.

    >>> words("Pe\u0301re &\u00a0S\u00f6\u00adhne “sell” 港口")
    ['pe', 're', 'so', 'hne', 'sell', '港', '口']
    """
    return _WORD.findall(folded(text))


def letters(text: str) -> str:
    """Return the letters and digits of *text*, and nothing else."""
    return "".join(words(text))
