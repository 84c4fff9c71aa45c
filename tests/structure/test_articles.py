"""What the page of an article shows of the rest of the site."""

from datetime import date, timedelta

import pytest

from briefgen.model.site import Features
from briefgen.structure.related import HEADLINES, LOOKED_AT, RECENT
from tests.structure.views import Views
from tests.testsite import CONFIG, SiteTest

pytestmark = pytest.mark.usefixtures("quick_jinja")


def _titles(entries: tuple[object, ...]) -> list[str]:
    return [getattr(one, "title", "") for one in entries]


def test_name_the_articles_around_one_in_its_section(site: SiteTest) -> None:
    """Two before and two after, in the order of the section, without itself."""
    for number in range(1, 7):
        site.article(f"world/{number}.md", title=str(number), date=f"2026-11-0{number}")
    site.write("-- content/world/_index.md --\n---\ntitle: W\norder: oldest\n---\n")
    views = Views(site)
    nearby = {
        number: _titles(views.one(f"world/{number}/index.html").nearby) for number in range(1, 7)
    }
    assert nearby == {
        1: ["2", "3"],
        2: ["1", "3", "4"],
        3: ["1", "2", "4", "5"],
        4: ["2", "3", "5", "6"],
        5: ["3", "4", "6"],
        6: ["4", "5"],
    }
    view = views.one("world/3/index.html")
    assert (view.previous.title, view.next.title) == ("2", "4")


def test_relate_what_the_editor_named_and_then_what_is_rare(site: SiteTest) -> None:
    """First ``related``, then shared topics by rarity, then the newest, four at most."""
    site.article("a/own.md", title="Own", topics="[big, rare, rare]", related="[/b/named, own.md]")
    site.article("b/named.md", title="Named", date="2020-01-01")
    site.article("b/rare.md", title="Rare", topics="[Rare]", date="2021-01-01")
    for number in range(1, 4):
        site.article(f"b/big{number}.md", title=f"Big {number}", topics="[big]")
    site.article("b/both.md", title="Both", topics="[big, rare]", date="2020-01-01")
    site.article("b/none.md", title="None", topics="[other]")
    (site.root / "content/b/named.md").rename(site.root / "content/b/named.txt")
    site.article(
        "a/own.md", title="Own", topics="[big, rare, rare]", related="[/b/named.txt, own.md]"
    )
    views = Views(site)
    assert _titles(views.one("a/own/index.html").related) == ["Named", "Both", "Rare", "Big 1"]
    assert _titles(views.one("b/none/index.html").related) == []
    assert _titles(views.one("b/big1/index.html").related) == ["Own", "Big 2", "Big 3", "Both"]


def test_relate_nothing_that_is_withheld(site: SiteTest) -> None:
    """Neither a draft that the editor named nor one that shares a topic is shown."""
    site.article("a/own.md", title="Own", topics="[t]", related="[/b/draft.md]")
    site.article("b/draft.md", title="Draft", topics="[t]", draft="true")
    assert Views(site).one("a/own/index.html").related == ()
    assert _titles(Views(site, drafts=True).one("a/own/index.html").related) == ["Draft"]


def test_look_at_the_newest_of_a_large_topic_only(site: SiteTest) -> None:
    """However large a topic is, an article is compared with its newest members alone."""
    newest = date(2026, 11, 1)
    for number in range(LOOKED_AT + 20):
        day = newest - timedelta(days=number)
        topics = "[t, rare]" if number in {3, LOOKED_AT + 15} else "[t]"
        site.article(f"a/{number}.md", title=str(number), date=day.isoformat(), topics=topics)
    views = Views(site)
    last = views.one(f"a/{LOOKED_AT + 19}/index.html")
    assert _titles(last.related) == ["0", "1", "2", "3"]
    assert _titles(views.one("a/3/index.html").related)[0] == str(LOOKED_AT + 15)


def test_show_the_latest_headlines_where_readers_come_for_news(site: SiteTest) -> None:
    """The newest, without itself; an article that many others followed shows none."""
    newest = date(2026, 11, 1)
    for number in range(RECENT + 1):
        day = newest - timedelta(days=number)
        site.article(f"a/{number}.md", title=str(number), date=day.isoformat())
    views = Views(site)
    assert _titles(views.one("a/2/index.html").latest) == ["0", "1", "3", "4", "5", "6"]
    last = _titles(views.one(f"a/{RECENT - 1}/index.html").latest)
    assert last == [str(number) for number in range(HEADLINES)]
    assert views.one(f"a/{RECENT}/index.html").latest == ()


@pytest.mark.parametrize(
    ("image", "address"),
    [
        ("/a b.png", "https://example.org/briefing/a%20b.png"),
        ("https://example.com/c.png", "https://example.com/c.png"),
        (None, ""),
    ],
)
def test_offer_a_picture_to_social_networks(
    site: SiteTest, image: str | None, address: str
) -> None:
    """The lead image by its full address; the card of the article, if cards are made."""
    (site.root / "content/a b.png").write_bytes(b"PNG")
    site.article("world/nato.md", **({"image": image} if image else {}))
    path = "world/nato/index.html"
    assert Views(site).one(path).head.image == address
    cards = Features(images=True, cards=True, search=False)
    card = "https://example.org/briefing/world/nato/card.png"
    assert Views(site, features=cards).one(path).head.image == card
    (site.root / "briefgen.yml").write_text("title: T\n", encoding="utf-8")
    without = Views(site, features=cards).one(path).head
    assert without.image in {"", "https://example.com/c.png"}


def test_lead_from_a_page_to_its_feeds_and_its_text(site: SiteTest) -> None:
    """An article names its section's feeds and its own Markdown; the frame the site's feeds."""
    site.article("world/nato.md")
    site.write("-- content/world/_index.md --\n---\ntitle: The World\n---\n")
    views = Views(site)
    head = views.one("world/nato/index.html").head
    assert head.markdown == "index.md"
    assert head.feeds == views.one("world/index.html").head.feeds
    assert (head.feeds.title, head.feeds.atom) == ("Test: The World", "world/feed.xml")
    assert (head.feeds.rss, head.feeds.json) == ("world/rss.xml", "world/feed.json")
    assert views.frame.feeds is not None
    assert (views.frame.feeds.title, views.frame.feeds.atom) == ("Test", "feed.xml")
    (site.root / "briefgen.yml").write_text(f"{CONFIG}output: {{markdown: no}}\n", encoding="utf-8")
    views = Views(site)
    assert views.one("world/nato/index.html").head.markdown == ""
    assert "world/nato/index.md" not in views.by_path


def test_show_the_way_to_further_pages_of_a_list(site: SiteTest) -> None:
    """The breadcrumbs of the second page of a list name its first."""
    (site.root / "briefgen.yml").write_text(
        f"{CONFIG}output: {{entries_per_page: 1}}\n", encoding="utf-8"
    )
    for number in (1, 2):
        site.article(f"world/{number}.md", topics="[x]")
    views = Views(site)
    ways = {
        path: _titles(views.one(path).breadcrumbs)
        for path in ("world/index.html", "world/page/2/index.html", "topics/x/page/2/index.html")
    }
    assert list(ways.values()) == [["Home"], ["Home", "World"], ["Home", "Topics", "x"]]
