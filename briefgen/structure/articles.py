"""Plan the pages of articles, and of pages that stand by themselves."""

from collections.abc import Iterator
from functools import partial

from briefgen.model.article import Listing
from briefgen.model.elements import Head, Reference
from briefgen.model.machine_views import MarkdownView
from briefgen.model.page import Page
from briefgen.model.paths import OutputPath, Url
from briefgen.model.site import Section
from briefgen.model.views import ArticleView, PageView
from briefgen.structure.desk import Desk
from briefgen.structure.editions import Editions
from briefgen.structure.feeds import has_markdown
from briefgen.structure.frame import to_reference
from briefgen.structure.planned import Planned
from briefgen.structure.related import Surroundings
from briefgen.structure.urls import CARD, MARKDOWN, encoded, output_path

NEARBY = 2
"""Articles before and after one in its section that its page names."""


def plan_articles(
    desk: Desk, section: Section, around: Surroundings, editions: Editions
) -> Iterator[Planned]:
    """Return the page of every article of *section*, and its text as Markdown."""
    for index, listing in enumerate(section.articles):
        page = partial(_article, desk, section, index, around, editions)
        yield Planned(output_path(listing.url), page, listing.path)
        if has_markdown(desk.settings, listing):
            path = output_path(Url(f"{listing.url}{MARKDOWN}"))
            yield Planned(path, partial(_markdown, desk, listing, path), listing.path)


def _article(
    desk: Desk, section: Section, index: int, around: Surroundings, editions: Editions
) -> Page:
    listing = section.articles[index]
    own = Reference(section.title, encoded(section.url))
    before = tuple(map(to_reference, section.articles[max(0, index - NEARBY) : index]))
    after = tuple(map(to_reference, section.articles[index + 1 : index + 1 + NEARBY]))
    view = ArticleView(
        frame=desk.frame,
        head=_head(desk, section, listing),
        breadcrumbs=(desk.home, own),
        title=listing.title,
        section=own,
        date=desk.calendar.moment(listing.date),
        updated=desk.calendar.moment(listing.updated),
        authors=desk.bylines(listing),
        topics=desk.topics(listing),
        is_draft=listing.draft,
        story=desk.story(listing, listing.url),
        previous=before[-1] if before else None,
        next=after[0] if after else None,
        nearby=before + after,
        related=around.related(listing),
        editions=editions.of(listing),
        latest=around.headlines(listing),
    )
    return Page(output_path(listing.url), "article.html", view)


def _head(desk: Desk, section: Section, listing: Listing) -> Head:
    has_card = desk.site.features.cards and not listing.draft
    card = desk.address(Url(f"{listing.url}{CARD}"))
    return desk.head(
        listing.url,
        listing.title,
        section=section.url,
        image=card if has_card else desk.image(listing),
        markdown=MARKDOWN if has_markdown(desk.settings, listing) else "",
        language=listing.language,
    )


def _markdown(desk: Desk, listing: Listing, path: OutputPath) -> Page:
    day = desk.calendar.moment(listing.date)
    view = MarkdownView(
        title=listing.title,
        address=desk.address(listing.url),
        date=day.iso[:10] if day else "",
        authors=tuple(byline.name for byline in desk.bylines(listing)),
        body=desk.manuscript(listing),
    )
    return Page(path, "article.md", view)


def plan_pages(desk: Desk) -> Iterator[Planned]:
    """Return the pages that stand by themselves."""
    for listing in desk.site.pages:
        yield Planned(output_path(listing.url), partial(_page, desk, listing), listing.path)


def _page(desk: Desk, listing: Listing) -> Page:
    view = PageView(
        frame=desk.frame,
        head=desk.head(listing.url, listing.title, language=listing.language),
        breadcrumbs=(desk.home,),
        title=listing.title,
        is_draft=listing.draft,
        story=desk.story(listing, listing.url),
    )
    return Page(output_path(listing.url), "page.html", view)
