"""Front matter that nobody would read is an error, so that no draft is published as text."""

import pytest

from briefgen.model.article import Failure, Parsed
from tests.content.reading import read, report


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("\n---\ntitle: Water\ndraft: true\n---\nText.\n", "2:1"),
        ("\n\n---\n\ntitle: Water\n---\nText.\n", "3:1"),
        ("----\ntitle: Water\n----\nText.\n", "1:1"),
        ("***\nDraft: true\n***\nText.\n", "1:1"),
        ("- - -\ntitle: Water\ntopics:\n- Talks\n# later\n- - -\nText.\n", "1:1"),
        (" ---\ntitle: Water\n---\nText.\n", "1:2"),
        ("\u200b---\ntitle: Water\n---\nText.\n", "1:2"),
        ("\ufeff\ufeff---\ntitle: Water\n---\nText.\n", "1:2"),
        ("---\u200b\ntitle: Water\n---\nText.\n", "1:1"),
        ("\n---\ntitle: Water\n\nText.\n", "2:1"),
        ("title: Water\ndraft: true\n---\nText.\n", "1:1"),
    ],
)
def test_front_matter_begins_in_the_first_line(text: str, place: str) -> None:
    """Fields after anything but a first line of three dashes are one error with its place."""
    outcome = read(text)
    assert isinstance(outcome, Failure)
    [fault] = outcome.diagnostics
    assert fault.message == "front matter begins in the first line, with `---`"
    assert str(fault.location) == f"content/world/nato.md:{place}"
    assert report(outcome)


@pytest.mark.parametrize(
    "text",
    [
        "\n---\n\nThe talks went on.\n\n---\n",
        "***\nIt was: cold.\n***\n",
        "***\ntitle: Water\nis what the sign says.\n***\n",
        "\n---\n\nSummary: they met.\n\n---\n",
        "----\n\n- title\n- date\n",
        "Summary: they met.\n---\n",
        "title: a word that has no end\n\nText.\n",
        "\n---\n",
        "-----",
    ],
)
def test_a_text_may_begin_with_a_thematic_break(text: str) -> None:
    """What follows decides: a break, or a line like a field, is text."""
    assert isinstance(read(text), Parsed)


def test_pasted_text_may_begin_like_a_field() -> None:
    """In a text file only what stands between two lines of dashes is taken for front matter."""
    assert isinstance(read("title: A form\n---\nText.\n", "world/form.txt"), Parsed)
    assert isinstance(read("\n---\ntitle: A\n---\nText.\n", "world/form.txt"), Failure)
