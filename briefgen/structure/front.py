"""Plan the home page, and what it stands for: the lists of sections."""

from collections.abc import Iterator
from functools import partial

from briefgen.model.article import Listing
from briefgen.model.elements import Reference
from briefgen.model.entries import SectionBlock
from briefgen.model.page import Page
from briefgen.model.site import Section
from briefgen.model.views import HomeView, SectionView
from briefgen.structure.desk import Desk
from briefgen.structure.editions import Editions
from briefgen.structure.planned import Planned
from briefgen.structure.urls import HOME, encoded, output_path

LATEST = 10
"""Articles in the home page's list of the latest, besides the lead."""

PER_SECTION = 4
"""Articles that the home page shows of each section."""


def plan_home(desk: Desk, editions: Editions) -> Planned:
    """Return the home page."""
    source = desk.site.home.path if desk.site.home else None
    return Planned(output_path(HOME), partial(_home, desk, editions), source)


def _home(desk: Desk, editions: Editions) -> Page:
    site, settings = desk.site, desk.settings
    lead = next((one for one in site.articles if one.featured), None)
    lead = lead or next(iter(site.articles), None)
    latest = [one for one in site.articles[: LATEST + 1] if one is not lead][:LATEST]
    blocks = [_block(desk, section, lead) for section in site.sections]
    view = HomeView(
        frame=desk.frame,
        head=desk.head(HOME, settings.title, description=settings.description),
        story=desk.story(site.home, HOME) if site.home else None,
        edition=editions.newest(),
        lead=desk.entries.entry(lead) if lead else None,
        latest=desk.entries.entries(latest),
        sections=tuple(block for block in blocks if block.entries),
    )
    return Page(output_path(HOME), "home.html", view)


def _block(desk: Desk, section: Section, lead: Listing | None) -> SectionBlock:
    newest = [one for one in section.articles[: PER_SECTION + 1] if one is not lead]
    return SectionBlock(
        Reference(section.title, encoded(section.url)),
        desk.entries.entries(newest[:PER_SECTION]),
    )


def plan_section(desk: Desk, section: Section) -> Iterator[Planned]:
    """Return the pages of the list of *section*."""
    return desk.leaves(section.url, section.articles, partial(_section, desk, section))


def _section(desk: Desk, section: Section, number: int) -> Page:
    leaf = desk.leaf(section.url, section.title, section.articles, number, section=section.url)
    view = SectionView(
        frame=desk.frame,
        head=leaf.head,
        breadcrumbs=(desk.home, *desk.way_to(leaf.pager, section.url, section.title)),
        title=section.title,
        story=desk.story(section.index, leaf.url) if section.index and number == 1 else None,
        entries=leaf.entries,
        pager=leaf.pager,
        entry_count=len(section.articles),
    )
    return Page(output_path(leaf.url), "section.html", view)
