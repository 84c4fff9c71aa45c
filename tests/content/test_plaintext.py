"""Pasted text keeps every character, and only its headings are recognised."""

import re
from html import unescape

from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.content.plaintext import convert_plain, to_blocks
from briefgen.model.article import Parsed
from tests.content.reading import read

PASTED = """\
The river that came back

How a town learnt to live with water again

A ferry on the Lenne in the first light

A ferry on the Lenne in the first light

By our correspondent

When the weir broke in March, nobody in Altena thought of the fish. "We thought of the \
cellars," says Mira Odenthal, who has kept the ferry for 30 years. [She laughs.] "And of the \
wine in them."

What the engineers found

The survey took 11 days & cost less than a fire engine. It showed a bed that nobody had \
seen since 1911 <and nobody had missed>.

"It was all there [under the mud]," Odenthal says. "The *stones*, the _pools_, even the old \
ford."

Why it was not rebuilt

The council met on 2 May. Seven hours later there was a vote:

1. rebuild the weir

2. let the river be

- 14 votes to 9.

Is it worth it?

Nobody knows yet. C:\\lenne\\report.txt has the figures, # and all.

Read more

Share this article

© 2026 The Example
"""


def _headings(text: str) -> list[str]:
    return [block.text for block in to_blocks(text) if block.is_heading]


def test_a_pasted_page_has_its_section_headings_and_no_others() -> None:
    """Captions that occur twice, the opening lines, questions and furniture are none."""
    assert _headings(PASTED) == ["What the engineers found", "Why it was not rebuilt"]


def test_a_pasted_page_keeps_its_characters() -> None:
    """Quotes, brackets, stars and signs stand as they were pasted; nothing is Markdown."""
    body, summary, words = convert_plain(PASTED)
    html = body.parts[0]
    assert "[under the mud]" in html
    assert "The *stones*, the _pools_" in html
    assert "&lt;and nobody had missed&gt;" in html
    assert "11 days &amp; cost" in html
    assert "<em>" not in html
    assert [heading.id for heading in body.headings] == [
        "what-the-engineers-found",
        "why-it-was-not-rebuilt",
    ]
    assert summary.startswith("When the weir broke in March")
    assert words == len(PASTED.split())


@settings(max_examples=200)
@given(st.text(alphabet="aB .,\n\t?!<&*#[]-1é", max_size=120))
def test_no_character_of_a_pasted_text_is_lost(text: str) -> None:
    """But for white space, the page says what the text says, in the same order."""
    html = re.sub("\1[^\1]*\1", "", convert_plain(text)[0].parts[0])
    shown = unescape(re.sub(r"</?(?:p|h2)(?: id=\"[^\"]*\")?>", "", html))
    assert "".join(shown.split()) == "".join(text.split())


def test_what_is_a_heading_and_what_is_not() -> None:
    """A heading is one short line without end punctuation, above a paragraph."""
    text = "It began with a long sentence that ends.\n\n{}\n\nAnd then it went on for a while."
    for line in ("What followed", "The 1990s", "Переговори", "“Quoted words”", "A: the first"):
        assert _headings(text.format(line)) == [line]
    for line in ("It ended.", "Why?", "Well …", "- a list", "1. first", "***", "—", "a, b,"):
        assert _headings(text.format(line)) == []
    assert _headings(text.format("one two three four five six seven eight nine ten")) == []
    assert _headings(text.format("two\nlines")) == []
    assert _headings(text.format("x" * 81)) == []


def test_a_short_line_at_the_end_is_no_heading() -> None:
    """Nothing stands below it."""
    assert _headings("It began with a long sentence that ends.\n\nThe end") == []


def test_front_matter_of_a_pasted_text_is_read() -> None:
    """A .txt file may have front matter; one that only begins with dashes has none."""
    outcome = read("---\ntitle: A\ndate: 2026-11-22\n---\n# no heading\n", "world/a.txt")
    assert isinstance(outcome, Parsed)
    assert outcome.listing.title == "A"
    assert outcome.content.body.parts == ("<p># no heading</p>\n",)
    outcome = read("---\nOnly a line of dashes.\n", "world/a.txt")
    assert isinstance(outcome, Parsed)
    assert "Only a line of dashes." in outcome.content.body.parts[0]


def test_a_link_to_a_heading_of_a_pasted_text_can_be_checked() -> None:
    """The ids of its headings are anchors like those of Markdown."""
    outcome = read(PASTED, "world/river.txt")
    assert isinstance(outcome, Parsed)
    assert outcome.outline.anchors == ("what-the-engineers-found", "why-it-was-not-rebuilt")
