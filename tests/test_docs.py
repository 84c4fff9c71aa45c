"""The tables of the manual say what the code says."""

import dataclasses
import re
import typing
from pathlib import Path
from typing import Any

import pytest

from briefgen.model.article import Teaser
from briefgen.model.elements import Story
from briefgen.model.held import StoredStory, StoredTeaser
from briefgen.model.page import VIEW_BY_TEMPLATE
from docs import generate

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
        if dataclasses.is_dataclass(hint) and getattr(hint, "__name__", "") not in seen:
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
