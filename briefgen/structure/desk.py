"""
Hold what planning a page needs besides what the page is about.

The functions that plan one kind of page each (``structure.articles`` and its
neighbours) get a desk and return pages; none of them knows another.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from briefgen.languages import Texts, direction
from briefgen.model.article import Link, Listing
from briefgen.model.elements import Byline, Feeds, Frame, Head, Reference
from briefgen.model.entries import Entry, Pager
from briefgen.model.held import Part, Shared, Shown, StoredMarkdown, StoredStory
from briefgen.model.page import Page
from briefgen.model.paths import Url
from briefgen.model.site import Site, Writer
from briefgen.structure.authors import AuthorNames
from briefgen.structure.feeds import feed_contents, feeds_at
from briefgen.structure.indexes import introduction, list_titles
from briefgen.structure.links import LinkTable, Stored
from briefgen.structure.lists import Entries, make_pager, page_count
from briefgen.structure.planned import Planned
from briefgen.structure.topics import topic_slug
from briefgen.structure.urls import (
    HOME,
    absolute,
    base_path,
    encoded,
    output_path,
    page_url,
    root_from,
)


class Leaf(NamedTuple):
    """What one page of a list differs in from the others."""

    url: Url
    head: Head
    pager: Pager
    entries: tuple[Entry, ...]


class Desk:
    """What all pages of one site are planned with."""

    def __init__(self, site: Site, stored: Stored, frame: Shared[Frame], text: Texts) -> None:
        """Look up in *site* what many pages need; *stored* knows what the store holds."""
        self.site = site
        self.settings = site.settings
        self.frame = frame
        self.text = text
        self.table = LinkTable(site, stored.facts_of)
        self.outline_of = stored.outline_of
        self._newest = stored.newest
        self.entries = Entries(site, self.table, stored.newest)
        self.calendar = self.entries.calendar
        self.home = Reference(text("home"), HOME)
        self.feed_contents = feed_contents(site)
        self.author_names = AuthorNames(site.settings)
        self._per_page = site.settings.output.entries_per_page
        self._list_titles = list_titles(site, text)
        self._topics = {
            topic_slug(topic.name): Reference(topic.name, encoded(topic.url))
            for topic in site.topics
        }
        self._bylines = {
            self.author_names.slug(writer.name): Byline(
                writer.name, writer.role, encoded(writer.url), writer.address
            )
            for writer in site.authors
        }

    def head(
        self,
        url: Url,
        title: str,
        *,
        description: str = "",
        section: Url | None = None,
        image: str = "",
        markdown: str = "",
        language: str = "",
    ) -> Head:
        """
        Return the head of the page at *url*; *section* is what the navigation marks.

        Without a *language* it is in the site's.
        """
        language = language or self.settings.language
        return Head(
            title=title,
            description=description,
            root=root_from(url),
            canonical=self.address(url),
            section=None if section is None else encoded(section),
            image=image,
            feeds=None if section is None else self.feeds(section),
            markdown=markdown,
            language=language,
            direction=direction(language),
        )

    def absolute_head(self, title: str) -> Head:
        """Return the head of a page that is served at any address."""
        root, language = base_path(self.settings.base_url), self.settings.language
        return Head(title, "", root, "", None, "", None, "", language, direction(language))

    def feeds(self, folder: Url) -> Feeds | None:
        """Return the feeds of a section or of the editions, if there are any."""
        if folder not in self.feed_contents:
            return None
        return feeds_at(folder, self.feed_title(folder))

    def feed_title(self, folder: Url) -> str:
        """Return what the feed in *folder* is called."""
        if folder == HOME:
            return self.settings.title
        by_url = {section.url: section.title for section in self.site.sections}
        title = by_url.get(folder) or self.list_title(folder)
        return self.text("feed_of", site=self.settings.title, title=title)

    def list_title(self, url: Url) -> str:
        """Return the name of a list of briefgen's own."""
        return self._list_titles[url]

    def list_story(self, url: Url) -> StoredStory | None:
        """Return the text that stands above a list of briefgen's own."""
        page = introduction(self.site, url)
        return self.story(page, url) if page else None

    def has_list(self, url: Url) -> bool:
        """Whether there is a list of briefgen's own at *url*."""
        return url in self._list_titles

    def leaves(
        self, first: Url, listings: Sequence[Listing], plan: Callable[[int], Page]
    ) -> Iterator[Planned]:
        """Return the pages of the list at *first*; *plan* plans the one of a number."""
        for number in range(1, page_count(listings, self._per_page) + 1):
            yield Planned(output_path(page_url(first, number)), partial(plan, number))

    def leaf(
        self,
        first: Url,
        title: str,
        listings: Sequence[Listing],
        number: int,
        *,
        section: Url | None = None,
    ) -> Leaf:
        """Return what page *number* of the list at *first* differs in from the others."""
        size = self._per_page
        url = page_url(first, number)
        name = title if number == 1 else self.text("page_of", title=title, number=number)
        return Leaf(
            url=url,
            head=self.head(url, name, section=section),
            pager=make_pager(first, number, page_count(listings, size)),
            entries=self.entries.entries(listings[(number - 1) * size : number * size]),
        )

    def way_to(self, pager: Pager, first: Url, title: str) -> tuple[Reference, ...]:
        """Return what the breadcrumbs of a further page of a list end with."""
        return () if pager.number == 1 else (Reference(title, encoded(first)),)

    def bylines(self, listing: Listing) -> tuple[Byline, ...]:
        """Return those who wrote *listing*, each once."""
        names = self.author_names.names(listing)
        slugs = (self.author_names.slug(name) for name in names)
        return tuple(dict.fromkeys(self._bylines[slug] for slug in slugs))

    def byline(self, writer: Writer) -> Byline:
        """Return *writer* as a byline names them."""
        return self._bylines[self.author_names.slug(writer.name)]

    def topics(self, listing: Listing) -> tuple[Reference, ...]:
        """Return the topics of *listing*, each once."""
        slugs = (topic_slug(topic) for topic in listing.topics)
        return tuple(dict.fromkeys(self._topics[slug] for slug in slugs))

    def story(self, listing: Listing, url: Url) -> StoredStory:
        """Return the text of *listing* for the page at *url*."""
        return self.placed_story(listing, root=root_from(url), address="")

    def placed_story(self, listing: Listing, *, root: str, address: str) -> StoredStory:
        """Return the text of *listing*; see ``StoredStory`` for *root* and *address*."""
        links = self.outline_of(listing.path).links
        return StoredStory(
            part=self._part(listing),
            hrefs=tuple(self.table.href(link) for link in links),
            image=self.table.image(listing),
            root=root,
            address=address,
            language=listing.language or self.settings.language,
        )

    def manuscript(self, listing: Listing) -> StoredMarkdown:
        """Return the text of *listing* as Markdown, with full addresses if there are any."""
        root = self.settings.base_url or root_from(listing.url)
        links = self.outline_of(listing.path).links
        addresses = {link.written: self._address(link, root) for link in links}
        return StoredMarkdown(self._part(listing), tuple(addresses.items()))

    def _part(self, listing: Listing) -> Part:
        return Part(listing.path, self._newest(listing).content)

    def _address(self, link: Link, root: str) -> str:
        href = self.table.href(link)
        if href is None:
            return ""
        if isinstance(href, Shown):
            return href.href if href.is_outside else root + href.href
        return root + href

    def image(self, listing: Listing) -> str:
        """Return the full address of the lead image of *listing*; empty if there is none."""
        shown = self.table.image(listing)
        if shown is None:
            return ""
        if shown.is_outside:
            return shown.href
        return self.settings.base_url + shown.href if self.settings.base_url else ""

    def address(self, url: Url) -> str:
        """Return the full address of *url*; empty if the site has none."""
        return absolute(self.settings.base_url, url)
