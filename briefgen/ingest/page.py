"""
Read a page: make it harmless, take it apart, and see where the article is.

Nothing of it is dropped.  What the page itself, or trafilatura where it is
installed, says is outside the article carries a hint, which the rules weigh.
"""

import re
from collections import Counter
from importlib.util import find_spec

from msgspec.structs import replace

from briefgen.ingest.limits import MOST_BRACKETS, MOST_PIECES, no_text, too_large, too_many
from briefgen.ingest.mending import decode
from briefgen.ingest.page_facts import read_facts
from briefgen.ingest.pieces import Facts, Form, Manuscript, Piece
from briefgen.ingest.sanitize import MOST_PAGE, sanitize
from briefgen.ingest.walk import Walk

_CHARSET = re.compile(rb"<meta\b[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{2,30})", re.IGNORECASE)

_MOST_APART = 0.4
"""The share of a page's words above which a part cannot be its furniture."""


def read_page(data: bytes, name: str, *, url: str = "", charset: str = "") -> Manuscript:
    """
    Return the pieces of a page, and what it says of itself.

    Raises:
        CommandError: it is too large or too deep, or has no text.

    """
    if len(data) > MOST_PAGE:
        raise too_large(name, MOST_PAGE)
    declared = _CHARSET.search(data[:4000])
    html, note = decode(data, charset or (declared[1].decode() if declared else ""))
    clean = sanitize(html, name)
    facts, base = read_facts(html, url)
    notes = (note,) if note else ()
    return from_clean(clean, name, base=base, facts=facts, notes=notes)


_SEEN_IN = {
    "page": ("this page", "a browser"),
    "mail": ("this mail", "your mail program"),
    "document": ("this document", "its program"),
}
"""How a text without words is called, and where one may see what it shows."""


def from_clean(
    clean: str,
    name: str,
    *,
    base: str,
    facts: Facts,
    notes: tuple[str, ...] = (),
    kind: str = "page",
) -> Manuscript:
    """
    Return the pieces of a *clean* page.

    Raises:
        CommandError: it has no text, or too much.

    """
    if clean.count("[") > MOST_BRACKETS:
        raise too_many(name, f"{MOST_BRACKETS:,} opening brackets")
    walk = Walk(base)
    walk.feed(clean)
    walk.close()
    if len(walk.pieces) > MOST_PIECES:
        raise too_many(name, f"{MOST_PIECES:,} paragraphs and lines")
    pieces = _with_captions(walk.pieces)
    if not any(piece.form is not Form.PICTURE for piece in pieces):
        raise no_text(name, *_SEEN_IN[kind])
    pieces = _trusted(pieces)
    found = _found_by_trafilatura(clean)
    pieces = _outside_text(pieces, found) if found else _outside_markup(pieces)
    return Manuscript(kind, tuple(pieces), facts, notes)


def _with_captions(pieces: list[Piece]) -> list[Piece]:
    """Give each picture its Markdown, and the caption that stands with it."""
    result: list[Piece] = []
    for piece in pieces:
        before = result[-1] if result else None
        if "caption" in piece.hints and before and before.form is Form.PICTURE and before.markdown:
            caption = piece.text.replace("\\", "").replace('"', "”")
            # An address has no quotation mark: this one ends the caption before.
            goes_on = before.markdown.endswith('")')
            joined = f'{before.markdown[:-2]} {caption}")' if goes_on else ""
            joined = joined or f'{before.markdown[:-1]} "{caption}")'
            result[-1] = replace(before, markdown=joined, text=f"{before.text} {piece.text}")
        elif piece.form is Form.PICTURE and piece.markdown:
            alt = re.sub(r"([\\\[\]`*_<&!~^])", r"\\\1", piece.text)
            alt = "" if piece.text == "(a picture)" else alt
            result.append(replace(piece, markdown=f"![{alt}]({piece.markdown})"))
        else:
            result.append(piece)
    return [replace(piece, line=at, last=at) for at, piece in enumerate(result, 1)]


def _words(piece: Piece) -> int:
    return max(len(piece.text.split()), len(piece.text) // 6)


def _trusted(pieces: list[Piece]) -> list[Piece]:
    """Turn the marks of parts that are apart into one hint, unless they hold most of the page."""
    total = sum(map(_words, pieces))
    sizes: Counter[str] = Counter()
    for piece in pieces:
        for hint in piece.hints:
            sizes[hint] += _words(piece)
    result = []
    for piece in pieces:
        apart = [one for one in piece.hints if one.startswith("nav-")]
        is_apart = any(sizes[one] <= total * _MOST_APART for one in apart)
        hints = [one for one in piece.hints if not one.startswith("nav-")]
        # A page that consists of little else has its title there, too.
        if is_apart and not (piece.form is Form.HEADING and piece.level == 1):
            hints.append("nav")
        result.append(replace(piece, hints=tuple(hints)))
    return result


def _outside_markup(pieces: list[Piece]) -> list[Piece]:
    """Mark what stands outside the element that the page calls its article."""
    sizes: Counter[str] = Counter()
    for piece in pieces:
        if "nav" not in piece.hints:
            for hint in piece.hints:
                if hint.startswith("in-"):
                    sizes[hint] += _words(piece)
    total = sum(_words(piece) for piece in pieces if "nav" not in piece.hints)
    holding = [one for one in sizes if sizes[one] * 2 >= total]
    if not holding:
        return pieces
    inner = min(holding, key=lambda one: (not one.startswith("in-article"), sizes[one]))
    return [_outside(one) if inner not in one.hints else one for one in pieces]


def _outside(piece: Piece) -> Piece:
    if piece.form is Form.HEADING and piece.level == 1:
        return piece
    return replace(piece, hints=(*piece.hints, "outside"))


def _found_by_trafilatura(clean: str) -> str:
    """Return the words of the article without spaces; empty if they were not found."""
    if find_spec("trafilatura") is None:
        return ""
    # An extra, and a fifth of a second to load.
    from trafilatura import extract

    text = extract(
        f"<html><body>{clean}</body></html>",
        output_format="txt",
        favor_recall=True,
        include_comments=False,
        include_tables=True,
        fast=True,
    )
    return _bare(text or "")


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _outside_text(pieces: list[Piece], found: str) -> list[Piece]:
    """Mark what stands below the article that was found, and paragraphs above it."""
    inside = [_bare(piece.text) in found for piece in pieces]
    certain = [
        at for at, piece in enumerate(pieces) if inside[at] and _words(piece) >= 8 and piece.text
    ]
    if not certain or len(found) < 200:
        return _outside_markup(pieces)
    first, last = certain[0], certain[-1]
    result = []
    for at, piece in enumerate(pieces):
        is_long = _words(piece) >= 8 and piece.form is not Form.PICTURE
        is_gone = not inside[at] and (at > last or (at < first and is_long))
        is_above = at < first and "nav" not in piece.hints and not is_long
        is_between = (
            first < at < last and not inside[at] and is_long and "in-" not in str(piece.hints)
        )
        result.append(_outside(piece) if (is_gone and not is_above) or is_between else piece)
    return result
