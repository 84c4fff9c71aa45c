"""Each edit renders the pages that show it, and no others."""

import pytest

from tests.testsite import CONFIG, SiteTest

FEEDS = ("feed.xml", "rss.xml", "feed.json")
CHANGE = "[{date: 2026-11-09, kind: correction, text: It was two.}]"


def _feeds(*folders: str) -> set[str]:
    return {folder + name for folder in folders for name in FEEDS}


@pytest.fixture
def world(site: SiteTest) -> SiteTest:
    """Return a built site with three articles in two sections, and an edition of one of them."""
    site.article("world/nato.md", "First.\n\nSee [the Fed](../markets/fed.md).", title="NATO")
    site.article(
        "world/un.md",
        "Second.",
        title="UN",
        date="2026-10-01",
        topics="[peace]",
        authors="[Ann]",
    )
    site.article("markets/fed.md", "Third.", title="Fed", date="2026-09-01")
    site.write("""
        -- content/editions/2026-11-06.md --
        ---
        title: The week
        items:
          - article: world/un
            note: Read it.
        ---
        The opening.
        -- content/about.md --
        ---
        title: About
        ---
        Us.
        """)
    site.build()
    return site


def _un(site: SiteTest, body: str = "Second.", **fields: str) -> None:
    """Write the article on the UN again, which everything shows."""
    given = {"title": "UN", "date": "2026-10-01", "topics": "[peace]", "authors": "[Ann]"}
    site.article("world/un.md", body, **{**given, **fields})


UN_LISTS = {
    *("index.html", "world/index.html", "topics/peace/index.html", "authors/ann/index.html"),
    *("archive/2026/10/index.html", "editions/2026-11-06/index.html"),
}
"""Where the teaser of that article is shown."""


def test_reuse_every_page_when_nothing_changes(world: SiteTest) -> None:
    """A build with nothing to do renders and writes nothing."""
    before = {path: path.stat().st_mtime_ns for path in world.output.rglob("*")}
    world.build()
    assert world.rendered == set()
    assert before == {path: path.stat().st_mtime_ns for path in world.output.rglob("*")}


def test_reuse_all_other_pages_when_one_body_changes(world: SiteTest) -> None:
    """Editing the text of an article below its beginning renders one page, and its copies."""
    world.article("world/nato.md", "First.\n\nSee [the Fed](../markets/fed.md) now.", title="NATO")
    world.build()
    pages = {"world/nato/index.html", "world/nato/index.md"}
    assert world.rendered == pages | _feeds("", "world/")


def test_reuse_pages_of_other_sections_when_an_article_moves(world: SiteTest) -> None:
    """A new address reaches the page that links to it, without converting that again."""
    (world.root / "briefgen.yml").write_text(CONFIG, encoding="utf-8")
    world.article("markets/fed.md", "Third.", title="Fed", date="2026-09-01", slug="rates")
    world.build()
    assert {"world/nato/index.html", "world/nato/index.md"} <= world.rendered
    assert "about/index.html" not in world.rendered
    assert 'href="../../markets/rates/"' in world.read("world/nato/index.html")


def test_render_lists_but_not_articles_when_a_summary_changes(world: SiteTest) -> None:
    """A summary is shown on the article's page and in lists of articles."""
    _un(world, summary="Short.")
    world.build()
    pages = {"world/un/index.html", "world/un/index.md", "llms.txt"}
    assert world.rendered == UN_LISTS | pages | _feeds("", "world/", "editions/")


def test_render_lists_of_changes_when_an_article_is_corrected(world: SiteTest) -> None:
    """A second correction renders the page of corrections, and what shows the article."""
    _un(world, updates=CHANGE)
    world.build()
    _un(world, updates=CHANGE.replace("two", "three"))
    world.build()
    pages = {"world/un/index.html", "world/un/index.md", "corrections/index.html", "llms.txt"}
    feeds = _feeds("", "world/", "editions/")
    assert world.rendered == UN_LISTS | pages | feeds


def test_render_an_edition_and_what_names_it_when_it_changes(world: SiteTest) -> None:
    """A note is shown by the edition, on the home page and in its feed; a title by its articles."""
    file = world.root / "content/editions/2026-11-06.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Read it.", "Read this."), encoding="utf-8")
    world.build()
    noted = {"editions/2026-11-06/index.html", "index.html", *_feeds("editions/")}
    assert world.rendered == noted
    file.write_text(text.replace("The week", "Our week"), encoding="utf-8")
    world.build()
    named = {"world/un/index.html", "editions/index.html", "llms.txt"}
    assert world.rendered == noted | named


def test_render_what_an_edition_gathers_and_nothing_else(world: SiteTest) -> None:
    """One more item renders the article that it is, and leaves every other page alone."""
    file = world.root / "content/editions/2026-11-06.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("items:", "items:\n  - markets/fed"), encoding="utf-8")
    world.build()
    assert world.rendered == {
        *("editions/2026-11-06/index.html", "index.html", "markets/fed/index.html"),
        *_feeds("editions/"),
    }


def test_render_bylines_when_an_author_changes(world: SiteTest) -> None:
    """The role of an author is shown on the pages of articles and in the lists of authors."""
    (world.root / "briefgen.yml").write_text(f"{CONFIG}authors: {{ann: Ann}}\n", encoding="utf-8")
    world.build()
    (world.root / "briefgen.yml").write_text(
        f"{CONFIG}authors: {{ann: {{name: Ann, role: Editor}}}}\n", encoding="utf-8"
    )
    world.build()
    assert world.rendered == {
        *("world/un/index.html", "authors/index.html", "authors/ann/index.html"),
    }


def test_render_months_when_an_article_is_dated_anew(world: SiteTest) -> None:
    """The month that it leaves goes if nothing is left of it; its neighbours hear of that."""
    _un(world, date="2026-09-02")
    world.build()
    assert {"archive/2026/09/index.html", "archive/2026/11/index.html"} <= world.rendered
    assert "archive/2026/10/index.html" not in world.tree()
    assert "about/index.html" not in world.rendered


def test_render_related_articles_when_one_is_retitled(world: SiteTest) -> None:
    """Articles that share a topic name each other; those that share none stay as they are."""
    world.article("markets/fed.md", "Third.", title="Fed", date="2026-09-01", topics="[peace]")
    for number in range(8):
        world.article(f"markets/{number}.md", title=f"T{number}", date=f"2026-11-1{number}")
    world.build()
    _un(world, title="The UN")
    world.build()
    assert "markets/fed/index.html" in world.rendered
    assert not [path for path in world.rendered if path.startswith("markets/4")]


def test_render_only_what_is_near_or_new_when_an_article_comes(world: SiteTest) -> None:
    """Pages that stand by themselves, other topics and other months do not change."""
    world.article("markets/new.md", title="New", date="2026-11-20")
    world.build()
    assert not world.rendered & {
        *("about/index.html", "topics/index.html", "topics/peace/index.html", "404.html"),
        *("archive/2026/10/index.html", "authors/ann/index.html", "editions/index.html"),
        *("world/un/index.md", "editions/2026-11-06/index.html", "robots.txt"),
        *_feeds("world/", "editions/"),
    }


def test_render_every_page_when_the_navigation_changes(world: SiteTest) -> None:
    """A new section is in the navigation of every page."""
    world.article("sport/final.md", title="Final")
    world.build()
    assert {"world/un/index.html", "about/index.html"} <= world.rendered


def test_write_nothing_when_a_file_is_only_touched(world: SiteTest) -> None:
    """A newer time on a source file is no reason to render anything."""
    (world.root / "content/world/nato.md").touch()
    world.build()
    assert world.rendered == set()
