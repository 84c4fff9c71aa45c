"""The feeds in their three formats, checked against their specifications."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.structure.specifications import (
    ATOM,
    CONTENT,
    CREATOR,
    check_atom,
    check_html,
    check_json_feed,
    check_rss,
)
from tests.structure.views import Views
from tests.testsite import CONFIG, SiteTest

pytestmark = pytest.mark.usefixtures("quick_jinja")

BASE = "https://example.org/briefing/"


@pytest.fixture
def rich(site: SiteTest) -> SiteTest:
    """Return a site with all that may stand in a feed."""
    (site.root / "briefgen.yml").write_text(
        f"{CONFIG}tagline: It is & so\nauthors: {{ann: Ann Smith}}\n", encoding="utf-8"
    )
    (site.root / "content/map é.png").write_bytes(b"PNG")
    site.article(
        "world/nato.md",
        "## Part & whole\n\nSee [UN](un.md#here), [below](#part-and-whole), [@a] and "
        "![m](</map é.png>).[^1]\n\n[^1]: A note.\n\n::: background\nIt *was* so.\n:::",
        title="NATO & <others>",
        topics="[Peace & war]",
        authors="[ann, Bob]",
        summary="Short & <sweet>.",
        image="{src: '/map é.png', alt: 'A \"map\"', caption: C, credit: D}",
        key_points="[One point.]",
        sources="[{id: a, title: The <report>, url: 'https://example.com/?a=1&b=2', note: N}]",
        updates="[{date: 2026-11-03, text: Old.}, "
        "{date: 2026-11-09, kind: correction, text: B & W.}]",
    )
    site.article("world/un.md", "## Here", title="UN", date="2026-10-01", language="de")
    site.article("markets/fed.md", title="Fed", date="2026-11-20", updated="2026-11-21")
    site.article("markets/draft.md", title="Draft", draft="true")
    site.write("""
        -- content/editions/2026-11-20.md --
        ---
        title: The week
        items:
          - heading: Under <the> sea
          - article: world/nato
            note: Read & learn.
          - markets/draft
          - {title: Else & where, url: 'https://example.com/x', publisher: P, note: N}
        ---
        The opening.
        """)
    return site


FOLDERS = ("", "world/", "markets/", "editions/")


@pytest.mark.parametrize("folder", FOLDERS)
def test_keep_to_the_specifications(rich: SiteTest, folder: str) -> None:
    """Each feed is valid in every format, and its formats hold the same."""
    views = Views(rich, drafts=True)
    atom = check_atom(views.read(f"{folder}feed.xml"))
    channel = check_rss(views.read(f"{folder}rss.xml"))
    feed = check_json_feed(views.read(f"{folder}feed.json"))
    entries = atom.findall(f"{ATOM}entry")
    texts = [entry.findtext(f"{ATOM}content") for entry in entries]
    assert texts == [item.findtext(f"{CONTENT}encoded") for item in channel.findall("item")]
    assert texts == [item["content_html"] for item in feed["items"]]
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert ids == [item.findtext("guid") for item in channel.findall("item")]
    assert ids == [item["id"] for item in feed["items"]]
    titles = {atom.findtext(f"{ATOM}title"), channel.findtext("title"), feed["title"]}
    assert titles == {views.one(f"{folder}feed.xml").title}
    assert channel.findtext("link") == feed["home_page_url"] == BASE + folder
    assert feed["feed_url"] == f"{BASE}{folder}feed.json"


def test_have_a_feed_for_the_site_each_section_and_the_editions(rich: SiteTest) -> None:
    """Each holds what it is about, newest first, whatever the order of the section."""
    rich.write("-- content/world/_index.md --\n---\ntitle: The World\norder: oldest\n---\n")
    views = Views(rich)
    titles = {
        folder: [entry.title for entry in views.one(f"{folder}feed.xml").entries]
        for folder in FOLDERS
    }
    assert titles == {
        "": ["Fed", "NATO & <others>", "UN"],
        "world/": ["NATO & <others>", "UN"],
        "markets/": ["Fed"],
        "editions/": ["The week"],
    }
    names = [views.one(f"{folder}rss.xml").title for folder in FOLDERS]
    assert names == ["Test", "Test: The World", "Test: Markets", "Test: Editions"]


def test_hold_all_of_an_article(rich: SiteTest) -> None:
    """Changes come first, the correction above all; then the text, and at the end its sources."""
    item = check_json_feed(Views(rich).read("world/feed.json"))["items"][0]
    reader = check_html(item["content_html"])
    order = ["B & W.", "Old.", "One point.", "Part & whole", "It was so.", "The <report>"]
    places = [reader.text.index(text) for text in order]
    assert places == sorted(places)
    assert "Correction, 9 November 2026" in reader.text
    assert f"{BASE}map%20%C3%A9.png" in reader.links
    assert {f"{BASE}world/un/#here", f"{BASE}world/nato/#part-and-whole"} <= set(reader.links)
    assert "https://example.com/?a=1&b=2" in reader.links
    assert item["image"] == f"{BASE}map%20%C3%A9.png"
    assert item["summary"] == "Short & <sweet>."
    assert item["authors"] == [{"name": "Ann Smith"}, {"name": "Bob"}]
    assert item["tags"] == ["Peace & war"]
    assert item["date_published"] == "2026-11-01T00:00:00+00:00"
    # A correction is a change that readers are told of.
    assert item["date_modified"] == "2026-11-09T00:00:00+00:00"


def test_say_what_an_entry_is_in_each_format(rich: SiteTest) -> None:
    """Dates, authors, topics and languages stand where each format wants them."""
    views = Views(rich)
    channel = check_rss(views.read("world/rss.xml"))
    first, second = channel.findall("item")
    assert first.findtext("pubDate") == "Sun, 01 Nov 2026 00:00:00 +0000"
    assert channel.findtext("lastBuildDate") == "Mon, 09 Nov 2026 00:00:00 +0000"
    assert [one.text for one in first.findall(CREATOR)] == ["Ann Smith", "Bob"]
    assert [one.text for one in first.findall("category")] == ["Peace & war"]
    assert first.findtext("description") == "Short &amp; &lt;sweet&gt;."
    assert [one.text for one in second.findall(CREATOR)] == ["Test"]
    items = check_json_feed(views.read("world/feed.json"))["items"]
    assert [item["language"] for item in items] == ["en", "de"]


def test_hold_what_an_edition_gathers(rich: SiteTest) -> None:
    """The feed of editions has their opening, and each item with its note; but no draft."""
    for drafts in (False, True):
        views = Views(rich, drafts=drafts)
        item = check_json_feed(views.read("editions/feed.json"))["items"][0]
        reader = check_html(item["content_html"])
        order = ["The opening.", "Under <the> sea", "NATO & <others>", "Short & <sweet>."]
        order += ["Read & learn.", "Else & where", "P", "N"]
        places = [reader.text.index(text) for text in order[:-2]]
        assert places == sorted(places)
        assert reader.links == [f"{BASE}world/nato/", "https://example.com/x"]
        assert "Draft" not in reader.text


def test_have_no_feed_without_an_address_or_a_date(site: SiteTest) -> None:
    """A section has a feed as soon as one of its articles has a date and is no draft."""
    site.write("-- content/world/a.md --\n---\ntitle: A\n---\n")
    site.article("markets/draft.md", draft="true")
    site.article("science/b.md")
    for drafts in (False, True):
        views = Views(site, drafts=drafts)
        feeds = sorted(path for path in views.by_path if path.endswith("feed.json"))
        assert feeds == ["feed.json", "science/feed.json"]
        assert views.one("world/index.html").head.feeds is None
    (site.root / "briefgen.yml").write_text("title: T\n", encoding="utf-8")
    views = Views(site)
    assert not [path for path in views.by_path if path.endswith((".xml", ".json", "llms.txt"))]
    assert views.frame.feeds is None


TEXT = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp")), max_size=40)


@settings(max_examples=40)
@given(fields=st.fixed_dictionaries({"title": TEXT, "summary": TEXT, "text": TEXT}))
def test_be_valid_whatever_the_texts_say(
    tmp_path_factory: pytest.TempPathFactory, fields: dict[str, str]
) -> None:
    """Any text comes out of every format as it went in."""
    site = SiteTest(tmp_path_factory.mktemp("feed") / "site")
    quoted = {name: json.dumps(text, ensure_ascii=False) for name, text in fields.items()}
    change = quoted["text"] if fields["text"].strip() else "x"
    site.article(
        "world/a.md",
        title=quoted["title"],
        summary=quoted["summary"],
        updates=f"[{{date: 2026-11-02, text: {change}}}]",
    )
    views = Views(site)
    article = views.site.articles[0]
    atom = check_atom(views.read("feed.xml")).find(f"{ATOM}entry")
    item = check_rss(views.read("rss.xml")).find("item")
    entry: dict[str, Any] = check_json_feed(views.read("feed.json"))["items"][0]
    assert atom is not None
    assert item is not None
    assert atom.findtext(f"{ATOM}title") == article.title
    assert item.findtext("title") == article.title
    assert entry["title"] == article.title
    if fields["text"].strip():
        shown = " ".join(fields["text"].split())
        assert shown in " ".join(check_html(entry["content_html"]).text.split())
