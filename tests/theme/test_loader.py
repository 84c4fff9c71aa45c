"""A theme of the site's own: what it inherits, what it may set, and what is wrong with it."""

import pytest

from briefgen.errors import ContentError, to_text
from tests.testsite import CONFIG, SiteTest

pytestmark = pytest.mark.usefixtures("quick_jinja")


@pytest.fixture
def own(site: SiteTest) -> SiteTest:
    """Return a site with a theme that extends the one briefgen brings."""
    (site.root / "briefgen.yml").write_text(f"{CONFIG}theme: own\n", encoding="utf-8")
    site.write("-- themes/own/theme.yml --\nname: own\nextends: briefing\n")
    site.article("world/nato.md", title="NATO", topics="[peace]")
    return site


def _options(site: SiteTest, options: str) -> None:
    (site.root / "briefgen.yml").write_text(
        f"{CONFIG}theme_options: {{{options}}}\n", encoding="utf-8"
    )


def test_change_one_file_and_keep_the_rest(own: SiteTest) -> None:
    """A file at the same path takes the place of the inherited one; all others stay."""
    own.build()
    before = own.tree()
    own.write("""
        -- themes/own/templates/partials/site_footer.html --
        {#- site_footer.html — own -#}
        <footer>Own footer</footer>
        """)
    own.build()
    assert "Own footer" in own.read("world/nato/index.html")
    assert own.tree()["feed.xml"] == before["feed.xml"]
    assert own.tree() == own.clean_tree()


def test_serve_the_assets_of_both_themes(own: SiteTest) -> None:
    """Assets are joined; style sheets carry their digest in the name."""
    own.write("-- themes/own/assets/logo.svg --\n<svg/>\n-- themes/own/assets/own.css --\nb {}")
    own.build()
    names = [name for name in own.tree() if name.startswith("assets/")]
    assert "assets/logo.svg" in names
    assert [name for name in names if name.startswith("assets/own.")]
    style = next(name for name in names if name.startswith("assets/style."))
    assert f'href="../../{style}"' in own.read("world/nato/index.html")


def test_change_the_name_of_a_style_sheet_with_its_text(own: SiteTest) -> None:
    """A changed style sheet has another address, so no reader sees the old one."""
    own.build()
    before = {name for name in own.tree() if name.endswith(".css")}
    own.write("-- themes/own/assets/tokens.css --\n:root { --x: 1 }")
    own.build()
    after = {name for name in own.tree() if name.endswith(".css")}
    assert before.isdisjoint(after)
    assert len(after) == 1


def test_set_the_options_of_a_theme(site: SiteTest) -> None:
    """An option changes the pages that show it."""
    site.article("world/nato.md", topics="[peace]")
    site.build()
    assert 'data-accent="red"' in site.read("index.html")
    assert "topics/" in site.read("world/nato/index.html")
    _options(site, "accent: blue, show_topics: no")
    site.build()
    assert 'data-accent="blue"' in site.read("index.html")
    assert "topics/" not in site.read("world/nato/index.html")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("acent: blue", "the theme has no option `acent`"),
        ("accent: pink", "the option `accent` of the theme wants one of `red`"),
        ("show_topics: perhaps", "the option `show_topics` of the theme wants yes or no"),
    ],
)
def test_refuse_options_that_the_theme_does_not_have(
    site: SiteTest, options: str, message: str
) -> None:
    """An unknown option, or a value of another type, is an error with a hint."""
    site.article("world/nato.md")
    _options(site, options)
    with pytest.raises(ContentError, match=message):
        site.build()


@pytest.mark.parametrize(
    ("theme", "message"),
    [
        ("name: own\nextends: nothing\n", "there is no theme `nothing`"),
        ("name: own\nextends: own\n", "there is no theme `own`"),
        ("name: own\nextends: ../outside\n", "there is no theme `../outside`"),
        ("name: own\nextends: briefing\nstylesheets: [no.css]\n", "names `no.css`"),
        ("", "the file is empty"),
        ("nam: own\n", "there is no field `nam`"),
    ],
)
def test_say_what_is_wrong_with_a_theme(own: SiteTest, theme: str, message: str) -> None:
    """A theme that cannot be used is refused with the reason."""
    (own.root / "themes/own/theme.yml").write_text(theme, encoding="utf-8")
    with pytest.raises(ContentError, match=message):
        own.build()


def test_render_again_what_shows_an_asset_whose_name_has_changed(own: SiteTest) -> None:
    """A template that mentions an asset in any way depends on the names of the assets."""
    own.write("""
        -- themes/own/templates/redirect.html --
        {#- redirect.html — own -#}
        {% set served = asset %}{{ served ("own.css") }}
        -- themes/own/assets/own.css --
        b {}
        """)
    own.article("world/nato.md", title="NATO", aliases="[/old/]")
    own.build()
    own.write("-- themes/own/assets/own.css --\ni {}")
    own.build()
    assert own.tree() == own.clean_tree()


def test_render_again_what_includes_a_part_of_a_part(own: SiteTest) -> None:
    """A page depends on what its parts include, however deep."""
    own.write("""
        -- themes/own/templates/partials/site_footer.html --
        {#- f -#}{% include "partials/one.html" %}
        -- themes/own/templates/partials/one.html --
        {#- o -#}{% from "macros/two.html" import two %}{{ two() }}
        -- themes/own/templates/macros/two.html --
        {#- t -#}{% macro two() %}first{% endmacro %}
        """)
    own.build()
    assert "first" in own.read("index.html")
    own.write(
        "-- themes/own/templates/macros/two.html --\n{#- t -#}{% macro two() %}second{% endmacro %}"
    )
    own.build()
    assert "second" in own.read("index.html")
    assert own.tree() == own.clean_tree()


def test_change_one_block_of_a_template(own: SiteTest) -> None:
    """A template can extend the one of the same name that it takes the place of."""
    own.write("""
        -- themes/own/templates/article.html --
        {#- article.html — draws an ArticleView -#}
        {% extends "briefing/article.html" %}
        {% block footer %}
        <footer>Ours</footer>
        {% endblock footer %}
    """)
    own.article("world/a.md", title="First")
    own.build()
    page = own.read("world/a/index.html")
    assert "<footer>Ours</footer>" in page
    assert "<h1" in page


def test_refuse_a_template_that_extends_itself(own: SiteTest) -> None:
    """A circle of templates is reported, and ends nothing else."""
    own.write("""
        -- themes/own/templates/article.html --
        {% extends "article.html" %}
    """)
    own.article("world/a.md")
    with pytest.raises(ContentError) as caught:
        own.build()
    assert to_text(caught.value.diagnostics[0]).startswith(
        "error: this template names itself\n ——▶ themes/own/templates/article.html"
    )


def test_name_the_line_on_which_a_template_is_named(own: SiteTest) -> None:
    """A template that there is not, and one whose name is computed, are shown where they stand."""
    own.write("""
        -- themes/own/templates/month.html --
        {#- month.html — own -#}
        {% extends "bsae.html" %}
        {% block main %}
        {% include view.title %}
        {% endblock main %}
    """)
    own.build(
        expect="""
        error: there is no template `bsae.html`
         ——▶ themes/own/templates/month.html:2
          = help: did you mean `base.html`?
        error: the name of a template is computed here
         ——▶ themes/own/templates/month.html:4
          = help: write it between quotation marks; a computed name hides what the page depends on
        """
    )
