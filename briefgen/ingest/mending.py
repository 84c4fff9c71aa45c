"""
Turn bytes of any encoding into text, and mend what copying has broken.

Lines are counted here, before anything else: every later message means the line
that an editor sees in the text as it came.
"""

import codecs
import re
import unicodedata

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

_NO_TEXT = frozenset({"unicode-escape", "raw-unicode-escape", "punycode", "idna", "undefined"})
"""What Python has among its encodings, and no text is written in."""

_LIKE_ASCII = ("iso2022", "hz")
"""Encodings all of whose bytes are valid in UTF-8, too."""

_LINE_ENDS = re.compile("\r\n?|\x0b|\x0c|\x1c|\x1d|\x1e|\x85|\u2028|\u2029")

_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
"""Soft hyphens, spaces of no width and the like; joiners are kept, as some scripts need them."""

_JOINER = re.compile("[\u200c\u200d]")

_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u205f\u3000]")


def decode(data: bytes, declared: str = "") -> tuple[str, str]:
    """
    Return the text of *data*, and a note if its encoding had to be guessed.

    >>> decode("Öl".encode())
    ('Öl', '')
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), ""
    if data[:400].count(0) > len(data[:400]) // 4:
        encoding = "utf-16-le" if data[1:400:2].count(0) > data[:400:2].count(0) else "utf-16-be"
        return data.decode(encoding, "replace"), f"read as {encoding}, a guess"
    known = _known(declared)
    for encoding in (known, "utf-8") if known.startswith(_LIKE_ASCII) else ("utf-8", known):
        try:
            if encoding:
                return data.decode(encoding), ""
        except (UnicodeError, LookupError):
            continue
    return _guess(data)


def _known(declared: str) -> str:
    """Return the name of an encoding that a text may be in; empty if there is none."""
    try:
        name = codecs.lookup(declared).name
    except (ValueError, LookupError):
        return ""
    return "" if name in _NO_TEXT else name


def _guess(data: bytes) -> tuple[str, str]:
    # Loaded here because nearly every text is UTF-8.
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    encoding = best.encoding if best else "cp1252"
    return data.decode(encoding, "replace"), f"read as {encoding.replace('_', '-')}, a guess"


def mend(text: str, *, has_entities: bool = True) -> str:
    """
    Return *text* with line feeds only and without what nobody can see.

    What other programs have garbled is put right, and so are characters that
    stand for others; quotation marks stay as they are.  With *has_entities*,
    `&eacute;` is garbled as well.

    >>> mend("The cafe\\u0301\\u200b isn\\u00e2\\u20ac\\u2122t\\u00a0open\\r\\n")
    'The café isn’t open\\n'
    """
    text = _LINE_ENDS.sub("\n", text)
    if not text.isascii() or "&" in text or "\x1b" in text:
        text = _fix(text, has_entities=has_entities)
    text = _SPACES.sub(" ", _UNSEEN.sub("", text))
    if not text.isascii():
        text = unicodedata.normalize("NFC", _JOINER.sub(_useful, text))
    return _CONTROLS.sub("", text)


_CONTROLS = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def _fix(text: str, *, has_entities: bool) -> str:
    # Loaded here because plain ASCII needs none of it.
    from ftfy import TextFixerConfig, fix_text

    config = TextFixerConfig(
        unescape_html="auto" if has_entities else False,
        uncurl_quotes=False,
        # Chinese and Japanese set their punctuation in full width on purpose.
        fix_character_width=False,
        fix_line_breaks=False,
        explain=False,
    )
    fixed = [fix_text(line, config) for line in text.split("\n")]
    return "\n".join(line.replace("\n", " ") for line in fixed)


def _useful(match: re.Match[str]) -> str:
    """Keep a joiner between letters that may need it, which Latin ones do not."""
    text, at = match.string, match.start()
    around = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
    # At an end, where an emphasis may begin, one letter has to tell.
    return match[0] if around and min(around) > "\u0590" else ""
