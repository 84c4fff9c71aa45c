"""No build refuses a draft for what was in the text that it was made of."""

from briefgen.ingest.body import to_body
from briefgen.ingest.decide import decide
from briefgen.ingest.draft import to_draft
from briefgen.ingest.findings import gather
from briefgen.ingest.marked import read_marked
from briefgen.ingest.mending import mend
from briefgen.ingest.pieces import Facts, Manuscript
from briefgen.ingest.plain import read_plain
from briefgen.model.article import Parsed
from tests.content.reading import read, report
from tests.content.test_comments import FOREIGN, HARMLESS
from tests.content.test_misplaced import NO_FRONT_MATTER, TEXTS

PIECES = (
    *FOREIGN,
    *HARMLESS,
    "<!-- sesame -->",
    "<!-- sesame",
    "[//]: # (sesame)",
    "Status: draft",
    "Title: A\nAuthor: B",
)


def _draft(manuscript: Manuscript, title: str) -> str:
    decisions = decide(manuscript, language="en")
    findings = gather(decisions, Facts(title=title, summary=title, authors=(title,)), "en")
    body = to_body(decisions)
    return to_draft(findings, body, "", name="a.txt", accessed=None, site_language="en")


def test_what_was_pasted_is_read_by_the_build() -> None:
    """Comments of any tool, and what begins like front matter, are text in the draft."""
    for text in (*PIECES, *NO_FRONT_MATTER, *TEXTS):
        for whole in (text, f"One.\n\n{text}\n\nTwo.\n"):
            manuscript = Manuscript("text", read_plain(mend(whole)))
            outcome = read(_draft(manuscript, "A title"))
            assert isinstance(outcome, Parsed), (whole, report(outcome))
            assert outcome.listing.draft


def test_markdown_that_was_imported_is_read_by_the_build() -> None:
    """What another tool takes out is text in the draft; comments of HTML stay comments."""
    for text in PIECES:
        for whole in (text, f"One.\n\n{text}\n\nTwo `{{# code #}}`.\n"):
            outcome = read(_draft(read_marked(whole, ()), "A title"))
            assert isinstance(outcome, Parsed), (whole, report(outcome))
    text = "One <!-- sesame --> two, and {# three #} more that stands in this text."
    draft = _draft(read_marked(f"{text}\n\n{text}\n", ()), "A title")
    outcome = read(draft)
    assert isinstance(outcome, Parsed)
    [html] = outcome.content.body.parts
    assert "<p>One two, and {# three #} more that stands in this text.</p>" in html


def test_a_title_that_was_imported_is_read_by_the_build() -> None:
    """A title or an author in which a comment seems to begin is a value all the same."""
    for text in PIECES:
        title = " ".join(text.split())
        outcome = read(_draft(Manuscript("text", read_plain("One.\n\nTwo.\n")), title))
        assert isinstance(outcome, Parsed), (title, report(outcome))
