"""Know which lists the site has that briefgen makes by itself."""

from collections.abc import Mapping

from briefgen.languages import Texts
from briefgen.model.article import Listing
from briefgen.model.paths import Url
from briefgen.model.site import Site
from briefgen.structure.urls import ARCHIVE, AUTHORS, CORRECTIONS, EDITIONS, SEARCH, TOPICS


def own_lists(site: Site) -> Mapping[Url, str]:
    """Return the address of each list that there is, and the key of its name in messages."""
    lists = {
        EDITIONS: ("editions", bool(site.editions)),
        TOPICS: ("topics", bool(site.topics)),
        AUTHORS: ("authors", bool(site.authors)),
        ARCHIVE: ("archive", bool(site.months)),
        CORRECTIONS: ("corrections", bool(site.corrections)),
        SEARCH: ("search", site.features.search),
    }
    return {
        url: key for url, (key, is_there) in lists.items() if is_there or introduction(site, url)
    }


def list_titles(site: Site, text: Texts) -> Mapping[Url, str]:
    """Return the address of each list that there is, and what readers see it called."""
    titles = {}
    for url, key in own_lists(site).items():
        page = introduction(site, url)
        titles[url] = page.title if page else text(key)
    return titles


def introduction(site: Site, url: Url) -> Listing | None:
    """Return the page of content that stands above the list at *url*."""
    return site.editions_index if url == EDITIONS else site.introductions.get(url)
