"""Put together what surrounds every page: names, navigation, and the page's head."""

from briefgen.languages import Texts, direction
from briefgen.model.article import Listing
from briefgen.model.elements import Feeds, Frame, Head, OutsideLink, Reference
from briefgen.model.held import Shared
from briefgen.model.paths import Url
from briefgen.model.site import Site
from briefgen.structure.feeds import has_feed
from briefgen.structure.urls import FEED, TOPICS, absolute, base_path, encoded, root_from

Options = tuple[tuple[str, str | int | bool], ...]


def make_frame(site: Site, options: Options, text: Texts) -> Shared[Frame]:
    """Return the frame of all pages of *site*, digested once; *text* has the interface's texts."""
    settings = site.settings
    feedback = settings.feedback
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
            editions=None,
            topics=Reference(text("topics"), TOPICS) if site.topics else None,
            authors=None,
            archive=None,
            corrections=None,
            search=None,
            social=tuple(OutsideLink(link.title, link.url) for link in settings.social),
            feedback=OutsideLink(feedback.title, feedback.url) if feedback else None,
            feeds=Feeds(settings.title, FEED, Url("rss.xml"), Url("feed.json"))
            if has_feed(site)
            else None,
            options=options,
        )
    )


def to_reference(listing: Listing) -> Reference:
    """Return a title that leads to *listing*."""
    return Reference(listing.title, encoded(listing.url))


class Heads:
    """Makes the heads of pages; all that differs between two of them is passed in."""

    def __init__(self, site: Site) -> None:
        """Take what all heads share from *site*."""
        self._language = site.settings.language
        self._base_url = site.settings.base_url

    def head(
        self,
        url: Url,
        title: str,
        *,
        description: str = "",
        section: Url | None = None,
        language: str = "",
    ) -> Head:
        """Return the head of the page at *url*."""
        language = language or self._language
        return Head(
            title=title,
            description=description,
            root=root_from(url),
            canonical=absolute(self._base_url, url),
            section=section,
            image="",
            feeds=None,
            markdown="",
            language=language,
            direction=direction(language),
        )

    def absolute_head(self, title: str) -> Head:
        """Return the head of a page that is served at any address."""
        root = base_path(self._base_url)
        language = self._language
        return Head(title, "", root, "", None, "", None, "", language, direction(language))
