"""Plan the pages of editions and their list, and say what was in which edition."""

from collections.abc import Iterator
from functools import partial

from briefgen.model.article import Listing
from briefgen.model.elements import OutsideLink, Reference
from briefgen.model.entries import EditionBlock, ItemEntry
from briefgen.model.list_views import EditionsView
from briefgen.model.page import Page
from briefgen.model.paths import SourcePath
from briefgen.model.views import EditionView
from briefgen.slugs import anchor_id
from briefgen.structure.desk import Desk
from briefgen.structure.frame import to_reference
from briefgen.structure.items import published_items
from briefgen.structure.planned import Planned
from briefgen.structure.urls import EDITIONS, output_path

FIRST_ITEMS = 6
"""Items of the newest edition that the home page shows."""


class Editions:
    """Knows what each edition gathers."""

    def __init__(self, desk: Desk) -> None:
        """Look up, once for all articles, which editions they are in."""
        self._desk = desk
        self._of_article: dict[SourcePath, tuple[Reference, ...]] = {}
        for edition in desk.site.editions:
            own = (to_reference(edition),)
            items = desk.outline_of(edition.path).items
            shown = published_items(items, desk.site, desk.table, lambda _: True)
            for path in dict.fromkeys(article.path for _, article in shown if article):
                self._of_article[path] = self._of_article.get(path, ()) + own

    def of(self, article: Listing) -> tuple[Reference, ...]:
        """Return the editions in which *article* appeared, newest first."""
        return self._of_article.get(article.path, ())

    def items(self, edition: Listing, *, with_drafts: bool = True) -> tuple[ItemEntry, ...]:
        """Return what *edition* gathers, with ids that occur once on its page."""
        desk = self._desk
        outline = desk.outline_of(edition.path)
        taken = dict.fromkeys(outline.anchors, 1)
        entries = []
        number = 0
        for item, article in published_items(
            outline.items, desk.site, desk.table, lambda one: with_drafts or not one.draft
        ):
            number += not item.heading
            entries.append(
                ItemEntry(
                    id=anchor_id(item.heading or f"item {number}", taken),
                    heading=item.heading,
                    entry=desk.entries.entry(article) if article else None,
                    outside=OutsideLink(item.title, item.address) if item.address else None,
                    publisher=item.publisher,
                    note=item.note,
                )
            )
        return tuple(entries)

    def newest(self) -> EditionBlock | None:
        """Return the newest edition as the home page shows it."""
        if not self._desk.site.editions:
            return None
        edition = self._desk.site.editions[0]
        items = [item for item in self.items(edition) if not item.heading]
        entry = self._desk.entries.entry(edition)
        return EditionBlock(entry, tuple(items[:FIRST_ITEMS]), len(items))

    def pages(self) -> Iterator[Planned]:
        """Return the page of every edition, and the pages of their list."""
        desk = self._desk
        if not desk.has_list(EDITIONS):
            return
        editions = desk.site.editions
        for index, edition in enumerate(editions):
            yield Planned(output_path(edition.url), partial(self._edition, index), edition.path)
        yield from desk.leaves(EDITIONS, editions, self._list)

    def _edition(self, index: int) -> Page:
        desk = self._desk
        editions = desk.site.editions
        edition = editions[index]
        head = desk.head(
            edition.url,
            edition.title,
            section=EDITIONS,
            image=desk.image(edition),
            language=edition.language,
        )
        view = EditionView(
            frame=desk.frame,
            head=head,
            breadcrumbs=(desk.home, Reference(desk.list_title(EDITIONS), EDITIONS)),
            title=edition.title,
            date=desk.calendar.moment(edition.date),
            updated=desk.calendar.moment(edition.updated),
            authors=desk.bylines(edition),
            is_draft=edition.draft,
            story=desk.story(edition, edition.url),
            items=self.items(edition),
            previous=to_reference(editions[index + 1]) if index + 1 < len(editions) else None,
            next=to_reference(editions[index - 1]) if index else None,
        )
        return Page(output_path(edition.url), "edition.html", view)

    def _list(self, number: int) -> Page:
        desk = self._desk
        title, editions = desk.list_title(EDITIONS), desk.site.editions
        leaf = desk.leaf(EDITIONS, title, editions, number, section=EDITIONS)
        view = EditionsView(
            frame=desk.frame,
            head=leaf.head,
            breadcrumbs=(desk.home, *desk.way_to(leaf.pager, EDITIONS, title)),
            title=title,
            story=desk.list_story(EDITIONS) if number == 1 else None,
            entries=leaf.entries,
            pager=leaf.pager,
            entry_count=len(editions),
        )
        return Page(output_path(leaf.url), "editions.html", view)
