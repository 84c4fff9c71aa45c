"""
Declare what stands in the files that machines read.

They are rendered as pages are, by templates of the theme ``standard``, which
every other theme stands on.  Addresses in them are complete.
"""

from msgspec import Struct

from briefgen.model.entries import FeedEntry, NewsEntry, Outlined, SitemapEntry
from briefgen.model.held import StoredMarkdown


class RedirectView(Struct, frozen=True):
    """An older address that leads to a page."""

    title: str
    href: str
    """The page, relative to the older address."""
    canonical: str
    """The page's full address; empty without ``base_url``."""
    language: str


class FeedView(Struct, frozen=True):
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


class SitemapView(Struct, frozen=True):
    """A sitemap, or the index of several (sitemaps.org, protocol 0.9)."""

    is_index: bool
    entries: tuple[SitemapEntry, ...]


class NewsSitemapView(Struct, frozen=True):
    """What was published within two days before the build (Google News, schema 0.9)."""

    title: str
    """The name of the publication."""
    language: str
    entries: tuple[NewsEntry, ...]


class RobotsView(Struct, frozen=True):
    """What crawlers may do (RFC 9309): everything; and where the sitemaps are."""

    sitemaps: tuple[str, ...]


class LlmsView(Struct, frozen=True):
    """The site for language models: what there is, and where its Markdown is."""

    title: str
    description: str
    root: str
    """Full address of the home page."""
    groups: tuple[Outlined, ...]


class MarkdownView(Struct, frozen=True):
    """The text of an article as Markdown, beside its page."""

    title: str
    address: str
    """The page's full address; empty without ``base_url``."""
    date: str
    """Such as ``2026-11-22``; may be empty."""
    authors: tuple[str, ...]
    body: StoredMarkdown
    """With its sources and updates."""
