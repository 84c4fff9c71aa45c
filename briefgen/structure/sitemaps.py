"""Plan what tells crawlers where to go: the sitemaps and ``robots.txt``."""

from collections.abc import Iterator, Sequence
from itertools import islice

from briefgen.languages import to_rfc3339
from briefgen.model.article import Listing
from briefgen.model.entries import NewsEntry, SitemapEntry
from briefgen.model.machine_views import NewsSitemapView, RobotsView, SitemapView
from briefgen.model.page import Page
from briefgen.model.paths import Url
from briefgen.model.site import Month, Site, Topic, Writer
from briefgen.structure.feeds import last_modified
from briefgen.structure.indexes import introduction, own_lists
from briefgen.structure.urls import (
    EDITIONS,
    HOME,
    NEWS_SITEMAP,
    ROBOTS,
    SITEMAP,
    absolute,
    output_path,
    page_url,
)

ENTRIES_PER_SITEMAP = 10_000
"""The protocol allows 50,000; fewer keep each file small enough to be looked at."""


def plan_sitemaps(site: Site) -> Iterator[Page]:
    """Return the sitemap, in several files with an index if it is long."""
    if not site.settings.base_url:
        return
    pages = _entries(site)
    first = tuple(islice(pages, ENTRIES_PER_SITEMAP + 1))
    if len(first) <= ENTRIES_PER_SITEMAP:
        yield Page(output_path(SITEMAP), "sitemap.xml", SitemapView(False, first))
        return
    parts: list[SitemapEntry] = []
    rest = first[ENTRIES_PER_SITEMAP:]
    chunk = first[:ENTRIES_PER_SITEMAP]
    while chunk:
        url = Url(f"sitemap-{len(parts) + 1}.xml")
        parts.append(SitemapEntry(absolute(site.settings.base_url, url), ""))
        yield Page(output_path(url), "sitemap.xml", SitemapView(False, chunk))
        chunk = rest + tuple(islice(pages, ENTRIES_PER_SITEMAP - len(rest)))
        rest = ()
    yield Page(output_path(SITEMAP), "sitemap.xml", SitemapView(True, tuple(parts)))


def _entries(site: Site) -> Iterator[SitemapEntry]:
    base_url, zone = site.settings.base_url, site.settings.timezone
    size = site.settings.output.entries_per_page

    def entry(url: Url, *listings: Listing) -> SitemapEntry:
        dates = [last_modified(one, zone) for one in listings]
        newest = max((date for date in dates if date), default=None)
        modified = to_rfc3339(newest, zone)[:10] if newest else ""
        return SitemapEntry(absolute(base_url, url), modified)

    def pages_of(first: Url, listings: Sequence[Listing]) -> Iterator[SitemapEntry]:
        for number in range(1, max(1, -(-len(listings) // size)) + 1):
            yield entry(page_url(first, number))

    yield entry(HOME, *site.articles[:1])
    yield from (entry(page.url) for page in site.pages if not page.draft)
    for section in site.sections:
        yield from pages_of(section.url, section.articles)
        yield from (entry(one.url, one) for one in section.articles if not one.draft)
    for url in own_lists(site):
        page = introduction(site, url)
        if page and page.draft:
            continue
        yield from pages_of(url, site.editions if url == EDITIONS else ())
    yield from (entry(one.url, one) for one in site.editions if not one.draft)
    lists: tuple[Topic | Writer | Month, ...] = (*site.topics, *site.authors, *site.months)
    for one in lists:
        yield from pages_of(one.url, one.articles)


def plan_news(site: Site) -> Iterator[Page]:
    """Return the news sitemap; it stays where it is while there are no news."""
    settings = site.settings
    if settings.base_url:
        entries = tuple(_news_entry(one, site) for one in site.news)
        view = NewsSitemapView(settings.title, settings.language, entries)
        yield Page(output_path(NEWS_SITEMAP), "news_sitemap.xml", view)


def _news_entry(article: Listing, site: Site) -> NewsEntry:
    settings = site.settings
    assert article.date is not None, "only what has a date is news"
    return NewsEntry(
        address=absolute(settings.base_url, article.url),
        title=article.title,
        published=to_rfc3339(article.date, settings.timezone),
        language=article.language or settings.language,
    )


def plan_robots(site: Site) -> Page:
    """Return what crawlers may do, and where the sitemaps are, if there are any."""
    base_url = site.settings.base_url
    sitemaps = (SITEMAP, NEWS_SITEMAP) if base_url else ()
    view = RobotsView(tuple(absolute(base_url, url) for url in sitemaps))
    return Page(output_path(ROBOTS), "robots.txt", view)
