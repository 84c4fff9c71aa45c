"""
Draw the picture that social networks show of an article: its title, on paper.

The same card comes out of the same texts, whatever fonts a machine has.  A card
is drawn with a palette of its own, fifteen steps from paper to each of its
colours, which is a tenth of the work that finding one afterwards would be.
"""

from collections.abc import Iterator
from io import BytesIO

from PIL import Image, ImageColor, ImageDraw, ImageFont

from briefgen.media.card import Card
from briefgen.media.letters import Font, broken, face_for, font, showable

WIDTH, HEIGHT = 1200, 630
"""What Open Graph and Twitter show without cutting."""

_PAPER, _INK_COLOUR, _MUTED_COLOUR, _HAIR_COLOUR = "#fdfcf9", "#1c1b19", "#5c5852", "#d9d4ca"
_INK, _ACCENT, _MUTED, _HAIR = range(4)
_STEPS = 16
_MARGIN = 80
_ROOM = WIDTH - 2 * _MARGIN

_SIZES = ((76, 3), (62, 4), (50, 5))
"""Of a title, in pixels, with the lines that there is room for; the first that fits."""
_TITLE_TOP = 206
_LEADING = 1.22


def draw_card(card: Card) -> bytes:
    """
    Return *card* as a PNG of 1200 × 630 pixels.

    A text with letters that no font here has is left off rather than shown as boxes.
    """
    image = Image.new("P", (WIDTH, HEIGHT))
    image.putpalette(list(_palette(card.accent)))
    _rule(image, 128, 6, _ACCENT)
    _rule(image, 540, 2, _HAIR)
    _small(image, card.site, 104, (34, 700), _INK, is_rtl=card.is_rtl)
    _small(image, card.section, 192, (28, 600), _ACCENT, is_rtl=card.is_rtl)
    _small(image, card.date, 586, (26, 400), _MUTED, is_rtl=card.is_rtl)
    _title(image, card)
    file = BytesIO()
    # The highest level takes five times as long for a seventh of the bytes.
    image.save(file, "PNG", compress_level=6)
    return file.getvalue()


def _palette(accent: str) -> Iterator[int]:
    """Return the steps from paper to each colour."""
    paper = ImageColor.getrgb(_PAPER)
    for name in (_INK_COLOUR, accent, _MUTED_COLOUR, _HAIR_COLOUR):
        colour = ImageColor.getrgb(name)
        for step in range(_STEPS):
            for start, end in zip(paper, colour, strict=True):
                yield start + round((end - start) * step / (_STEPS - 1))


def _rule(image: Image.Image, y: int, height: int, colour: int) -> None:
    full = colour * _STEPS + _STEPS - 1
    ImageDraw.Draw(image).rectangle((_MARGIN, y, WIDTH - _MARGIN - 1, y + height - 1), fill=full)


def _small(
    image: Image.Image, text: str, y: int, look: tuple[int, int], colour: int, *, is_rtl: bool
) -> None:
    """Write a text in one line that stands on *y*; *look* is its size and weight."""
    shown = showable(text)
    face = face_for(shown)
    if shown and face is not None:
        set_in = font(face, *look)
        for line in broken(shown, set_in, _ROOM, 1, _direction(set_in, is_rtl=is_rtl)):
            _write(image, line, y, set_in, colour, is_rtl=is_rtl)


def _title(image: Image.Image, card: Card) -> None:
    """Write the title as large as it fits; the longest is cut."""
    shown = showable(card.title)
    face = face_for(shown)
    if not shown or face is None:
        return
    for size, most in _SIZES:
        set_in = font(face, size, 700)
        direction = _direction(set_in, is_rtl=card.has_rtl_title)
        lines = broken(shown, set_in, _ROOM, most, direction)
        if " ".join(lines) == shown:
            break
    for number, line in enumerate(lines, 1):
        y = _TITLE_TOP + round(number * size * _LEADING)
        _write(image, line, y, set_in, _INK, is_rtl=card.has_rtl_title)


def _write(
    image: Image.Image, line: str, y: int, set_in: Font, colour: int, *, is_rtl: bool
) -> None:
    """Write a line that stands on *y*, from the margin at which it begins."""
    above, height = round(1.5 * set_in.size), round(2.5 * set_in.size)
    strip = Image.new("L", (WIDTH, height))
    x, anchor = (WIDTH - _MARGIN, "rs") if is_rtl else (_MARGIN, "ls")
    pen = ImageDraw.Draw(strip)
    pen.text((x, above), line, 255, set_in, anchor, direction=_direction(set_in, is_rtl=is_rtl))
    steps = strip.point([round(grey * (_STEPS - 1) / 255) for grey in range(256)])
    inked = steps.point([255 if step else 0 for step in range(256)])
    image.paste(steps.point([colour * _STEPS + step for step in range(256)]), (0, y - above), inked)


def _direction(set_in: Font, *, is_rtl: bool) -> str | None:
    """Return which way letters run, for Raqm; what does without can write but one way."""
    if set_in.layout_engine != ImageFont.Layout.RAQM:
        return None
    return "rtl" if is_rtl else "ltr"
