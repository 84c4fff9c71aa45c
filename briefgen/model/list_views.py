"""
Declare what the lists show that briefgen makes by itself.

As with the other views (``model.views``), this is all that their templates see.
"""

from msgspec import Struct

from briefgen.model.elements import Byline, Frame, Head, Reference
from briefgen.model.entries import AuthorCount, Entry, Pager, TopicCount, Year
from briefgen.model.held import Shared, StoredStory


class EditionsView(Struct, frozen=True):
    """One page of the list of editions, newest first."""

    frame: Shared[Frame]
    head: Head
    breadcrumbs: tuple[Reference, ...]
    title: str
    story: StoredStory | None
    """The text of ``content/editions/_index.md``, on the first page only."""
    entries: tuple[Entry, ...]
    pager: Pager
    entry_count: int


class TopicView(Struct, frozen=True):
    """One page of a topic's list of articles."""

    frame: Shared[Frame]
    head: Head
    breadcrumbs: tuple[Reference, ...]
    title: str
    entries: tuple[Entry, ...]
    pager: Pager
    entry_count: int


class TopicsView(Struct, frozen=True):
    """The index of all topics, in alphabetical order."""

    frame: Shared[Frame]
    head: Head
    breadcrumbs: tuple[Reference, ...]
    title: str
    story: StoredStory | None
    """The text of ``content/topics.md``; likewise in the other lists below."""
    topics: tuple[TopicCount, ...]


class AuthorView(Struct, frozen=True):
    """One page of the list of what an author wrote."""

    frame: Shared[Frame]
    head: Head
    breadcrumbs: tuple[Reference, ...]
    title: str
    author: Byline
    entries: tuple[Entry, ...]
    pager: Pager
    entry_count: int


class AuthorsView(Struct, frozen=True):
    """The index of all authors, in alphabetical order."""

    frame: Shared[Frame]
    head: Head
    breadcrumbs: tuple[Reference, ...]
    title: str
    story: StoredStory | None
    authors: tuple[AuthorCount, ...]


class ArchiveView(Struct, frozen=True):
    """The index of all months in which something was published, newest first."""

    frame: Shared[Frame]
    head: Head
    breadcrumbs: tuple[Reference, ...]
    title: str
    story: StoredStory | None
    years: tuple[Year, ...]


class MonthView(Struct, frozen=True):
    """One page of the list of a month's articles, newest first."""

    frame: Shared[Frame]
    head: Head
    breadcrumbs: tuple[Reference, ...]
    title: str
    entries: tuple[Entry, ...]
    pager: Pager
    entry_count: int
    previous: Reference | None
    """The month before in which something was published."""
    next: Reference | None
