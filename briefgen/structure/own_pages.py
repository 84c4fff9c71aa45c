"""Plan the lists that briefgen makes by itself: of topics, authors, months, and changes."""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby

from briefgen.model.elements import Frame, Head, Reference
from briefgen.model.entries import AuthorCount, MonthCount, TopicCount, Year
from briefgen.model.held import Shared, StoredStory
from briefgen.model.list_views import (
    ArchiveView,
    AuthorsView,
    AuthorView,
    MonthView,
    TopicsView,
    TopicView,
)
from briefgen.model.page import Page, View
from briefgen.model.paths import Url
from briefgen.model.site import Month, Topic, Writer
from briefgen.model.views import CorrectionsView, SearchView
from briefgen.structure.desk import Desk
from briefgen.structure.planned import Planned
from briefgen.structure.urls import (
    ARCHIVE,
    AUTHORS,
    CORRECTIONS,
    SEARCH,
    TOPICS,
    encoded,
    output_path,
)


def plan_topics(desk: Desk) -> Iterator[Planned]:
    """Return the pages of every topic, and their index."""
    if not desk.has_list(TOPICS):
        return
    for topic in desk.site.topics:
        yield from _pages(desk, TOPICS, topic, topic.name, "topic.html", TopicView)
    counts = tuple(
        TopicCount(Reference(topic.name, encoded(topic.url)), len(topic.articles))
        for topic in desk.site.topics
    )
    yield _index(desk, TOPICS, "topics.html", partial(TopicsView, topics=counts))


def plan_authors(desk: Desk) -> Iterator[Planned]:
    """Return the pages of every author, and their index."""
    if not desk.has_list(AUTHORS):
        return
    for writer in desk.site.authors:
        view = partial(AuthorView, author=desk.byline(writer))
        yield from _pages(desk, AUTHORS, writer, writer.name, "author.html", view)
    counts = tuple(
        AuthorCount(desk.byline(writer), len(writer.articles)) for writer in desk.site.authors
    )
    yield _index(desk, AUTHORS, "authors.html", partial(AuthorsView, authors=counts))


def plan_archive(desk: Desk) -> Iterator[Planned]:
    """Return the pages of every month, and their index."""
    if not desk.has_list(ARCHIVE):
        return
    months = desk.site.months
    references = [_month(desk, month) for month in months]
    for number, month in enumerate(months):
        earlier = references[number + 1] if number + 1 < len(months) else None
        later = references[number - 1] if number else None
        view = partial(MonthView, previous=earlier, next=later)
        yield from _pages(desk, ARCHIVE, month, references[number].title, "month.html", view)
    years = tuple(
        Year(
            f"{year:04d}", tuple(MonthCount(_month(desk, one), len(one.articles)) for one in found)
        )
        for year, found in groupby(months, lambda month: month.year)
    )
    yield _index(desk, ARCHIVE, "archive.html", partial(ArchiveView, years=years))


def _month(desk: Desk, month: Month) -> Reference:
    return Reference(desk.calendar.month(month.year, month.month), month.url)


def plan_corrections(desk: Desk) -> Iterator[Planned]:
    """Return the page of all changes to published articles, if there are any."""
    if desk.has_list(CORRECTIONS):
        yield _index(desk, CORRECTIONS, "corrections.html", partial(_corrections, desk))


def _corrections(
    desk: Desk,
    *,
    frame: Shared[Frame],
    head: Head,
    breadcrumbs: tuple[Reference, ...],
    title: str,
    story: StoredStory | None,
) -> CorrectionsView:
    changed = desk.entries.entries(desk.site.corrections)
    return CorrectionsView(frame, head, breadcrumbs, title, story, changed)


def plan_search(desk: Desk) -> Iterator[Planned]:
    """Return the page on which readers search, if the site has a search."""
    if desk.has_list(SEARCH):
        yield _index(desk, SEARCH, "search.html", SearchView)


def _index(desk: Desk, url: Url, template: str, view: Callable[..., View]) -> Planned:
    """Return the page of a list as a whole; *view* lacks what all of them have."""
    return Planned(output_path(url), partial(_index_page, desk, url, template, view))


def _index_page(desk: Desk, url: Url, template: str, view: Callable[..., View]) -> Page:
    title = desk.list_title(url)
    made = view(
        frame=desk.frame,
        head=desk.head(url, title),
        breadcrumbs=(desk.home,),
        title=title,
        story=desk.list_story(url),
    )
    return Page(output_path(url), template, made)


def _pages(
    desk: Desk,
    index: Url,
    group: Topic | Writer | Month,
    title: str,
    template: str,
    view: Callable[..., View],
) -> Iterator[Planned]:
    """Return the pages of a *group* of the list at *index*; *view* lacks what all of them have."""
    page = partial(_page, desk, index, group, title, template, view)
    return desk.leaves(group.url, group.articles, page)


def _page(
    desk: Desk,
    index: Url,
    group: Topic | Writer | Month,
    title: str,
    template: str,
    view: Callable[..., View],
    number: int,
) -> Page:
    leaf = desk.leaf(group.url, title, group.articles, number)
    parent = Reference(desk.list_title(index), index)
    made = view(
        frame=desk.frame,
        head=leaf.head,
        breadcrumbs=(desk.home, parent, *desk.way_to(leaf.pager, group.url, title)),
        title=title,
        entries=leaf.entries,
        pager=leaf.pager,
        entry_count=len(group.articles),
    )
    return Page(output_path(leaf.url), template, made)
