"""No word of a text is lost, whatever the text is."""

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.content.block_data import plain_text
from briefgen.content.commonmark import to_tokens
from briefgen.ingest.body import left_out, to_body
from briefgen.ingest.decide import decide
from briefgen.ingest.draft import to_draft
from briefgen.ingest.escape import escape, shows_as, with_links
from briefgen.ingest.findings import gather
from briefgen.ingest.mending import mend
from briefgen.ingest.pieces import Manuscript
from briefgen.ingest.plain import read_plain
from tests.ingest.figures import Text, corpus

_WORD = re.compile(r"\w+")


def words(text: str) -> Counter[str]:
    """Return the words of *text*, however they are separated."""
    return Counter(_WORD.findall(text))


def _lost(text: str) -> Counter[str]:
    """Return the words of *text* that are neither in the draft nor listed as left out."""
    mended = mend(text)
    manuscript = Manuscript("text", read_plain(mended))
    decisions = decide(manuscript, language="en")
    body = _shown(to_body(decisions))
    findings = gather(decisions, manuscript.facts, "en")
    draft = to_draft(findings, body, "", name="a.txt", accessed=None, site_language="en")
    listed = "\n".join(one.piece.written for one in left_out(decisions))
    # A word that was broken at the end of a line is whole again.
    whole = words(re.sub(r"-\s*\n\s*", "", mended))
    lost = words(mended) - words(draft) - words(listed)
    return Counter({word: count for word, count in lost.items() if whole[word]})


def _shown(markdown: str) -> str:
    """Return what readers see of *markdown*, and the numbers of its lists."""
    tokens, _ = to_tokens(markdown, html=True)
    shown = [plain_text(token.children) for token in tokens if token.type == "inline"]
    shown += [token.content for token in tokens if token.type == "fence"]
    numbers = re.findall(r"^\s*(\d+)\\?[.)]", markdown, re.MULTILINE)
    return "\n".join([*shown, *numbers])


@pytest.mark.parametrize("text", corpus(), ids=str)
def test_every_word_of_the_corpus_is_in_the_draft_or_listed(text: Text) -> None:
    """What readers of the draft do not see is in the list of decisions."""
    assert not _lost(text.path.read_text(encoding="utf-8"))


LINES = [
    line for text in corpus() for line in text.path.read_text(encoding="utf-8").split("\n") if line
]

SIGNS = st.sampled_from(
    ["*", "_", "#", "- ", "1. ", "> ", "[a](b)", "<b>", "`", "|", "\t", "::: note", "~~", "[^1]:"]
)

PASTED = st.lists(
    st.one_of(
        st.sampled_from(LINES),
        st.builds("{}{}".format, SIGNS, st.sampled_from(LINES)),
        st.text(max_size=60),
        st.just(""),
    ),
    max_size=25,
).map("\n".join)


@settings(max_examples=120)
@given(PASTED)
def test_every_word_of_any_text_is_in_the_draft_or_listed(text: str) -> None:
    """Lines of real shapes in any order, with signs and noise among them, lose no word."""
    assert not _lost(text)


@settings(max_examples=200)
@given(st.text(alphabet="ab *_`[]()<>&!#-+=|~^:@\\.\"'1\t/h", min_size=1, max_size=60))
def test_escaped_text_shows_as_itself(text: str) -> None:
    """Whatever is pasted, readers see it and no markup."""
    line = " ".join(text.split())
    if line:
        assert shows_as(escape(line), line)
        assert shows_as(with_links(line), line)


def test_brackets_and_quotation_marks_need_no_backslash() -> None:
    """What an editor reads in the draft is what was pasted, where that is possible."""
    for text in (
        "“On the [occupied] territory,” she said.",
        "It was 2 * 3, or 5_000, or C:\\notes; an * asterisk & more.",
        "[Laughter.]",
        "(a) The first, (b) the second.",
        "10 < 20 > 5",
        "#hashtag and e-mail@example.org",
    ):
        assert escape(text) == text


def test_what_would_be_markup_is_escaped_and_no_more() -> None:
    """Only what the parser would change gets a backslash."""
    assert escape("*bold* and [plain]") == "\\*bold\\* and [plain]"
    assert escape("[a](b) [c]") == "\\[a](b) \\[c]"
    assert escape("# Not a heading") == "\\# Not a heading"
    assert escape("1. Not a list") == "1\\. Not a list"
    assert escape("::: note") == "\\::: note"
    assert escape("<script>") == "\\<script>"
    assert escape("see [@source]") == "see \\[@source]"
    assert escape("&amp;") == "\\&amp;"
