"""What can be read but was hardly meant is a warning, with its place and what to write."""

import pytest

from briefgen.model.article import Parsed
from briefgen.model.source import Role
from tests.content.reading import read, report


def _article(field: str) -> str:
    outcome = read(f"---\ntitle: A\ndate: 2026-11-22\n{field}\n---\nText.\n")
    assert isinstance(outcome, Parsed), report(outcome)
    return report(outcome)


def _edition(fields: str) -> str:
    text = f"---\ntitle: A\n{fields}\n---\nText.\n"
    outcome = read(text, "editions/2026-11-20.md", role=Role.EDITION)
    assert isinstance(outcome, Parsed), report(outcome)
    assert outcome.unknown == ()
    return report(outcome)


def test_topics_with_commas_are_no_list() -> None:
    """The message shows how a list is written."""
    assert _article("topics: Water, Talks") == (
        "warning: these topics are read as one\n"
        " ——▶ content/world/nato.md:4:9\n"
        "  │\n"
        "4 │ topics: Water, Talks\n"
        "  │         ^^^^^^^^^^^^\n"
        "  = help: write `[Water, Talks]`; if it is one, put it between quotation marks"
    )
    assert _article("tags: Water, Talks").startswith("warning: these topics are read as one\n")
    assert _article("authors: Ann, Bob").startswith("warning: these authors are read as one\n")


@pytest.mark.parametrize(
    "field",
    [
        *("topics: Water", "topics: [Water, Talks]", "topics:\n- Water, and talks"),
        *('topics: "Water, and talks"', "authors: 'King, Jr.'", "key_points: One, two and three."),
    ],
)
def test_a_comma_may_be_meant(field: str) -> None:
    """Nothing is said of lists, of what stands between quotation marks, and of sentences."""
    assert _article(field) == ""


@pytest.mark.parametrize("written", ["topics", "tags", "sources", "key_points"])
def test_an_edition_has_nothing_that_its_articles_have(written: str) -> None:
    """The message says where such a field belongs."""
    field = {"tags": "topics"}.get(written, written)
    assert _edition(f"{written}: [A]\nitems: [world/a]") == (
        f"warning: an edition has no `{field}` of its own; this is ignored\n"
        " ——▶ content/editions/2026-11-20.md:3:1\n"
        f"  = help: write `{field}` in the articles that it gathers"
    )


def test_an_edition_of_headings_alone_gathers_nothing() -> None:
    """Headings with nothing below them are not shown, so the editor hears of it."""
    assert _edition("items:\n- heading: One\n- heading: Two") == (
        "warning: this edition gathers nothing but headings\n"
        " ——▶ content/editions/2026-11-20.md:4:1\n"
        "  │\n"
        "4 │ - heading: One\n"
        "  │ ^\n"
        "  = help: list articles or pages elsewhere below them"
    )


def test_topics_under_several_names_are_joined() -> None:
    """What other tools part into categories and tags are topics, each once, in order."""
    for fields, topics in (
        ("categories: [News, Water]\ntags: [Law, News]", ("News", "Water", "Law")),
        ("tags: One\ndate: 2026-11-22\nkeywords:\n- Two", ("One", "Two")),
        ("tags:\ncategories: [A]", ("A",)),
    ):
        outcome = read(f"---\ntitle: A\n{fields}\n---\nText.\n")
        assert isinstance(outcome, Parsed), report(outcome)
        assert outcome.listing.topics == topics
    outcome = read("---\ntitle: A\ntags: [A]\ntags: [B]\n---\nText.\n")
    assert "`tags` is given twice" in report(outcome)
    outcome = read("---\ntitle: A\ntopics: [A]\ntags: [B]\n---\nText.\n")
    assert "`tags` is given twice" in report(outcome)
