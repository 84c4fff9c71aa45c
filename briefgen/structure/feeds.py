"""Make what machines read: the Atom feed and the sitemap."""

from collections.abc import Iterator, Sequence
from itertools import islice

from briefgen.languages import to_rfc3339
from briefgen.model.article import Listing
from briefgen.model.entries import FeedEntry, SitemapEntry
from briefgen.model.held import Part, StoredStory
from briefgen.model.machine_views import FeedView, SitemapView
from briefgen.model.page import Page
from briefgen.model.paths import Url
from briefgen.model.site import Site
from briefgen.structure.links import LinkTable, OutlineOf
from briefgen.structure.urls import (
    FEED,
    HOME,
    SITEMAP,
    TOPICS,
    absolute,
    output_path,
    page_url,
)

ENTRIES_PER_SITEMAP = 10_000
"""The protocol allows 50,000; fewer keep each file small enough to be looked at."""


def has_feed(site: Site) -> bool:
    """Whether there is a feed: it needs full addresses, and articles with a date."""
    return bool(site.settings.base_url) and any(True for _ in _in_feed(site))


def _in_feed(site: Site) -> Iterator[Listing]:
    return (one for one in site.articles if one.date is not None and not one.draft)


def plan_feed(site: Site, table: LinkTable, outline_of: OutlineOf) -> Page | None:
    """Return the feed of the newest articles; ``None`` without ``base_url`` or articles."""
    settings = site.settings
    newest = tuple(islice(_in_feed(site), settings.output.entries_per_feed))
    if not has_feed(site):
        return None
    entries = tuple(_feed_entry(one, site, table, outline_of) for one in newest)
    view = FeedView(
        title=settings.title,
        tagline=settings.tagline,
        language=settings.language,
        home=settings.base_url,
        address=absolute(settings.base_url, FEED),
        root=settings.base_url,
        updated=max(entry.updated for entry in entries),
        entries=entries,
    )
    return Page(output_path(FEED), "feed.xml", view)


def _feed_entry(listing: Listing, site: Site, table: LinkTable, outline_of: OutlineOf) -> FeedEntry:
    settings = site.settings
    names = {author.id: author.name for author in settings.authors}
    published = listing.date or listing.updated
    updated = listing.updated or listing.date
    assert published is not None and updated is not None  # noqa: PT018 - only dated ones
    return FeedEntry(
        title=listing.title,
        address=absolute(settings.base_url, listing.url),
        published=to_rfc3339(published, "UTC"),
        updated=to_rfc3339(max(updated, published), "UTC"),
        authors=tuple(names.get(author, author) for author in listing.authors) or (settings.title,),
        topics=listing.topics,
        language=listing.language or settings.language,
        story=StoredStory(
            part=Part(listing.path, listing.content),
            hrefs=tuple(table.href(link) for link in outline_of(listing.path).links),
            root=settings.base_url,
            image=table.image(listing),
            address=absolute(settings.base_url, listing.url),
            language=listing.language or settings.language,
        ),
        items=(),
    )


def plan_sitemaps(site: Site) -> Iterator[Page]:
    """Return the sitemap, in several files with an index if it is long."""
    if not site.settings.base_url:
        return
    pages = _sitemap_entries(site)
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


def _sitemap_entries(site: Site) -> Iterator[SitemapEntry]:
    base_url = site.settings.base_url

    def entry(url: Url, listings: Sequence[Listing] = ()) -> SitemapEntry:
        dates = [one.updated or one.date for one in listings]
        newest = max((date for date in dates if date), default=None)
        modified = to_rfc3339(newest, site.settings.timezone)[:10] if newest else ""
        return SitemapEntry(absolute(base_url, url), modified)

    size = site.settings.output.entries_per_page
    yield entry(HOME, site.articles[:1])
    for page in site.pages:
        if not page.draft:
            yield entry(page.url)
    for section in site.sections:
        for number in range(1, max(1, -(-len(section.articles) // size)) + 1):
            yield entry(page_url(section.url, number))
        for article in section.articles:
            if not article.draft:
                yield entry(article.url, (article,))
    if site.topics:
        yield entry(TOPICS)
    for topic in site.topics:
        for number in range(1, max(1, -(-len(topic.articles) // size)) + 1):
            yield entry(page_url(topic.url, number))
