"""Decide which feeds there are, and what is in each."""

from collections.abc import Mapping
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from briefgen.model.article import Listing
from briefgen.model.elements import Feeds
from briefgen.model.paths import Url
from briefgen.model.settings import Settings
from briefgen.model.site import Site
from briefgen.structure.urls import EDITIONS, FEED, HOME, JSON_FEED, RSS, encoded


def feed_contents(site: Site) -> Mapping[Url, tuple[Listing, ...]]:
    """
    Return what is in each feed, newest first, by the folder that the feed is in.

    There is one for the site, one for each section, and one for the editions,
    unless it were empty.  A feed needs full addresses and entries with a date.
    """
    limit = site.settings.output.entries_per_feed
    found: dict[Url, list[Listing]] = {HOME: []} if site.settings.base_url else {}
    if found:
        section_urls = {section.id: section.url for section in site.sections}
        for article in filter(_is_ready, site.articles):
            for folder in (HOME, section_urls[article.section]):
                entries = found.setdefault(folder, [])
                if len(entries) < limit:
                    entries.append(article)
        found[EDITIONS] = [one for one in site.editions if _is_ready(one)][:limit]
    return {folder: tuple(entries) for folder, entries in found.items() if entries}


def has_feed(site: Site) -> bool:
    """Whether there is a feed of the whole site."""
    return bool(site.settings.base_url) and any(map(_is_ready, site.articles))


def _is_ready(listing: Listing) -> bool:
    return listing.date is not None and not listing.draft


def feeds_at(folder: Url, title: str) -> Feeds:
    """Return one feed in its formats."""
    atom, rss, json = (encoded(folder + name) for name in (FEED, RSS, JSON_FEED))
    return Feeds(title, atom, rss, json)


def has_markdown(settings: Settings, listing: Listing) -> bool:
    """Whether the text of an article is beside its page; that of a draft never is."""
    return settings.output.markdown and not listing.draft


def last_modified(listing: Listing, zone: str) -> datetime | None:
    """Return when *listing* was last changed in a way that readers are told of."""
    notice = listing.last_notice
    noticed = (
        datetime.combine(date.fromisoformat(notice), time.min, ZoneInfo(zone)) if notice else None
    )
    instants = (listing.date, listing.updated, noticed)
    return max((one for one in instants if one), default=None)
