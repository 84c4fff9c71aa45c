"""Plan the lists that briefgen makes by itself: of topics, authors, months, and changes."""

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from briefgen.model.elements import Reference
from briefgen.model.entries import AuthorCount, MonthCount, TopicCount, Year
from briefgen.model.list_views import (
    ArchiveView,
    AuthorsView,
    AuthorView,
    MonthView,
    TopicsView,
    TopicView,
)
from briefgen.model.page import Page
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
        yield from desk.leaves(topic.url, topic.articles, partial(_topic, desk, topic))
    yield Planned(output_path(TOPICS), partial(_topics, desk))


def _topic(desk: Desk, topic: Topic, number: int) -> Page:
    leaf = desk.leaf(topic.url, topic.name, topic.articles, number)
    index = Reference(desk.list_title(TOPICS), TOPICS)
    view = TopicView(
        frame=desk.frame,
        head=leaf.head,
        breadcrumbs=(desk.home, index, *desk.way_to(leaf.pager, topic.url, topic.name)),
        title=topic.name,
        entries=leaf.entries,
        pager=leaf.pager,
        entry_count=len(topic.articles),
    )
    return Page(output_path(leaf.url), "topic.html", view)


def _topics(desk: Desk) -> Page:
    title = desk.list_title(TOPICS)
    counts = (
        TopicCount(Reference(topic.name, encoded(topic.url)), len(topic.articles))
        for topic in desk.site.topics
    )
    head, story = desk.head(TOPICS, title), desk.list_story(TOPICS)
    view = TopicsView(desk.frame, head, (desk.home,), title, story, tuple(counts))
    return Page(output_path(TOPICS), "topics.html", view)


def plan_authors(desk: Desk) -> Iterator[Planned]:
    """Return the pages of every author, and their index."""
    if not desk.has_list(AUTHORS):
        return
    for writer in desk.site.authors:
        yield from desk.leaves(writer.url, writer.articles, partial(_author, desk, writer))
    yield Planned(output_path(AUTHORS), partial(_authors, desk))


def _author(desk: Desk, writer: Writer, number: int) -> Page:
    leaf = desk.leaf(writer.url, writer.name, writer.articles, number)
    index = Reference(desk.list_title(AUTHORS), AUTHORS)
    view = AuthorView(
        frame=desk.frame,
        head=leaf.head,
        breadcrumbs=(desk.home, index, *desk.way_to(leaf.pager, writer.url, writer.name)),
        title=writer.name,
        author=desk.byline(writer),
        entries=leaf.entries,
        pager=leaf.pager,
        entry_count=len(writer.articles),
    )
    return Page(output_path(leaf.url), "author.html", view)


def _authors(desk: Desk) -> Page:
    title = desk.list_title(AUTHORS)
    counts = (AuthorCount(desk.byline(one), len(one.articles)) for one in desk.site.authors)
    head, story = desk.head(AUTHORS, title), desk.list_story(AUTHORS)
    view = AuthorsView(desk.frame, head, (desk.home,), title, story, tuple(counts))
    return Page(output_path(AUTHORS), "authors.html", view)


def plan_archive(desk: Desk) -> Iterator[Planned]:
    """Return the pages of every month, and their index."""
    if not desk.has_list(ARCHIVE):
        return
    for index, month in enumerate(desk.site.months):
        yield from desk.leaves(month.url, month.articles, partial(_month, desk, index))
    yield Planned(output_path(ARCHIVE), partial(_archive, desk))


def _month(desk: Desk, index: int, number: int) -> Page:
    months = desk.site.months
    month = months[index]
    archive = Reference(desk.list_title(ARCHIVE), ARCHIVE)
    title = _named(desk, month).title
    leaf = desk.leaf(month.url, title, month.articles, number)
    view = MonthView(
        frame=desk.frame,
        head=leaf.head,
        breadcrumbs=(desk.home, archive, *desk.way_to(leaf.pager, month.url, title)),
        title=title,
        entries=leaf.entries,
        pager=leaf.pager,
        entry_count=len(month.articles),
        previous=_named(desk, months[index + 1]) if index + 1 < len(months) else None,
        next=_named(desk, months[index - 1]) if index else None,
    )
    return Page(output_path(leaf.url), "month.html", view)


def _archive(desk: Desk) -> Page:
    title = desk.list_title(ARCHIVE)
    years = (
        Year(
            f"{year:04d}", tuple(MonthCount(_named(desk, one), len(one.articles)) for one in found)
        )
        for year, found in groupby(desk.site.months, lambda month: month.year)
    )
    head, story = desk.head(ARCHIVE, title), desk.list_story(ARCHIVE)
    view = ArchiveView(desk.frame, head, (desk.home,), title, story, tuple(years))
    return Page(output_path(ARCHIVE), "archive.html", view)


def _named(desk: Desk, month: Month) -> Reference:
    return Reference(desk.calendar.month(month.year, month.month), month.url)


def plan_corrections(desk: Desk) -> Iterator[Planned]:
    """Return the page of all changes to published articles, if there are any."""
    if desk.has_list(CORRECTIONS):
        yield Planned(output_path(CORRECTIONS), partial(_corrections, desk))


def _corrections(desk: Desk) -> Page:
    title = desk.list_title(CORRECTIONS)
    view = CorrectionsView(
        frame=desk.frame,
        head=desk.head(CORRECTIONS, title),
        breadcrumbs=(desk.home,),
        title=title,
        story=desk.list_story(CORRECTIONS),
        entries=desk.entries.entries(desk.site.corrections),
    )
    return Page(output_path(CORRECTIONS), "corrections.html", view)


def plan_search(desk: Desk) -> Iterator[Planned]:
    """Return the page on which readers search, if the site has a search."""
    if desk.has_list(SEARCH):
        yield Planned(output_path(SEARCH), partial(_search, desk))


def _search(desk: Desk) -> Page:
    title = desk.list_title(SEARCH)
    head, story = desk.head(SEARCH, title), desk.list_story(SEARCH)
    view = SearchView(desk.frame, head, (desk.home,), title, story)
    return Page(output_path(SEARCH), "search.html", view)
