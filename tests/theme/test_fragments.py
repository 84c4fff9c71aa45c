"""Partials that many pages share are rendered once, and never shown where they differ."""

from tests.testsite import SiteTest


def test_navigation_marks_the_section_of_each_page(site: SiteTest) -> None:
    """Pages of several sections and depths each mark their own section and link from there."""
    for section in ("world", "markets"):
        for number in range(3):
            site.article(f"{section}/a{number}.md", title=f"{section} {number}")
    site.build()
    for section, other in (("world", "markets"), ("markets", "world")):
        page = site.read(f"{section}/a1/index.html")
        assert f'<a href="../../{section}/" aria-current="true">' in page
        assert f'<a href="../../{other}/">' in page
    assert '<a href="./world/">' in site.read("index.html")


def test_a_partial_that_reads_the_page_is_drawn_for_each_page(site: SiteTest) -> None:
    """A theme's footer that shows the page's title shows each page's own."""
    site.write("""
        -- themes/own/theme.yml --
        name: own
        extends: briefing
        -- themes/own/templates/partials/site_footer.html --
        {#- site_footer.html — shows the title of the page -#}
        <footer>{{ view.head.title }}</footer>
        -- briefgen.yml --
        title: Test
        theme: own
    """)
    site.article("world/a.md", title="First")
    site.article("world/b.md", title="Second")
    site.build()
    assert "<footer>First</footer>" in site.read("world/a/index.html")
    assert "<footer>Second</footer>" in site.read("world/b/index.html")
