"""Put what all files say together into one site."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from msgspec import Struct

from briefgen.errors import Diagnostic
from briefgen.model.article import Listing
from briefgen.model.file_kinds import is_index
from briefgen.model.page import Asset
from briefgen.model.paths import OutputPath, SourcePath, Url
from briefgen.model.settings import Settings
from briefgen.model.site import Due, Features, Section, Site, Topic, Writer
from briefgen.model.source import ROOT_FOLDER, Role
from briefgen.structure.archive import (
    News,
    gather_corrections,
    gather_months,
    gather_news,
    newest_first,
)
from briefgen.structure.authors import gather_authors
from briefgen.structure.publication import SortedOut, sort_out
from briefgen.structure.sections import NO_SECTION, gather_sections
from briefgen.structure.topics import gather_topics
from briefgen.structure.urls import ARCHIVE, AUTHORS, CORRECTIONS, SEARCH, TOPICS, alias_url


def assemble(
    listings: Iterable[Listing],
    assets: Iterable[SourcePath],
    settings: Settings,
    *,
    instant: datetime,
    with_drafts: bool,
    features: Features,
    failed: Collection[SourcePath] = (),
) -> tuple[Site, tuple[Diagnostic, ...]]:
    """
    Return the site as it is at *instant*, and what does not fit together.

    *with_drafts* publishes drafts and scheduled articles as well.  The *failed*
    files could not be read; what only they would bring is not missed.
    """
    found = sort_out(listings, instant, with_drafts=with_drafts)
    parts = _gather(found, settings, features, failed)
    news = gather_news(parts.articles, instant) if settings.base_url else News((), ())
    asset_urls = place_assets(assets, found.public, found.withheld)
    schedule = _schedule(found, news, instant)
    site = _put_together(settings, features, found, parts, asset_urls, news, schedule)
    return site, parts.faults


class _Indexes(NamedTuple):
    """The files ``_index.md``, by what they are for."""

    home: Listing | None
    editions: Listing | None
    sections: list[Listing]


class _Parts(Struct, frozen=True):
    """What is published, by what it is part of."""

    pages: list[Listing]
    introductions: dict[Url, Listing]
    articles: list[Listing]
    editions: list[Listing]
    indexes: _Indexes
    sections: tuple[Section, ...]
    topics: tuple[Topic, ...]
    authors: tuple[Writer, ...]
    faults: tuple[Diagnostic, ...]


def _gather(
    found: SortedOut, settings: Settings, features: Features, failed: Collection[SourcePath]
) -> _Parts:
    pages, introductions = _tell_apart(found, features)
    articles = newest_first(found.of(Role.ARTICLE))
    editions = newest_first(found.of(Role.EDITION))
    indexes = _take_indexes(found)
    held = {*found.sections_held, *(path.partition("/")[0] for path in failed)}
    sections, section_faults = gather_sections(articles, indexes.sections, settings, held=held)
    topics, topic_faults = gather_topics(articles)
    authors, author_faults = gather_authors(newest_first([*articles, *editions]), settings)
    return _Parts(
        pages=sorted(pages, key=_place),
        introductions=introductions,
        articles=articles,
        editions=editions,
        indexes=indexes,
        sections=sections,
        topics=topics,
        authors=authors,
        faults=section_faults + topic_faults + author_faults,
    )


class _Schedule(NamedTuple):
    """When the site changes by itself."""

    due: tuple[Due, ...]
    last_change: datetime | None
    next_change: datetime | None


def _schedule(found: SortedOut, news: News, instant: datetime) -> _Schedule:
    changes = [*found.changes, *news.changes, *(one.instant for one in found.due)]
    return _Schedule(
        due=tuple(sorted(found.due, key=lambda one: (one.instant, one.path))),
        last_change=max((one for one in changes if one <= instant), default=None),
        next_change=min((one for one in changes if one > instant), default=None),
    )


def _put_together(
    settings: Settings,
    features: Features,
    found: SortedOut,
    parts: _Parts,
    asset_urls: Mapping[SourcePath, Url],
    news: News,
    schedule: _Schedule,
) -> Site:
    return Site(
        settings=settings,
        features=features,
        home=parts.indexes.home,
        sections=parts.sections,
        topics=parts.topics,
        editions=tuple(parts.editions),
        editions_index=parts.indexes.editions,
        authors=parts.authors,
        months=gather_months(parts.articles, settings.timezone),
        corrections=gather_corrections(parts.articles),
        pages=tuple(parts.pages),
        introductions=parts.introductions,
        articles=tuple(parts.articles),
        news=news.articles,
        assets=tuple(Asset(OutputPath(url), path) for path, url in asset_urls.items()),
        public=found.public,
        withheld=found.withheld,
        withheld_images=tuple(found.withheld_images),
        asset_urls=asset_urls,
        due=schedule.due,
        last_change=schedule.last_change,
        next_change=schedule.next_change,
    )


_LISTS = {TOPICS, AUTHORS, ARCHIVE, CORRECTIONS, SEARCH}


def _tell_apart(found: SortedOut, features: Features) -> tuple[list[Listing], dict[Url, Listing]]:
    """Return the pages that stand by themselves, and those that stand above a list."""
    pages: list[Listing] = []
    introductions: dict[Url, Listing] = {}
    for page in found.of(Role.PAGE):
        if page.url == SEARCH and not features.search:
            found.withhold(page, "left out, as the site has no search")
        elif page.url in _LISTS:
            introductions.setdefault(page.url, page)
        else:
            pages.append(page)
    return pages, introductions


def _take_indexes(found: SortedOut) -> _Indexes:
    by_section = {index.section: index for index in found.of(Role.SECTION)}
    home, editions = by_section.pop("", None), by_section.pop(NO_SECTION, None)
    return _Indexes(home, editions, list(by_section.values()))


def _place(page: Listing) -> tuple[int, str, str]:
    return (page.weight, page.title.casefold(), page.path)


def place_assets(
    assets: Iterable[SourcePath],
    public: Mapping[SourcePath, Listing],
    withheld: Mapping[SourcePath, str],
) -> dict[SourcePath, Url]:
    """
    Return where each asset will be.

    What lies in the folder of an article goes where the article goes, or
    nowhere if the article is withheld; what is meant for the root goes there, and
    everything else keeps its path.
    """
    bundles: dict[str, Url | None] = {}
    for path in (*public, *withheld):
        folder, _, name = path.rpartition("/")
        if folder and is_index(name):
            bundles[folder] = public[path].url if path in public else None
    urls: dict[SourcePath, Url] = {}
    for asset in assets:
        owner = _owner(asset, bundles)
        if owner is None:
            urls[asset] = Url(asset.removeprefix(f"{ROOT_FOLDER}/"))
        elif bundles[owner] is not None:
            urls[asset] = Url(f"{bundles[owner]}{asset[len(owner) + 1 :]}")
    return urls


def _owner(asset: str, bundles: Mapping[str, Url | None]) -> str | None:
    """Return the folder of an article that *asset* lies in, at any depth."""
    folder = asset.rpartition("/")[0]
    while folder:
        if folder in bundles:
            return folder
        folder = folder.rpartition("/")[0]
    return None


def alias_targets(site: Site) -> Iterable[tuple[Url, Listing]]:
    """Return every older address of the site and what it leads to."""
    for listing in site.public.values():
        for alias in listing.aliases:
            yield alias_url(alias), listing
