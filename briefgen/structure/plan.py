"""
Decide which pages the site consists of.

``plan`` is the last stage that sees the site as a whole.  After it a page is
alone: it carries everything its template may show, and nothing else.  That is
what makes a page cheap to compare and safe to render in another process.
"""

from collections.abc import Iterator
from functools import partial

from briefgen.languages import Texts
from briefgen.model.article import Listing
from briefgen.model.elements import Frame
from briefgen.model.held import Shared
from briefgen.model.machine_views import RedirectView
from briefgen.model.page import Page
from briefgen.model.paths import Url
from briefgen.model.site import Site
from briefgen.model.views import NotFoundView
from briefgen.structure.articles import plan_articles, plan_pages
from briefgen.structure.assemble import alias_targets
from briefgen.structure.desk import Desk
from briefgen.structure.editions import Editions
from briefgen.structure.feed_pages import plan_feeds
from briefgen.structure.front import plan_home, plan_section
from briefgen.structure.links import Stored
from briefgen.structure.llms import plan_llms
from briefgen.structure.own_pages import (
    plan_archive,
    plan_authors,
    plan_corrections,
    plan_search,
    plan_topics,
)
from briefgen.structure.planned import Planned
from briefgen.structure.related import Surroundings
from briefgen.structure.sitemaps import plan_news, plan_robots, plan_sitemaps
from briefgen.structure.urls import NOT_FOUND, encoded, output_path, root_from


def plan(site: Site, stored: Stored, frame: Shared[Frame], text: Texts) -> Iterator[Planned]:
    """
    Return the pages of *site*, each of which is put together when it is asked for.

    *stored* knows what the store holds of a file; its links must have been checked.
    *frame* surrounds every page, and *text* has the interface's texts.
    """
    desk = Desk(site, stored, frame, text)
    editions = Editions(desk)
    around = Surroundings(desk)
    yield plan_home(desk, editions)
    for section in site.sections:
        yield from plan_articles(desk, section, around, editions)
        yield from plan_section(desk, section)
    yield from editions.pages()
    yield from plan_topics(desk)
    yield from plan_authors(desk)
    yield from plan_archive(desk)
    yield from plan_corrections(desk)
    yield from plan_search(desk)
    yield from plan_pages(desk)
    yield _plan_not_found(desk)
    yield from _plan_redirects(desk)
    yield from plan_feeds(desk, editions)
    yield from plan_sitemaps(site)
    yield from plan_news(site)
    yield from plan_robots(site)
    yield from plan_llms(desk)


def _plan_not_found(desk: Desk) -> Planned:
    """Return the page for addresses that do not exist."""
    return Planned(output_path(NOT_FOUND), partial(_not_found, desk))


def _not_found(desk: Desk) -> Page:
    view = NotFoundView(desk.frame, desk.absolute_head(desk.text("not_found")))
    return Page(output_path(NOT_FOUND), "not_found.html", view)


def _plan_redirects(desk: Desk) -> Iterator[Planned]:
    """Return a page for every older address."""
    for url, listing in alias_targets(desk.site):
        yield Planned(output_path(url), partial(_redirect, desk, url, listing), listing.path)


def _redirect(desk: Desk, url: Url, listing: Listing) -> Page:
    view = RedirectView(
        title=listing.title,
        href=root_from(url) + encoded(listing.url),
        canonical=desk.address(listing.url),
        language=listing.language or desk.settings.language,
    )
    return Page(output_path(url), "redirect.html", view)
