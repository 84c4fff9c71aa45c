"""
Read how large an SVG drawing is, so that nothing jumps while a page loads.

Only the beginning of the file is read, up to its first element.  A file that
declares anything of its own before that, such as an entity, could make a few bytes
stand for millions; its size is not asked for.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from xml.parsers import expat

from briefgen.model.source import ImageFacts

_LOOKED_AT = 65_536
"""Bytes; what editors write before the drawing is far shorter."""

_WIDE = 1200
"""Pixels across of a drawing that only has proportions: it fills the room that there is."""

_LARGEST = 100_000

_LENGTH = re.compile(r"\s*([+]?[0-9]*\.?[0-9]{1,9}(?:[eE][-+]?[0-9]{1,2})?)(px|pt|pc|mm|cm|in)?\s*")
_PIXELS = {
    "": 1.0,
    "px": 1.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "in": 96.0,
}
"""How long a unit is (CSS Values and Units 3, 6.2)."""


class _Found(Exception):  # noqa: N818 - no error: the parser has no other way to be stopped
    """The first element, or something that may not come before it."""


def look_at_drawing(data: bytes) -> ImageFacts | None:
    """
    Return the size of the SVG *data*; ``None`` if the file does not say.

    >>> look_at_drawing(b'<svg xmlns="http://www.w3.org/2000/svg" width="2in" height="96"/>')
    ImageFacts(width=192, height=96, is_moving=False, is_drawing=True)
    """
    attributes = _first_element(data)
    width, height = (_pixels(attributes.get(name, "")) for name in ("width", "height"))
    _, _, across, down = _view_box(attributes.get("viewBox", ""))
    if not (width and height):
        if not (across and down):
            return None
        width = width or (height * across / down if height else _WIDE)
        height = height or width * down / across
    if not (0.5 <= width <= _LARGEST and 0.5 <= height <= _LARGEST):
        return None
    return ImageFacts(round(width), round(height), is_drawing=True)


def _first_element(data: bytes) -> Mapping[str, str]:
    """Return the attributes of the first element if it is a drawing, else none."""
    found: dict[str, str] = {}

    def begin(name: str, attributes: dict[str, str]) -> None:
        found.update(attributes if name.rpartition(":")[2] == "svg" else {})
        raise _Found

    def refuse(_name: str, _system: str | None, _public: str | None, has_subset: bool) -> None:
        if has_subset:
            raise _Found

    parser = expat.ParserCreate()
    parser.StartElementHandler = begin
    parser.StartDoctypeDeclHandler = refuse
    # Whatever is wrong with the file, readers see it as it is.
    with suppress(_Found, expat.ExpatError, LookupError, ValueError):
        parser.Parse(data[:_LOOKED_AT], False)
    return found


def _pixels(length: str) -> float:
    """Return a length in pixels; 0 if it is none, or one of what is around."""
    match = _LENGTH.fullmatch(length)
    return float(match[1]) * _PIXELS[match[2] or ""] if match else 0


def _view_box(written: str) -> tuple[float, ...]:
    """Return the four numbers of a view box; zeros if it is none."""
    numbers = re.split(r"[\s,]+", written.strip(), maxsplit=4)
    if len(numbers) != 4:
        return (0, 0, 0, 0)
    return (0, 0, _pixels(numbers[2]), _pixels(numbers[3]))
