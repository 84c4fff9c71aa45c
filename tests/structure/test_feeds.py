"""What machines read: the Atom feed and the sitemap, parsed again as machines do."""

from datetime import datetime
from xml.etree import ElementTree  # noqa: ICN001 - its own name

import pytest

import briefgen.structure.sitemaps
from tests.crawl import Reader
from tests.testsite import CONFIG, SiteTest

pytestmark = pytest.mark.usefixtures("quick_jinja")

ATOM = {"a": "http://www.w3.org/2005/Atom"}
MAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
BASE = "https://example.org/briefing/"


def _feed(site: SiteTest) -> ElementTree.Element:
    return ElementTree.fromstring(site.read("feed.xml"))


def _text(element: ElementTree.Element, path: str) -> str:
    return element.findtext(path, "", ATOM)


def test_hold_all_of_an_article_in_the_feed(site: SiteTest) -> None:
    """An entry has its title, address, dates, authors, topics, and the whole text."""
    (site.root / "content/map.png").write_bytes(b"PNG")
    site.article(
        "world/nato.md",
        "## A & B\n\nSee [UN](un.md#here), [out](https://example.com/) and ![m](/map.png).",
        title="NATO & <others>",
        updated="2026-11-05T10:00+02:00",
        topics="[Peace & war]",
        authors="[Ann]",
        summary="Short.",
    )
    site.article("world/un.md", "## Here", title="UN", date="2026-10-01")
    site.build()
    feed = _feed(site)
    entry = feed.findall("a:entry", ATOM)[0]
    assert _text(entry, "a:title") == "NATO & <others>"
    assert _text(entry, "a:id") == f"{BASE}world/nato/"
    assert _text(entry, "a:published") == "2026-11-01T00:00:00+00:00"
    assert _text(entry, "a:updated") == "2026-11-05T08:00:00+00:00"
    assert _text(entry, "a:author/a:name") == "Ann"
    assert _text(entry, "a:summary") == "Short."
    assert [one.get("term") for one in entry.findall("a:category", ATOM)] == ["Peace & war"]
    content = entry.find("a:content", ATOM)
    assert content is not None
    assert content.get("type") == "html"
    reader = Reader(content.text or "")
    assert reader.links == [f"{BASE}world/un/#here", "https://example.com/", f"{BASE}map.png"]
    assert "A & B" in reader.text
    assert "#" not in reader.text


def test_date_the_feed_by_its_newest_change(site: SiteTest) -> None:
    """The feed is as old as the newest change of an article in it, whatever the clock says."""
    site.article("world/a.md", title="A", date="2026-11-01")
    site.article("world/b.md", title="B", date="2026-10-01", updated="2026-11-20T12:00Z")
    site.build()
    feed = _feed(site)
    assert _text(feed, "a:updated") == "2026-11-20T12:00:00+00:00"
    assert [_text(entry, "a:title") for entry in feed.findall("a:entry", ATOM)] == ["A", "B"]
    assert len({_text(entry, "a:id") for entry in feed.findall("a:entry", ATOM)}) == 2
    addresses = {link.get("rel"): link.get("href") for link in feed.findall("a:link", ATOM)}
    assert addresses == {"self": f"{BASE}feed.xml", "alternate": BASE}
    for element in feed.iter():
        if element.tag.endswith(("updated", "published")):
            assert datetime.fromisoformat(element.text or "").tzinfo


def test_hold_as_many_entries_as_the_settings_say(site: SiteTest) -> None:
    """The feed holds the newest articles only."""
    (site.root / "briefgen.yml").write_text(
        f"{CONFIG}output:\n  entries_per_feed: 3\n", encoding="utf-8"
    )
    for number in range(5):
        site.article(f"world/{number}.md", title=str(number), date=f"2026-11-0{number + 1}")
    site.build()
    titles = [_text(entry, "a:title") for entry in _feed(site).findall("a:entry", ATOM)]
    assert titles == ["4", "3", "2"]


def _locations(site: SiteTest, path: str) -> list[str]:
    root = ElementTree.fromstring(site.read(path))
    return [element.text or "" for element in root.iterfind(".//s:loc", MAP)]


def test_list_every_page_in_the_sitemap(site: SiteTest) -> None:
    """Every page is in the sitemap once, but for redirects and the page for missing ones."""
    (site.root / "briefgen.yml").write_text(
        f"{CONFIG}output:\n  entries_per_page: 1\n", encoding="utf-8"
    )
    site.article("world/a.md", topics="[x]", aliases="[/old/]")
    site.article("world/bé.md", topics="[x]", updated="2026-11-20")
    site.write("-- content/about.md --\n---\ntitle: About\n---\n")
    site.build()
    pages = {name for name in site.tree() if name.endswith("index.html") and "old" not in name}
    wanted = {BASE + name.removesuffix("index.html").replace("é", "%C3%A9") for name in pages}
    found = _locations(site, "sitemap.xml")
    assert set(found) == wanted
    assert len(found) == len(wanted)
    assert "<lastmod>2026-11-20</lastmod>" in site.read("sitemap.xml")


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 5, 100])
def test_part_a_long_sitemap(site: SiteTest, monkeypatch: pytest.MonkeyPatch, limit: int) -> None:
    """A sitemap that is too long becomes several, and an index that names them."""
    for number in range(2):
        site.article(f"world/{number}.md", date=f"2026-11-0{number + 1}")
    site.build()
    whole = _locations(site, "sitemap.xml")
    monkeypatch.setattr(briefgen.structure.sitemaps, "ENTRIES_PER_SITEMAP", limit)
    site.remove(".briefgen")
    site.build()
    names = [name for name in site.tree() if name.startswith("sitemap-")]
    if limit >= len(whole):
        assert names == []
        return
    assert [f"{BASE}{name}" for name in names] == _locations(site, "sitemap.xml")
    parts = [_locations(site, name) for name in names]
    assert [location for part in parts for location in part] == whole
    assert all(0 < len(part) <= limit for part in parts)
