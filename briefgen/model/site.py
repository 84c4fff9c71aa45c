"""
Describe the site as a whole: what is published, and how it hangs together.

This is what ``assemble`` makes of all listings and ``plan`` takes apart into
pages.  Templates never see it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from briefgen.model.article import Listing
from briefgen.model.page import Asset
from briefgen.model.paths import SourcePath, Url
from briefgen.model.settings import Settings


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the site, with its published articles in its own order."""

    id: str
    title: str
    url: Url
    index: Listing | None
    """Its ``_index.md``, if there is one to show."""
    articles: tuple[Listing, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """What published articles of several sections have in common; newest first."""

    name: str
    url: Url
    articles: tuple[Listing, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """Something that will change the site without anyone editing it."""

    instant: datetime
    path: SourcePath
    is_expiry: bool
    """Whether the article goes at that instant rather than comes."""


@dataclass(frozen=True, slots=True)
class Features:
    """What the site has beyond text: asked for in its settings, and possible here."""

    images: bool
    """Pictures in several sizes."""
    cards: bool
    """Pictures for social networks."""
    search: bool


@dataclass(frozen=True, slots=True)
class Site:
    """Everything that is published."""

    settings: Settings
    features: Features
    home: Listing | None
    """``content/_index.md``, if there is one."""
    sections: tuple[Section, ...]
    """In the site's order."""
    topics: tuple[Topic, ...]
    """By name."""
    editions: tuple[Listing, ...]
    """Newest first."""
    editions_index: Listing | None
    """``content/editions/_index.md``, if there is one to show."""
    pages: tuple[Listing, ...]
    """Pages that stand by themselves, by weight and title."""
    articles: tuple[Listing, ...]
    """All of them, newest first."""
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
    """When something last came or went by itself; ``None`` if nothing ever did."""
