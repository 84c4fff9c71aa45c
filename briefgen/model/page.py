"""
Say which template draws which view, and what a page and an asset are.

A page is a path, the name of a template, and a *view*: the value that the
template may see, and nothing else.
"""

from collections.abc import Mapping

from msgspec import Struct

from briefgen.model.list_views import (
    ArchiveView,
    AuthorsView,
    AuthorView,
    EditionsView,
    MonthView,
    TopicsView,
    TopicView,
)
from briefgen.model.machine_views import (
    FeedView,
    LlmsView,
    MarkdownView,
    NewsSitemapView,
    RedirectView,
    RobotsView,
    SitemapView,
)
from briefgen.model.paths import OutputPath, SourcePath
from briefgen.model.views import (
    ArticleView,
    CorrectionsView,
    EditionView,
    HomeView,
    NotFoundView,
    PageView,
    SearchView,
    SectionView,
)

View = (
    HomeView
    | ArticleView
    | SectionView
    | EditionView
    | EditionsView
    | TopicView
    | TopicsView
    | AuthorView
    | AuthorsView
    | ArchiveView
    | MonthView
    | CorrectionsView
    | SearchView
    | PageView
    | NotFoundView
    | RedirectView
    | FeedView
    | SitemapView
    | NewsSitemapView
    | RobotsView
    | LlmsView
    | MarkdownView
)


VIEW_BY_TEMPLATE: Mapping[str, type[View]] = {
    "home.html": HomeView,
    "article.html": ArticleView,
    "section.html": SectionView,
    "edition.html": EditionView,
    "editions.html": EditionsView,
    "topic.html": TopicView,
    "topics.html": TopicsView,
    "author.html": AuthorView,
    "authors.html": AuthorsView,
    "archive.html": ArchiveView,
    "month.html": MonthView,
    "corrections.html": CorrectionsView,
    "search.html": SearchView,
    "page.html": PageView,
    "not_found.html": NotFoundView,
    "redirect.html": RedirectView,
    "feed.xml": FeedView,
    "rss.xml": FeedView,
    "feed.json": FeedView,
    "sitemap.xml": SitemapView,
    "news_sitemap.xml": NewsSitemapView,
    "robots.txt": RobotsView,
    "llms.txt": LlmsView,
    "article.md": MarkdownView,
}
"""Every template that a theme has to have, and the view that it draws."""


class Page(Struct, frozen=True):
    """One thing that gets an address."""

    path: OutputPath
    template: str
    view: View


class Asset(Struct, frozen=True):
    """A file that is copied as it is."""

    path: OutputPath
    source: SourcePath
