"""Plan the lists that briefgen makes by itself: of topics, authors, months, and changes."""

from collections.abc import Iterator
from itertools import groupby

from briefgen.model.elements import Byline, Reference
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
from briefgen.model.site import Month
from briefgen.model.views import CorrectionsView, SearchView
from briefgen.structure.desk import Desk
from briefgen.structure.urls import (
    ARCHIVE,
    AUTHORS,
    CORRECTIONS,
    SEARCH,
    TOPICS,
    encoded,
    output_path,
)


def plan_topics(desk: Desk) -> Iterator[Page]:
    """Return the pages of every topic, and their index."""
    if not desk.has_list(TOPICS):
        return
    index = Reference(desk.list_title(TOPICS), TOPICS)
    for topic in desk.site.topics:
        for url, head, pager, entries in desk.pages(topic.url, topic.name, topic.articles):
            view = TopicView(
                frame=desk.frame,
                head=head,
                breadcrumbs=(desk.home, index, *desk.way_to(pager, topic.url, topic.name)),
                title=topic.name,
                entries=entries,
                pager=pager,
                entry_count=len(topic.articles),
            )
            yield Page(output_path(url), "topic.html", view)
    counts = tuple(
        TopicCount(Reference(topic.name, encoded(topic.url)), len(topic.articles))
        for topic in desk.site.topics
    )
    head = desk.head(TOPICS, index.title)
    story = desk.list_story(TOPICS)
    all_topics = TopicsView(desk.frame, head, (desk.home,), index.title, story, counts)
    yield Page(output_path(TOPICS), "topics.html", all_topics)


def plan_authors(desk: Desk) -> Iterator[Page]:
    """Return the pages of every author, and their index."""
    if not desk.has_list(AUTHORS):
        return
    index = Reference(desk.list_title(AUTHORS), AUTHORS)
    counts = []
    for writer in desk.site.authors:
        byline = Byline(writer.name, writer.role, encoded(writer.url), writer.address)
        counts.append(AuthorCount(byline, len(writer.articles)))
        for url, head, pager, entries in desk.pages(writer.url, writer.name, writer.articles):
            view = AuthorView(
                frame=desk.frame,
                head=head,
                breadcrumbs=(desk.home, index, *desk.way_to(pager, writer.url, writer.name)),
                title=writer.name,
                author=byline,
                entries=entries,
                pager=pager,
                entry_count=len(writer.articles),
            )
            yield Page(output_path(url), "author.html", view)
    head = desk.head(AUTHORS, index.title)
    story = desk.list_story(AUTHORS)
    all_authors = AuthorsView(desk.frame, head, (desk.home,), index.title, story, tuple(counts))
    yield Page(output_path(AUTHORS), "authors.html", all_authors)


def plan_archive(desk: Desk) -> Iterator[Page]:
    """Return the pages of every month, and their index."""
    if not desk.has_list(ARCHIVE):
        return
    title = desk.list_title(ARCHIVE)
    months = desk.site.months
    references = [_month(desk, month) for month in months]
    for number, month in enumerate(months):
        earlier = references[number + 1] if number + 1 < len(months) else None
        later = references[number - 1] if number else None
        yield from _month_pages(desk, month, earlier, later)
    years = tuple(
        Year(
            f"{year:04d}", tuple(MonthCount(_month(desk, one), len(one.articles)) for one in found)
        )
        for year, found in groupby(months, lambda month: month.year)
    )
    head = desk.head(ARCHIVE, title)
    story = desk.list_story(ARCHIVE)
    view = ArchiveView(desk.frame, head, (desk.home,), title, story, years)
    yield Page(output_path(ARCHIVE), "archive.html", view)


def _month(desk: Desk, month: Month) -> Reference:
    return Reference(desk.calendar.month(month.year, month.month), month.url)


def _month_pages(
    desk: Desk, month: Month, earlier: Reference | None, later: Reference | None
) -> Iterator[Page]:
    archive = Reference(desk.list_title(ARCHIVE), ARCHIVE)
    title = _month(desk, month).title
    for url, head, pager, entries in desk.pages(month.url, title, month.articles):
        view = MonthView(
            frame=desk.frame,
            head=head,
            breadcrumbs=(desk.home, archive, *desk.way_to(pager, month.url, title)),
            title=title,
            entries=entries,
            pager=pager,
            entry_count=len(month.articles),
            previous=earlier,
            next=later,
        )
        yield Page(output_path(url), "month.html", view)


def plan_corrections(desk: Desk) -> Iterator[Page]:
    """Return the page of all changes to published articles, if there are any."""
    if desk.has_list(CORRECTIONS):
        title = desk.list_title(CORRECTIONS)
        view = CorrectionsView(
            frame=desk.frame,
            head=desk.head(CORRECTIONS, title),
            breadcrumbs=(desk.home,),
            title=title,
            story=desk.list_story(CORRECTIONS),
            entries=desk.entries.entries(desk.site.corrections),
        )
        yield Page(output_path(CORRECTIONS), "corrections.html", view)


def plan_search(desk: Desk) -> Iterator[Page]:
    """Return the page on which readers search, if the site has a search."""
    if desk.has_list(SEARCH):
        title = desk.list_title(SEARCH)
        head, story = desk.head(SEARCH, title), desk.list_story(SEARCH)
        view = SearchView(desk.frame, head, (desk.home,), title, story)
        yield Page(output_path(SEARCH), "search.html", view)
