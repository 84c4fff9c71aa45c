"""The theme to begin from: every view, in the fewest lines, and nothing of a view left out."""

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import fields

from briefgen.model.page import VIEW_BY_TEMPLATE
from briefgen.theme.folders import find_theme
from docs.words import seen_by_templates
from tests.crawl import Reader, broken_links
from tests.testsite import SiteTest
from tests.theme.samples import render

THEME = find_theme("plain") or Path()
TEXTS = {
    path.relative_to(THEME / "templates").as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(THEME.rglob("templates/**/*.html"))
}
PAGES = [name for name in TEXTS if name in VIEW_BY_TEMPLATE]
NOT_SHOWN = {
    "Story.blocks": "they are in the text already",
    "Story.extra": "what is in it depends on the site",
    "Story.description": "the head shows it, or the view's own",
}


@pytest.mark.parametrize("is_full", [True, False], ids=["full", "empty"])
@pytest.mark.parametrize("name", PAGES)
def test_draw_every_view_as_valid_html(name: str, *, is_full: bool) -> None:
    """A view with everything in it and one with nothing both make a page without a fault."""
    page = render("plain", name, is_full=is_full)
    reader = Reader(page)
    assert reader.tags.count("h1") == 1
    assert len(set(reader.ids)) == len(reader.ids)
    assert {("html", "lang", "en"), ("html", "dir", "ltr")} <= set(reader.attributes)
    described = [tag for tag, attribute, _ in reader.attributes if attribute == "alt"]
    assert len(described) == reader.tags.count("img")
    assert not [name for _, name, _ in reader.attributes if name == "style" or name[:2] == "on"]
    assert "<p></p>" not in page
    assert "<ul></ul>" not in re.sub(r"\s", "", page)


def test_have_a_template_for_every_page_that_readers_see() -> None:
    """What the theme lacks, the theme ``standard`` has: the files that machines read."""
    standard = find_theme("standard") or Path()
    missing = set(VIEW_BY_TEMPLATE) - set(PAGES)
    assert missing == {path.name for path in (standard / "templates").glob("*.*")}


@pytest.mark.parametrize("name", TEXTS)
def test_begin_every_template_with_what_it_draws(name: str) -> None:
    """The first line names the view, or what the partial or macro takes."""
    first = TEXTS[name].splitlines()[0]
    assert first.startswith(f"{{#- {Path(name).name} — ")
    assert first.endswith(" -#}")
    if name in VIEW_BY_TEMPLATE:
        assert VIEW_BY_TEMPLATE[name].__name__ in first
    assert len(TEXTS[name].splitlines()) <= 40


def _closure(name: str) -> str:
    """Return the text of a template and of all that it names."""
    names = re.findall(r'(?:extends|include|from) "([^"]+)"', TEXTS[name])
    return TEXTS[name] + "".join(_closure(other) for other in names)


@pytest.mark.parametrize("name", PAGES)
def test_show_every_field_of_its_view(name: str) -> None:
    """Whoever reads a template has seen all that its view offers."""
    text = _closure(name)
    for field in fields(VIEW_BY_TEMPLATE[name]):
        assert f"view.{field.name}" in text, field.name


ELEMENTS = [
    cls
    for cls in seen_by_templates(VIEW_BY_TEMPLATE[name] for name in PAGES)
    if cls not in VIEW_BY_TEMPLATE.values() and cls.__name__ not in {"Block", "BlockEntry"}
]


@pytest.mark.parametrize("cls", ELEMENTS, ids=lambda cls: cls.__name__)
def test_show_every_field_of_what_a_view_holds(cls: type[Any]) -> None:
    """The same goes for entries, images, sources, and the rest."""
    everything = "".join(TEXTS.values())
    for field in fields(cls):
        if f"{cls.__name__}.{field.name}" not in NOT_SHOWN:
            assert re.search(rf"\.{field.name}\b", everything), field.name


def test_keep_the_style_sheet_short_and_its_colours_the_system_s() -> None:
    """One sheet of about sixty lines; light and dark come from the browser."""
    text = (THEME / "assets/style.css").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 60
    assert "color-scheme: light dark" in text
    assert not re.search(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)", text)


def test_build_the_demonstration(site: SiteTest) -> None:
    """The demonstration site builds with it, and every link leads somewhere."""
    root = Path(__file__).parent.parent.parent
    shutil.rmtree(site.root / "content")
    shutil.copytree(root / "content", site.root / "content")
    config = (root / "briefgen.yml").read_text(encoding="utf-8")
    (site.root / "briefgen.yml").write_text(
        re.sub(r"^theme: .*$", "theme: plain", config, flags=re.MULTILINE), encoding="utf-8"
    )
    site.build()
    tree = site.tree()
    assert broken_links(tree, base="/") == []
    for path, data in tree.items():
        if path.endswith(".html"):
            assert Reader(data.decode()).tags.count("h1") == 1, path


def test_mark_what_is_in_another_language(site: SiteTest) -> None:
    """The text of an article carries its language; what stands around it, the site's."""
    site.write("-- briefgen.yml --\ntitle: Test\ntheme: plain\n")
    site.article("world/a.md", "## مقدمة\n\nنص.\n\n## خاتمة\n\nنص.", title="عنوان", language="ar")
    site.build()
    page = site.read("world/a/index.html")
    assert '<html lang="en" dir="ltr"' in page
    assert '<h1 lang="ar" dir="rtl">عنوان</h1>' in page
    assert page.count('lang="ar" dir="rtl"') == 3
