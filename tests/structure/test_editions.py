"""Editions: their pages, their list, what they gather, and where that is said again."""

import re

import pytest

from briefgen.errors import ContentError
from tests.crawl import Reader, broken_links
from tests.testsite import CONFIG, SiteTest

pytestmark = pytest.mark.usefixtures("quick_jinja")


@pytest.fixture
def press(site: SiteTest) -> SiteTest:
    """Return a site with three articles and two editions that gather them."""
    site.article("world/cables/index.md", title="Cables", summary="Under the sea.")
    site.article("world/nato.md", title="NATO")
    site.article("markets/fed.txt", title="Fed")
    site.write("""
        -- content/editions/2026-11-13.md --
        ---
        title: The first week
        items: [world/nato]
        ---
        -- content/editions/2026-11-20.md --
        ---
        title: The second week
        summary: What happened.
        authors: [Ann]
        items:
          - heading: Under the sea
          - article: world/cables
            note: Read this.
          - ../markets/fed
          - title: A page elsewhere
            url: https://example.org/page
            publisher: Example Institute
            note: And that.
          - world/nato.md
        ---
        ## Under the sea

        The opening.
        """)
    return site


def _main(site: SiteTest, path: str) -> str:
    found = re.search(r"<main.*</main>", site.read(path), re.DOTALL)
    assert found
    return found[0]


def test_show_what_an_edition_gathers_in_its_order(press: SiteTest) -> None:
    """A heading, articles with summary and note, and a page elsewhere, as the editor has them."""
    press.build()
    page = _main(press, "editions/2026-11-20/index.html")
    shown = [
        *("The opening.", "Cables", "Read this.", "Under the sea.", "Fed"),
        *("https://example.org/page", "And that.", "NATO"),
    ]
    text = page[page.index('class="article__body"') :]
    places = [text.index(one) for one in shown]
    assert places == sorted(places)
    assert 'href="../../world/cables/"' in page
    assert broken_links(press.tree()) == []


def test_give_every_item_an_id_of_its_own(press: SiteTest) -> None:
    """An item can be linked to, even if a heading of the text has the same words."""
    press.build()
    ids = Reader(press.read("editions/2026-11-20/index.html")).ids
    assert len(set(ids)) == len(ids)
    assert {"under-the-sea", "under-the-sea-2", "item-1", "item-2", "item-3", "item-4"} <= set(ids)


def test_lead_the_home_page_with_the_newest_edition(press: SiteTest) -> None:
    """The home page's view has the newest edition, its first items, and how many there are."""
    press.write("""
        -- themes/own/theme.yml --
        name: own
        extends: briefing
        -- themes/own/templates/home.html --
        {#- home.html -#}
        {% set e = view.edition %}{{ e.entry.title }} {{ e.entry.teaser.summary }} {{ e.count }}
        {% for i in e.items %}[{{ (i.entry or i.outside).title }}]{% endfor %}
        """)
    (press.root / "briefgen.yml").write_text(f"{CONFIG}theme: own\n", encoding="utf-8")
    press.build()
    assert press.read("index.html").split("\n") == [
        "The second week What happened. 4",
        "[Cables][Fed][A page elsewhere][NATO]",
        "",
    ]


def test_list_the_editions_newest_first(press: SiteTest) -> None:
    """Their list has a title and a text from ``_index.md``, and pages if it is long."""
    press.write("-- content/editions/_index.md --\n---\ntitle: All weeks\n---\nEach Friday.\n")
    (press.root / "briefgen.yml").write_text(
        f"{CONFIG}output:\n  entries_per_page: 1\n", encoding="utf-8"
    )
    press.build()
    first, second = (_main(press, f"editions/{page}index.html") for page in ("", "page/2/"))
    assert "All weeks</h1>" in first
    assert "The second week" in first
    assert "The first week" not in first
    assert "The first week" in second
    assert 'href="../../../editions/">All weeks</a>' in second
    assert 'href="../editions/">All weeks' not in first


def test_say_on_an_article_in_which_editions_it_was(press: SiteTest) -> None:
    """The newest edition comes first."""
    press.write("""
        -- themes/own/theme.yml --
        name: own
        extends: briefing
        -- themes/own/templates/article.html --
        {#- article.html -#}
        {% for e in view.editions %}{{ e.title }}={{ e.url }};{% endfor %}
        """)
    (press.root / "briefgen.yml").write_text(f"{CONFIG}theme: own\n", encoding="utf-8")
    press.build()
    second, first = "The second week=editions/2026-11-20/;", "The first week=editions/2026-11-13/;"
    assert press.read("world/nato/index.html").strip() == second + first
    assert press.read("world/cables/index.html").strip() == second


@pytest.mark.parametrize("state", ["draft: true", "publish_at: 2026-12-01T00:00Z"])
def test_leave_out_what_is_not_published_yet(press: SiteTest, state: str) -> None:
    """A withheld article is not in the edition, nor is a heading that stood above it alone."""
    name, _, value = state.partition(": ")
    press.article("world/nato.md", title="NATO", **{name: value})
    press.write("""
        -- content/editions/2026-11-20.md --
        ---
        title: The second week
        items:
          - heading: Secret
          - world/nato
          - heading: Public
          - world/cables
        ---
        """)
    press.build()
    everything = b"".join(press.tree().values())
    assert b"NATO" not in everything
    assert b"Secret" not in everything
    assert b"Public" in everything
    assert "`content/world/nato.md` is" in press.warnings
    assert "this edition leaves it out" in press.warnings
    assert "content/editions/2026-11-20.md:5:" in press.warnings


def test_withhold_an_edition_like_an_article(press: SiteTest) -> None:
    """A draft is nowhere; with ``--drafts`` it has a page, and is in no feed and no sitemap."""
    press.write("""
        -- content/editions/2026-11-20.md --
        ---
        title: The xylophone week
        draft: true
        items: [world/nato]
        ---
        """)
    press.build()
    assert b"xylophone" not in b"".join(press.tree().values())
    assert "editions/2026-11-20/index.html" not in press.tree()
    press.build(drafts=True)
    assert "xylophone" in press.read("editions/2026-11-20/index.html")
    for name, data in press.tree().items():
        if not name.endswith(".html") and name != ".briefgen.manifest":
            assert b"xylophone" not in data, name
            assert b"2026-11-20" not in data, name


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ("world/nat", "there is no article `content/world/nat`"),
        ("about", "`content/about.md` is no article, so no edition can hold it"),
        ("editions/2026-11-13", "`content/editions/2026-11-13.md` is no article"),
        ("world", "`content/world/_index.md` is no article"),
        ("../../secret.md", "`../../secret.md` leads out of content"),
    ],
)
def test_name_the_place_of_an_item_that_is_no_article(
    press: SiteTest, item: str, message: str
) -> None:
    """An item that leads nowhere is an error with its line, and what may have been meant."""
    press.write("""
        -- content/about.md --
        ---
        title: About
        ---
        -- content/world/_index.md --
        ---
        title: World
        ---
        """)
    press.write(f"-- content/editions/3.md --\n---\ntitle: T\nitems:\n  - {item}\n---\n")
    with pytest.raises(ContentError, match=re.escape(message)) as caught:
        press.build()
    [fault] = caught.value.diagnostics
    assert str(fault.location) == "content/editions/3.md:4:5"
    if item == "world/nat":
        assert fault.help == "did you mean `content/world/nato.md`?"


def test_refuse_the_editions_as_a_section(press: SiteTest) -> None:
    """Neither the settings nor an article may call the editions a section."""
    (press.root / "briefgen.yml").write_text(f"{CONFIG}sections: [editions]\n", encoding="utf-8")
    press.build(
        expect="""
        error: `sections` names `editions`, but the editions are no section
         ——▶ briefgen.yml
          = help: take it out; the navigation leads to the editions by itself
        """
    )
    (press.root / "briefgen.yml").write_text(CONFIG, encoding="utf-8")
    press.article("world/nato.md", section="Editions")
    press.build(
        expect="""
        error: `editions` cannot be the section of an article; it is where the editions are
         ——▶ content/world/nato.md
          = help: name another `section:`, or move the file to content/editions if it is an edition
        """
    )


def test_have_no_editions_where_there_are_none(site: SiteTest) -> None:
    """Without an edition there is no list; a draft of its introduction leaves no trace."""
    site.article("world/nato.md")
    site.build()
    assert not [name for name in site.tree() if name.startswith("editions")]
    site.write("-- content/editions/_index.md --\n---\ntitle: Weeks\ndraft: true\n---\nText.\n")
    site.build()
    assert not [name for name in site.tree() if name.startswith("editions")]
    site.write("-- content/editions/_index.md --\n---\ntitle: Weeks\n---\nText.\n")
    site.build()
    assert "Weeks</h1>" in site.read("editions/index.html")


def test_know_an_article_by_its_address(site: SiteTest) -> None:
    """Whoever names an article by its address, in an edition or a link, hears of its file."""
    site.article("world/2026-11-19-river.md", "See [it](/world/river/).")
    site.write("-- content/editions/3.md --\n---\ntitle: T\nitems: [/world/river/]\n---\n")
    with pytest.raises(ContentError) as caught:
        site.build()
    places = {str(one.location): one.help for one in caught.value.diagnostics}
    meant = "did you mean `content/world/2026-11-19-river.md`?"
    assert places == {
        "content/editions/3.md:3:9": meant,
        "content/world/2026-11-19-river.md:5:5": meant,
    }
