"""
Put what the store knows of all files together, and check it.

This is the barrier between the two parallel halves of a build: before it every
file is alone, after it every page is.  All errors of the build meet here, so that
an editor sees them in one run.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from briefgen.build.extras import makes_cards, makes_index, makes_pictures
from briefgen.build.pictures import picture_claims
from briefgen.build.report import Findings, NextDue
from briefgen.build.request import Request
from briefgen.build.rows import decode_listing
from briefgen.build.sources import Intake, collect_warnings
from briefgen.build.store import Store
from briefgen.config import Config
from briefgen.errors import ContentError, Diagnostic, Location, Severity, warning
from briefgen.model.paths import SourcePath
from briefgen.model.settings import Settings
from briefgen.model.site import Features, Site
from briefgen.model.source import ImageFacts
from briefgen.model.theme import Theme
from briefgen.structure.assemble import assemble
from briefgen.structure.authors import check_authors
from briefgen.structure.collisions import find_collisions
from briefgen.structure.items import check_items
from briefgen.structure.links import LinkReport, OutlineOf, check_links
from briefgen.structure.publication import withheld_because


def assemble_site(
    store: Store,
    intake: Intake,
    settings: Settings,
    request: Request,
    theme: Theme,
) -> tuple[Site, LinkReport]:
    """
    Return the site and what is to be said about its links.

    Raises:
        ContentError: with all errors of the build so far, so that none hides another.

    """
    # Of a file that cannot be read the store may know an older version.
    rows = (row for row in store.sources() if row.path not in intake.failed)
    facts = {path: one for path, one in store.pictures().items() if path not in intake.failed}
    site, clashes = assemble(
        (decode_listing(row.listing) for row in rows if row.listing),
        intake.assets,
        settings,
        instant=request.instant,
        with_drafts=request.with_drafts,
        features=features(settings),
        failed=intake.failed,
    )
    links = check_site(site, store.outline, facts, theme, intake.failed)
    errors = [*intake.errors, *clashes]
    errors += [one for one in links.diagnostics if one.severity is Severity.ERROR]
    if errors:
        raise ContentError(*sorted(errors, key=lambda one: one.order))
    return site, links


def features(settings: Settings) -> Features:
    """Return what a site with these *settings* has beyond text."""
    return Features(
        images=makes_pictures(settings.output),
        cards=makes_cards(settings),
        search=makes_index(settings.output),
    )


def check_site(
    site: Site,
    outline_of: OutlineOf,
    facts: Mapping[SourcePath, ImageFacts],
    theme: Theme,
    failed: frozenset[SourcePath],
) -> LinkReport:
    """Return what is to be said about how the parts of *site* fit together."""
    links = check_links(site, outline_of, failed=failed)
    items = check_items(site, outline_of, failed)
    authors = check_authors(site, outline_of)
    assets = tuple(asset.path for asset in theme.assets)
    pictures = picture_claims(site.assets, facts, links.shown_images)
    collisions = find_collisions(site, assets, pictures)
    return replace(links, diagnostics=(*links.diagnostics, *items, *authors, *collisions))


def find_out(
    site: Site, config: Config, links: LinkReport, store: Store, instant: datetime
) -> Findings:
    """Return what the build for *instant* has found out about the content."""
    warnings = find_warnings(site, config, links, store.notes(), instant)
    if not config.settings.base_url:
        warnings.append(
            warning(
                "there is no `base_url`, so the feed, the sitemap and canonical links are left out",
                help="set it in briefgen.yml to the address of the published site",
            )
        )
    reasons: list[str] = list(site.withheld.values())
    return Findings(
        articles=len(site.articles),
        sections=len(site.sections),
        drafts=reasons.count("draft"),
        scheduled=reasons.count("scheduled"),
        expired=reasons.count("expired"),
        next_due=_next_due(site),
        next_change=site.next_change,
        warnings=tuple(sorted(warnings, key=lambda one: one.order)),
    )


def find_warnings(
    site: Site, config: Config, links: LinkReport, notes: Iterable[bytes], instant: datetime
) -> list[Diagnostic]:
    """Return all warnings about what was written; *notes* are those on all source files."""
    warnings = [*config.warnings, *collect_warnings(notes)]
    warnings += [one for one in links.diagnostics if one.severity is Severity.WARNING]
    warnings += _future_dates(site, instant)
    return warnings


def _next_due(site: Site) -> NextDue | None:
    """Return what will come or go next, in the site's time zone."""
    if not site.due:
        return None
    due = site.due[0]
    local = due.instant.astimezone(ZoneInfo(site.settings.timezone))
    return NextDue(due.instant, local.isoformat(), due.path, due.is_expiry)


def _future_dates(site: Site, instant: datetime) -> list[Diagnostic]:
    """Return a warning if something is published that is dated later than now."""
    ahead = [
        one
        for one in (*site.articles, *site.editions)
        if one.date
        and one.date > instant
        # A build with drafts shows what is not published, and need not explain it.
        and not withheld_because(one, instant, with_drafts=False)
    ]
    if not ahead:
        return []
    others = f" and {len(ahead) - 1} more are" if len(ahead) > 1 else " is"
    first = f"content/{ahead[0].path}"
    return [
        warning(
            f"{first}{others} dated in the future, and published all the same",
            Location(first),
            help="to hold something back, set `publish_at:` with a time and its UTC offset",
        )
    ]
