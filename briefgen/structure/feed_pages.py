"""Plan the feeds: Atom, RSS and JSON Feed, each with all of what it names."""

from collections.abc import Iterator
from functools import partial

from briefgen.languages import to_rfc3339
from briefgen.model.article import Listing
from briefgen.model.entries import FeedEntry
from briefgen.model.machine_views import FeedView
from briefgen.model.page import Page
from briefgen.model.paths import Url
from briefgen.model.source import Role
from briefgen.structure.desk import Desk
from briefgen.structure.editions import Editions
from briefgen.structure.feeds import last_modified
from briefgen.structure.planned import Planned
from briefgen.structure.urls import FEED, HOME, JSON_FEED, RSS, output_path


def plan_feeds(desk: Desk, editions: Editions) -> Iterator[Planned]:
    """Return the feeds of the site, of its sections, and of the editions."""
    for folder in desk.feed_contents:
        for name in (FEED, RSS, JSON_FEED):
            yield Planned(
                output_path(Url(folder + name)), partial(_page, desk, editions, folder, name)
            )


def _page(desk: Desk, editions: Editions, folder: Url, name: Url) -> Page:
    settings = desk.settings
    url = Url(folder + name)
    entries = tuple(_entry(desk, editions, listing) for listing in desk.feed_contents[folder])
    view = FeedView(
        title=desk.feed_title(folder),
        tagline=settings.tagline if folder == HOME else "",
        language=settings.language,
        home=desk.address(folder),
        address=desk.address(url),
        root=settings.base_url,
        updated=max(entry.updated for entry in entries),
        entries=entries,
    )
    return Page(output_path(url), name, view)


def _entry(desk: Desk, editions: Editions, listing: Listing) -> FeedEntry:
    settings = desk.settings
    modified = last_modified(listing, settings.timezone)
    assert listing.date is not None, "feeds hold only what has a date"
    assert modified is not None
    is_edition = listing.role is Role.EDITION
    address = desk.address(listing.url)
    names = tuple(byline.name for byline in desk.bylines(listing))
    return FeedEntry(
        title=listing.title,
        address=address,
        published=to_rfc3339(listing.date, "UTC"),
        updated=to_rfc3339(modified, "UTC"),
        authors=names or (settings.title,),
        topics=tuple(topic.title for topic in desk.topics(listing)),
        language=listing.language or settings.language,
        story=desk.placed_story(listing, root=settings.base_url, address=address),
        items=editions.items(listing, with_drafts=False) if is_edition else (),
    )
