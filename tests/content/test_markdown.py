"""What Markdown becomes beyond CommonMark: headings, quotes, tasks, tables, links with holes."""

import os
import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from briefgen.model.article import Parsed
from briefgen.model.settings import MarkdownSettings
from tests.content.reading import SETTINGS, read, report

FIXTURES = Path(__file__).parent.parent / "markdown"
_OPTION = re.compile(r"\[([\w-]+)\]$")


class Case(Struct, frozen=True):
    """An example of a fixture: a title, a text, and what it becomes, between dots."""

    title: str
    text: str
    expected: str

    def convert(self) -> str:
        """Return the body; the end of the title may name a language, or ``html``."""
        match = _OPTION.search(self.title)
        option = match[1] if match else "en"
        language, allows_html = ("en", True) if option == "html" else (option, False)
        chosen = replace(SETTINGS, language=language, markdown=MarkdownSettings(html=allows_html))
        return _body(read(f"---\ntitle: A\ndate: 2026-11-22\n---\n{self.text}", settings=chosen))


def _body(outcome: object) -> str:
    assert isinstance(outcome, Parsed), outcome
    html = re.sub("\1[^\1]*\1", "¶", "{}".join(outcome.content.body.parts))
    return re.sub("\2([^\2]*)\2", r"(\1)", html)


def _cases(name: str) -> list[Case]:
    lines = (FIXTURES / f"{name}.md").read_text(encoding="utf-8").split("\n")
    dots = [number for number, line in enumerate(lines) if line == "."]
    cases = []
    for first, second, third in zip(dots[::3], dots[1::3], dots[2::3], strict=True):
        text = "\n".join(lines[first + 1 : second])
        cases.append(Case(lines[first - 1], text, "\n".join(lines[second + 1 : third])))
    return cases


@pytest.mark.parametrize("name", sorted(path.stem for path in FIXTURES.glob("*.md")))
def test_markdown_becomes_what_the_examples_say(name: str) -> None:
    """Every example of the fixture gives exactly the HTML below it."""
    cases = _cases(name)
    actual = [replace(case, expected=case.convert().rstrip("\n")) for case in cases]
    if os.environ.get("BRIEFGEN_UPDATE_GOLDEN"):
        blocks = (f"{one.title}\n.\n{one.text}\n.\n{one.expected}\n.\n" for one in actual)
        text = "\n".join(blocks)
        (FIXTURES / f"{name}.md").write_text(text, encoding="utf-8", newline="\n")
    for one, case in zip(actual, cases, strict=True):
        assert one.expected == case.expected, case.title


def _parsed(markdown: str) -> Parsed:
    outcome = read(f"---\ntitle: A\ndate: 2026-11-22\n---\n{markdown}")
    assert isinstance(outcome, Parsed), report(outcome)
    return outcome


def test_links_keep_target_anchor_and_place() -> None:
    """A link into the site knows its file, its heading, and where it stands."""
    links = _parsed("One.\n\nSee [a](../markets/fed.md#rates) and ![b](b.png).").outline.links
    assert [(link.target, link.anchor, link.line, link.column, link.embeds) for link in links] == [
        ("markets/fed.md", "rates", 7, 5, False),
        ("world/b.png", "", 7, 38, True),
    ]


def test_a_target_that_occurs_twice_in_a_paragraph_has_no_column() -> None:
    """Where the place of a link is not certain, only its line is given."""
    links = _parsed("See [a](b.md) and [c](b.md).").outline.links
    assert [(link.line, link.column) for link in links] == [(5, 0), (5, 0)]


def test_a_heading_at_the_beginning_is_the_title_if_there_is_none() -> None:
    """Without `title`, a heading of level 1 that the text begins with is the title."""
    outcome = read("---\ndate: 2026-11-22\n---\n# What *NATO* decided\n\nText.\n")
    assert isinstance(outcome, Parsed)
    assert outcome.listing.title == "What NATO decided"
    assert _body(outcome) == "<p>Text.</p>\n"


def test_the_description_is_the_beginning_of_the_text_but_the_summary_is_not() -> None:
    """Only the front matter's own summary stands above the text."""
    outcome = _parsed("## One\n\nThe *first* paragraph.\n\nThe second.")
    assert outcome.content.summary == ""
    assert outcome.content.description == "The first paragraph."
    assert outcome.teaser.summary == "The first paragraph."


def test_a_long_description_ends_between_words() -> None:
    """A description that is made from the text is short and ends with an ellipsis."""
    description = _parsed("word, " * 100).content.description
    assert len(description) <= 200
    assert description.endswith("word…")


def test_headings_keep_their_markup_for_the_table_of_contents_but_no_links() -> None:
    """A heading knows its plain text, and its HTML without links and images."""
    heading = _parsed("## *One* [two](b.md) `x < y` & “so”").content.body.headings[0]
    assert heading.text == "One two x < y & “so”"
    assert heading.html == "<em>One</em> two <code>x &lt; y</code> &amp; “so”"


_MARKUP = [
    *("# ", "## ", "- ", "1. ", "> ", "    ", "| ", "```\n", "~~~\n", "[^1]: ", ": ", "- [ ] "),
    *("\n", "\n\n", "\n\n", " ", " ", " ", "*", "**", "_", "`", "~~", "\\", "|", "---", "<!--"),
    *("](", "[", "]", ")", "<b>", "&amp;", "!", "^[", "'", '"', "...", "\t", "  \n", "=", "$"),
]


def _numbered(pieces: list[str]) -> str:
    """Return *pieces* with a word of its own after each, so that none can hide another."""
    return "".join(f"{piece}word{number}z" for number, piece in enumerate(pieces))


@settings(max_examples=300)
@given(st.lists(st.sampled_from(_MARKUP), max_size=25).map(_numbered))
def test_every_word_of_a_text_survives_its_conversion(text: str) -> None:
    """No word of a text is lost, whatever markup stands around it."""
    outcome = read(f"---\ntitle: A\ndate: 2026-11-22\n---\n{text}\n")
    if not isinstance(outcome, Parsed):
        assert report(outcome)
        return
    html = unescape(_body(outcome)) + " ".join(link.written for link in outcome.outline.links)
    words = set(re.findall(r"word\d+z", text))
    # A link reference or footnote that nothing refers to is no text, nor is the
    # language of a block of code.
    hidden = set(re.findall(r"(?m)^.*(?:\]: |```|~~~).*$", text))
    words -= {word for line in hidden for word in re.findall(r"word\d+z", line)}
    if "]:" not in text:
        assert words <= set(re.findall(r"word\d+z", html)), html


@settings(max_examples=200)
@given(
    st.lists(
        st.sampled_from(
            ["a", "A", "a-2", "a 2", "main", "source", "source-a", "cite-a-1", "fn1", "!", "é", "Ö"]
        ),
        max_size=12,
    )
)
def test_ids_of_headings_are_unique_and_reserved_by_nobody(titles: list[str]) -> None:
    """However headings repeat, their ids differ, and are none of the theme's own."""
    body = _parsed("".join(f"## {title}\n\n" for title in titles)).content.body
    ids = [heading.id for heading in body.headings]
    assert len(ids) == len(set(ids)) == len(titles)
    assert not any(re.fullmatch(r"main|(source|cite)-.*|fn(ref)?\d.*", one) for one in ids)


def test_a_footnote_that_nothing_refers_to_is_a_warning() -> None:
    """Markdown leaves such a footnote out, so the editor is told."""
    assert report(_parsed("Text.\n\n[^a]: A note.")) == (
        "warning: nothing refers to the footnote `[^a]`, so it is not shown\n"
        " ——▶ content/world/nato.md:7\n"
        "  │\n"
        "7 │ [^a]: A note."
    )


def test_surplus_cells_of_a_table_are_a_warning() -> None:
    """Markdown leaves out the cells beyond the last column, so the editor is told."""
    assert report(_parsed("a|b\n-|-\n|c|d|\n\n|e|f|\n")) == ""
    assert report(_parsed("> a|b\n> -|-\n> c|d|e\n")) == (
        "warning: this row has 3 cells, but its table has 2 columns\n"
        " ——▶ content/world/nato.md:7\n"
        "  │\n"
        "7 │ > c|d|e\n"
        "  = help: the rest is not shown"
    )
