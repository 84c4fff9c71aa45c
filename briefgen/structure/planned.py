"""
Name a page before it is planned.

Where a page will be is known at once; what it shows takes longer to put together.
A build asks every page for it in turn, a preview only those that somebody looks at.
"""

from collections.abc import Callable

from msgspec import Struct

from briefgen.model.page import Page
from briefgen.model.paths import OutputPath, SourcePath


class Planned(Struct, frozen=True):
    """A page whose address is known."""

    path: OutputPath
    page: Callable[[], Page]
    """Plans it anew each time, with what its file says now."""
    source: SourcePath | None = None
    """The file that is its reason; ``None`` if that is not one alone."""
