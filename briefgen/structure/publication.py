"""
Decide what of the content is published, and when that changes by itself.

What is not published leaves the site here and is known afterwards only by its
path, so that a link to it can be taken out; nothing later could publish it by
mistake.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from briefgen.model.article import Listing
from briefgen.model.paths import SourcePath
from briefgen.model.site import Due
from briefgen.model.source import Role


@dataclass(slots=True)
class SortedOut:
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


def sort_out(listings: Iterable[Listing], instant: datetime, *, with_drafts: bool) -> SortedOut:
    """Tell what is published at *instant* from what is not; *with_drafts* publishes all of it."""
    found = SortedOut()
    for listing in listings:
        reason = withheld_because(listing, instant, with_drafts=with_drafts)
        if reason:
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
