"""Decide in which sizes a picture is offered, and at which addresses."""

from collections.abc import Iterator

from briefgen.model.held import Shown, Variant
from briefgen.model.paths import Url
from briefgen.model.source import ImageFacts
from briefgen.structure.urls import encoded

WIDTHS = (480, 960, 1440, 1920)
"""From a small telephone to a large screen with two pixels for each."""

RASTER_SUFFIXES = (".gif", ".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp")
"""Names of pictures whose sizes can be made."""

_TALLEST = 16383
"""What WebP can hold (RFC 9649, 3.4)."""


def sizes(url: Url, facts: ImageFacts) -> Iterator[tuple[Url, int]]:
    """
    Return the smaller sizes of the picture at *url*: their addresses and widths.

    A moving picture has none, as it would come to rest in them, and a drawing needs none.

    >>> list(sizes(Url("a/port.jpg"), ImageFacts(1000, 600)))
    [('a/port.480.webp', 480), ('a/port.960.webp', 960)]
    """
    if facts.is_moving or facts.is_drawing:
        return
    stem = url.rpartition(".")[0]
    for width in WIDTHS:
        if width < facts.width and facts.height * width / facts.width < _TALLEST:
            yield Url(f"{stem}.{width}.webp"), width


def shown(url: Url, facts: ImageFacts | None) -> Shown:
    """Return the picture at *url* with its sizes, if its *facts* are known."""
    href = encoded(url)
    if facts is None:
        return Shown(href, 0, 0, (), is_outside=False)
    variants = [Variant(encoded(one), width) for one, width in sizes(url, facts)]
    if variants and facts.width <= WIDTHS[-1]:
        # Else a picture of 900 pixels would never be shown sharper than with 480.
        variants.append(Variant(href, facts.width))
    return Shown(href, facts.width, facts.height, tuple(variants), is_outside=False)
