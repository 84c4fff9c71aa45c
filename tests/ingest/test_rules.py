"""Each rule, on the smallest text that needs it."""

import re

import pytest

from briefgen.content.plaintext import to_blocks
from briefgen.ingest.decide import RULES, decide
from briefgen.ingest.pieces import Decision, Form, Manuscript, Piece, Role
from tests.ingest.figures import understand

BODY = """\
The weir at Lindt was opened on Sunday, two years after the flood had broken it in half.

Nobody was hurt when it broke, and nobody who lives there has forgotten the sound it made.
"""

EXAMPLES: dict[str, tuple[str, str, Role]] = {
    "pasted-twice": (
        f"Weir opened\n\n{BODY}\nWeir opened\n\n{BODY}",
        "Weir opened",
        Role.REPEAT,
    ),
    "repeated-paragraph": (
        f"A weir is opened again\n\n{BODY}\n{BODY.splitlines()[0]}\n\nIt was a long day.",
        BODY.splitlines()[0],
        Role.REPEAT,
    ),
    "mail-header": (
        f"From: Tove Brandt <t@a.example>\nSubject: The weir\n\n{BODY}",
        "Subject: The weir",
        Role.TITLE,
    ),
    "furniture-phrase": (
        f"The weir is open again\n\n{BODY}\nLeave a review",
        "Leave a review",
        Role.FURNITURE,
    ),
    "breadcrumbs": (
        f"News › World › Rivers\n\nThe weir is open again\n\n{BODY}",
        "News › World › Rivers",
        Role.FURNITURE,
    ),
    "reading-time": (
        f"The weir is open again\n\n3 min read\n\n{BODY}",
        "3 min read",
        Role.FURNITURE,
    ),
    "credit-line": (
        f"The weir is open again\n\nThe weir on Sunday. Photo: Ivo Blum\n\n{BODY}",
        "The weir on Sunday. Photo: Ivo Blum",
        Role.CAPTION,
    ),
    "date-line": (
        f"The weir is open again\n\nMonday, 4 May 2026, 10:15 GMT\n\n{BODY}",
        "Monday, 4 May 2026, 10:15 GMT",
        Role.DATE,
    ),
    "byline": (
        f"The weir is open again\n\nBy Anna Holt and Piet de Vries\n\n{BODY}",
        "By Anna Holt and Piet de Vries",
        Role.BYLINE,
    ),
    "repeated-caption": (
        f"The weir on Sunday morning\n\nThe weir on Sunday morning\n\n{BODY}",
        "The weir on Sunday morning",
        Role.CAPTION,
    ),
    "section-line": (
        f"The weir is open again\n\n{BODY}\nShare\n\nIn Rivers",
        "In Rivers",
        Role.SECTION,
    ),
    "title": (f"The weir is open again\n\n{BODY}", "The weir is open again", Role.TITLE),
    "bare-name": (
        f"The weir is open again\n\nAnna Holt\n\n4 May 2026\n\n{BODY}",
        "Anna Holt",
        Role.BYLINE,
    ),
    "role-line": (
        f"The weir is open again\n\nBy Anna Holt\nRivers correspondent\n\n{BODY}",
        "Rivers correspondent",
        Role.BYLINE,
    ),
    "label-above-title": (
        f"Rivers\n\nThe weir is open again\n\n{BODY}",
        "Rivers",
        Role.SECTION,
    ),
    "standfirst": (
        "The weir is open again\n\nTwo years and one flood later, Lindt has its river back\n\n"
        + BODY,
        "Two years and one flood later, Lindt has its river back",
        Role.STANDFIRST,
    ),
    "related-lines": (
        f"The weir is open again\n\n{BODY}\nRelated articles\n\nHow the weir broke\n\nBridge shut",
        "How the weir broke",
        Role.FURNITURE,
    ),
    "closing-run": (
        f"The weir is open again\n\n{BODY}\nLeave a review\n\nThe River Line",
        "The River Line",
        Role.FURNITURE,
    ),
    "pull-quote": (
        f"The weir is open again\n\n{BODY}\n“nobody who lives there has forgotten”\n\nIt was loud.",
        "“nobody who lives there has forgotten”",
        Role.REPEAT,
    ),
    "short-line-above-text": (
        f"The weir is open again\n\n{BODY}\nWhat comes next\n\nA fish ladder is to be built.",
        "What comes next",
        Role.HEADING,
    ),
    "numbered-heading": (
        f"Rules\n\n{BODY}\n1. A barrel needs a lid\n\nYes.\n\n2. It needs a stand\n\nAnd so on.",
        "A barrel needs a lid",
        Role.HEADING,
    ),
    "classic-heading": (
        "The weir of Lindt\n\nBefore Judge Okafor\n\nIntroduction\n\n" + BODY,
        "Introduction",
        Role.HEADING,
    ),
    "question-heading": (
        f"The weir is open again\n\n{BODY}\nWho pays for it?\n\nThe province pays for all of it.",
        "Who pays for it?",
        Role.HEADING,
    ),
}


def _marked() -> tuple[Decision, ...]:
    pieces = (
        Piece(1, 1, "The weir is open again", Form.HEADING, 1),
        Piece(2, 2, BODY.splitlines()[0]),
        Piece(3, 3, "What it cost in the end", Form.HEADING, 2),
        Piece(4, 4, "Little."),
    )
    return decide(Manuscript("page", pieces), language="en")


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_rule_speaks_where_it_should(name: str) -> None:
    """The piece that the rule is for is taken for what the rule says, and by that rule."""
    text, line, role = EXAMPLES[name]
    found = [one for one in understand(text)[0] if one.piece.text == line and one.role is role]
    assert [one.rule for one in found][:1] == [name]
    assert all(one.why for one in found)


def test_markup_says_what_is_a_heading() -> None:
    """What a page marks as a heading is one, however long, and its first level is the title."""
    roles = [(one.role, one.rule) for one in _marked()]
    assert roles[0] == (Role.TITLE, "title")
    assert roles[2] == (Role.HEADING, "marked-heading")


@pytest.mark.parametrize("heading", ["Key points", "Summary", "THE FACTS", "2. Data availability"])
def test_headings_that_many_texts_have_may_be_of_two_words(heading: str) -> None:
    """Papers and rulings have the same headings everywhere."""
    text, line, _ = EXAMPLES["classic-heading"]
    found = understand(text.replace(line, heading))[0]
    said = [one for one in found if one.rule == "classic-heading"]
    assert [one.piece.text for one in said] == [heading.removeprefix("2. ")]


def test_every_rule_has_a_name_a_test_and_a_reason() -> None:
    """No rule is without an example here, and its function says what it is for."""
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))
    assert set(names) == {*EXAMPLES, "marked-heading"}
    for rule in RULES:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
        assert rule.find.__doc__


def test_a_text_by_itself_is_left_alone() -> None:
    """Without title, byline or furniture everything is text, and nothing is found."""
    decisions, findings = understand(BODY)
    assert {one.role for one in decisions} == {Role.TEXT}
    assert not findings.title
    assert findings.title_guess.startswith("The weir at Lindt was opened")


def test_what_is_sure_and_what_is_a_guess_can_be_told_apart() -> None:
    """Two rules that agree are surer than one."""
    text = EXAMPLES["closing-run"][0]
    by_line = {one.piece.text: one.sureness for one in understand(text)[0]}
    assert 50 < by_line["The River Line"] < by_line["Leave a review"] <= 99


def test_kept_lines_stay_in_the_text() -> None:
    """A line that whoever imports the text asks for is text, whatever the rules say."""
    text = EXAMPLES["closing-run"][0]
    from briefgen.ingest.plain import read_plain

    pieces = read_plain(text)
    line = next(piece.line for piece in pieces if piece.text == "Leave a review")
    decisions = decide(Manuscript("text", pieces), language="en", keep=frozenset({line}))
    kept = next(one for one in decisions if one.piece.line == line)
    assert (kept.role, kept.rule) == (Role.TEXT, "kept")


def test_the_build_finds_the_same_headings_in_text_files() -> None:
    """Where there is no furniture, a `.txt` article and its import have the same headings."""
    text = f"{BODY}\nWhat comes next\n\nA fish ladder is to be built.\n\nThe cost\n\nIt is small.\n"
    built = [block.text for block in to_blocks(text) if block.is_heading]
    imported = [one.piece.text for one in understand(text)[0] if one.role is Role.HEADING]
    assert built == imported == ["What comes next", "The cost"]
