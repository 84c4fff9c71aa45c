"""The sentences under fields are found where they stand."""

from dataclasses import dataclass

from briefgen.schema.documentation import sentences_of, summary_of


@dataclass(frozen=True, slots=True)
class _Sample:
    """
    A first paragraph.

    And a second one.
    """

    one: str
    """What one
    means."""
    two: int = 2
    three: tuple[str, ...] = ()
    """What three means."""
    four: str = "not a sentence"


def test_a_sentence_belongs_to_the_field_above_it() -> None:
    """Fields without a sentence have none, and line breaks are only layout."""
    assert sentences_of(_Sample) == {"one": "What one means.", "three": "What three means."}


def test_the_summary_is_the_first_paragraph() -> None:
    """What a class is, in one line."""
    assert summary_of(_Sample) == "A first paragraph."
