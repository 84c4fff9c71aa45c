"""Say what is held back, and when that ends: an editor wants to see it before publishing."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from briefgen.build.pipeline import reader_digest
from briefgen.build.project import Project
from briefgen.build.report import NextDue
from briefgen.build.rows import decode_listing
from briefgen.build.store import Store
from briefgen.config import Config
from briefgen.model.site import Due
from briefgen.structure.publication import sort_out


class HeldBack(Struct, frozen=True):
    """A text that is not published."""

    path: str
    reason: str
    """A draft, scheduled, or expired."""
    shown: str
    """When it comes, or has gone, in the site's time zone (RFC 3339); empty for a draft."""


class Pending(Struct, frozen=True):
    """What is not public at one instant, and what changes next by itself."""

    held: tuple[HeldBack, ...]
    """By reason, then by time, then by path."""
    next_due: NextDue | None


def find_pending(project: Project, config: Config, instant: datetime) -> Pending:
    """Return what the site of *project*, which has just been built, holds back at *instant*."""
    zone = ZoneInfo(config.settings.timezone)
    with Store(project.store, reader_digest(config), read_only=True) as store:
        listings = [decode_listing(row.listing) for row in store.sources() if row.listing]
    found = sort_out(listings, instant, with_drafts=False)
    held = []
    for listing in listings:
        reason = found.withheld.get(listing.path, "")
        when = {"scheduled": listing.publish_at, "expired": listing.expires}.get(reason)
        shown = when.astimezone(zone).isoformat() if when else ""
        if reason:
            held.append(HeldBack(f"content/{listing.path}", reason, shown))
    return Pending(
        tuple(sorted(held, key=lambda one: (one.reason, one.shown, one.path))),
        _next_due(found.due, zone),
    )


def _next_due(due: Sequence[Due], zone: ZoneInfo) -> NextDue | None:
    if not due:
        return None
    first = min(due, key=lambda one: (one.instant, one.path))
    shown = first.instant.astimezone(zone).isoformat()
    return NextDue(first.instant, shown, first.path, first.is_expiry)
