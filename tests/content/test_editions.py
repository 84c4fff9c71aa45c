"""Editions gather articles and pages elsewhere, in the editor's order."""

from pathlib import Path

import pytest

from briefgen.content.discover import discover
from briefgen.model.article import Item, Parsed
from briefgen.model.source import Role
from tests.content.reading import read, report


def _edition(items: str, path: str = "editions/2026-11-20.md") -> Parsed:
    outcome = read(f"---\ntitle: A\nitems:\n{items}---\nText.\n", path, role=Role.EDITION)
    assert isinstance(outcome, Parsed), report(outcome)
    return outcome


def test_an_edition_has_its_address_and_date_from_its_file() -> None:
    """A date alone is the slug too; before other words it is left out, as with articles."""
    listing = _edition("- world/a.md\n").listing
    assert (listing.role, listing.section) == (Role.EDITION, "")
    assert listing.url == "editions/2026-11-20/"
    assert listing.date is not None
    assert listing.date.isoformat() == "2026-11-20T00:00:00+01:00"
    assert _edition("- a\n", "editions/2026-11-20-clocks.md").listing.url == "editions/clocks/"
    assert _edition("- a\n", "editions/clocks/index.md").listing.url == "editions/clocks/"


def test_items_keep_their_order_and_what_the_editor_says_of_them() -> None:
    """Headings, articles and pages elsewhere are each what their fields say."""
    items = _edition(
        "- heading: Sea\n- article: a/b.md\n  note: N\n"
        "- title: T\n  url: https://c.org/\n  publisher: P\n  note: M\n"
    ).outline.items
    assert [(one.heading, one.address, one.title, one.publisher, one.note) for one in items] == [
        ("Sea", "", "", "", ""),
        ("", "", "", "", "N"),
        ("", "https://c.org/", "T", "P", "M"),
    ]
    assert [one.link is not None for one in items] == [False, True, False]


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("world/cables.md", "world/cables.md"),
        ("/world/cables", "world/cables"),
        ("./2026-11-13.md", "editions/2026-11-13.md"),
        ("../world/cables/", "world/cables"),
        ("../../etc/passwd", "../etc/passwd"),
    ],
)
def test_the_path_of_an_article_starts_at_content_or_at_the_file(written: str, target: str) -> None:
    """Only a path that begins with dots is seen from the edition's own file."""
    item: Item = _edition(f"- heading: A\n- article: {written}\n").outline.items[1]
    assert item.link is not None
    assert (item.link.target, item.link.written) == (target, written)
    assert (item.link.line, item.link.column) == (5, 12)


def test_an_edition_that_gathers_nothing_is_a_warning() -> None:
    """The editor hears of it, but the edition is there."""
    outcome = read("---\ntitle: A\n---\n", "editions/2026-11-20.md", role=Role.EDITION)
    assert isinstance(outcome, Parsed)
    assert report(outcome) == (
        "warning: this edition gathers nothing\n"
        " ——▶ content/editions/2026-11-20.md:2:1\n"
        "  │\n"
        "2 │ title: A\n"
        "  │ ^\n"
        "  = help: list its articles below `items:`"
    )


def test_files_of_the_folder_editions_are_editions(tmp_path: Path) -> None:
    """An `_index.md` introduces them, and a folder with an index is one with its pictures."""
    for path in (
        "editions/_index.md",
        "editions/2026-11-20.md",
        "editions/clocks/index.md",
        "editions/clocks/clock.jpg",
        "world/editions.md",
    ):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("Text.", encoding="utf-8")
    sources, faults = discover(tmp_path)
    assert faults == ()
    assert {source.path: source.role.value for source in sources} == {
        "editions/_index.md": "section",
        "editions/2026-11-20.md": "edition",
        "editions/clocks/index.md": "edition",
        "editions/clocks/clock.jpg": "asset",
        "world/editions.md": "article",
    }


def test_an_edition_in_a_folder_without_an_index_lies_too_deep(tmp_path: Path) -> None:
    """The message says where editions lie."""
    (tmp_path / "editions/2026").mkdir(parents=True)
    (tmp_path / "editions/2026/a.md").write_text("Text.", encoding="utf-8")
    _, faults = discover(tmp_path)
    assert [fault.message for fault in faults] == ["an edition lies directly in `content/editions`"]
