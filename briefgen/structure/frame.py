"""Put together what surrounds every page: names and navigation."""

from briefgen.languages import Texts, direction
from briefgen.model.article import Listing
from briefgen.model.elements import Frame, OutsideLink, Reference
from briefgen.model.held import Shared
from briefgen.model.site import Site
from briefgen.structure.feeds import feeds_at, has_feed
from briefgen.structure.indexes import list_titles
from briefgen.structure.urls import (
    ARCHIVE,
    AUTHORS,
    CORRECTIONS,
    EDITIONS,
    HOME,
    SEARCH,
    TOPICS,
    encoded,
)

Options = tuple[tuple[str, str | int | bool], ...]


def make_frame(site: Site, options: Options, text: Texts) -> Shared[Frame]:
    """Return the frame of all pages of *site*, digested once; *text* has the interface's texts."""
    settings = site.settings
    feedback = settings.feedback
    lists = {url: Reference(title, url) for url, title in list_titles(site, text).items()}
    return Shared(
        Frame(
            title=settings.title,
            tagline=settings.tagline,
            description=settings.description,
            address=settings.base_url,
            language=settings.language,
            direction=direction(settings.language),
            sections=tuple(
                Reference(section.title, encoded(section.url)) for section in site.sections
            ),
            pages=tuple(to_reference(page) for page in site.pages),
            editions=lists.get(EDITIONS),
            topics=lists.get(TOPICS),
            authors=lists.get(AUTHORS),
            archive=lists.get(ARCHIVE),
            corrections=lists.get(CORRECTIONS),
            search=lists.get(SEARCH),
            social=tuple(OutsideLink(link.title, link.url) for link in settings.social),
            feedback=OutsideLink(feedback.title or text("leave_a_review"), feedback.url)
            if feedback
            else None,
            feeds=feeds_at(HOME, settings.title) if has_feed(site) else None,
            options=options,
        )
    )


def to_reference(listing: Listing) -> Reference:
    """Return a title that leads to *listing*."""
    return Reference(listing.title, encoded(listing.url))
