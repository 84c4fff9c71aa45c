"""
Declare what stands in the files that machines read.

They are rendered as pages are, by templates of the theme ``standard``, which
every other theme stands on.  Addresses in them are complete.
"""

from dataclasses import dataclass

from briefgen.model.entries import FeedEntry, NewsEntry, Outlined, SitemapEntry
from briefgen.model.held import StoredMarkdown


@dataclass(frozen=True, slots=True)
class RedirectView:
    """An older address that leads to a page."""

    title: str
    href: str
    """The page, relative to the older address."""
    canonical: str
    """The page's full address; empty without ``base_url``."""
    language: str


@dataclass(frozen=True, slots=True)
class FeedView:
    """A feed, in any of its formats."""

    title: str
    tagline: str
    language: str
    home: str
    """Full address of what the feed is about."""
    address: str
    """Full address of the feed itself."""
    root: str
    """Full address of the home page of the site."""
    updated: str
    """RFC 3339; the newest entry's."""
    entries: tuple[FeedEntry, ...]


@dataclass(frozen=True, slots=True)
class SitemapView:
    """A sitemap, or the index of several (sitemaps.org, protocol 0.9)."""

    is_index: bool
    entries: tuple[SitemapEntry, ...]


@dataclass(frozen=True, slots=True)
class NewsSitemapView:
    """What was published within two days before the build (Google News, schema 0.9)."""

    title: str
    """The name of the publication."""
    language: str
    entries: tuple[NewsEntry, ...]


@dataclass(frozen=True, slots=True)
class RobotsView:
    """What crawlers may do (RFC 9309): everything; and where the sitemaps are."""

    sitemaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LlmsView:
    """The site for language models: what there is, and where its Markdown is."""

    title: str
    description: str
    root: str
    """Full address of the home page."""
    groups: tuple[Outlined, ...]


@dataclass(frozen=True, slots=True)
class MarkdownView:
    """The text of an article as Markdown, beside its page."""

    title: str
    address: str
    """The page's full address; empty without ``base_url``."""
    date: str
    """Such as ``2026-11-22``; may be empty."""
    authors: tuple[str, ...]
    body: StoredMarkdown
    """With its sources and updates."""
