"""Plan what tells crawlers where to go: the sitemaps and ``robots.txt``."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice

from briefgen.languages import to_rfc3339
from briefgen.model.article import Listing
from briefgen.model.entries import NewsEntry, SitemapEntry
from briefgen.model.machine_views import NewsSitemapView, RobotsView, SitemapView
from briefgen.model.page import Page
from briefgen.model.paths import SourcePath, Url
from briefgen.model.site import Month, Site, Topic, Writer
from briefgen.model.source import ROOT_FOLDER
from briefgen.structure.feeds import last_modified
from briefgen.structure.indexes import introduction, own_lists
from briefgen.structure.lists import page_count
from briefgen.structure.planned import Planned
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


def plan_sitemaps(site: Site) -> Iterator[Planned]:
    """Return the sitemap, in several files with an index if it is long."""
    if not site.settings.base_url:
        return
    parts = -(-sum(1 for _ in _addresses(site)) // ENTRIES_PER_SITEMAP)
    if parts == 1:
        yield Planned(output_path(SITEMAP), partial(_part, site, 0, SITEMAP))
        return
    urls = [Url(f"sitemap-{number}.xml") for number in range(1, parts + 1)]
    for number, url in enumerate(urls):
        yield Planned(output_path(url), partial(_part, site, number, url))
    yield Planned(output_path(SITEMAP), partial(_index, site, urls))


def _index(site: Site, urls: Sequence[Url]) -> Page:
    entries = (SitemapEntry(absolute(site.settings.base_url, url), "") for url in urls)
    return Page(output_path(SITEMAP), "sitemap.xml", SitemapView(True, tuple(entries)))


def _part(site: Site, number: int, url: Url) -> Page:
    first = number * ENTRIES_PER_SITEMAP
    addresses = islice(_addresses(site), first, first + ENTRIES_PER_SITEMAP)
    entries = (_entry(site, *address) for address in addresses)
    return Page(output_path(url), "sitemap.xml", SitemapView(False, tuple(entries)))


def _entry(site: Site, url: Url, listings: Sequence[Listing]) -> SitemapEntry:
    zone = site.settings.timezone
    dates = [last_modified(one, zone) for one in listings]
    newest = max((date for date in dates if date), default=None)
    modified = to_rfc3339(newest, zone)[:10] if newest else ""
    return SitemapEntry(absolute(site.settings.base_url, url), modified)


def _addresses(site: Site) -> Iterator[tuple[Url, Sequence[Listing]]]:
    """Return what a sitemap names, and what each page's date is taken from."""
    size = site.settings.output.entries_per_page

    def pages_of(
        first: Url, listings: Sequence[Listing]
    ) -> Iterator[tuple[Url, Sequence[Listing]]]:
        for number in range(1, page_count(listings, size) + 1):
            yield page_url(first, number), ()

    yield HOME, site.articles[:1]
    yield from ((page.url, ()) for page in site.pages if not page.draft)
    for section in site.sections:
        if section.index and section.index.draft and not section.articles:
            continue
        yield from pages_of(section.url, section.articles)
        yield from ((one.url, (one,)) for one in section.articles if not one.draft)
    for url in own_lists(site):
        page = introduction(site, url)
        if page and page.draft:
            continue
        yield from pages_of(url, site.editions if url == EDITIONS else ())
    yield from ((one.url, (one,)) for one in site.editions if not one.draft)
    lists: tuple[Topic | Writer | Month, ...] = (*site.topics, *site.authors, *site.months)
    for one in lists:
        yield from pages_of(one.url, one.articles)


def plan_news(site: Site) -> Iterator[Planned]:
    """Return the news sitemap; it stays where it is while there are no news."""
    if site.settings.base_url:
        yield Planned(output_path(NEWS_SITEMAP), partial(_news, site))


def _news(site: Site) -> Page:
    settings = site.settings
    entries = tuple(_news_entry(one, site) for one in site.news)
    view = NewsSitemapView(settings.title, settings.language, entries)
    return Page(output_path(NEWS_SITEMAP), "news_sitemap.xml", view)


def _news_entry(article: Listing, site: Site) -> NewsEntry:
    settings = site.settings
    assert article.date is not None, "only what has a date is news"
    return NewsEntry(
        address=absolute(settings.base_url, article.url),
        title=article.title,
        published=to_rfc3339(article.date, settings.timezone),
        language=article.language or settings.language,
    )


def has_own_robots(site: Site) -> bool:
    """Whether the editors say themselves what crawlers may do."""
    return SourcePath(f"{ROOT_FOLDER}/{ROBOTS}") in site.asset_urls


def plan_robots(site: Site) -> Iterator[Planned]:
    """Return what crawlers may do, and where the sitemaps are, unless the editors say it."""
    if not has_own_robots(site):
        yield Planned(output_path(ROBOTS), partial(_robots, site))


def _robots(site: Site) -> Page:
    base_url = site.settings.base_url
    sitemaps = (SITEMAP, NEWS_SITEMAP) if base_url else ()
    view = RobotsView(tuple(absolute(base_url, url) for url in sitemaps))
    return Page(output_path(ROBOTS), "robots.txt", view)
