"""Lists of articles: their order, their pages, their neighbours, and their topics."""

import re

import pytest

from tests.testsite import CONFIG, SiteTest

pytestmark = pytest.mark.usefixtures("quick_jinja")


def _titles(page: str) -> list[str]:
    return re.findall(r'class="card__title"><a href="[^"]*">([^<]*)</a>', page)


def _pages_of(site: SiteTest, size: int) -> None:
    (site.root / "briefgen.yml").write_text(
        f"{CONFIG}output:\n  entries_per_page: {size}\n", encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("order", "titles"),
    [
        ("newest", ["C", "b", "A", "D"]),
        ("oldest", ["D", "A", "b", "C"]),
        ("title", ["A", "b", "C", "D"]),
        ("weight", ["D", "A", "C", "b"]),
    ],
)
def test_arrange_the_articles_of_a_section(site: SiteTest, order: str, titles: list[str]) -> None:
    """A section is in the order that its index names; neighbours follow it."""
    site.article("world/1.md", title="A", date="2026-11-01", weight="2")
    site.article("world/2.md", title="b", date="2026-11-02", weight="4")
    site.article("world/3.md", title="C", date="2026-11-03", weight="3")
    site.write("-- content/world/4.md --\n---\ntitle: D\nweight: 1\n---\n")
    site.write(f"-- content/world/_index.md --\n---\ntitle: World\norder: {order}\n---\n")
    site.build()
    assert _titles(site.read("world/index.html")) == titles
    number = {"A": 1, "b": 2, "C": 3, "D": 4}[titles[1]]
    page = site.read(f"world/{number}/index.html")
    neighbours = re.findall(r'class="neighbours__title">([^<]*)<', page)
    assert neighbours == [titles[0], titles[2]]


def test_break_ties_by_path(site: SiteTest) -> None:
    """Articles of one day are in the order of their paths."""
    for name in ("c", "a", "b"):
        site.article(f"world/{name}.md", title=name)
    site.build()
    assert _titles(site.read("world/index.html")) == ["a", "b", "c"]


@pytest.mark.parametrize(("count", "size"), [(1, 2), (2, 2), (3, 2), (7, 3), (9, 1)])
def test_show_every_article_on_exactly_one_page(site: SiteTest, count: int, size: int) -> None:
    """The pages of a list hold every article once, and lead to each other."""
    _pages_of(site, size)
    for number in range(count):
        site.article(f"world/{number}.md", title=f"T{number}", topics="[x]")
    site.build()
    total = -(-count // size)
    for first in ("world/", "topics/x/"):
        pages = [f"{first}index.html"]
        pages += [f"{first}page/{number}/index.html" for number in range(2, total + 1)]
        assert sorted(name for name in site.tree() if name.startswith(f"{first}page")) == sorted(
            pages[1:]
        )
        titles = [title for page in pages for title in _titles(site.read(page))]
        assert titles == [f"T{number}" for number in range(count)]
        assert ('rel="next"' in site.read(pages[0])) == (total > 1)
        assert ('rel="prev"' in site.read(pages[-1])) == (total > 1)


def test_forget_the_pages_that_a_shorter_list_has_no_longer(site: SiteTest) -> None:
    """When articles go, the last pages of their lists go as well."""
    _pages_of(site, 1)
    for number in range(3):
        site.article(f"world/{number}.md")
    site.build()
    assert "world/page/3/index.html" in site.tree()
    site.remove("content/world/2.md")
    site.build()
    assert "world/page/3/index.html" not in site.tree()
    assert not (site.output / "world/page/3").exists()


def test_gather_the_spellings_of_a_topic(site: SiteTest) -> None:
    """Spellings that differ in case are one topic, spelled as most articles spell it."""
    for number, topic in enumerate(("NATO", "nato", "NATO")):
        site.article(f"world/{number}.md", title=f"T{number}", topics=f"[{topic}, {topic}]")
    site.build()
    page = site.read("topics/nato/index.html")
    assert "<h1" in page
    assert ">NATO</h1>" in page
    assert _titles(page) == ["T0", "T1", "T2"]
    assert "3 articles" in site.read("topics/index.html")


def test_order_sections_as_the_settings_say(site: SiteTest) -> None:
    """Sections that the settings name come first; the others by weight and title."""
    (site.root / "briefgen.yml").write_text(f"{CONFIG}sections: [world]\n", encoding="utf-8")
    for section in ("art", "books", "world"):
        site.article(f"{section}/a.md", title=section)
    site.write("-- content/art/_index.md --\n---\ntitle: Art\nweight: 5\n---\n")
    site.build()
    nav = re.search(r'class="site-nav__list">(.*?)</ul>', site.read("index.html"), re.DOTALL)
    assert nav
    assert re.findall(r">(\w+)</a>", nav[1]) == ["World", "Books", "Art"]


def test_lead_with_what_is_featured(site: SiteTest) -> None:
    """The home page leads with the newest article that is featured, and shows it once."""
    site.article("world/new.md", title="New", date="2026-11-03")
    site.article("world/lead.md", title="Lead", date="2026-11-01", featured="true")
    site.build()
    assert _titles(site.read("index.html"))[:2] == ["Lead", "New"]
