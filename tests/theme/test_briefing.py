"""The theme that briefgen brings along: what its pages are made of, and where they lead."""

import re
from pathlib import Path
from xml.etree import ElementTree  # noqa: ICN001 - its own name

import pytest

from briefgen.theme.folders import find_theme
from tests.crawl import Reader, broken_links, foreign_scripts
from tests.testsite import CONFIG, SiteTest

pytestmark = pytest.mark.usefixtures("quick_jinja")

THEME = find_theme("briefing") or Path()
TEMPLATES = sorted(
    path.relative_to(THEME / "templates") for path in THEME.rglob("templates/**/*.*")
)
STYLES = sorted(path.name for path in THEME.glob("assets/*.css"))


@pytest.fixture
def rich(site: SiteTest) -> SiteTest:
    """Return a built site with every kind of page, at every depth."""
    (site.root / "briefgen.yml").write_text(
        f"{CONFIG}tagline: A tagline\noutput:\n  entries_per_page: 2\n"
        "feedback: https://example.org/say\nsocial:\n  - title: Here\n    url: https://example.org/h\n"
        "authors:\n  ann: {name: Ann, role: Editor, url: 'https://example.org/ann'}\n",
        encoding="utf-8",
    )
    for number in range(5):
        site.article(
            f"{('world', 'märkte')[number % 2]}/story-{number}.md",
            "## One\n\nText[^1].\n\n### Two\n\n[a](/world/story-0.md#one) "
            "![m](/shared/map 1.png)\n\n## Three & <four>\n\n[^1]: A note.",
            title=f"Story {number}",
            topics="[peace, 'Krieg & Frieden']",
            aliases=f"[/old/{number}/deep/, was-{number}.html]",
            authors="[ann, Bob]",
            image="/shared/map 1.png",
            key_points="[One., Two.]",
            sources="[{title: A book, id: book, url: 'https://example.org/book'}]",
            updates="[{date: 2026-11-02, text: Mended., kind: correction}]",
        )
    site.article("world/bundle/index.md", "![p](photo.png) [f](files/x.pdf)", title="Bundle")
    for name in ("world/bundle/photo.png", "world/bundle/files/x.pdf", "shared/map 1.png"):
        file = site.root / "content" / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"data")
    site.write("""
        -- content/about.md --
        ---
        title: About
        ---
        [home](_index.md), [world](world), [topics of](world/story-0.md).
        -- content/_index.md --
        Welcome to [the world](world/).
        -- content/world/_index.md --
        ---
        title: The World
        summary: All of it.
        ---
        About [it](../about.md).
        """)
    site.build()
    return site


def test_lead_every_link_to_a_file_and_an_anchor(rich: SiteTest) -> None:
    """Every link and image of every page, at any depth, leads to something that is there."""
    tree = rich.tree()
    assert "märkte/page/2/index.html" in tree or "world/page/2/index.html" in tree
    assert broken_links(tree) == []


def test_need_no_address_but_for_the_feed(site: SiteTest) -> None:
    """Without ``base_url`` every link still leads somewhere, and 404 is served from the root."""
    (site.root / "briefgen.yml").write_text("title: Test\n", encoding="utf-8")
    site.article("world/nato.md", title="NATO", topics="[peace]")
    site.build()
    tree = site.tree()
    assert broken_links(tree, base="/") == []
    assert not {"feed.xml", "sitemap.xml"} & tree.keys()
    assert 'href="/world/"' in site.read("404.html")
    assert "canonical" not in site.read("world/nato/index.html")


def test_offer_no_feed_that_is_not_there(site: SiteTest) -> None:
    """A site whose articles have no date has no feed, and no link to one."""
    site.write("-- content/world/nato.txt --\nText.")
    site.build()
    assert "feed.xml" not in site.tree()
    assert broken_links(site.tree()) == []


def test_root_the_page_for_missing_addresses(rich: SiteTest) -> None:
    """404.html is served at any depth, so its links begin at the root of the site."""
    for link in Reader(rich.read("404.html")).links:
        assert link.startswith(("/briefing/", "https://", "#"))


def test_have_one_heading_of_the_first_level(rich: SiteTest) -> None:
    """Every page has one <h1>, a language, a title, and ids that occur once."""
    for path, data in rich.tree().items():
        if path.endswith(".html"):
            reader = Reader(data.decode())
            assert reader.tags.count("h1") == 1, path
            assert reader.tags.count("title") == 1, path
            assert len(set(reader.ids)) == len(reader.ids), path
            assert ("html", "lang", "en") in reader.attributes, path
            assert not [
                name for _, name, _ in reader.attributes if name == "style" or name[:2] == "on"
            ]
            assert foreign_scripts(data.decode()) == [], path


def test_mark_the_current_section(rich: SiteTest) -> None:
    """The navigation says to everyone where they are."""
    page = rich.read("world/story-0/index.html")
    assert '<a href="../../world/" aria-current="true">The World</a>' in page
    assert page.count("aria-current") == 1


def test_redirect_from_old_addresses(rich: SiteTest) -> None:
    """An alias leads to the page by a relative address, and says which one counts."""
    for path, href in (
        ("old/0/deep/index.html", "../../../world/story-0/"),
        ("was-0.html", "./world/story-0/"),
    ):
        page = rich.read(path)
        assert f'<meta http-equiv="refresh" content="0; url={href}">' in page
        assert 'rel="canonical" href="https://example.org/briefing/world/story-0/"' in page


HOSTILE = "</title><script>x()</script>\" ' & ]]> {{ 7*7 }} {% x %} <img src=x onerror=y>"
FIELDS = (
    "title",
    "summary",
    "topics",
    "authors",
    "key_points",
    "section",
    "image",
    "sources",
    "updates",
)


@pytest.mark.parametrize("field", FIELDS)
def test_keep_hostile_text_as_text(site: SiteTest, field: str) -> None:
    """Whatever stands in front matter stays text in every page, feed, and sitemap."""
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    values = {
        "topics": f"[{quoted}]",
        "authors": f"[{quoted}]",
        "key_points": f"[{quoted}]",
        "image": f"{{src: /a.png, alt: {quoted}, caption: {quoted}, credit: {quoted}}}",
        "sources": f"[{{title: {quoted}, author: {quoted}, publisher: {quoted}, note: {quoted}}}]",
        "updates": f"[{{date: 2026-11-02, text: {quoted}}}]",
    }
    (site.root / "content/a.png").write_bytes(b"PNG")
    site.article("world/evil.md", "## Text", **{field: values.get(field, quoted)})
    site.article("world/next.md", title="Next", date="2026-10-01", aliases="[/old/]")
    site.build()
    # The name of a section is made from its address.
    _is_harmless(site, must_show=field != "section")


@pytest.mark.parametrize(
    "field", ["title", "tagline", "description", "social", "feedback", "authors"]
)
def test_keep_hostile_settings_as_text(site: SiteTest, field: str) -> None:
    """The same goes for the settings of the site."""
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    value = {
        "social": f"[{{title: {quoted}, url: 'https://example.org/\"><script>'}}]",
        "feedback": f"{{title: {quoted}, url: 'https://example.org/\"><script>'}}",
        "authors": f"{{ann: {{name: {quoted}, role: {quoted}}}}}",
    }.get(field, quoted)
    config = CONFIG.replace("title: Test\n", "") if field == "title" else CONFIG
    (site.root / "briefgen.yml").write_text(f"{config}{field}: {value}\n", encoding="utf-8")
    site.article("world/nato.md", "## Text", authors="[ann]")
    site.build()
    _is_harmless(site)


def _is_harmless(site: SiteTest, *, must_show: bool = True) -> None:
    shown = 0
    for path, data in site.tree().items():
        if path.endswith(".html"):
            reader = Reader(data.decode())
            assert foreign_scripts(data.decode()) == [], path
            assert not [name for _, name, _ in reader.attributes if name.startswith("on")], path
            assert reader.tags.count("img") <= 1, path
            shown += "{{ 7*7 }}" in reader.text or "{{ 7*7 }}" in str(reader.attributes)
        elif path.endswith(".xml"):
            ElementTree.fromstring(data)
    assert shown or not must_show


def test_show_no_control_characters(site: SiteTest) -> None:
    """What neither HTML nor XML can hold is replaced in text and refused in front matter."""
    site.article("world/nato.md", "A\x00b\x0bc\x1bd\ufffee \x85.", title="NATO")
    site.build()
    for path, data in site.tree().items():
        if path.endswith((".html", ".xml")):
            assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", data.decode()), path
    ElementTree.fromstring(site.read("feed.xml"))


@pytest.mark.parametrize("name", TEMPLATES)
def test_begin_every_template_with_a_comment(name: str) -> None:
    """The first line of a template says what it draws, or what it takes."""
    text = (THEME / "templates" / name).read_text(encoding="utf-8")
    first = text.splitlines()[0]
    assert first.startswith(f"{{#- {Path(name).name} — ")
    assert first.endswith(" -#}")
    assert not re.search(r"\|\s*safe\b|Markup|autoescape|with context|style=", text)
    assert re.findall(r"{% block (\w+) %}", text) == re.findall(r"{% block (\w+) %}", text)
    assert len(re.findall(r"{% endblock \w+ %}", text)) == len(re.findall(r"{% block ", text))


@pytest.mark.parametrize("name", [name for name in STYLES if name != "tokens.css"])
def test_name_colours_only_among_the_tokens(name: str) -> None:
    """No style sheet but tokens.css has a colour of its own."""
    text = re.sub(
        r"/\*.*?\*/", "", (THEME / "assets" / name).read_text(encoding="utf-8"), flags=re.DOTALL
    )
    raw = re.findall(r":[^;{}]*?(#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch|oklab|lab|lch)a?\()", text)
    assert raw == []
