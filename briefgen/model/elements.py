"""
Declare what views are made of: the frame, the head, a story, and the rest.

These are parts that several kinds of page show.  As in a view, addresses are
relative to the root of the site.
"""

from msgspec import Struct

from briefgen.model.article import Block, Citation, Notice
from briefgen.model.paths import Url


class Moment(Struct, frozen=True):
    """A date as readers and as machines read it."""

    iso: str
    """RFC 3339; with a time of day only if the editor gave one."""
    text: str
    """In the site's language and time zone."""


class Reference(Struct, frozen=True):
    """A title that leads somewhere on the site."""

    title: str
    url: Url


class OutsideLink(Struct, frozen=True):
    """A title that leads to another site."""

    title: str
    address: str


class Feeds(Struct, frozen=True):
    """One feed in its three formats, with the same entries."""

    title: str
    atom: Url
    """RFC 4287."""
    rss: Url
    """RSS 2.0."""
    json: Url
    """JSON Feed 1.1."""


class Frame(Struct, frozen=True):
    """What surrounds every page of the site."""

    title: str
    tagline: str
    description: str
    """A sentence or two on the site; may be empty."""
    address: str
    """The full address of the home page; empty without ``base_url``."""
    language: str
    """BCP 47 tag of the site."""
    direction: str
    """``ltr`` or ``rtl``."""
    sections: tuple[Reference, ...]
    """The sections in the site's order: the heart of the navigation."""
    pages: tuple[Reference, ...]
    """About, corrections policy, contact: for the footer."""
    editions: Reference | None
    """The list of editions, as the following: if there are any."""
    topics: Reference | None
    authors: Reference | None
    archive: Reference | None
    corrections: Reference | None
    search: Reference | None
    """The search page, if the site has a search."""
    social: tuple[OutsideLink, ...]
    feedback: OutsideLink | None
    feeds: Feeds | None
    """Of the whole site; absent without ``base_url``."""
    options: tuple[tuple[str, str | int | bool], ...]
    """The theme's options: name and value, in the order of ``theme.yml``."""


class Head(Struct, frozen=True):
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
    """The section, or the list of editions, that the navigation marks as current."""
    image: str
    """Full address of a picture for social networks; may be empty."""
    feeds: Feeds | None
    """Of the page's own section or of the editions; the site's is in the frame."""
    markdown: str
    """The text of the page as Markdown, relative to the page; may be empty."""
    language: str
    """BCP 47 tag of what the page says."""
    direction: str
    """``ltr`` or ``rtl``, for that language."""


class TocEntry(Struct, frozen=True):
    """A heading in the table of contents."""

    id: str
    html: str
    """Its text with inline markup, safe to print as it is."""
    children: tuple["TocEntry", ...]


class Picture(Struct, frozen=True):
    """The lead image of an article."""

    href: str
    """As it must stand on the page."""
    srcset: str
    """Its other sizes as the attribute wants them; may be empty."""
    width: int
    """In pixels; 0 if it is not known."""
    height: int
    alt: str
    caption: str
    credit: str


class Story(Struct, frozen=True):
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
    """Corrections first, then clarifications, then the rest; of each the newest first."""
    blocks: tuple[Block, ...]
    """What the briefing blocks of the body say, as data."""
    minutes: int
    """Reading time, at least 1."""
    extra: dict[str, object]
    """Free-form front matter."""


class Manuscript(Struct, frozen=True):
    """The content of an article as its editor wrote it, as templates see it."""

    summary: str
    text: str
    """The body, in Markdown, with full addresses in its links."""
    sources: tuple[Citation, ...]
    updates: tuple[Notice, ...]
    """Newest first."""


class Byline(Struct, frozen=True):
    """Someone who wrote the article."""

    name: str
    role: str
    url: Url
    """The page of what they wrote."""
    address: str
    """A web address, or empty."""
