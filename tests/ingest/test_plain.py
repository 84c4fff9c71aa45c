"""Plain text: its encoding, its lines, and what they belong to."""

import pytest

from briefgen.ingest.body import to_body
from briefgen.ingest.decide import decide
from briefgen.ingest.mending import decode, mend
from briefgen.ingest.pieces import Form, Manuscript
from briefgen.ingest.plain import read_plain

TEXT = "Über die Brücke — «так» — gehen viele; ‘всі’ grüßen: ありがとう."


def _body(text: str) -> str:
    manuscript = Manuscript("text", read_plain(mend(text)))
    return to_body(decide(manuscript, language="en"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_encodings_that_say_what_they_are_need_no_guess(encoding: str) -> None:
    """A byte order mark is believed."""
    assert decode(TEXT.encode(encoding)) == (TEXT, "")


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-16-le", "A letter of a few words, and then some more of them."),
        (
            "windows-1251",
            "Сьогодні у місті відкрили новий міст через річку, який будували довго. " * 4,
        ),
        ("koi8-r", "Сегодня в городе открыли новый мост через реку, который строили долго. " * 4),
        ("cp1252", "Der Müller grüßt die Bäckerin über die Straße hinweg, größer als früher. " * 4),
    ],
)
def test_other_encodings_are_guessed_and_the_guess_is_told(encoding: str, text: str) -> None:
    """Old encodings are read, with a note that an editor sees."""
    read, note = decode(text.encode(encoding))
    assert read == text
    assert "a guess" in note


@pytest.mark.parametrize(
    ("encoding", "text"), [("iso-2022-jp", "ありがとう、橋。"), ("hz-gb-2312", "你好，桥。")]
)
def test_encodings_that_look_like_ascii_are_believed_if_they_are_named(
    encoding: str, text: str
) -> None:
    """Their bytes are valid in UTF-8, and say nothing there."""
    assert decode(text.encode(encoding), encoding) == (text, "")


def test_what_copying_has_broken_is_mended() -> None:
    """Garbled characters, soft hyphens, spaces of no width and odd line ends are put right."""
    assert mend("itâ€™s clichÃ©") == "it’s cliché"
    assert mend("un\u00adbro\u200bken\u00a0line\ufeff") == "unbroken line"
    assert mend("a\r\nb\rc\u2028d") == "a\nb\nc\nd"
    assert mend("“curly” and 'straight'") == "“curly” and 'straight'"
    assert mend("，全角。") == "，全角。"
    assert mend("\x1b[31mred\x1b[0m") == "red"
    # Joiners that a script needs stay.
    assert mend("می\u200cخواهم") == "می\u200cخواهم"


def test_lines_keep_their_numbers() -> None:
    """A decision names the line that an editor sees in the text as it came."""
    pieces = read_plain("One.\n\n\nTwo.\n- a\n- b\n")
    assert [(piece.line, piece.text) for piece in pieces] == [
        (1, "One."),
        (4, "Two."),
        (5, "a"),
        (6, "b"),
    ]


def test_lines_broken_by_a_program_are_joined() -> None:
    """Where every line ends because the next word had no room, the lines are one paragraph."""
    text = (
        "The board of the northern dike wants to build a second gate at the\n"
        "mouth of the river, because the old one needs nine hours to close,\n"
        "and the water does not wait. A well-known engineer was asked, who an-\n"
        "swered that a gate an\nswered.\n\nIt costs much.\n"
    ).replace("an\nswered.", "is a gate, and so the matter was answered.")
    first, second = read_plain(text)
    assert "second gate at the mouth of the river" in first.text
    assert "who answered that" in first.text
    assert (first.line, first.last, second.text) == (1, 4, "It costs much.")


def test_a_sentence_that_goes_on_in_lower_case_is_one() -> None:
    """A single broken line is joined, too, though nothing tells how wide the text was."""
    text = "The mayor has said that the wells could be opened again before\nthe summer.\n\nShe did."
    assert [piece.last - piece.line for piece in read_plain(text)] == [1, 0]


def test_lines_that_somebody_ended_stay_apart() -> None:
    """A letter's head and a poem are not joined, as their lines would have had room."""
    pieces = read_plain("Title of the text\nBy Anna Holt\n4 May 2026\n\nThe text begins here.")
    assert len(pieces) == 4


def test_chinese_lines_are_joined_without_spaces() -> None:
    """Words that are written without spaces get none at the end of a line."""
    text = "镇上的老人说这样早的春天只见过两次所以大家都上山采茶去了没有\n" * 3 + "茶芽不等人。\n"
    (piece,) = read_plain(text)
    assert " " not in piece.text


def test_lists_tables_and_quotations_become_markdown() -> None:
    """Bullets of all kinds, numbers, tabs and the signs of mails are recognised."""
    assert _body("See:\n\n• one\n• two *2*\n• [x] three\n") == (
        "See:\n\n- one\n- two *2*\n- [x] three\n"
    ).replace("two *2*", "two \\*2\\*").replace("[x] three", "[x] three")
    assert _body("Do:\n\n1) one\n2) two\n") == "Do:\n\n1) one\n2) two\n"
    assert _body("Do:\n\n3. one\n7. two\n") == "Do:\n\n3. one\n\n7\\. two\n"
    assert _body("Do:\n\n1. a\n5. b\n6. c\n") == "Do:\n\n1. a\n\n5\\. b\n\n6. c\n"
    assert _body("Do:\n\n1. a\n5. b\n  - c\n") == "Do:\n\n1. a\n\n5\\. b\n\n- c\n"
    assert _body("Do:\n\n1. a\n  - b\n    - c\n") == "Do:\n\n1. a\n    - b\n        - c\n"
    assert _body("Do:\n\n١. واحد\n") == "Do:\n\n- ١. واحد\n"
    assert _body("So:\n\nA\tB\n1|2\t3\n") == "So:\n\n| A | B |\n| --- | --- |\n| 1\\|2 | 3 |\n"
    assert _body("He wrote:\n\n> yes\n> and no\n") == "He wrote:\n\n> yes\n>\n> and no\n"
    assert _body("See https://example.org/a_b.") == "See <https://example.org/a_b>.\n"


def test_dates_and_dialogues_are_no_lists() -> None:
    """“11. November 2025” is a date, and a dash that begins a line is speech."""
    pieces = read_plain("11. November 2025\n\n– Ja, sagte sie.\n— Oui.\n")
    assert {piece.form for piece in pieces} == {Form.LINE}
