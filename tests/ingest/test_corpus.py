"""The texts of the corpus: what is found in them, what is invented, and what is missed."""

from collections import Counter

import pytest

from tests.ingest.figures import Figures, Text, corpus, measure

TEXTS = corpus()
HELD_BACK = [text for text in TEXTS if text.is_held_back]

SHAPES = {
    *("agency", "newspaper", "blog", "press-release", "government-notice", "newsletter"),
    *("transcript", "court-ruling", "research-summary", "hard-wrapped", "right-to-left"),
    *("cyrillic", "german", "french", "chinese", "no-headings", "only-headings", "lists"),
    *("tables", "pasted-twice"),
}


@pytest.fixture(scope="module")
def figures() -> dict[str, Figures]:
    """Measure all texts."""
    return measure(TEXTS)


def test_the_corpus_has_every_shape_of_pasted_articles() -> None:
    """There are at least 60 texts, and a third of them tell how the rules do on new ones."""
    assert len(TEXTS) >= 60
    assert Counter(text.shape for text in TEXTS).keys() >= SHAPES
    assert len(HELD_BACK) * 3 >= len(TEXTS)


@pytest.mark.parametrize("kind", ["headings", "furniture"])
def test_lines_are_taken_for_what_they_are(figures: dict[str, Figures], kind: str) -> None:
    """Headings and furniture: hardly any is invented, and few are missed."""
    found = figures[kind]
    assert found.precision >= 0.98, found.slips
    assert found.recall >= 0.95, found.slips


@pytest.mark.parametrize("kind", ["title", "date", "authors", "language"])
def test_what_is_said_once_is_found(figures: dict[str, Figures], kind: str) -> None:
    """Title, date, authors and language are right, and missing where there are none."""
    found = figures[kind]
    assert found.precision >= 0.95, found.slips
    assert found.recall >= 0.95, found.slips


def test_the_body_is_the_rest_word_for_word(figures: dict[str, Figures]) -> None:
    """What a reader sees as the text is the body of the draft, and nothing else is."""
    found = figures["body"]
    assert found.precision >= 0.99, found.slips
    assert found.recall >= 0.99, found.slips


@pytest.mark.parametrize("text", [text for text in TEXTS if not text.expected["title"]], ids=str)
def test_no_title_is_invented(text: Text) -> None:
    """A text that has no title gets none."""
    assert not measure([text])["title"].invented
