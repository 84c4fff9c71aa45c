"""
Put what all files say together into one site.

``assemble`` decides what is published.  What is not leaves the site here and is
known afterwards only by its path, so that a link to it can be taken out; nothing
later could publish it by mistake.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from briefgen.errors import Diagnostic
from briefgen.model.article import Listing
from briefgen.model.page import Asset
from briefgen.model.paths import OutputPath, SourcePath, Url
from briefgen.model.settings import Settings
from briefgen.model.site import Due, Features, Site
from briefgen.model.source import Role
from briefgen.structure.archive import (
    News,
    gather_corrections,
    gather_months,
    gather_news,
    newest_first,
)
from briefgen.structure.authors import gather_authors
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
    found = _sort_out(listings, instant, with_drafts=with_drafts)
    pages, introductions = _tell_apart(found, features)
    articles = newest_first(found.of(Role.ARTICLE))
    editions = newest_first(found.of(Role.EDITION))
    indexes = _take_indexes(found, has_editions=bool(editions))
    held = {*found.sections_held, *(path.partition("/")[0] for path in failed)}
    sections, section_faults = gather_sections(articles, indexes.sections, settings, held=held)
    topics, topic_faults = gather_topics(articles)
    authors, author_faults = gather_authors(newest_first([*articles, *editions]), settings)
    news = gather_news(articles, instant) if settings.base_url else News((), ())
    asset_urls = place_assets(assets, found.public, found.withheld)
    last_change, next_change = _when(found, news, instant)
    site = Site(
        settings=settings,
        features=features,
        home=indexes.home,
        sections=sections,
        topics=topics,
        editions=tuple(editions),
        editions_index=indexes.editions,
        authors=authors,
        months=gather_months(articles, settings.timezone),
        corrections=gather_corrections(articles),
        pages=tuple(sorted(pages, key=_place)),
        introductions=introductions,
        articles=tuple(articles),
        news=news.articles,
        assets=tuple(Asset(OutputPath(url), path) for path, url in asset_urls.items()),
        public=found.public,
        withheld=found.withheld,
        withheld_images=tuple(found.withheld_images),
        asset_urls=asset_urls,
        due=tuple(sorted(found.due, key=lambda one: (one.instant, one.path))),
        last_change=last_change,
        next_change=next_change,
    )
    return site, section_faults + topic_faults + author_faults


@dataclass(slots=True)
class _SortedOut:
    """What is published, what is not, and when that will change."""

    public: dict[SourcePath, Listing] = field(default_factory=dict)
    withheld: dict[SourcePath, str] = field(default_factory=dict)
    withheld_images: list[SourcePath] = field(default_factory=list)
    sections_held: set[str] = field(default_factory=set)
    due: list[Due] = field(default_factory=list)
    changes: list[datetime] = field(default_factory=list)
    """When things have come or gone already."""

    def of(self, role: Role) -> list[Listing]:
        """Return what is published of one kind."""
        return [one for one in self.public.values() if one.role is role]

    def withhold(self, listing: Listing, reason: str) -> None:
        """Take *listing* off the site."""
        self.public.pop(listing.path, None)
        self.withheld[listing.path] = reason
        self.withheld_images.append(SourcePath(listing.image))


def _sort_out(listings: Iterable[Listing], instant: datetime, *, with_drafts: bool) -> _SortedOut:
    found = _SortedOut()
    for listing in listings:
        reason = withheld_because(listing, instant, with_drafts=with_drafts)
        # The title of a section is not a draft; only the text of its index is.
        if reason and listing.role is not Role.SECTION:
            found.withhold(listing, reason)
            found.sections_held.add(listing.section)
        else:
            found.public[listing.path] = listing
        for change in _changes(listing, with_drafts=with_drafts):
            if change.instant > instant:
                found.due.append(change)
            else:
                found.changes.append(change.instant)
    return found


def _when(
    found: _SortedOut, news: News, instant: datetime
) -> tuple[datetime | None, datetime | None]:
    """Return when the site last changed by itself, and when it will next."""
    changes = [*found.changes, *news.changes, *(one.instant for one in found.due)]
    past = (one for one in changes if one <= instant)
    coming = (one for one in changes if one > instant)
    return max(past, default=None), min(coming, default=None)


_LISTS = {TOPICS, AUTHORS, ARCHIVE, CORRECTIONS, SEARCH}


def _tell_apart(found: _SortedOut, features: Features) -> tuple[list[Listing], dict[Url, Listing]]:
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


class _Indexes(NamedTuple):
    """The files ``_index.md``, by what they are for."""

    home: Listing | None
    editions: Listing | None
    sections: list[Listing]


def _take_indexes(found: _SortedOut, *, has_editions: bool) -> _Indexes:
    by_section = {index.section: index for index in found.of(Role.SECTION)}
    home, editions = by_section.pop("", None), by_section.pop(NO_SECTION, None)
    if editions and editions.draft and not has_editions:
        # Nothing would be left of the page that it stands above.
        found.withhold(editions, "draft")
    return _Indexes(_shown(home), _shown(editions), list(by_section.values()))


def _shown(index: Listing | None) -> Listing | None:
    return index if index and not index.draft else None


def _place(page: Listing) -> tuple[int, str, str]:
    return (page.weight, page.title.casefold(), page.path)


def withheld_because(listing: Listing, instant: datetime, *, with_drafts: bool) -> str:
    """Return why *listing* is not published at *instant*; empty if it is."""
    if listing.expires and listing.expires <= instant:
        return "expired"
    if with_drafts:
        return ""
    if listing.draft:
        return "draft"
    return "scheduled" if listing.publish_at and listing.publish_at > instant else ""


def _changes(listing: Listing, *, with_drafts: bool) -> Iterable[Due]:
    """Return when *listing* comes and goes by itself."""
    if listing.draft and not with_drafts:
        return
    if listing.publish_at and not with_drafts:
        yield Due(listing.publish_at, listing.path, is_expiry=False)
    if listing.expires:
        yield Due(listing.expires, listing.path, is_expiry=True)


def place_assets(
    assets: Iterable[SourcePath],
    public: Mapping[SourcePath, Listing],
    withheld: Mapping[SourcePath, str],
) -> dict[SourcePath, Url]:
    """
    Return where each asset will be.

    What lies in the folder of an article goes where the article goes, or
    nowhere if the article is withheld; everything else keeps its path.
    """
    bundles: dict[str, Url | None] = {}
    for path in (*public, *withheld):
        folder, _, name = path.rpartition("/")
        if folder and name in {"index.md", "index.txt"}:
            bundles[folder] = public[path].url if path in public else None
    urls: dict[SourcePath, Url] = {}
    for asset in assets:
        owner = _owner(asset, bundles)
        if owner is None:
            urls[asset] = Url(asset)
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
