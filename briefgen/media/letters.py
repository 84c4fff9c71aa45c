"""
Set lines of text with fonts that are installed with briefgen's extra.

Fonts of the system are never used, so that a card looks the same on every
machine.  What no font here can show is found out before it is drawn.
"""

import unicodedata
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from PIL import ImageFont, features

Font = ImageFont.FreeTypeFont


class Face(NamedTuple):
    """A font file of an installed package."""

    package: str
    file: str
    is_variable: bool


NOTO = Face("fontpkg_noto_serif", "NotoSerif[wdth,wght].ttf", is_variable=True)
"""Latin, Greek and Cyrillic."""
AMIRI = Face("fontpkg_amiri", "Amiri-{}.ttf", is_variable=False)
"""Arabic."""

_LONGEST = 600
"""Characters of a text that are looked at: more than a card has room for."""

_FULL_WIDTH = 100
_NOWHERE = "\U0010fffd"
"""A character that no font has; what is drawn for it stands for all that are missing."""


def can_set_arabic() -> bool:
    """Whether Pillow can join letters and write from right to left, which Raqm does for it."""
    return features.check_feature("raqm") is True


@lru_cache(maxsize=64)
def font(face: Face, size: int, weight: int) -> Font:
    """Return *face* in *size*, in pixels, and *weight*, from 100 to 900."""
    spec = find_spec(face.package)
    if spec is None or spec.origin is None:
        message = f"{face.package} is not installed"
        raise ModuleNotFoundError(message)
    name = face.file.format("Bold" if weight >= 600 else "Regular")
    path = Path(spec.origin).parent / "files" / name
    found = ImageFont.truetype(path, size, layout_engine=_engine(face))
    if face.is_variable:
        found.set_variation_by_axes([weight, _FULL_WIDTH])
    return found


def _engine(face: Face) -> ImageFont.Layout:
    """
    Return what places the letters of *face*.

    Raqm places some a little elsewhere, and works only where the system has FriBiDi,
    so what can do without must: a card is the same on every machine.
    """
    needs_raqm = face is AMIRI and can_set_arabic()
    return ImageFont.Layout.RAQM if needs_raqm else ImageFont.Layout.BASIC


def face_for(text: str) -> Face | None:
    """Return the font that can show all of *text*, if there is one."""
    faces = (NOTO, AMIRI) if can_set_arabic() else (NOTO,)
    return next((face for face in faces if all(_has(face, one) for one in set(text))), None)


def showable(text: str) -> str:
    """
    Return *text* in one line, without pictographs and what is not seen.

    Emoji are an ornament that a title can do without; letters are not, and stay.
    """
    composed = unicodedata.normalize("NFC", " ".join(text[:_LONGEST].split()))
    kept = "".join(one for one in composed if not _is_ornament(one))
    return " ".join(kept.split())


def _is_ornament(character: str) -> bool:
    kind = unicodedata.category(character)
    # Arabic script needs the two joiners; without a font for it they do no harm.
    is_unseen = kind in {"Cc", "Cf", "Cs", "Co", "Cn"} and character not in "\u200c\u200d"
    is_picture = kind in {"So", "Sk"} and face_for(character) is None
    return is_unseen or is_picture or "\ufe00" <= character <= "\ufe0f"


@lru_cache(maxsize=4096)
def _has(face: Face, character: str) -> bool:
    if character.isspace() or character in "\u200c\u200d":
        return True
    set_in = font(face, 32, 400)
    wanted, missing = set_in.getmask(character), set_in.getmask(_NOWHERE)
    return wanted.size != missing.size or bytes(wanted) != bytes(missing)


def broken(text: str, set_in: Font, width: int, most: int, direction: str | None) -> list[str]:
    """
    Return *text* in at most *most* lines no wider than *width*.

    What does not fit is cut, and an ellipsis says so.
    """
    lines: list[str] = []
    words = text.split(" ")
    while words and len(lines) < most:
        taken = _how_many(words, set_in, width, direction)
        lines.append(" ".join(words[:taken]))
        words = words[taken:]
    if lines and (words or _too_wide(lines[-1], set_in, width, direction)):
        lines[-1] = _shortened(lines[-1], set_in, width, direction)
    return lines


def _how_many(words: list[str], set_in: Font, width: int, direction: str | None) -> int:
    """Return how many *words* fit in a line; a word too long for any has one of its own."""
    taken = 1
    while taken < len(words) and not _too_wide(
        " ".join(words[: taken + 1]), set_in, width, direction
    ):
        taken += 1
    return taken


def _shortened(line: str, set_in: Font, width: int, direction: str | None) -> str:
    while line and _too_wide(f"{line}…", set_in, width, direction):
        line = line[:-1]
    return f"{line.rstrip(' ,.;:–—-')}…"


def _too_wide(line: str, set_in: Font, width: int, direction: str | None) -> bool:
    return set_in.getlength(line, direction=direction) > width
