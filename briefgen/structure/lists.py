"""Make the lists of articles: their entries, their pages, and the pager between."""

from collections.abc import Sequence

from briefgen.languages import Calendar
from briefgen.model.article import Listing
from briefgen.model.elements import Reference
from briefgen.model.entries import Entry, Pager
from briefgen.model.held import Part, StoredTeaser
from briefgen.model.paths import Url
from briefgen.model.site import Site
from briefgen.structure.links import LinkTable, Newest
from briefgen.structure.urls import encoded, page_url


class Entries:
    """Turns listings into entries of lists."""

    def __init__(self, site: Site, table: LinkTable, newest: Newest) -> None:
        """Take names and addresses from *site*."""
        self._newest = newest
        self.calendar = Calendar(site.settings.timezone, site.settings.language)
        self._table = table
        self._language = site.settings.language
        self._sections = {
            section.id: Reference(section.title, encoded(section.url)) for section in site.sections
        }

    def section(self, listing: Listing) -> Reference:
        """Return the section that *listing* belongs to."""
        return self._sections[listing.section]

    def entry(self, listing: Listing) -> Entry:
        """Return *listing* as a list shows it."""
        return Entry(
            title=listing.title,
            url=encoded(listing.url),
            date=self.calendar.moment(listing.date),
            section=self._sections.get(listing.section),
            image=self._table.image(listing),
            is_draft=listing.draft,
            language=listing.language if listing.language != self._language else "",
            teaser=StoredTeaser(Part(listing.path, self._newest(listing).teaser)),
        )

    def entries(self, listings: Sequence[Listing]) -> tuple[Entry, ...]:
        """Return *listings* as a list shows them."""
        return tuple(self.entry(listing) for listing in listings)


def page_count(listings: Sequence[Listing], size: int) -> int:
    """Return how many pages a list has: at least one."""
    return max(1, -(-len(listings) // size))


def make_pager(first: Url, number: int, total: int) -> Pager:
    """Return what leads from page *number* of the list at *first* to the others."""
    return Pager(
        number=number,
        total=total,
        previous=encoded(page_url(first, number - 1)) if number > 1 else None,
        next=encoded(page_url(first, number + 1)) if number < total else None,
        pages=_around(first, number, total),
    )


def _around(first: Url, number: int, total: int) -> tuple[Reference, ...]:
    """Return first, last and neighbouring pages; a gap has an empty title."""
    if total == 1:
        return ()
    shown = sorted({1, total, *range(max(1, number - 2), min(total, number + 2) + 1)})
    references = []
    previous = 0
    for page in shown:
        if page > previous + 1:
            references.append(Reference("", Url("")))
        references.append(Reference(str(page), encoded(page_url(first, page))))
        previous = page
    return tuple(references)
