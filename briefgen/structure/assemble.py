"""
Put what all files say together into one site.

``assemble`` decides what is published.  What is not leaves the site here and is
known afterwards only by its path, so that a link to it can be taken out; nothing
later could publish it by mistake.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from briefgen.errors import Diagnostic
from briefgen.model.article import Listing
from briefgen.model.page import Asset
from briefgen.model.paths import OutputPath, SourcePath, Url
from briefgen.model.settings import Settings
from briefgen.model.site import Due, Features, Site
from briefgen.model.source import Role
from briefgen.structure.sections import gather_sections, newest_first
from briefgen.structure.topics import gather_topics
from briefgen.structure.urls import alias_url


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
    sorted_out = _sort_out(listings, instant, with_drafts=with_drafts)
    public, withheld = sorted_out.public, sorted_out.withheld
    articles = newest_first(one for one in public.values() if one.role is Role.ARTICLE)
    indexes = [one for one in public.values() if one.role is Role.SECTION]
    pages = [one for one in public.values() if one.role is Role.PAGE]
    sections, section_faults = gather_sections(
        articles,
        (index for index in indexes if index.section),
        settings,
        held={*sorted_out.sections_held, *(path.partition("/")[0] for path in failed)},
    )
    topics, topic_faults = gather_topics(articles)
    home = next((index for index in indexes if not index.section and not index.draft), None)
    asset_urls = place_assets(assets, public, withheld)
    site = Site(
        settings=settings,
        features=features,
        home=home,
        sections=sections,
        topics=topics,
        editions=(),
        editions_index=None,
        pages=tuple(sorted(pages, key=_place)),
        articles=tuple(articles),
        assets=tuple(Asset(OutputPath(url), path) for path, url in asset_urls.items()),
        public=public,
        withheld=withheld,
        withheld_images=tuple(sorted_out.withheld_images),
        asset_urls=asset_urls,
        due=tuple(sorted(sorted_out.due, key=lambda one: (one.instant, one.path))),
        last_change=sorted_out.last_change,
    )
    return site, section_faults + topic_faults


@dataclass(slots=True)
class _SortedOut:
    """What is published, what is not, and when that will change."""

    public: dict[SourcePath, Listing] = field(default_factory=dict)
    withheld: dict[SourcePath, str] = field(default_factory=dict)
    withheld_images: list[SourcePath] = field(default_factory=list)
    sections_held: set[str] = field(default_factory=set)
    due: list[Due] = field(default_factory=list)
    last_change: datetime | None = None


def _sort_out(listings: Iterable[Listing], instant: datetime, *, with_drafts: bool) -> _SortedOut:
    found = _SortedOut()
    for listing in listings:
        reason = withheld_because(listing, instant, with_drafts=with_drafts)
        # The title of a section is not a draft; only the text of its index is.
        if reason and listing.role is not Role.SECTION:
            found.withheld[listing.path] = reason
            found.withheld_images.append(SourcePath(listing.image))
            found.sections_held.add(listing.section)
        else:
            found.public[listing.path] = listing
        for change in _changes(listing, with_drafts=with_drafts):
            if change.instant > instant:
                found.due.append(change)
            elif found.last_change is None or change.instant > found.last_change:
                found.last_change = change.instant
    return found


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
