"""
Decide which pages the site consists of.

``plan`` is the last stage that sees the site as a whole.  After it a page is
alone: it carries everything its template may show, and nothing else.  That is
what makes a page cheap to compare and safe to render in another process.
"""

from collections.abc import Iterator

from briefgen.languages import Texts
from briefgen.model.article import Listing
from briefgen.model.elements import Byline, Frame, Reference
from briefgen.model.entries import SectionBlock, TopicCount
from briefgen.model.held import Part, Shared, StoredStory
from briefgen.model.list_views import TopicsView, TopicView
from briefgen.model.machine_views import RedirectView
from briefgen.model.page import Page
from briefgen.model.paths import Url
from briefgen.model.site import Section, Site
from briefgen.model.views import ArticleView, HomeView, NotFoundView, PageView, SectionView
from briefgen.structure.assemble import alias_targets
from briefgen.structure.feeds import plan_feed, plan_sitemaps
from briefgen.structure.frame import Heads, to_reference
from briefgen.structure.links import LinkTable, OutlineOf, Stored
from briefgen.structure.lists import Entries, paginate
from briefgen.structure.topics import topic_slug
from briefgen.structure.urls import (
    HOME,
    NOT_FOUND,
    TOPICS,
    absolute,
    encoded,
    output_path,
    root_from,
)

LATEST = 10
"""Articles in the home page's list of the latest, besides the lead."""

PER_SECTION = 4
"""Articles that the home page shows of each section."""


def plan(site: Site, stored: Stored, frame: Shared[Frame], text: Texts) -> Iterator[Page]:
    """
    Return the pages of *site*, one at a time so that none has to be kept.

    *stored* knows what the store holds of a file; its links must have been checked.
    *frame* surrounds every page, and *text* has the interface's texts.
    """
    outline_of = stored.outline_of
    planner = _Planner(site, outline_of, frame, text)
    yield planner.home()
    for section in site.sections:
        yield from planner.articles(section)
        yield from planner.section(section)
    yield from planner.topics()
    yield from planner.pages()
    yield planner.not_found()
    yield from planner.redirects()
    feed = plan_feed(site, planner.table, outline_of)
    if feed:
        yield feed
    yield from plan_sitemaps(site)


class _Planner:
    """What planning a page needs besides what the page is about."""

    def __init__(
        self, site: Site, outline_of: OutlineOf, frame: Shared[Frame], text: Texts
    ) -> None:
        self._text = text
        self.site = site
        self.table = LinkTable(site)
        self._outline_of = outline_of
        self._settings = site.settings
        self._frame = frame
        self._heads = Heads(site)
        self._entries = Entries(site, self.table)
        self._home = Reference(text("home"), HOME)
        self._bylines = {
            author.id: Byline(author.name, author.role, Url(""), author.url)
            for author in site.settings.authors
        }
        self._topics = {
            topic_slug(topic.name): Reference(topic.name, encoded(topic.url))
            for topic in site.topics
        }

    def home(self) -> Page:
        """Return the home page."""
        site = self.site
        lead = next((one for one in site.articles if one.featured), None)
        lead = lead or next(iter(site.articles), None)
        latest = [one for one in site.articles[: LATEST + 1] if one is not lead][:LATEST]
        blocks = [self._block(section, lead) for section in site.sections]
        view = HomeView(
            frame=self._frame,
            head=self._heads.head(
                HOME, self._settings.title, description=self._settings.description
            ),
            story=self._story(site.home, HOME) if site.home else None,
            edition=None,
            lead=self._entries.entry(lead) if lead else None,
            latest=self._entries.entries(latest),
            sections=tuple(block for block in blocks if block.entries),
        )
        return Page(output_path(HOME), "home.html", view)

    def _block(self, section: Section, lead: Listing | None) -> SectionBlock:
        newest = [one for one in section.articles[: PER_SECTION + 1] if one is not lead]
        return SectionBlock(
            Reference(section.title, encoded(section.url)),
            self._entries.entries(newest[:PER_SECTION]),
        )

    def articles(self, section: Section) -> Iterator[Page]:
        """Return the page of every article of *section*, each with its neighbours."""
        reference = Reference(section.title, encoded(section.url))
        breadcrumbs = (self._home, reference)
        count = len(section.articles)
        for index, listing in enumerate(section.articles):
            following = section.articles[index + 1] if index + 1 < count else None
            previous = section.articles[index - 1] if index else None
            view = ArticleView(
                frame=self._frame,
                head=self._heads.head(
                    listing.url,
                    listing.title,
                    section=reference.url,
                    language=listing.language,
                ),
                breadcrumbs=breadcrumbs,
                title=listing.title,
                section=reference,
                date=self._entries.calendar.moment(listing.date),
                updated=self._entries.calendar.moment(listing.updated),
                authors=tuple(
                    self._bylines.get(author) or Byline(author, "", Url(""), "")
                    for author in listing.authors
                ),
                topics=tuple(
                    dict.fromkeys(self._topics[topic_slug(topic)] for topic in listing.topics)
                ),
                is_draft=listing.draft,
                story=self._story(listing, listing.url),
                previous=to_reference(previous) if previous else None,
                next=to_reference(following) if following else None,
                nearby=(),
                related=(),
                editions=(),
                latest=(),
            )
            yield Page(output_path(listing.url), "article.html", view)

    def section(self, section: Section) -> Iterator[Page]:
        """Return the pages of the list of *section*."""
        own = encoded(section.url)
        size = self._settings.output.entries_per_page
        for url, pager, listings in paginate(section.url, section.articles, size):
            story = self._story(section.index, url) if section.index else None
            view = SectionView(
                frame=self._frame,
                head=self._heads.head(
                    url, self._numbered(section.title, pager.number), section=own
                ),
                breadcrumbs=(self._home,),
                title=section.title,
                story=story if pager.number == 1 else None,
                entries=self._entries.entries(listings),
                pager=pager,
                entry_count=len(section.articles),
            )
            yield Page(output_path(url), "section.html", view)

    def topics(self) -> Iterator[Page]:
        """Return the pages of every topic, and their index."""
        site = self.site
        if not site.topics:
            return
        index = Reference(self._text("topics"), TOPICS)
        size = self._settings.output.entries_per_page
        for topic in site.topics:
            for url, pager, listings in paginate(topic.url, topic.articles, size):
                view = TopicView(
                    frame=self._frame,
                    head=self._heads.head(url, self._numbered(topic.name, pager.number)),
                    breadcrumbs=(self._home, index),
                    title=topic.name,
                    entries=self._entries.entries(listings),
                    pager=pager,
                    entry_count=len(topic.articles),
                )
                yield Page(output_path(url), "topic.html", view)
        counts = tuple(
            TopicCount(Reference(topic.name, encoded(topic.url)), len(topic.articles))
            for topic in site.topics
        )
        head = self._heads.head(TOPICS, index.title)
        all_topics = TopicsView(self._frame, head, (self._home,), index.title, None, counts)
        yield Page(output_path(TOPICS), "topics.html", all_topics)

    def pages(self) -> Iterator[Page]:
        """Return the pages that stand by themselves."""
        for listing in self.site.pages:
            view = PageView(
                frame=self._frame,
                head=self._heads.head(listing.url, listing.title, language=listing.language),
                breadcrumbs=(self._home,),
                title=listing.title,
                is_draft=listing.draft,
                story=self._story(listing, listing.url),
            )
            yield Page(output_path(listing.url), "page.html", view)

    def not_found(self) -> Page:
        """Return the page for addresses that do not exist."""
        view = NotFoundView(self._frame, self._heads.absolute_head(self._text("not_found")))
        return Page(output_path(NOT_FOUND), "not_found.html", view)

    def redirects(self) -> Iterator[Page]:
        """Return a page for every older address."""
        for url, listing in alias_targets(self.site):
            view = RedirectView(
                title=listing.title,
                href=root_from(url) + encoded(listing.url),
                canonical=absolute(self._settings.base_url, listing.url),
                language=listing.language or self._settings.language,
            )
            yield Page(output_path(url), "redirect.html", view)

    def _story(self, listing: Listing, url: Url) -> StoredStory:
        links = self._outline_of(listing.path).links
        return StoredStory(
            part=Part(listing.path, listing.content),
            hrefs=tuple(self.table.href(link) for link in links),
            root=root_from(url),
            image=self.table.image(listing),
            address="",
            language=listing.language or self._settings.language,
        )

    def _numbered(self, title: str, number: int) -> str:
        return title if number == 1 else self._text("page_of", title=title, number=number)
