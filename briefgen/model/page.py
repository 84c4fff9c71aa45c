"""
Declare what each kind of page shows.

A page is a path, the name of a template, and a *view*: the value that the
template may see, and nothing else.  Everything a template needs is decided in
``structure.plan`` and typed here, which is what makes a page cheap to compare
and safe to render in another process.  Addresses in a view are relative to the
root of the site; templates put ``view.head.root`` before them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from briefgen.model.article import Citation, Notice
from briefgen.model.held import Shared, StoredStory, StoredTeaser
from briefgen.model.paths import OutputPath, SourcePath, Url


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
class HomeView:
    """The home page: the lead, the latest articles, and each section's newest."""

    frame: Shared[Frame]
    head: Head
    story: StoredStory | None
    """The text of ``content/_index.md``."""
    lead: Entry | None
    latest: tuple[Entry, ...]
    sections: tuple[SectionBlock, ...]


@dataclass(frozen=True, slots=True)
class Byline:
    """Someone who wrote the article."""

    name: str
    role: str
    address: str
    """A web address, or empty."""


@dataclass(frozen=True, slots=True)
class ArticleView:
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
    entry_count: int
    """How many articles the section has."""


@dataclass(frozen=True, slots=True)
class SectionView:
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


@dataclass(frozen=True, slots=True)
class TopicView:
    """One page of a topic's list of articles."""

    frame: Shared[Frame]
    head: Head
    breadcrumbs: tuple[Reference, ...]
    title: str
    entries: tuple[Entry, ...]
    pager: Pager
    entry_count: int


@dataclass(frozen=True, slots=True)
class TopicCount:
    """A topic in the index of topics."""

    topic: Reference
    entry_count: int


@dataclass(frozen=True, slots=True)
class TopicsView:
    """The index of all topics, in alphabetical order."""

    frame: Shared[Frame]
    head: Head
    breadcrumbs: tuple[Reference, ...]
    title: str
    topics: tuple[TopicCount, ...]


@dataclass(frozen=True, slots=True)
class PageView:
    """A page that stands by itself: about, corrections policy, contact."""

    frame: Shared[Frame]
    head: Head
    breadcrumbs: tuple[Reference, ...]
    title: str
    is_draft: bool
    story: StoredStory


@dataclass(frozen=True, slots=True)
class NotFoundView:
    """What a server shows for an address that does not exist; its root is absolute."""

    frame: Shared[Frame]
    head: Head


@dataclass(frozen=True, slots=True)
class RedirectView:
    """An older address that leads to a page."""

    title: str
    href: str
    """The page, relative to the older address."""
    canonical: str
    """The page's full address; empty without ``base_url``."""
    language: str


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
class FeedView:
    """An Atom feed (RFC 4287)."""

    title: str
    tagline: str
    language: str
    home: str
    """Full address of what the feed is about."""
    address: str
    """Full address of the feed itself."""
    updated: str
    """RFC 3339; the newest entry's."""
    entries: tuple[FeedEntry, ...]


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """A page in the sitemap."""

    address: str
    modified: str
    """RFC 3339 date; may be empty."""


@dataclass(frozen=True, slots=True)
class SitemapView:
    """A sitemap, or the index of several (sitemaps.org, protocol 0.9)."""

    is_index: bool
    entries: tuple[SitemapEntry, ...]


View = (
    HomeView
    | ArticleView
    | SectionView
    | TopicView
    | TopicsView
    | PageView
    | NotFoundView
    | RedirectView
    | FeedView
    | SitemapView
)


VIEW_BY_TEMPLATE: Mapping[str, type[View]] = {
    "home.html": HomeView,
    "article.html": ArticleView,
    "section.html": SectionView,
    "topic.html": TopicView,
    "topics.html": TopicsView,
    "page.html": PageView,
    "not_found.html": NotFoundView,
    "redirect.html": RedirectView,
    "feed.xml": FeedView,
    "sitemap.xml": SitemapView,
}
"""Every template that a theme has to have, and the view that it draws."""


@dataclass(frozen=True, slots=True)
class Page:
    """One thing that gets an address."""

    path: OutputPath
    template: str
    view: View


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that is copied as it is."""

    path: OutputPath
    source: SourcePath
