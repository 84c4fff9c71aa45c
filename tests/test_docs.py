"""The tables of the manual say what the code says."""

import re
import typing
from pathlib import Path
from typing import Any

import pytest
from msgspec import StructMeta

from briefgen.errors import ContentError
from briefgen.model.article import Teaser
from briefgen.model.elements import Story
from briefgen.model.held import StoredStory, StoredTeaser
from briefgen.model.page import VIEW_BY_TEMPLATE
from docs import generate
from tests.crawl import Reader
from tests.testsite import SiteTest

PAGES = sorted(generate.FOLDER.glob("*.md"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_the_tables_are_current(path: Path) -> None:
    """`python -m docs.generate` would change nothing."""
    text = path.read_text(encoding="utf-8")
    assert generate.fill_in(text) == text


def _names_seen(cls: Any) -> set[str]:
    """Return the names of *cls* and of everything a template reaches from it."""
    seen: dict[str, Any] = {}
    waiting = [cls]
    while waiting:
        hint = waiting.pop()
        hint = {StoredStory: Story, StoredTeaser: Teaser}.get(hint, hint)
        waiting += typing.get_args(hint)
        if isinstance(hint, StructMeta) and getattr(hint, "__name__", "") not in seen:
            seen[getattr(hint, "__name__", "")] = hint
            waiting += typing.get_type_hints(hint).values()
    return set(seen) - {"StoredMarkdown", "Part"}


@pytest.mark.parametrize("template", VIEW_BY_TEMPLATE)
def test_every_view_and_all_it_holds_has_its_table(template: str) -> None:
    """Whoever writes a template finds each field that it may show, by following links."""
    text = (generate.FOLDER / "themes.md").read_text(encoding="utf-8")
    view = VIEW_BY_TEMPLATE[template].__name__
    assert f"| `{template}` | [{view}](#{view.lower()}) |" in text
    for name in _names_seen(VIEW_BY_TEMPLATE[template]):
        assert text.count(f"\n### {name}\n") == 1


def test_every_link_of_a_table_leads_to_one() -> None:
    """The type of a field leads to the table of that type."""
    text = (generate.FOLDER / "themes.md").read_text(encoding="utf-8")
    tables = {name.lower() for name in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}
    assert set(re.findall(r"\]\(#([a-z]+)\)", text)) <= tables


def test_a_stale_table_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--check` says which file is not current, and leaves it; without it, it is written."""
    page = tmp_path / "writing.md"
    page.write_text("# A\n\n<!-- renames -->\n<!-- end -->\n", encoding="utf-8")
    monkeypatch.setattr(generate, "FOLDER", tmp_path)
    assert generate.main(["--check"]) == 1
    assert capsys.readouterr().err == "docs/writing.md is not current; run `make docs`\n"
    assert "| `authors` |" not in page.read_text(encoding="utf-8")
    assert generate.main([]) == 0
    assert "| `authors` | `author`, `byline` |" in page.read_text(encoding="utf-8")
    assert generate.main(["--check"]) == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<!-- fields: Nothing -->\n<!-- end -->", "there is nothing called `Nothing`"),
        ("<!-- views -->\n", "has no `<!-- end -->`"),
    ],
)
def test_a_mark_that_means_nothing_is_an_error(text: str, message: str) -> None:
    """A slip in a mark cannot leave a table out."""
    with pytest.raises(LookupError, match=re.escape(message)):
        generate.fill_in(text)


_EXAMPLE = re.compile(r"^```\w+ (?P<path>\S+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


def _write_examples(page: str, site: SiteTest) -> None:
    """Write every file that *page* of the manual shows."""
    text = (generate.FOLDER / page).read_text(encoding="utf-8")
    for match in _EXAMPLE.finditer(text):
        file = site.root / match["path"]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(match["text"], encoding="utf-8")


def _choose(theme: str, site: SiteTest) -> None:
    config = site.root / "briefgen.yml"
    text = re.sub(r"^theme: .*\n", "", config.read_text(encoding="utf-8"), flags=re.MULTILINE)
    config.write_text(f"{text}theme: {theme}\n", encoding="utf-8")


@pytest.fixture
def example(site: SiteTest) -> SiteTest:
    """Return a site with the themes that the theming guide shows."""
    _write_examples("themes.md", site)
    site.article("world/a.md", title="First", authors="[Ann]", topics="[Ships]")
    site.article("world/b.md", title="Second", authors="[Ann]", topics="[Ships]")
    return site


def test_the_theme_that_changes_a_detail_works(example: SiteTest) -> None:
    """A line of the site's own stands under each article, and a style sheet in each head."""
    example.build()
    page = example.read("world/a/index.html")
    assert '<p class="harbour-note">Something unclear about World? Ask the desk.</p>' in page
    assert "harbour-note" not in example.read("index.html")
    for path in ("world/a/index.html", "index.html", "topics/index.html"):
        assert re.search(r'href="[./]*assets/harbour\.[0-9a-f]{8}\.css"', example.read(path))


def test_the_theme_that_begins_with_plain_works(example: SiteTest) -> None:
    """Its frame surrounds all pages, its article is its own, and so are its words."""
    _choose("quay", example)
    example.build()
    page = example.read("world/a/index.html")
    assert "<p>Ann</p>" in page
    assert "Second</a></p>" in page
    assert 'aria-label="Departments"' in page
    assert "2 stories" in example.read("world/index.html")
    assert "<main>" in example.read("topics/index.html")
    for path, data in example.tree().items():
        if path.endswith(".html"):
            assert Reader(data.decode()).tags.count("h1") <= 1, path


def test_a_theme_that_stands_alone_is_told_what_it_lacks(example: SiteTest) -> None:
    """Without the theme it extends, every missing template is named."""
    _choose("quay", example)
    file = example.root / "themes/quay/theme.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("extends: plain\n", ""), "utf-8")
    with pytest.raises(ContentError) as caught:
        example.build()
    messages = [one.message for one in caught.value.diagnostics]
    assert "the theme has no template `section.html`" in messages
    assert "there is no template `macros/date.html`" in messages
    assert "the theme has no template `feed.xml`" not in messages


def test_the_site_in_another_language_works(site: SiteTest) -> None:
    """The page on languages shows a site that is Ukrainian, with an article in German."""
    _write_examples("languages.md", site)
    site.build()
    page = site.read("svit/kabel/index.html")
    assert "«шлангом»" in page
    assert "Передісторія" in page
    assert "22 листопада 2026" in page
    assert "Залишити відгук" in page
    german = site.read("svit/papier/index.html")
    assert "„A4“" in german
    assert "Warum das wichtig ist" in german
    assert 'lang="de"' in german
    assert "21 листопада 2026" in german


def test_the_texts_in_another_language_work(site: SiteTest) -> None:
    """A theme of the site's own brings Portuguese along; what it lacks is English."""
    _write_examples("languages.md", site)
    site.write("-- briefgen.yml --\ntitle: Porto\nlanguage: pt\ntheme: porto\n")
    site.build()
    assert "2 artigos" in site.read("archive/index.html")
    assert "Início" in site.read("svit/index.html")
    assert "22 de novembro de 2026" in site.read("svit/kabel/index.html")
