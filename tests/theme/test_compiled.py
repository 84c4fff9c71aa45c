"""Compiled templates are kept from one build to the next, and used only where they fit."""

from pathlib import Path

import msgspec
from msgspec.structs import replace

from briefgen.build.pipeline import reader_digest
from briefgen.build.store import Store
from briefgen.build.templates import keep_templates, kept_templates
from briefgen.config import load_config
from briefgen.model.settings import Settings
from briefgen.model.theme import Template, Theme
from briefgen.theme.compiled import Kept
from briefgen.theme.environment import make_environment
from briefgen.theme.loader import load_theme
from briefgen.theme.render import Renderer
from tests.testsite import SiteTest

OWN = """
    -- themes/own/theme.yml --
    name: own
    extends: plain
    -- themes/own/templates/not_found.html --
    Text
    -- briefgen.yml --
    title: Test
    theme: own
"""


def _copy(kept: Kept) -> Kept:
    """Return what a later run is told."""
    return msgspec.msgpack.decode(msgspec.msgpack.encode(kept), type=Kept)


def _plain() -> Theme:
    return load_theme(Path("nowhere"), Settings(title="Test", theme="plain"))


def test_compile_nothing_that_is_kept() -> None:
    """Who is told what another has compiled has nothing to add."""
    kept = Kept()
    Renderer(_plain(), kept).compile_all()
    assert len(kept.codes) == len(_plain().templates)
    again = _copy(kept)
    Renderer(_plain(), again).compile_all()
    assert again == kept


def test_keep_from_build_to_build(site: SiteTest) -> None:
    """What a build has compiled is there for the next one, if that is by the same program."""
    site.article("world/a.md")
    site.build()
    with Store(site.project.store, reader_digest(load_config(site.root))) as store:
        kept = kept_templates(store)
        assert "partials/site_footer.html" in kept.fields
        assert len(kept.codes) > len(kept.fields)
        keep_templates(Kept(codes={"a": ("b", b"c")}), store)
        assert kept_templates(store).codes == {"a": ("b", b"c")}
        store.put_fact("compiled", b"0" * 16 + store.fact("compiled")[16:])
        assert kept_templates(store) == Kept()


def test_compile_anew_what_has_changed(site: SiteTest) -> None:
    """After an edit of a template the page is another one, with what was kept of the rest."""
    site.write(OWN)
    site.article("world/a.md", title="A")
    site.build()
    template = site.root / "themes/own/templates/not_found.html"
    template.write_text("Another text", encoding="utf-8")
    site.build()
    assert site.read("404.html") == "Another text\n"
    assert site.tree() == site.clean_tree()


def test_keep_no_date_of_another_language() -> None:
    """Jinja puts a date that stands in a template into its code, as the site's readers see it."""
    text = '{{ ("2026-11-22" | day).text }}'
    theme = replace(_plain(), templates=(Template("dated.html", text, "dated.html"),))
    kept = Kept()
    for language, shown in (("en", "22 November 2026"), ("de", "22. November 2026")):
        environment = make_environment(replace(theme, language=language), kept)
        assert environment.get_template("dated.html").render() == shown
