"""
Declare what lists are made of: on pages, in feeds, and in sitemaps.

As in a view, addresses are relative to the root of the site unless they are
called full.
"""

from msgspec import Struct

from briefgen.model.elements import Byline, Moment, OutsideLink, Reference
from briefgen.model.held import Shown, StoredStory, StoredTeaser
from briefgen.model.paths import Url


class Entry(Struct, frozen=True):
    """An article in a list."""

    title: str
    url: Url
    date: Moment | None
    section: Reference | None
    image: Shown | None
    """The lead image."""
    is_draft: bool
    language: str
    """BCP 47 tag of title and summary, if it is not the site's; else empty."""
    teaser: StoredTeaser
    """``summary``, ``image_alt``, ``key_points`` and ``updates``."""


class ItemEntry(Struct, frozen=True):
    """What stands in an edition: exactly one of heading, entry and outside is there."""

    id: str
    """The anchor of the item on the edition's page."""
    heading: str
    entry: Entry | None
    outside: OutsideLink | None
    publisher: str
    """Of the outside page; may be empty."""
    note: str
    """What the editor says of it; may be empty."""


class EditionBlock(Struct, frozen=True):
    """An edition on the home page, with its first items."""

    entry: Entry
    items: tuple[ItemEntry, ...]
    count: int
    """How many articles and outside pages the edition gathers."""


class Pager(Struct, frozen=True):
    """Where a page stands in a sequence of pages."""

    number: int
    """From 1."""
    total: int
    previous: Url | None
    """Towards page 1."""
    next: Url | None
    pages: tuple[Reference, ...]
    """The pages around this one, first and last included; a gap has an empty title."""


class SectionBlock(Struct, frozen=True):
    """A section on the home page."""

    section: Reference
    entries: tuple[Entry, ...]


class TopicCount(Struct, frozen=True):
    """A topic in the index of topics."""

    topic: Reference
    entry_count: int


class AuthorCount(Struct, frozen=True):
    """An author in the index of authors."""

    author: Byline
    entry_count: int


class MonthCount(Struct, frozen=True):
    """A month in the archive."""

    month: Reference
    entry_count: int


class Year(Struct, frozen=True):
    """A year in the archive, with the months in which something was published."""

    title: str
    months: tuple[MonthCount, ...]
    """Newest first."""


class FeedEntry(Struct, frozen=True):
    """An article or an edition in a feed."""

    title: str
    address: str
    """Its full address, which is its id too."""
    published: str
    """RFC 3339."""
    updated: str
    authors: tuple[str, ...]
    topics: tuple[str, ...]
    language: str
    story: StoredStory
    """With full addresses in every link."""
    items: tuple[ItemEntry, ...]
    """What an edition gathers; the addresses of its entries are relative to the root."""


class SitemapEntry(Struct, frozen=True):
    """A page in the sitemap."""

    address: str
    modified: str
    """RFC 3339 date; may be empty."""


class NewsEntry(Struct, frozen=True):
    """An article in the news sitemap."""

    address: str
    title: str
    published: str
    """RFC 3339."""
    language: str


class Outlined(Struct, frozen=True):
    """A group of pages in ``llms.txt``."""

    title: str
    entries: tuple[Entry, ...]
