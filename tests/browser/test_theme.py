"""What the default theme does beyond being read, and what it does without scripts."""

import pytest

from tests.browser.chromium import Visit
from tests.browser.conftest import Visiting
from tests.browser.pages import ARTICLE

pytestmark = pytest.mark.timeout(120)

PHONE = 375
DESK = 1280

# Runs before anything of the page, and writes down the mode of every frame from the first on.
WATCH = """
window.frames_seen = [];
const look = () => {
  if (document.body) frames_seen.push(getComputedStyle(document.documentElement).colorScheme);
  if (frames_seen.length < 5) requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""


def _schemes(reader: Visit) -> list[str]:
    reader.page.wait_for_function("() => frames_seen.length >= 5")
    seen: list[str] = reader.run("() => [...new Set(frames_seen)]")
    return seen


def _marked(reader: Visit) -> str:
    marked: str = reader.run("() => document.querySelector('.toc [aria-current]')?.hash ?? ''")
    return marked


@pytest.mark.parametrize(("system", "chosen"), [("light", "dark"), ("dark", "light")])
def test_remember_the_mode_from_the_first_frame_on(
    visiting: Visiting, system: str, chosen: str
) -> None:
    """The switch turns the page at once, and the next page has the mode in its very first frame."""
    with visiting(scheme=system) as reader:
        reader.go("")
        before = reader.run("() => getComputedStyle(document.body).backgroundColor")
        reader.page.click(".tool--mode")
        assert reader.run("() => getComputedStyle(document.body).backgroundColor") != before
        reader.page.add_init_script(WATCH)
        for path in (ARTICLE, "archive/"):
            reader.go(path)
            assert _schemes(reader) == [chosen]
            pressed = reader.page.get_attribute(".tool--mode", "aria-pressed")
            assert pressed == str(chosen == "dark").lower()
        reader.page.click(".tool--mode")
        reader.go("")
        assert reader.run("() => getComputedStyle(document.body).backgroundColor") == before


def test_follow_the_system_until_somebody_chooses(visiting: Visiting) -> None:
    """Without a choice the page turns with the system, while it is open."""
    with visiting(scheme="light") as reader:
        reader.go("")
        light = reader.run("() => getComputedStyle(document.body).backgroundColor")
        reader.page.emulate_media(color_scheme="dark")
        assert reader.run("() => getComputedStyle(document.body).backgroundColor") != light
        assert reader.page.get_attribute(".tool--mode", "aria-pressed") == "true"


def test_copy_the_link_of_an_article(visiting: Visiting) -> None:
    """The button puts the article's full address on the clipboard, says so, and is itself again."""
    with visiting() as reader:
        reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        reader.go(ARTICLE)
        button = reader.page.locator("[data-copy]")
        label = button.inner_text()
        button.click()
        reader.page.wait_for_function(
            "label => document.querySelector('[data-copy]').textContent !== label", arg=label
        )
        copied = reader.run("() => navigator.clipboard.readText()")
        assert copied == reader.page.get_attribute('link[rel="canonical"]', "href")
        reader.page.wait_for_function(
            "label => document.querySelector('[data-copy]').textContent === label", arg=label
        )


@pytest.mark.parametrize("keys", ["/", "Control+k"])
def test_lead_to_the_search_by_key(visiting: Visiting, tree: dict[str, bytes], keys: str) -> None:
    """A key leads from an article to the search box, ready to type in."""
    if "search/index.html" not in tree:
        pytest.skip("the site has no search, for want of the search extra")
    with visiting() as reader:
        reader.go(ARTICLE)
        reader.page.keyboard.press(keys)
        reader.page.wait_for_url("**/search/")
        reader.page.wait_for_function("() => document.activeElement.id === 'q'")
        reader.page.keyboard.type("a/b")
        assert reader.page.input_value("#q") == "a/b"


def test_mark_the_part_that_is_read(visiting: Visiting) -> None:
    """The contents mark no part at the top, and each part in its turn as the reader goes down."""
    with visiting(width=DESK) as reader:
        reader.go(ARTICLE)
        assert _marked(reader) == ""
        anchors = reader.run("() => [...document.querySelectorAll('.toc a')].map(it => it.hash)")
        assert len(anchors) > 3
        for anchor in anchors:
            reader.run("id => document.getElementById(id).scrollIntoView()", anchor[1:])
            reader.page.wait_for_function(
                "hash => document.querySelector('.toc [aria-current]')?.hash === hash", arg=anchor
            )
        assert reader.page.locator(".toc [aria-current]").count() == 1


def test_fold_the_contents_on_a_phone_only(visiting: Visiting) -> None:
    """On a phone the contents take one line until they are wanted; on a desk they stand open."""
    with visiting(width=PHONE) as reader:
        reader.go(ARTICLE)
        assert reader.page.locator(".toc a").first.is_hidden()
        reader.page.click(".toc summary")
        reader.page.locator(".toc a").nth(1).click()
        assert reader.page.locator(".toc a").first.is_hidden()
        assert reader.run("() => location.hash.length") > 1
    with visiting(width=DESK) as reader:
        reader.go(ARTICLE)
        assert reader.page.locator(".toc a").first.is_visible()


def test_leave_out_what_cannot_work_without_scripts(visiting: Visiting) -> None:
    """Without JavaScript there is no button that does nothing, and the contents still unfold."""
    with visiting(width=PHONE, scripts=False) as reader:
        reader.go(ARTICLE)
        for button in reader.page.locator("button").all():
            assert button.is_hidden()
        reader.page.click(".toc summary")
        assert reader.page.locator(".toc a").first.is_visible()


@pytest.mark.parametrize("width", [320, PHONE, 768])
def test_never_scroll_sideways(visiting: Visiting, tree: dict[str, bytes], width: int) -> None:
    """No page is wider than the window, down to 320 pixels, which is 1280 at 400 per cent."""
    wide = []
    with visiting(width=width) as reader:
        for path, data in tree.items():
            if path.endswith("index.html") and b'http-equiv="refresh"' not in data:
                reader.go(path.removesuffix("index.html"))
                if reader.run("() => document.documentElement.scrollWidth > innerWidth"):
                    wide.append(path)
    assert wide == []


def test_use_words_of_any_length(visiting: Visiting) -> None:
    """A title of one endless word breaks where it has to, and takes nothing else with it."""
    word = "Donaudampfschifffahrtsgesellschaftskapitän" * 3
    for width in (PHONE, DESK):
        with visiting(width=width) as reader:
            for path in ("", "world/", ARTICLE, "editions/2026-11-20/", "topics/", "authors/"):
                reader.go(path)
                reader.run(
                    """word => document.querySelectorAll(
                      "main :is(h1, h2, h3, a, p, li > a, .standfirst, figcaption)"
                    ).forEach(it => { if (!it.children.length) it.textContent = word })""",
                    word,
                )
                assert reader.run("() => document.documentElement.scrollWidth <= innerWidth"), path
