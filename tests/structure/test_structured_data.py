"""What pages say to search engines, as schema.org names it and Google asks for it."""

import json
import re
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.testsite import SiteTest

pytestmark = pytest.mark.usefixtures("quick_jinja")

BASE = "https://example.org/briefing/"
PUBLICATION = {"@type": "Organization", "name": "Test", "url": BASE}
PART_OF = {"@type": "WebSite", "name": "Test", "url": BASE}


@pytest.fixture
def built(site: SiteTest) -> SiteTest:
    """Return a site whose one article says everything that an article can."""
    site.write("""
        -- content/world/_index.md --
        ---
        title: The World
        ---
        -- content/world/port/quay.svg --
        <svg xmlns="http://www.w3.org/2000/svg"/>
        -- content/world/port/index.md --
        ---
        title: A port
        date: 2026-11-12T09:30:00+01:00
        summary: Ships come and go.
        authors: [Ann, Bob]
        topics: [Ships, Trade]
        image:
          src: quay.svg
          alt: A quay
        sources:
          - id: log
            title: The log
            publisher: Harbour Office
            url: https://example.net/log
            date: 2026-11-01
        updates:
          - date: 2026-11-14
            kind: correction
            text: Three ships, not two.
        ---
        It is so [@log].
        -- content/editions/first.md --
        ---
        title: The first week
        date: 2026-11-13
        items: [world/port]
        ---
        -- content/about.md --
        ---
        title: About
        ---
        """)
    site.article("world/plain.md", title="Plain", date="2026-11-10")
    site.build()
    return site


def _graph(site: SiteTest, path: str) -> dict[str, dict[str, Any]]:
    """Return what the page at *path* says of itself, by its type."""
    found = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', site.read(path), re.DOTALL
    )
    assert len(found) == 1
    data = json.loads(found[0])
    assert data["@context"] == "https://schema.org"
    return {node["@type"]: node for node in data["@graph"]}


def test_say_everything_of_an_article(built: SiteTest) -> None:
    """Headline, picture, dates with offset, authors, section, sources and corrections."""
    article = _graph(built, "world/port/index.html")["NewsArticle"]
    assert article["headline"] == "A port"
    assert article["description"] == "Ships come and go."
    assert article["image"] == [f"{BASE}world/port/quay.svg"]
    assert article["author"] == [
        {"@type": "Person", "name": "Ann", "url": f"{BASE}authors/ann/"},
        {"@type": "Person", "name": "Bob", "url": f"{BASE}authors/bob/"},
    ]
    assert article["publisher"] == PUBLICATION
    assert article["isPartOf"] == PART_OF
    assert article["articleSection"] == "The World"
    assert article["keywords"] == ["Ships", "Trade"]
    assert article["mainEntityOfPage"] == f"{BASE}world/port/"
    assert article["inLanguage"] == "en"
    assert article["citation"] == [
        {
            "@type": "CreativeWork",
            "name": "The log",
            "url": "https://example.net/log",
            "datePublished": "2026-11-01",
            "publisher": {"@type": "Organization", "name": "Harbour Office"},
        }
    ]
    assert article["correction"] == [
        {
            "@type": "CorrectionComment",
            "datePublished": "2026-11-14",
            "text": "Three ships, not two.",
        }
    ]


def test_date_an_article_to_the_second_with_its_offset(built: SiteTest) -> None:
    """It was published when it says so, and modified when it was last corrected."""
    article = _graph(built, "world/port/index.html")["NewsArticle"]
    published, modified = (
        datetime.fromisoformat(article[name]) for name in ("datePublished", "dateModified")
    )
    assert published == datetime.fromisoformat("2026-11-12T08:30:00Z")
    assert published.utcoffset() is not None
    assert published <= modified


def test_name_the_publication_where_nobody_has_signed(built: SiteTest) -> None:
    """An article always has an author with a name; nothing is said of what it has not."""
    article = _graph(built, "world/plain/index.html")["NewsArticle"]
    assert article["author"] == [PUBLICATION]
    assert article["datePublished"] == article["dateModified"]
    assert not {"image", "citation", "correction", "keywords"} & set(article)


@pytest.mark.parametrize(
    ("path", "steps"),
    [
        ("world/port/", ["Home", "The World", "A port"]),
        ("world/", ["Home", "The World"]),
        ("topics/ships/", ["Home", "Topics", "Ships"]),
        ("authors/ann/", ["Home", "Authors", "Ann"]),
        ("editions/first/", ["Home", "Editions", "The first week"]),
        ("archive/2026/11/", ["Home", "Archive", "November 2026"]),
    ],
)
def test_lead_from_the_home_page_to_each_page(built: SiteTest, path: str, steps: list[str]) -> None:
    """Steps are numbered from one; each but the last, which is the page itself, has an address."""
    trail = _graph(built, f"{path}index.html")["BreadcrumbList"]["itemListElement"]
    assert [step["name"] for step in trail] == steps
    assert [step["position"] for step in trail] == list(range(1, len(steps) + 1))
    assert {step["@type"] for step in trail} == {"ListItem"}
    assert trail[0]["item"] == BASE
    assert all(f"{BASE}{path}".startswith(step["item"]) for step in trail[:-1])
    assert "item" not in trail[-1]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("", "Test"),
        ("world/", "The World"),
        ("topics/", "Topics"),
        ("topics/ships/", "Ships"),
        ("authors/", "Authors"),
        ("editions/", "Editions"),
        ("editions/first/", "The first week"),
        ("archive/", "Archive"),
        ("corrections/", "Corrections and updates"),
    ],
)
def test_say_which_pages_are_collections(built: SiteTest, path: str, name: str) -> None:
    """What gathers articles is a collection: named, addressed, and part of the publication."""
    collection = _graph(built, f"{path}index.html")["CollectionPage"]
    assert collection["name"] == name
    assert collection["url"] == f"{BASE}{path}"
    assert collection["isPartOf"] == PART_OF


def test_call_no_plain_page_an_article(built: SiteTest) -> None:
    """What stands for itself is a page, and nothing else."""
    graph = _graph(built, "about/index.html")
    assert graph["WebPage"]["name"] == "About"
    assert not {"NewsArticle", "CollectionPage"} & set(graph)


def _addresses(value: object) -> list[str]:
    if isinstance(value, list):
        return [one for part in value for one in _addresses(part)]
    if not isinstance(value, dict):
        return []
    named = [value[name] for name in ("url", "item", "mainEntityOfPage") if name in value]
    return [*named, *value.get("image", []), *_addresses(list(value.values()))]


def test_write_whole_addresses_only(built: SiteTest) -> None:
    """Search engines keep what they read far from the page: every address has its host."""
    found = []
    for page in sorted(built.output.rglob("*.html")):
        path = page.relative_to(built.output).as_posix()
        if "ld+json" in built.read(path):
            found += _addresses(list(_graph(built, path).values()))
    assert len(found) > 40
    assert [one for one in found if urlsplit(one).scheme != "https"] == []
    assert [one for one in found if not urlsplit(one).netloc] == []
