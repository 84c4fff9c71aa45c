"""What the specifications of feeds and sitemaps demand, as checks of a finished file."""

import json
import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree  # noqa: ICN001 - its own name

from jsonschema import Draft202012Validator

from tests.crawl import Reader

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"

_RFC3339 = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)"
_RFC822 = r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}"
_TAG = r"[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*"


def is_full(address: str) -> bool:
    """Whether *address* is an absolute web address made of characters that a URI may have."""
    parts = urlsplit(address)
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and address.isascii()


def check_html(text: str) -> Reader:
    """Check the HTML of an entry: it stands for itself, wherever it is shown."""
    reader = Reader(text)
    for link in reader.links:
        assert is_full(link) or link.startswith("mailto:"), link
    for tag, name, value in reader.attributes:
        if name == "srcset":
            assert all(is_full(one.split()[0]) for one in value.split(",")), (tag, value)
    assert "permalink" not in text
    return reader


def _counts(element: ElementTree.Element, rules: dict[str, tuple[int, int]]) -> None:
    """Check how often each child occurs; children that no rule names must not be there."""
    found = [child.tag for child in element]
    for tag in found:
        assert tag in rules, f"{element.tag} has a {tag}"
    for tag, (least, most) in rules.items():
        assert least <= found.count(tag) <= most, (element.tag, tag, found.count(tag))


MANY = 10_000


def check_atom(text: str) -> ElementTree.Element:
    """Check a feed against RFC 4287, sections 4.1 and 4.2."""
    feed = ElementTree.fromstring(text)
    assert feed.tag == f"{ATOM}feed"
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    assert re.fullmatch(_TAG, feed.get(language, ""))
    one, maybe, many = (1, 1), (0, 1), (0, MANY)
    names = {"id": one, "title": one, "updated": one, "author": (1, MANY), "entry": (1, MANY)}
    names |= {"link": (2, 2), "subtitle": maybe, "generator": maybe}
    _counts(feed, {ATOM + name: count for name, count in names.items()})
    links = {link.get("rel"): link.get("href", "") for link in feed.findall(f"{ATOM}link")}
    assert links.keys() == {"self", "alternate"}
    assert links["self"] == feed.findtext(f"{ATOM}id")
    names = {"id": one, "title": one, "updated": one, "published": maybe, "content": one}
    names |= {"summary": maybe, "author": (1, MANY), "category": many, "link": one}
    entries = feed.findall(f"{ATOM}entry")
    for entry in entries:
        _counts(entry, {ATOM + name: count for name, count in names.items()})
        content = entry.find(f"{ATOM}content")
        assert content is not None
        assert (content.get("type"), list(content)) == ("html", [])
        check_html(content.text or "")
        assert all(category.get("term") for category in entry.findall(f"{ATOM}category"))
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)
    for element in feed.iter():
        if element.tag in {f"{ATOM}updated", f"{ATOM}published"}:
            assert re.fullmatch(_RFC3339, element.text or ""), element.text
        elif element.tag == f"{ATOM}author":
            assert element.findtext(f"{ATOM}name")
        elif element.tag == f"{ATOM}id":
            assert is_full(element.text or "")
        elif element.tag == f"{ATOM}link":
            assert is_full(element.get("href", ""))
    newest = max(entry.findtext(f"{ATOM}updated", "") for entry in entries)
    assert feed.findtext(f"{ATOM}updated") == newest
    return feed


def check_rss(text: str) -> ElementTree.Element:
    """Check a feed against RSS 2.0.11, and return its channel."""
    rss = ElementTree.fromstring(text)
    assert (rss.tag, rss.get("version"), len(rss)) == ("rss", "2.0", 1)
    channel = rss[0]
    one, maybe, many = (1, 1), (0, 1), (0, MANY)
    names = {"title": one, "link": one, "description": one, "language": maybe}
    names |= {"lastBuildDate": maybe, "generator": maybe, "item": many, f"{ATOM}link": one}
    _counts(channel, names)
    assert all(channel.findtext(name) for name in ("title", "link", "description"))
    assert re.fullmatch(_TAG, channel.findtext("language", ""))
    own = channel.find(f"{ATOM}link")
    assert own is not None
    assert (own.get("rel"), own.get("type")) == ("self", "application/rss+xml")
    assert is_full(own.get("href", ""))
    names = {"title": one, "link": one, "guid": one, "pubDate": one, "description": one}
    names |= {"category": many, CREATOR: many, f"{CONTENT}encoded": one}
    for item in channel.findall("item"):
        _counts(item, names)
        guid = item.find("guid")
        assert guid is not None
        assert guid.get("isPermaLink") == "true"
        assert guid.text == item.findtext("link")
        check_html(item.findtext(f"{CONTENT}encoded", ""))
        assert Reader(item.findtext("description", "")).tags == []
    guids = [item.findtext("guid") for item in channel.findall("item")]
    assert len(set(guids)) == len(guids)
    for element in channel.iter():
        if element.tag in {"pubDate", "lastBuildDate"}:
            written = element.text or ""
            assert re.fullmatch(_RFC822, written), written
            assert f"{parsedate_to_datetime(written):%a}" == written[:3]
        elif element.tag == "link":
            assert is_full(element.text or "")
    return channel


_ADDRESS = {"type": "string", "pattern": "^https?://[^/]"}
_TEXT = {"type": "string"}
_MOMENT = {"type": "string", "pattern": f"^{_RFC3339}$"}
_AUTHORS = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "minProperties": 1,
        "properties": {"name": _TEXT, "url": _ADDRESS, "avatar": _ADDRESS},
        "additionalProperties": False,
    },
}
_JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string", "minLength": 1},
        "home_page_url": _ADDRESS,
        "feed_url": _ADDRESS,
        "description": _TEXT,
        "language": {"type": "string", "pattern": f"^{_TAG}$"},
        "authors": _AUTHORS,
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id"],
                "anyOf": [{"required": ["content_html"]}, {"required": ["content_text"]}],
                "additionalProperties": False,
                "properties": {
                    "id": {"type": "string", "minLength": 1},
                    "url": _ADDRESS,
                    "title": _TEXT,
                    "content_html": _TEXT,
                    "summary": _TEXT,
                    "image": _ADDRESS,
                    "date_published": _MOMENT,
                    "date_modified": _MOMENT,
                    "authors": _AUTHORS,
                    "tags": {"type": "array", "items": _TEXT},
                    "language": {"type": "string", "pattern": f"^{_TAG}$"},
                },
            },
        },
    },
}


def check_json_feed(text: str) -> dict[str, Any]:
    """Check a feed against JSON Feed 1.1, with every name written once."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in pairs]
        assert len(set(names)) == len(names)
        return dict(pairs)

    feed: dict[str, Any] = json.loads(text, object_pairs_hook=once)
    Draft202012Validator(_JSON_FEED).validate(feed)
    for item in feed["items"]:
        check_html(item["content_html"])
    ids = [item["id"] for item in feed["items"]]
    assert len(set(ids)) == len(ids)
    return feed


def check_news(text: str) -> list[tuple[str, str]]:
    """Check a news sitemap against Google News 0.9, and return addresses and titles."""
    urlset = ElementTree.fromstring(text)
    assert urlset.tag == f"{SITEMAP}urlset"
    found = []
    for url in urlset:
        _counts(url, {f"{SITEMAP}loc": (1, 1), f"{NEWS}news": (1, 1)})
        news = url.find(f"{NEWS}news")
        assert news is not None
        names = ("publication", "publication_date", "title")
        _counts(news, {NEWS + name: (1, 1) for name in names})
        publication = news.find(f"{NEWS}publication")
        assert publication is not None
        _counts(publication, {f"{NEWS}name": (1, 1), f"{NEWS}language": (1, 1)})
        assert publication.findtext(f"{NEWS}name")
        assert datetime.fromisoformat(news.findtext(f"{NEWS}publication_date", "")).tzinfo
        address = url.findtext(f"{SITEMAP}loc", "")
        assert is_full(address)
        found.append((address, news.findtext(f"{NEWS}title", "")))
    return found


def check_robots(text: str) -> dict[str, list[str]]:
    """Check ``robots.txt`` against the grammar of RFC 9309, and return its records."""
    records: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line:
            name, colon, value = line.partition(":")
            assert colon
            assert name in {"User-agent", "Allow", "Disallow", "Sitemap"}
            records.setdefault(name, []).append(value.strip())
    assert next(iter(records)) == "User-agent"
    return records
