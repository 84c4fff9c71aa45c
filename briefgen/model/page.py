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

from briefgen.model.elements import (
    Byline,
    Entry,
    FeedEntry,
    Frame,
    Head,
    Moment,
    Pager,
    Reference,
    SectionBlock,
    SitemapEntry,
    TopicCount,
)
from briefgen.model.held import Shared, StoredStory
from briefgen.model.paths import OutputPath, SourcePath


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
