"""
Describe the site as a whole: what is published, and how it hangs together.

This is what ``assemble`` makes of all listings and ``plan`` takes apart into
pages.  Templates never see it.
"""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from briefgen.model.article import Listing
from briefgen.model.page import Asset
from briefgen.model.paths import SourcePath, Url
from briefgen.model.settings import Settings


class Section(Struct, frozen=True):
    """A part of the site, with its published articles in its own order."""

    id: str
    title: str
    url: Url
    index: Listing | None
    """Its ``_index.md``, if there is one that is published."""
    articles: tuple[Listing, ...]


class Topic(Struct, frozen=True):
    """What published articles of several sections have in common; newest first."""

    name: str
    url: Url
    articles: tuple[Listing, ...]


class Writer(Struct, frozen=True):
    """Someone whose name stands in a byline, with what they wrote; newest first."""

    name: str
    role: str
    url: Url
    address: str
    """A web address, or empty."""
    articles: tuple[Listing, ...]
    """Editions among them."""


class Month(Struct, frozen=True):
    """The articles of a month in the site's time zone; newest first."""

    year: int
    month: int
    """From 1."""
    url: Url
    articles: tuple[Listing, ...]


class Due(Struct, frozen=True):
    """Something that will change the site without anyone editing it."""

    instant: datetime
    path: SourcePath
    is_expiry: bool
    """Whether the article goes at that instant rather than comes."""


class Features(Struct, frozen=True):
    """What the site has beyond text: asked for in its settings, and possible here."""

    images: bool
    """Pictures in several sizes."""
    cards: bool
    """Pictures for social networks."""
    search: bool


class Site(Struct, frozen=True):
    """Everything that is published."""

    settings: Settings
    features: Features
    home: Listing | None
    """``content/_index.md``, if there is one that is published."""
    sections: tuple[Section, ...]
    """In the site's order."""
    topics: tuple[Topic, ...]
    """By name."""
    editions: tuple[Listing, ...]
    """Newest first."""
    editions_index: Listing | None
    """``content/editions/_index.md``, if there is one that is published."""
    authors: tuple[Writer, ...]
    """By name."""
    months: tuple[Month, ...]
    """Newest first."""
    corrections: tuple[Listing, ...]
    """Articles that were changed, the latest change first."""
    pages: tuple[Listing, ...]
    """Pages that stand by themselves, by weight and title."""
    introductions: Mapping[Url, Listing]
    """Pages that stand above a list of briefgen's own, by the address of the list."""
    articles: tuple[Listing, ...]
    """All of them, newest first."""
    news: tuple[Listing, ...]
    """The newest articles, for as long as they are news."""
    assets: tuple[Asset, ...]
    public: Mapping[SourcePath, Listing]
    """What is published, by source file."""
    withheld: Mapping[SourcePath, str]
    """What is not, by source file, and why: draft, scheduled, expired."""
    withheld_images: tuple[SourcePath, ...]
    """Lead images of what is not published; published articles may use them, too."""
    asset_urls: Mapping[SourcePath, Url]
    """Where each asset will be, by source file."""
    due: tuple[Due, ...]
    """What will come or go, soonest first."""
    last_change: datetime | None
    """When the site last changed by itself; ``None`` if it never did."""
    next_change: datetime | None
    """When it will next: something is due, or is no longer news."""
