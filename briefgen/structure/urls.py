"""
Make addresses: of pages relative to the site's root, and of the root itself.

Pages link to each other by relative addresses, so that the same bytes work at a
domain's root, below a project page's path, and under any prefix of a preview.
"""

import re
from functools import lru_cache
from urllib.parse import quote, urlsplit

from briefgen.model.paths import OutputPath, Url

HOME = Url("")
TOPICS = Url("topics/")
EDITIONS = Url("editions/")
AUTHORS = Url("authors/")
ARCHIVE = Url("archive/")
CORRECTIONS = Url("corrections/")
SEARCH = Url("search/")
FEED = Url("feed.xml")
RSS = Url("rss.xml")
JSON_FEED = Url("feed.json")
SITEMAP = Url("sitemap.xml")
NEWS_SITEMAP = Url("news-sitemap.xml")
ROBOTS = Url("robots.txt")
LLMS = Url("llms.txt")
NOT_FOUND = Url("404.html")

MARKDOWN = "index.md"
"""The text of an article, beside its page."""
SEARCH_FILES = tuple(f"pagefind/pagefind{end}" for end in (".js", "-worker.js", "-entry.json"))
"""Files of the index for searching whose names are always the same."""
CARD = "card.png"
"""The picture of an article for social networks, beside its page."""

_NEEDS_NO_QUOTING = re.compile(r"[A-Za-z0-9_./~-]*")


def output_path(url: Url) -> OutputPath:
    """
    Return the file that a server sends for *url*.

    >>> output_path(Url("world/nato/")), output_path(Url("feed.xml"))
    ('world/nato/index.html', 'feed.xml')
    """
    return OutputPath(f"{url}index.html" if not url or url.endswith("/") else url)


@lru_cache(maxsize=4096)
def encoded(url: str) -> Url:
    """Return *url* as it may stand in an attribute (RFC 3986)."""
    return Url(url if _NEEDS_NO_QUOTING.fullmatch(url) else quote(url, safe="/~"))


def root_from(url: Url) -> str:
    """
    Return the way from the page at *url* to the site's root.

    >>> root_from(Url("world/nato/")), root_from(Url(""))
    ('../../', './')
    """
    return "../" * url.count("/") or "./"


def absolute(base_url: str, url: Url) -> str:
    """Return the full address of *url*; empty if the site has none."""
    return base_url + encoded(url) if base_url else ""


def base_path(base_url: str) -> str:
    """
    Return the path at which the site will be served.

    >>> base_path("https://example.org/briefing/"), base_path("")
    ('/briefing/', '/')
    """
    return urlsplit(base_url).path or "/"


def page_url(first: Url, number: int) -> Url:
    """Return the address of a page of a list, counted from 1."""
    return first if number == 1 else Url(f"{first}page/{number}/")


def alias_url(alias: str) -> Url:
    """
    Return the address that *alias* means: a file if its name has a suffix.

    >>> alias_url("/old/page"), alias_url("old.html")
    ('old/page/', 'old.html')
    """
    plain = alias.strip("/")
    is_file = "." in plain.rpartition("/")[2] and not alias.endswith("/")
    return Url(plain if is_file else f"{plain}/")
