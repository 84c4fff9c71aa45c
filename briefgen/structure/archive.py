"""Gather articles by when they were published."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from briefgen.model.article import Listing
from briefgen.model.paths import Url
from briefgen.model.site import Month
from briefgen.structure.urls import ARCHIVE

FRESH = timedelta(hours=48)
"""How long an article is news (Google News: "the last two days")."""

MOST_NEWS = 1000
"""Articles that a news sitemap may name."""

_NEVER = datetime.min.replace(tzinfo=UTC)


def newest_first(listings: Sequence[Listing]) -> list[Listing]:
    """Return *listings* by date, newest first; those without one last, ties by path."""
    by_path = sorted(listings, key=lambda one: one.path)
    return sorted(by_path, key=lambda one: one.date or _NEVER, reverse=True)


def gather_months(articles: Sequence[Listing], zone: str) -> tuple[Month, ...]:
    """Return the months of *articles*, which come newest first, in the time zone *zone*."""
    site_zone = ZoneInfo(zone)

    def month(article: Listing) -> tuple[int, int]:
        assert article.date is not None, "articles without a date are in no month"
        local = article.date.astimezone(site_zone)
        return (local.year, local.month)

    dated = [article for article in articles if article.date]
    return tuple(
        Month(year, number, Url(f"{ARCHIVE}{year:04d}/{number:02d}/"), tuple(members))
        for (year, number), members in groupby(dated, month)
    )


def gather_corrections(articles: Sequence[Listing]) -> tuple[Listing, ...]:
    """Return those of *articles*, which come newest first, that were changed since."""
    changed = [article for article in articles if article.last_notice]
    return tuple(sorted(changed, key=lambda one: one.last_notice, reverse=True))


class News(NamedTuple):
    """What is news, and when that changes."""

    articles: tuple[Listing, ...]
    changes: tuple[datetime, ...]


def gather_news(articles: Sequence[Listing], instant: datetime) -> News:
    """Return which of *articles*, which come newest first, are news at *instant*."""
    found = []
    changes: list[datetime] = []
    for article in articles:
        if article.date is None or article.draft:
            continue
        if article.date > instant:
            changes.append(article.date)
        elif instant - article.date < FRESH:
            found.append(article)
            changes += [article.date, article.date + FRESH]
        else:
            changes.append(article.date + FRESH)
            break
    return News(tuple(found[:MOST_NEWS]), tuple(changes))
