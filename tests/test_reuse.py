"""Each edit renders the pages that show it, and no others."""

import pytest

from tests.testsite import SiteTest


@pytest.fixture
def world(site: SiteTest) -> SiteTest:
    """Return a built site with three articles in two sections, one of them linked."""
    site.article("world/nato.md", "First.\n\nSee [the Fed](../markets/fed.md).", title="NATO")
    site.article("world/un.md", "Second.", title="UN", date="2026-10-01", topics="[peace]")
    site.article("markets/fed.md", "Third.", title="Fed", date="2026-09-01")
    site.build()
    return site


def test_reuse_every_page_when_nothing_changes(world: SiteTest) -> None:
    """A build with nothing to do renders and writes nothing."""
    before = {path: path.stat().st_mtime_ns for path in world.output.rglob("*")}
    world.build()
    assert world.rendered == set()
    assert before == {path: path.stat().st_mtime_ns for path in world.output.rglob("*")}


def test_reuse_all_other_pages_when_one_body_changes(world: SiteTest) -> None:
    """Editing the text of an article below its beginning renders its page and the feed."""
    world.article("world/nato.md", "First.\n\nSee [the Fed](../markets/fed.md) now.", title="NATO")
    world.build()
    assert world.rendered == {"world/nato/index.html", "feed.xml"}


def test_reuse_pages_of_other_sections_when_an_article_moves(world: SiteTest) -> None:
    """A new address reaches the page that links to it, without converting that again."""
    world.article("markets/fed.md", "Third.", title="Fed", date="2026-09-01", slug="rates")
    world.build()
    assert "world/nato/index.html" in world.rendered
    assert "world/un/index.html" not in world.rendered
    assert 'href="../../markets/rates/"' in world.read("world/nato/index.html")


def test_render_lists_but_not_articles_when_a_summary_changes(world: SiteTest) -> None:
    """A summary is shown on the article's page and in lists of articles."""
    world.article(
        "world/un.md", "Second.", title="UN", date="2026-10-01", topics="[peace]", summary="Short."
    )
    world.build()
    assert world.rendered == {
        "index.html",
        "feed.xml",
        "topics/peace/index.html",
        "world/index.html",
        "world/un/index.html",
    }


def test_render_every_page_when_the_navigation_changes(world: SiteTest) -> None:
    """A new section is in the navigation of every page."""
    world.article("sport/final.md", title="Final")
    world.build()
    assert "world/un/index.html" in world.rendered


def test_write_nothing_when_a_file_is_only_touched(world: SiteTest) -> None:
    """A newer time on a source file is no reason to render anything."""
    (world.root / "content/world/nato.md").touch()
    world.build()
    assert world.rendered == set()
