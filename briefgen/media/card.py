"""Say what a card says; apart from drawing it, which needs Pillow."""

from msgspec import Struct


class Card(Struct, frozen=True):
    """What a card says."""

    title: str
    section: str
    site: str
    date: str
    """For readers; may be empty."""
    accent: str
    """A colour, as ``#rrggbb``."""
    is_rtl: bool
    """Whether the site's language is written from right to left."""
    has_rtl_title: bool
