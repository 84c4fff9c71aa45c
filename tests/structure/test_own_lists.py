"""The lists that briefgen makes by itself: authors, months, corrections, and their texts."""

import pytest

from briefgen.errors import ContentError
from briefgen.model.elements import Reference
from briefgen.model.paths import Url
from tests.crawl import broken_links
from tests.structure.views import Views, with_search
from tests.testsite import CONFIG, SiteTest

pytestmark = pytest.mark.usefixtures("quick_jinja")


def _settings(site: SiteTest, text: str) -> None:
    (site.root / "briefgen.yml").write_text(CONFIG + text, encoding="utf-8")


def test_give_every_byline_a_page(site: SiteTest) -> None:
    """An author of the settings has a page by id, whoever writes the name out; others by name."""
    _settings(site, "authors:\n  ann: {name: Ann Smith, role: Editor, url: 'https://ann.org/'}\n")
    site.article("world/1.md", title="A", authors="[ann]", date="2026-11-03")
    site.article("world/2.md", title="B", authors="[Ann Smith, Böb]", date="2026-11-04")
    site.write(
        "-- content/editions/1.md --\n---\ntitle: E\nauthors: [ANN]\nitems: [world/1]\n---\n"
    )
    views = Views(site)
    author = views.one("authors/ann/index.html")
    assert (author.title, author.entry_count) == ("Ann Smith", 3)
    assert [entry.title for entry in author.entries] == ["B", "A", "E"]
    assert (author.author.role, author.author.address) == ("Editor", "https://ann.org/")
    index = views.one("authors/index.html")
    counts = [(one.author.name, one.author.url, one.entry_count) for one in index.authors]
    assert counts == [("Ann Smith", "authors/ann/", 3), ("Böb", "authors/b%C3%B6b/", 1)]
    bylines = views.one("world/2/index.html").authors
    assert [one.url for one in bylines] == ["authors/ann/", "authors/b%C3%B6b/"]
    assert views.frame.authors == Reference("Authors", Url("authors/"))


def test_tell_an_id_from_the_name_of_somebody_else(site: SiteTest) -> None:
    """An id goes before a name; a byline of nothing is none."""
    _settings(site, "authors: {bob: Robert, b1: Bob}\n")
    site.article("world/1.md", authors="[b1, ' ']")
    site.article("world/2.md", authors="[bob]")
    views = Views(site)
    for number, name, url in ((1, "Bob", "authors/b1/"), (2, "Robert", "authors/bob/")):
        [byline] = views.one(f"world/{number}/index.html").authors
        assert (byline.name, byline.url) == (name, url)
        assert views.one(f"{url}index.html").title == name


def test_gather_the_spellings_of_an_author(site: SiteTest) -> None:
    """Names that differ in case are one author; different names at one address are an error."""
    for number, name in enumerate(("Ann Lee", "ann lee", "Ann Lee")):
        site.article(f"world/{number}.md", authors=f"[{name}, {name}]")
    author = Views(site).one("authors/ann-lee/index.html")
    assert (author.title, author.entry_count) == ("Ann Lee", 3)
    site.article("world/3.md", authors="[Ann & Lee]")
    site.article("world/4.md", authors="[Ann and Lee]")
    with pytest.raises(ContentError, match="the authors `Ann & Lee` and `Ann and Lee` would both"):
        site.build()


def test_archive_articles_by_month_in_the_time_zone_of_the_site(site: SiteTest) -> None:
    """An article of the last hour of a month in UTC is in the next month further east."""
    _settings(site, "timezone: Europe/Kyiv\nlanguage: en\noutput: {entries_per_page: 1}\n")
    site.article("world/1.md", title="A", date="2025-12-31T23:00Z")
    site.article("world/2.md", title="B", date="2026-01-20")
    site.article("world/3.md", title="C", date="2025-03-01")
    views = Views(site)
    years = views.one("archive/index.html").years
    months = [
        (year.title, [(one.month.title, one.month.url, one.entry_count) for one in year.months])
        for year in years
    ]
    assert months == [
        ("2026", [("January 2026", "archive/2026/01/", 2)]),
        ("2025", [("March 2025", "archive/2025/03/", 1)]),
    ]
    january = views.one("archive/2026/01/index.html")
    assert ([one.title for one in january.entries], january.next) == (["B"], None)
    assert january.previous.url == "archive/2025/03/"
    second = views.one("archive/2026/01/page/2/index.html")
    assert [one.title for one in second.entries] == ["A"]
    assert [one.title for one in second.breadcrumbs] == ["Home", "Archive", "January 2026"]
    assert views.one("archive/2025/03/index.html").next.url == "archive/2026/01/"


def test_list_articles_that_were_changed_by_their_last_change(site: SiteTest) -> None:
    """The page exists once something was changed, and shows the changes themselves."""
    site.article("world/1.md", title="A", date="2026-11-01")
    site.build()
    assert "corrections/index.html" not in site.tree()
    change = "[{date: 2026-11-0%d, kind: correction, text: It was %s.}]"
    site.article("world/1.md", title="A", date="2026-11-01", updates=change % (3, "three"))
    site.article("world/2.md", title="B", date="2026-11-02", updates=change % (9, "nine"))
    site.article("world/3.md", title="C", date="2026-11-05", updates=change % (3, "other"))
    views = Views(site)
    view = views.one("corrections/index.html")
    assert [entry.title for entry in view.entries] == ["B", "C", "A"]
    name = "Corrections and updates"
    assert views.frame.corrections == Reference(name, Url("corrections/"))
    site.build()
    page = site.read("corrections/index.html")
    assert all(f"It was {word}." in page for word in ("three", "nine", "other"))


LISTS = {
    "topics": {"topics": "[x]"},
    "authors": {"authors": "[x]"},
    "archive": {"date": "2026-11-02"},
    "corrections": {"updates": "[{date: 2026-11-02, text: T}]"},
}


@pytest.mark.parametrize("name", LISTS)
def test_put_a_page_above_the_list_at_its_address(site: SiteTest, name: str) -> None:
    """Such a page is the list's introduction, and no page of its own or of the footer."""
    site.article("world/1.md", **LISTS[name])
    site.write(f"""
        -- content/{name}.md --
        ---
        title: My list
        aliases: [/was-{name}/]
        ---
        The obelisk, and [what it is about](world/1.md).
        -- content/about.md --
        ---
        title: About
        ---
        See [the list]({name}.md) and [again](/{name}/).
        """)
    views = Views(site)
    view = views.one(f"{name}/index.html")
    assert view.title == "My list"
    assert view.story is not None
    assert getattr(views.frame, name).title == "My list"
    assert [page.title for page in views.frame.pages] == ["About"]
    site.build()
    assert f'href="../{name}/">again' in site.read("about/index.html")
    assert f"was-{name}/index.html" in site.tree()
    assert broken_links(site.tree()) == []


def test_have_a_list_for_the_sake_of_its_introduction(site: SiteTest) -> None:
    """A corrections policy is there before anything has to be corrected."""
    site.article("world/1.md")
    site.write("-- content/corrections.md --\n---\ntitle: Corrections\n---\nTell us.\n")
    view = Views(site).one("corrections/index.html")
    assert view.entries == ()
    site.build()
    assert "Tell us." in site.read("corrections/index.html")


def test_have_a_search_page_only_where_there_is_a_search(site: SiteTest) -> None:
    """Without a search its introduction is left out, and so are links to it."""
    (site.root / "content/about.md").write_text(
        "# About\n\n[Find it](search.md)\n", encoding="utf-8"
    )
    site.write("-- content/search.md --\n---\ntitle: Find\n---\nWords.\n")
    views = Views(site, features=with_search())
    assert views.one("search/index.html").title == "Find"
    assert views.frame.search == Reference("Find", Url("search/"))
    assert views.one("about/index.html").story.hrefs == ("search/",)
    views = Views(site)
    assert "search/index.html" not in views.by_path
    assert views.frame.search is None
    assert [page.title for page in views.frame.pages] == ["About"]
    assert views.one("about/index.html").story.hrefs == (None,)
    (site.root / "briefgen.yml").write_text(
        f"{CONFIG}output: {{search: false}}\n", encoding="utf-8"
    )
    site.build()
    assert "`content/search.md` is left out, as the site has no search" in site.warnings
