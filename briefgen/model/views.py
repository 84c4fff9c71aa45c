"""
Declare what the pages show that an editor writes for, and the home page.

A view is all that a template may see.  Everything a template needs is decided in
``structure.plan`` and typed here, which is what makes a page cheap to compare
and safe to render in another process.  Addresses in a view are relative to the
root of the site; templates put ``view.head.root`` before them.
"""

from msgspec import Struct

from briefgen.model.elements import Byline, Frame, Head, Moment, Reference
from briefgen.model.entries import EditionBlock, Entry, ItemEntry, Pager, SectionBlock
from briefgen.model.held import Shared, StoredStory


class HomeView(Struct, frozen=True):
    """The home page: the lead, the latest articles, and each section's newest."""

    frame: Shared[Frame]
    head: Head
    story: StoredStory | None
    """The text of ``content/_index.md``."""
    edition: EditionBlock | None
    """The newest edition."""
    lead: Entry | None
    latest: tuple[Entry, ...]
    sections: tuple[SectionBlock, ...]


class ArticleView(Struct, frozen=True):
    """The page of an article."""

    frame: Shared[Frame]
    head: Head
    breadcrumbs: tuple[Reference, ...]
    """From the home page to the section."""
    title: str
    section: Reference
    date: Moment | None
    updated: Moment | None
    authors: tuple[Byline, ...]
    topics: tuple[Reference, ...]
    is_draft: bool
    story: StoredStory
    previous: Reference | None
    """The neighbour before this article in its section, in the section's order."""
    next: Reference | None
    nearby: tuple[Reference, ...]
    """In this section: the articles around this one, without itself."""
    related: tuple[Entry, ...]
    """Those that the editor named, then those that share topics, rare ones first."""
    editions: tuple[Reference, ...]
    """The editions in which it appeared, newest first."""
    latest: tuple[Reference, ...]
    """The latest headlines; empty on articles so old that nobody comes for news."""


class SectionView(Struct, frozen=True):
    """One page of a section's list of articles."""

    frame: Shared[Frame]
    head: Head
    breadcrumbs: tuple[Reference, ...]
    title: str
    story: StoredStory | None
    """The text of ``_index.md``, on the first page only."""
    entries: tuple[Entry, ...]
    pager: Pager
    entry_count: int


class EditionView(Struct, frozen=True):
    """The page of an edition: what it gathers, in the editor's order."""

    frame: Shared[Frame]
    head: Head
    breadcrumbs: tuple[Reference, ...]
    title: str
    date: Moment | None
    updated: Moment | None
    authors: tuple[Byline, ...]
    is_draft: bool
    story: StoredStory
    """Its opening text."""
    items: tuple[ItemEntry, ...]
    previous: Reference | None
    """The edition before it in time."""
    next: Reference | None


class PageView(Struct, frozen=True):
    """A page that stands by itself: about, corrections policy, contact."""

    frame: Shared[Frame]
    head: Head
    breadcrumbs: tuple[Reference, ...]
    title: str
    is_draft: bool
    story: StoredStory


class CorrectionsView(Struct, frozen=True):
    """Every article with updates, the latest update first."""

    frame: Shared[Frame]
    head: Head
    breadcrumbs: tuple[Reference, ...]
    title: str
    story: StoredStory | None
    """The text of ``content/corrections.md``."""
    entries: tuple[Entry, ...]
    """The updates themselves are in the teasers."""


class SearchView(Struct, frozen=True):
    """The page on which readers search the site."""

    frame: Shared[Frame]
    head: Head
    breadcrumbs: tuple[Reference, ...]
    title: str
    story: StoredStory | None


class NotFoundView(Struct, frozen=True):
    """What a server shows for an address that does not exist; its root is absolute."""

    frame: Shared[Frame]
    head: Head
