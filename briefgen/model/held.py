"""
Let a view name a value without carrying it.

Ten thousand pages show the same navigation, and a list of twenty articles shows
twenty summaries that are in the store.  A view holds such a value by its
digest: that is all that comparing needs, and it is cheap to send to another
process.  The renderer puts the value in its place (``theme.thaw``) before the
template sees the view.
"""

from dataclasses import dataclass
from typing import Generic, TypeVar

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


@dataclass(frozen=True, slots=True)
class Part:
    """Names what the store holds of a source file, by the digest of what it says."""

    path: SourcePath
    digest: Digest


@dataclass(frozen=True, slots=True)
class StoredTeaser:
    """The teaser of an article, which is in the store; templates see a ``Teaser``."""

    part: Part


@dataclass(frozen=True, slots=True)
class StoredStory:
    """The content of a source file with its holes filled; templates see a ``Story``."""

    part: Part
    hrefs: tuple[str | None, ...]
    """One for each hole of the body; ``None`` takes the link out and leaves its text."""
    image_href: str
    """Where the lead image is; empty if there is none."""
    root: str
    """Set before each of them, unless it is a web address: relative or absolute."""
    has_permalinks: bool
    """Whether headings get links to themselves."""
