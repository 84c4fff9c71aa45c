"""Say what stands at an address, and what the preview knows of it."""

from pathlib import Path

from msgspec import Struct


class Answer(Struct, frozen=True):
    """What stands at an address."""

    body: bytes
    file: Path | None
    """A file that is sent as it is, instead of ``body``; it may be large."""
    media_type: str
    """With the character encoding, if it is text."""
    key: str
    """Equal as long as what is shown is equal; digits and letters."""


class About(Struct, frozen=True):
    """What the preview says of a page, and the page itself does not."""

    source: str
    """The file that it is made of, such as ``content/world/talks.md``; or empty."""
    state: str
    """Why it would not be published now: ``draft``, ``scheduled``, or empty."""
    publish_at: str
    """For what is scheduled: the date and time of the site, such as ``2026-11-22 09:00``."""
