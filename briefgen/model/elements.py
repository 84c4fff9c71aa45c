"""
Declare what views are made of: the frame, the head, entries of lists, and the rest.

These are parts that several kinds of page show, or that make up a whole one.  As
in a view, addresses are relative to the root of the site.
"""

from dataclasses import dataclass

from briefgen.model.article import Citation, Notice
from briefgen.model.held import StoredStory, StoredTeaser
from briefgen.model.paths import Url


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as readers and as machines read it."""

    iso: str
    """RFC 3339; with a time of day only if the editor gave one."""
    text: str
    """In the site's language and time zone."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A title that leads somewhere on the site."""

    title: str
    url: Url


@dataclass(frozen=True, slots=True)
class OutsideLink:
    """A title that leads to another site."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds every page of the site."""

    title: str
    tagline: str
    language: str
    """BCP 47 tag of the site."""
    direction: str
    """``ltr`` or ``rtl``."""
    sections: tuple[Reference, ...]
    """The sections in the site's order: the heart of the navigation."""
    pages: tuple[Reference, ...]
    """About, corrections policy, contact: for the footer."""
    topics: Reference | None
    """The index of topics, if there are any."""
    social: tuple[OutsideLink, ...]
    feedback: OutsideLink | None
    feed: Url | None
    """The Atom feed; absent without ``base_url``."""
    options: tuple[tuple[str, str | int | bool], ...]
    """The theme's options: name and value, in the order of ``theme.yml``."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of itself to browsers and search engines."""

    title: str
    """Title of the page, without the site's."""
    description: str
    """A sentence; may be empty."""
    root: str
    """From this page to the root of the site: ``./``, ``../``, …"""
    canonical: str
    """The page's full address; empty without ``base_url``."""
    section: Url | None
    """The section that the navigation marks as current."""
    language: str
    """BCP 47 tag of what the page says."""
    direction: str
    """``ltr`` or ``rtl``, for that language."""


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A heading in the table of contents."""

    id: str
    html: str
    """Its text with inline markup, safe to print as it is."""
    children: tuple["TocEntry", ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """The lead image of an article."""

    href: str
    """Relative to the page."""
    alt: str
    caption: str
    credit: str


@dataclass(frozen=True, slots=True)
class Story:
    """The content of an article or page, as templates see it."""

    summary: str
    """What the editor wrote to stand above the text; may be empty."""
    description: str
    """A sentence for search engines: the summary, else the text's beginning."""
    html: str
    """The body, safe to print as it is."""
    headings: tuple[TocEntry, ...]
    """The headings of level 2 and 3, nested: the table of contents."""
    image: Picture | None
    key_points: tuple[str, ...]
    sources: tuple[Citation, ...]
    updates: tuple[Notice, ...]
    """Newest first."""
    minutes: int
    """Reading time, at least 1."""
    extra: dict[str, object]
    """Free-form front matter."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in a list."""

    title: str
    url: Url
    date: Moment | None
    section: Reference | None
    image: str
    """Address of the lead image relative to the root, or a web address; may be empty."""
    is_draft: bool
    teaser: StoredTeaser
    """``summary`` and ``image_alt``."""


@dataclass(frozen=True, slots=True)
class Pager:
    """Where a page stands in a sequence of pages."""

    number: int
    """From 1."""
    total: int
    previous: Url | None
    """Towards page 1."""
    next: Url | None
    pages: tuple[Reference, ...]
    """The pages around this one, first and last included; a gap has an empty title."""


@dataclass(frozen=True, slots=True)
class SectionBlock:
    """A section on the home page."""

    section: Reference
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Byline:
    """Someone who wrote the article."""

    name: str
    role: str
    address: str
    """A web address, or empty."""


@dataclass(frozen=True, slots=True)
class TopicCount:
    """A topic in the index of topics."""

    topic: Reference
    entry_count: int


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An article in a feed."""

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


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """A page in the sitemap."""

    address: str
    modified: str
    """RFC 3339 date; may be empty."""
