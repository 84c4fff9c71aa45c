"""What somebody sees who writes with the preview open beside it."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import visit
from tests.browser.previewing import PANEL, Watching, article_page, watching
from tests.edits import picture
from tests.preview.live import TOKEN
from tests.testsite import SiteTest

TALKS = "world/talks/"
MISTAKES = f"{PANEL} .mistakes"


@pytest.fixture
def writer(browser: Browser, site: SiteTest) -> Iterator[Watching]:
    """Open the preview of a site with a long article, another one, and a theme of its own."""
    article_page(site, "Of peace.", topics="[Peace]")
    site.article("world/ships.md", "Of grain.", title="Ships", topics="[Peace]")
    site.write("""
        -- themes/own/theme.yml --
        name: own
        extends: briefing
        -- briefgen.yml --
        title: The Test
        base_url: https://example.org/briefing/
        theme: own
        """)
    with watching(browser, site) as it:
        yield it
        assert [one for one in it.visit.faults if not _is_known(one)] == []


def _is_known(fault: str) -> bool:
    """Whether it is a test that wants the page to be missing, broken or out of reach."""
    return any(known in fault for known in ("404", "500", "ERR_INTERNET_DISCONNECTED"))


def _scroll(writer: Watching, height: int = 1500) -> None:
    writer.page.evaluate("(height) => scrollTo({ top: height, behavior: 'instant' })", height)


def _matches(writer: Watching, at: str) -> None:
    assert writer.differences(writer.build()[at]) == []


def test_follow_the_text_and_keep_the_place(writer: Watching) -> None:
    """A new text is shown on the same page: scrolled as far, folds and typed text as they were."""
    writer.open(TALKS)
    writer.mark()
    _scroll(writer)
    article_page(writer.site, "Of war.", topics="[Peace]")
    writer.sees("Of war.")
    _matches(writer, TALKS)
    assert writer.page.evaluate("scrollY") == 1500
    assert writer.is_same_page


@pytest.mark.parametrize("width", [390, 1440])
def test_leave_folds_as_the_reader_has_them(browser: Browser, site: SiteTest, width: int) -> None:
    """Folds that were opened or closed stay so, whether the reader or the theme did it."""
    file = article_page(site, "Of peace.")
    with watching(browser, site, width=width) as writer:
        writer.open(TALKS)
        is_open = "() => document.querySelector('details.toc').open"
        before = writer.page.evaluate(is_open)
        file.write_text(file.read_text().replace("Of peace.", "Of war."), encoding="utf-8")
        writer.sees("Of war.")
        assert writer.page.evaluate(is_open) is before
        writer.page.locator("details.toc > summary").click()
        file.write_text(file.read_text().replace("Of war.", "Of ships."), encoding="utf-8")
        writer.sees("Of ships.")
        assert writer.page.evaluate(is_open) is not before


@pytest.mark.extras
def test_leave_typed_text(writer: Watching) -> None:
    """What was typed into the search stays while the page around it changes."""
    writer.open("search/")
    writer.page.locator("input[type=search]").fill("pea")
    config = writer.site.root / "briefgen.yml"
    config.write_text(config.read_text().replace("The Test", "The News"), encoding="utf-8")
    writer.until("() => document.title.includes('The News')")
    writer.until("() => document.querySelector('input[type=search]')?.value === 'pea'")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"title": "Agreement"}, "Agreement"),
        ({"summary": "Nine questions."}, "Nine questions."),
        ({"authors": "[Ann Lee]"}, "Ann Lee"),
        ({"key_points": "[It began.]"}, "It began."),
    ],
)
def test_follow_the_front_matter(writer: Watching, fields: dict[str, str], expected: str) -> None:
    """A title, a summary and everything else is shown on the article, and where it is listed."""
    writer.open(TALKS)
    _scroll(writer)
    article_page(writer.site, **fields)
    writer.sees(expected)
    _matches(writer, TALKS)
    assert writer.page.evaluate("scrollY") > 1000


def test_follow_a_title_in_every_tab_that_shows_it(writer: Watching) -> None:
    """Home, section and topic follow; a page that does not show it is left alone."""
    tabs = {}
    for at in ("", "world/", "topics/peace/", "world/ships/"):
        writer.open(at)
        writer.mark()
        tabs[at] = writer.page
        writer.visit.page = writer.page.context.new_page()
    article_page(writer.site, title="A New Title", topics="[Peace]")
    pages = writer.build()
    for at, page in tabs.items():
        writer.visit.page = page
        assert writer.differences(pages[at]) == []
        assert writer.is_same_page


def test_serve_many_tabs(writer: Watching) -> None:
    """A dozen tabs follow, though a browser keeps only six connections to one server."""
    tabs = []
    for _ in range(12):
        writer.open(TALKS)
        tabs.append(writer.page)
        writer.visit.page = writer.page.context.new_page()
    article_page(writer.site, "Of war.")
    for page in tabs:
        page.get_by_text("Of war.").wait_for(state="attached")


def test_follow_a_template(writer: Watching) -> None:
    """A template that is made, changed or deleted draws the page anew."""
    writer.open(TALKS)
    writer.mark()
    folder = writer.site.root / "themes/own/templates/partials"
    folder.mkdir(parents=True)
    for text in ("<p>One foot</p>", "<p>Another foot</p>"):
        (folder / "site_footer.html").write_text(f"{{#- own -#}}\n{text}\n", encoding="utf-8")
        writer.sees(text[3:-4])
        _matches(writer, TALKS)
    shutil.rmtree(folder)
    _matches(writer, TALKS)
    assert writer.is_same_page


def test_swap_a_style_sheet(writer: Watching) -> None:
    """A changed style takes effect on the same page, which is never without style."""
    writer.open(TALKS)
    writer.mark()
    _scroll(writer)
    writer.page.evaluate("""() => {
        window.sheets = [];
        new MutationObserver(() => {
          const links = [...document.querySelectorAll("head link[rel=stylesheet]")];
          window.sheets.push(links.filter((one) => one.sheet).length);
        }).observe(document.head, { childList: true });
    }""")
    own = writer.site.root / "themes/own/assets"
    own.mkdir()
    (own / "tokens.css").write_text(
        (Path(__file__).parents[2] / "themes/briefing/assets/tokens.css").read_text()
        + "\n:root { --test: 1 } body { letter-spacing: 3px; }\n"
    )
    writer.until("() => getComputedStyle(document.body).letterSpacing === '3px'")
    assert writer.is_same_page
    assert min(writer.page.evaluate("window.sheets")) >= 1
    assert writer.page.evaluate("scrollY") == 1500
    _matches(writer, TALKS)


def test_load_the_page_anew_when_its_scripts_change(writer: Watching) -> None:
    """A new script runs; the reader's place is kept nevertheless."""
    writer.open(TALKS)
    writer.mark()
    _scroll(writer)
    own = writer.site.root / "themes/own/assets"
    own.mkdir()
    (own / "theme.js").write_text("window.hasRun = true;\n", encoding="utf-8")
    writer.until("() => window.hasRun === true")
    assert not writer.is_same_page
    writer.until("() => scrollY === 1500")


@pytest.mark.extras
def test_show_a_picture_whose_bytes_have_changed(browser: Browser, site: SiteTest) -> None:
    """A picture is shown anew although its address is as it was."""
    image = site.root / "content/chart.svg"
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="40"></svg>'
    image.write_text(drawing.format(40), encoding="utf-8")
    photo = site.root / "content/photo.png"
    photo.write_bytes(picture(200))
    article_page(site, "![A chart](../chart.svg)\n\n![A photo](../photo.png)\n\nText.")
    with watching(browser, site) as writer:
        writer.open(TALKS)
        writer.mark()
        width = "(part) => document.querySelector(`main img[src*='${part}']`).naturalWidth"
        writer.until(f"() => ({width})('chart') === 40")
        image.write_text(drawing.format(90), encoding="utf-8")
        writer.until(f"() => ({width})('chart') === 90")
        photo.write_bytes(picture(120))
        writer.until(f"() => ({width})('photo') === 120")
        image.write_text(drawing.format(50), encoding="utf-8")
        writer.until(f"() => ({width})('chart') === 50")
        assert writer.is_same_page
        _matches(writer, TALKS)


def test_follow_the_configuration(writer: Watching) -> None:
    """A new name, language and theme of the site are shown at once."""
    writer.open("")
    config = writer.site.root / "briefgen.yml"
    for line in ("title: Neues", "language: de", "tagline: Jeden Tag"):
        name = line.partition(":")[0]
        kept = [one for one in config.read_text().splitlines() if not one.startswith(name)]
        config.write_text("\n".join([*kept, line, ""]), encoding="utf-8")
        _matches(writer, "")
    config.write_text(config.read_text().replace("theme: own", "theme: plain"), encoding="utf-8")
    _matches(writer, "")


def test_follow_an_article_that_comes_moves_and_goes(writer: Watching) -> None:
    """A new article is listed; when it is renamed its tab goes along; when it goes, that shows."""
    writer.open("world/")
    writer.site.article("world/new.md", "New.", title="Quite new")
    writer.sees("Quite new")
    _matches(writer, "world/")
    writer.open("world/new/")
    content = writer.site.root / "content"
    (content / "world/new.md").rename(content / "world/old.md")
    writer.page.wait_for_url(re.compile("/briefing/world/old/$"))
    writer.listen()
    _matches(writer, "world/old/")
    (content / "world/old.md").unlink()
    _matches(writer, "404.html")
    writer.site.article("world/old.md", "Back.", title="Back again")
    writer.sees("Back again")
    _matches(writer, "world/old/")


def test_follow_a_section_that_comes_moves_and_goes(writer: Watching) -> None:
    """A section is in the navigation as soon as it has an article; tabs go along with that."""
    content = writer.site.root / "content"
    writer.open("")
    writer.site.article("science/moon.md", "Cheese.", title="The Moon")
    writer.sees("Science")
    _matches(writer, "")
    writer.open("science/moon/")
    (content / "science").rename(content / "sky")
    writer.page.wait_for_url(re.compile("/briefing/sky/moon/$"))
    writer.listen()
    _matches(writer, "sky/moon/")
    writer.open("")
    shutil.rmtree(content / "sky")
    _matches(writer, "")


BREAKS = {
    "front matter": ("content/world/talks.md", "date: 2026-11-01", "date: 2026-02-30"),
    "a link": ("content/world/ships.md", "Of grain.", "See [x](nothing.md)."),
    "the configuration": ("briefgen.yml", "title: The Test", "titel: The Test"),
    "a template's syntax": (
        "themes/own/templates/partials/site_footer.html",
        "<p>Foot</p>",
        "{% if %}",
    ),
    "a template's names": (
        "themes/own/templates/partials/site_footer.html",
        "<p>Foot</p>",
        "{{ view.nothing }}",
    ),
    "the theme": ("themes/own/theme.yml", "extends: briefing", "extends: nothing"),
    "the encoding": ("content/world/talks.md", "Of peace.", "Of \udcff peace."),
}


@pytest.mark.parametrize(("path", "good", "bad"), BREAKS.values(), ids=BREAKS)
def test_show_a_mistake_until_it_is_mended(
    writer: Watching, path: str, good: str, bad: str
) -> None:
    """A mistake is shown over the last good page, with its place, and goes when it is mended."""
    writer.site.write("""
        -- themes/own/templates/partials/site_footer.html --
        {#- own -#}
        <p>Foot</p>
        """)
    writer.open(TALKS)
    writer.sees("Foot")
    pages = writer.build()
    writer.mark()
    _scroll(writer)
    file = writer.site.root / path
    text = file.read_text(encoding="utf-8")
    assert good in text
    file.write_bytes(text.replace(good, bad).encode("utf-8", "surrogateescape"))
    shown = writer.page.locator(f"{MISTAKES} li").first
    shown.wait_for(state="visible")
    assert path in shown.inner_text()
    assert writer.page.evaluate("scrollY") == 1500
    if path != "content/world/ships.md":
        assert writer.differences(pages[TALKS]) == []
    assert writer.live.ask(f"/briefing/{TALKS}")[0] == 200
    file.write_text(text, encoding="utf-8")
    writer.page.locator(MISTAKES).wait_for(state="hidden")
    _matches(writer, TALKS)
    assert writer.is_same_page


def test_show_all_mistakes_together(writer: Watching) -> None:
    """Several mistakes are listed at once; Escape puts them away, a button brings them back."""
    writer.open("")
    article_page(writer.site, title="a", date="2026-02-30", draft="maybe")
    writer.site.article("world/ships.md", "See [x](nothing.md).", title="Ships")
    page = writer.page
    page.locator(f"{MISTAKES} li").nth(2).wait_for(state="visible")
    assert page.locator(MISTAKES).get_attribute("role") == "alertdialog"
    assert "mistakes" in page.locator(f"{PANEL} [role=alert]").inner_text()
    page.keyboard.press("Escape")
    page.locator(MISTAKES).wait_for(state="hidden")
    page.get_by_role("button", name=re.compile("^3 mistakes")).click()
    page.locator(MISTAKES).wait_for(state="visible")


def test_say_what_the_page_is_made_of(browser: Browser, site: SiteTest) -> None:
    """A bar names the file, with a link to the editor, its state, and its warnings."""
    article_page(site, "Of peace.", draft="true", sources="[{id: log, title: The log}]")
    with watching(browser, site, link="vscode://file{path}:{line}:{column}") as writer:
        writer.open(TALKS)
        bar = writer.page.locator(f"{PANEL} .bar")
        bar.get_by_text("1 warning").wait_for()
        assert bar.locator(".badge").inner_text() == "Draft"
        source = bar.locator("a.source")
        assert source.inner_text() == "content/world/talks.md"
        root = site.root.as_posix()
        expected = f"vscode://file{root}/content/world/talks.md:1:1"
        assert source.get_attribute("href") == expected
        bar.locator("summary").click()
        assert "cites" in bar.locator("li").inner_text()
        article_page(site, "Of peace.", publish_at="2027-01-01T08:00Z")
        bar.get_by_text("Scheduled for 2027-01-01 08:00").wait_for()
        bar.get_by_role("button", name="Make this bar small").click()
        source.wait_for(state="hidden")


def test_say_that_the_preview_has_stopped(browser: Browser, site: SiteTest) -> None:
    """Whoever opens the link with the token follows, and is told when nothing is to follow."""
    article_page(site)
    with visit(browser, "http://127.0.0.1/") as reader:
        with watching(browser, site) as writer:
            reader.page.goto(f"{writer.live.address}{TALKS}?token={TOKEN}")
            reader.page.wait_for_selector(f"{PANEL}[data-is-connected]", state="attached")
        reader.page.get_by_text("The preview has stopped.").wait_for()


def test_catch_up_when_the_network_is_back(writer: Watching) -> None:
    """What was written while a laptop slept is shown when it wakes up."""
    writer.open(TALKS)
    context = writer.page.context
    context.set_offline(True)
    article_page(writer.site, "Of war.")
    writer.live.settle()
    context.set_offline(False)
    writer.page.evaluate("() => dispatchEvent(new Event('online'))")
    writer.sees("Of war.")


@pytest.mark.parametrize("theme", ["briefing", "plain"])
def test_add_nothing_that_the_theme_can_notice(
    browser: Browser, site: SiteTest, theme: str
) -> None:
    """But for the preview's script, every page is as a build makes it."""
    article_page(site, "Of peace.", topics="[Peace]")
    site.write(f"""
        -- briefgen.yml --
        title: Test
        base_url: https://example.org/briefing/
        theme: {theme}
        """)
    with watching(browser, site) as writer:
        for at, html in writer.build().items():
            status, _, body = writer.live.ask(f"/briefing/{at}")
            assert status == 200
            plain = re.sub(r'<script src="/_briefgen/.*?</script>', "", body.decode())
            assert plain == html
