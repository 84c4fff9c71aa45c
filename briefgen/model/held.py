"""
Let a view name a value without carrying it.

Ten thousand pages show the same navigation, and a list of twenty articles shows
twenty summaries that are in the store.  A view holds such a value by its
digest: that is all that comparing needs, and it is cheap to send to another
process.  The renderer puts the value in its place (``theme.thaw``) before the
template sees the view.
"""

from typing import Generic, TypeVar

from msgspec import Struct

from briefgen.fingerprint import Digest, fingerprint
from briefgen.model.paths import SourcePath

T = TypeVar("T")


class Shared(Generic[T]):
    """A value that many views hold; it is digested once."""

    __slots__ = ("digest", "value")

    def __init__(self, value: T) -> None:
        """Hold *value* and digest it."""
        self.value = value
        self.digest = fingerprint(value)


class Part(Struct, frozen=True):
    """Names what the store holds of a source file, by the digest of what it says."""

    path: SourcePath
    digest: Digest


class StoredTeaser(Struct, frozen=True):
    """The teaser of an article, which is in the store; templates see a ``Teaser``."""

    part: Part


class Variant(Struct, frozen=True):
    """An image in another size."""

    href: str
    width: int
    """In pixels."""


class Shown(Struct, frozen=True):
    """Where an image is, and what is known of it."""

    href: str
    """Relative to the root of the site, or a web address."""
    width: int
    """In pixels, upright; 0 if it is not known."""
    height: int
    variants: tuple[Variant, ...]
    """The same in smaller sizes and a modern format, narrow ones first; may be empty."""
    is_outside: bool
    """Whether ``href`` is a web address, which stands as it is on every page."""


class StoredStory(Struct, frozen=True):
    """The content of a source file with its holes filled; templates see a ``Story``."""

    part: Part
    hrefs: tuple[str | Shown | None, ...]
    """One for each hole of the body; ``None`` takes the link out and leaves its text."""
    image: Shown | None
    """The lead image."""
    root: str
    """Set before each of them, unless it is a web address: relative or absolute."""
    address: str
    """
    Empty on the page of the story itself.  Elsewhere, as in a feed, the full address
    of that page: links within the text lead there, and headings have no permalinks.
    """
    language: str
    """BCP 47 tag of the text: the names of its blocks are in this language."""


class StoredMarkdown(Struct, frozen=True):
    """The content of a source file as it was written; templates see a ``Manuscript``."""

    part: Part
    links: tuple[tuple[str, str], ...]
    """
    Addresses as they are written, and the full addresses that take their place; an
    empty one takes the link out and leaves its text.
    """
