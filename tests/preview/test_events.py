"""Open tabs hear what is new to them, once, whatever happens to the connection."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Event

import pytest

from briefgen.errors import Diagnostic, error
from briefgen.preview.news import News
from briefgen.preview.preview import Preview, PreviewOptions
from tests.preview.live import SECONDS, Live, Tab, live
from tests.testsite import SiteTest

TALKS, SHIPS = "world/talks/", "world/ships/"


@pytest.fixture
def served(site: SiteTest) -> Iterator[Live]:
    """Serve a site with two articles."""
    site.article("world/talks.md", "Of peace.", title="Talks")
    site.article("world/ships.md", "Of grain.", title="Ships")
    with live(site, link="vscode://file{path}:{line}:{column}") as it:
        yield it


def _key(served: Live, at: str) -> str:
    return served.ask(f"/briefing/{at}", "HEAD")[1]["etag"].strip('"')


def _open(served: Live, at: str) -> Tab:
    """Open a tab that shows what is newest, and has heard what is wrong."""
    tab = served.tab(at, _key(served, at))
    assert tab.next()[0] == "panel"
    return tab


def test_say_nothing_to_a_tab_that_is_up_to_date(served: Live) -> None:
    """Who shows the newest page hears of problems only."""
    tab = _open(served, TALKS)
    served.site.article("world/talks.md", "Of war.", title="Talks")
    assert tab.next() == ("page", {"key": _key(served, TALKS)})


def test_leave_other_pages_alone(served: Live) -> None:
    """A new text is news for its own page only; what comes next for the others is theirs."""
    other = _open(served, SHIPS)
    mine = _open(served, TALKS)
    served.site.article("world/talks.md", "Of war.", title="Talks")
    assert mine.next()[0] == "page"
    served.site.article("world/ships.md", "Of coal.", title="Ships")
    assert other.next() == ("page", {"key": _key(served, SHIPS)})


def test_catch_up_after_a_pause(served: Live) -> None:
    """A laptop that wakes up hears at once that what it shows is old."""
    key = _key(served, TALKS)
    tab = served.tab(TALKS, key)
    served.site.article("world/talks.md", "Of war.", title="Talks")
    tab.until("page")
    again = served.tab(TALKS, key)
    assert again.next() == ("page", {"key": _key(served, TALKS)})


def test_go_along_with_an_article_that_moves(served: Live) -> None:
    """A tab is told where its article is now; one that was asleep is told, too."""
    served.ask(f"/briefing/{TALKS}")
    tab = _open(served, TALKS)
    content = served.site.root / "content/world"
    (content / "talks.md").rename(content / "agreement.md")
    assert tab.until("moved") == {"address": "/briefing/world/agreement/"}
    asleep = served.tab(TALKS, "0")
    assert asleep.until("moved") == {"address": "/briefing/world/agreement/"}


def test_show_that_a_page_is_gone_and_back(served: Live) -> None:
    """A page that is deleted becomes the site's page for what is missing, until it is back."""
    tab = _open(served, TALKS)
    served.site.remove("content/world/talks.md")
    assert tab.until("page")["key"].startswith("missing-")
    assert served.ask(f"/briefing/{TALKS}")[0] == 404
    served.site.article("world/talks.md", "Of peace.", title="Talks")
    assert tab.until("page") == {"key": _key(served, TALKS)}


def test_move_with_the_address_of_the_site(served: Live) -> None:
    """When the site gets another path, open tabs go there."""
    tab = _open(served, TALKS)
    config = served.site.root / "briefgen.yml"
    config.write_text("title: Test\nbase_url: https://example.org/\n", encoding="utf-8")
    assert tab.until("moved") == {"address": f"/{TALKS}"}
    assert served.ask(f"/{TALKS}")[0] == 200


def test_tell_everybody_of_a_mistake(served: Live) -> None:
    """An error reaches every tab, with its place, line, remedy and a link; and goes again."""
    tabs = [_open(served, at) for at in (TALKS, SHIPS, "")]
    served.site.article("world/talks.md", "Of peace.", title="Talks", date="2026-02-30")
    for tab in tabs:
        (found,) = tab.until("panel")["errors"]
        assert found["place"] == "content/world/talks.md:3:7"
        assert found["excerpt"] == ["date: ", "2026-02-30", ""]
        assert found["help"] == "February 2026 has 28 days"
        root = served.site.root.as_posix()
        assert found["edit"] == f"vscode://file{root}/content/world/talks.md:3:7"
    assert b"Of peace." in served.ask(f"/briefing/{TALKS}")[2]
    served.site.article("world/talks.md", "Of peace.", title="Talks")
    for tab in tabs:
        assert tab.until("panel")["errors"] == []
    assert served.told[-1] == ()


def test_tell_of_a_template_that_fails_when_it_draws(served: Live) -> None:
    """What is wrong with a template is said once somebody has asked for a page that it draws."""
    site, tab = served.site, _open(served, TALKS)
    site.write("""
        -- themes/own/theme.yml --
        name: own
        extends: briefing
        -- themes/own/templates/article.html --
        {#- own -#}
        <h1>{{ view.title }}</h1>
        -- briefgen.yml --
        title: Test
        base_url: https://example.org/briefing/
        theme: own
        """)
    assert tab.until("page") == {"key": _key(served, TALKS)}
    good = served.ask(f"/briefing/{TALKS}")[2]
    assert b"<h1>Talks</h1>" in good
    template = site.root / "themes/own/templates/article.html"
    template.write_text("{#- own -#}\n{{ view.nothing.here }}", encoding="utf-8")
    tab.until("page")
    assert served.ask(f"/briefing/{TALKS}")[2] == good
    (found,) = tab.until("panel")["errors"]
    assert found["file"] == "themes/own/templates/article.html"
    template.write_text("{#- own -#}\n<h1>{{ view.title }}</h1>", encoding="utf-8")
    while tab.until("panel")["errors"]:
        pass


def test_warn_on_the_page_that_is_meant(served: Live) -> None:
    """A warning is shown on the page of its file, and on no other."""
    served.site.article(
        "world/talks.md", "Of peace.", title="Talks", sources="[{id: log, title: The log}]"
    )
    mine, other = served.tab(TALKS), served.tab(SHIPS)
    while not (panel := mine.until("panel"))["warnings"]:
        pass
    assert panel["source"] == "content/world/talks.md"
    assert "log" in panel["warnings"][0]["message"]
    assert other.until("panel")["warnings"] == []


@pytest.mark.parametrize(
    ("fields", "state", "publish_at"),
    [
        ({"draft": "true"}, "draft", ""),
        ({"publish_at": "2027-01-01T08:00Z"}, "scheduled", "2027-01-01 08:00"),
        ({}, "", ""),
    ],
)
def test_say_what_is_not_published_yet(
    served: Live, fields: dict[str, str], state: str, publish_at: str
) -> None:
    """A draft, and what is scheduled, is marked as such."""
    served.site.article("world/new.md", "New.", title="New", **fields)
    served.settle()
    tab = served.tab("world/new/")
    panel = tab.until("panel")
    assert (panel["state"], panel["publishAt"]) == (state, publish_at)


def test_tell_twelve_tabs_at_once(served: Live) -> None:
    """As many tabs as somebody may have open all hear the same."""
    tabs = [_open(served, TALKS) for _ in range(12)]
    served.site.article("world/talks.md", "Of war.", title="Talks")
    heard = [tab.next() for tab in tabs]
    assert heard == [("page", {"key": _key(served, TALKS)})] * 12


def test_stop_at_once_though_tabs_listen(site: SiteTest) -> None:
    """Tabs that listen do not keep the server from stopping, and are told that it is over."""
    site.article("world/talks.md", "Of peace.", title="Talks")
    with live(site) as it:
        tab = _open(it, TALKS)
    with pytest.raises(EOFError):
        tab.next()


def test_tell_the_newest_state_last(site: SiteTest) -> None:
    """Of two looks at what is wrong, the older one stays silent when it ends last."""
    begun, late = Event(), Event()
    old, new = (error("it was broken"),), (error("it is broken"),)

    class Slow(Preview):
        """A preview of which the first look at what is wrong ends last."""

        @property
        def problems(self) -> tuple[Diagnostic, ...]:
            """What was wrong at the beginning of each look."""
            if begun.is_set():
                return new
            begun.set()
            late.wait(SECONDS)
            return old

    told: list[tuple[Diagnostic, ...]] = []

    async def look_twice() -> None:
        with closing(Slow(site.project, PreviewOptions(), lambda *_: None)) as preview:
            news = News(preview, "")
            news.begin(told.append)
            await asyncio.to_thread(begun.wait, SECONDS)
            news.spread()
            # What stands at an address is known when what is wrong is, too.
            assert "it is broken" in (await news.place(TALKS)).panel
            late.set()
            others = asyncio.all_tasks() - {asyncio.current_task()}
            await asyncio.wait_for(asyncio.gather(*others), SECONDS)

    # In a thread of its own, for a browser that another test uses has a loop in this one.
    with ThreadPoolExecutor() as threads:
        threads.submit(asyncio.run, look_twice()).result()
    assert told == [new]
