"""A text cites its sources by id; readers see numbers that lead there and back."""

import pytest

from briefgen.model.article import Failure, Parsed
from briefgen.model.source import Role
from tests.content.reading import body_of, read, report

HEAD = """\
---
title: A
date: 2026-11-22
sources:
  - title: A conversation
  - id: report
    title: A report
  - id: law.2
    title: A law
---
"""


def _html(text: str) -> str:
    outcome = read(f"{HEAD}{text}\n\n[@report] [@law.2]\n")
    assert isinstance(outcome, Parsed), report(outcome)
    return outcome.content.body.parts[0].split("\n<p><sup")[0]


def _link(source: str, number: int, mention: int = 1) -> str:
    name = f"cite-{source}-{mention}"
    return f'<a id="{name}" href="#source-{source}" role="doc-noteref">{number}</a>'


def _shown(*links: str) -> str:
    return f'<sup class="citation">{", ".join(links)}</sup>'


def test_a_citation_shows_the_place_of_its_source() -> None:
    """Sources count from 1, and one without an id counts too."""
    expected = f"<p>So they say{_shown(_link('report', 2))}.</p>"
    assert _html("So they say[@report].") == expected


@pytest.mark.parametrize("text", ["So they say [@report].", "So they say\n[@report]."])
def test_a_citation_belongs_to_the_word_before_it(text: str) -> None:
    """A space or a line end before it is not shown."""
    assert _html(text) == f"<p>So they say{_shown(_link('report', 2))}.</p>"


@pytest.mark.parametrize("between", ["", " ", "\n"])
def test_several_citations_in_a_row_stay_readable(between: str) -> None:
    """Numbers that stand side by side are set apart."""
    links = (_link("report", 2), _link("law.2", 3), _link("report", 2, 2))
    text = between.join(["*Said*", "[@report]", "[@law.2]", "[@report]"])
    assert _html(text) == f"<p><em>Said</em>{_shown(*links)}</p>"


def test_sources_know_where_they_are_cited() -> None:
    """In order of the text, with footnotes at its end; the ids can be linked to."""
    outcome = read(
        f"{HEAD}One[^1] [@report].\n\n## Two [@law.2]\n\n- three\n\n[^1]: Four [@report]."
    )
    assert isinstance(outcome, Parsed), report(outcome)
    assert [(one.number, one.mentions) for one in outcome.content.sources] == [
        (1, ()),
        (2, ("cite-report-1", "cite-report-2")),
        (3, ("cite-law.2-1",)),
    ]
    assert set(outcome.outline.anchors) == {
        *("two", "fn1", "fnref1", "source-report", "source-law.2"),
        *("cite-report-1", "cite-report-2", "cite-law.2-1"),
    }
    assert outcome.content.body.headings[0].html == "Two"


def test_summaries_and_plain_texts_leave_citations_out() -> None:
    """A number without its list would mean nothing."""
    outcome = read(f"{HEAD}They say [@report] so [@law.2].")
    assert isinstance(outcome, Parsed)
    assert outcome.teaser.summary == "They say so."


def test_an_unknown_source_is_an_error_at_each_place_that_cites_it() -> None:
    """Line and column are right even in lists, quotations and after code that looks alike."""
    outcome = read(
        f"{HEAD}[@report] [@law.2] `[@reprt]` [@reprt]\n\n> - Text,\n>   text [@other].\n"
    )
    assert isinstance(outcome, Failure)
    assert report(outcome) == (
        "error: there is no source `reprt`\n"
        " ——▶ content/world/nato.md:11:31\n"
        "   │\n"
        "11 │ [@report] [@law.2] `[@reprt]` [@reprt]\n"
        "   │                               ^^^^^^^^\n"
        "   = help: did you mean `report`?\n"
        "error: there is no source `other`\n"
        " ——▶ content/world/nato.md:14:10\n"
        "   │\n"
        "14 │ >   text [@other].\n"
        "   │          ^^^^^^^^\n"
        "   = help: only an article has sources: "
        "it lists them in its front matter, each with its `id`"
    )


def test_a_page_has_nothing_to_cite() -> None:
    """Only articles have sources."""
    outcome = read("---\ntitle: A\n---\nText [@a].\n", "about.md", role=Role.PAGE)
    assert isinstance(outcome, Failure)
    assert outcome.diagnostics[0].message == "there is no source `a`"


def test_a_source_that_nothing_cites_is_a_warning_at_its_id() -> None:
    """A link to the source counts as well as a citation."""
    assert report(read(f"{HEAD}Text [@report], [text](#source-law.2).")) == ""
    assert report(read(f"{HEAD}Text [@report].")) == (
        "warning: nothing in the text cites the source `law.2`\n"
        " ——▶ content/world/nato.md:8:9\n"
        "  │\n"
        "8 │   - id: law.2\n"
        "  │         ^^^^^\n"
        "  = help: write `[@law.2]` where the text rests on it, or take its `id` out"
    )


def test_pasted_text_cites_nothing() -> None:
    """Brackets stay what they are there, and no source is missed."""
    outcome = read(f"{HEAD}Text [@report].", "world/nato.txt")
    assert isinstance(outcome, Parsed)
    assert outcome.content.body.parts == ("<p>Text [@report].</p>\n",)
    assert report(outcome) == ""


def test_what_is_a_link_already_is_no_citation() -> None:
    """Square brackets with an address are a link."""
    assert body_of("[@a](b.md) [@c][d]\n\n[d]: e.md") == "<p><a{}>@a</a> <a{}>@c</a></p>\n"


@pytest.mark.parametrize("after", ["(see page 4)", "[see page 4]", " (page 4)", "[^1]", "[@law.2]"])
def test_brackets_that_are_no_address_make_no_link_of_a_citation(after: str) -> None:
    """Whatever follows, the source is cited."""
    html = _html(f"So they say[@report]{after}.\n\n[^1]: A note.\n")
    assert html.startswith(f"<p>So they say{_shown(_link('report', 2))[:-6]}")


def test_citations_in_the_description_of_an_image_are_not_counted() -> None:
    """Nothing can lead back to what is not in the text."""
    outcome = read(f"{HEAD}![See [@report]](a.png) Text [@report] [@law.2].")
    assert isinstance(outcome, Parsed), report(outcome)
    assert outcome.content.sources[1].mentions == ("cite-report-1",)


@pytest.mark.parametrize(
    ("written", "help"),
    [
        ("[@report; @survey]", "write `[@report][@survey]`"),
        ("[@report, @survey]", "write `[@report][@survey]`"),
        ("[@report @survey]", "write `[@report][@survey]`"),
        (
            "[@report, p. 3]",
            "write `[@report]`; a page number belongs in the text, or in the `note` of the source",
        ),
    ],
)
def test_each_citation_has_its_own_brackets(written: str, help: str) -> None:
    """What other programs read as several sources, or a page, is an error with its place."""
    sources = "sources:\n- {id: report, title: A}\n- {id: survey, title: B}\n"
    outcome = read(f"---\ntitle: A\ndate: 2026-11-22\n{sources}---\nOne\n> so {written}.\n")
    assert isinstance(outcome, Failure)
    [fault] = outcome.diagnostics
    assert (fault.message, fault.help) == ("each citation has brackets of its own", help)
    assert (str(fault.location), fault.width) == ("content/world/nato.md:9:6", len(written))


@pytest.mark.parametrize(
    "text",
    [r"\[@a, @b]", "`[@a, @b]`", "[@a, @b](https://example.org/)", "[@a]: b", "[@a, or not"],
)
def test_what_only_looks_like_several_citations_stays(text: str) -> None:
    """Escaped, in code, or as a link it is text."""
    assert "brackets of its own" not in report(read(f"---\ntitle: A\n---\nSo {text}.\n"))
