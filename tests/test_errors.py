"""Whatever went wrong is shown in one way, and nothing in it can steer a terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.errors import (
    BriefgenError,
    CommandError,
    ContentError,
    Diagnostic,
    Location,
    Severity,
    error,
    to_text,
    warning,
)


def _at(excerpt: str, column: int, width: int = 1, line: int = 4) -> str:
    place = Location("content/a.md", line, column)
    return to_text(Diagnostic(Severity.ERROR, "wrong", place, "", excerpt, width))


def test_a_diagnostic_shows_message_place_line_and_help() -> None:
    """All parts stand where the eye looks for them."""
    place = Location("content/markets/fed.md", 4, 7)
    diagnostic = Diagnostic(Severity.ERROR, "no", place, "yes", "date: 2026-02-30", 10)
    assert to_text(diagnostic) == (
        "error: no\n"
        " ——▶ content/markets/fed.md:4:7\n"
        "  │\n"
        "4 │ date: 2026-02-30\n"
        "  │       ^^^^^^^^^^\n"
        "  = help: yes"
    )


def test_parts_that_are_missing_leave_no_gap() -> None:
    """Place, line and help are shown only if there are any."""
    assert to_text(warning("odd")) == "warning: odd"
    assert to_text(error("no", help="yes")) == "error: no\n  = help: yes"
    assert to_text(error("no", Location("a.md"))) == "error: no\n ——▶ a.md"
    assert to_text(error("no", Location("a.md", 3))) == "error: no\n ——▶ a.md:3"


def test_the_gutter_is_as_wide_as_the_number() -> None:
    """Bars stand below each other also in line 1000."""
    lines = _at("abc", 2, line=1000).splitlines()
    assert [line.index("│") for line in lines[2:]] == [5, 5, 5]


@pytest.mark.parametrize(
    ("excerpt", "column", "width", "carets"),
    [
        ("a: b", 4, 1, "      ^"),
        ("日本: b", 5, 1, "         ^"),
        ("日本", 1, 2, "   ^^^^"),
        ("e\u0301: b", 5, 1, "      ^"),
        ("\ta: b", 5, 1, "       ^"),
        ("a: b", 4, 99, "      ^"),
    ],
)
def test_carets_stand_below_what_is_meant(
    excerpt: str, column: int, width: int, carets: str
) -> None:
    """Wide characters, marks and tabs are counted as a terminal shows them."""
    shown = _at(excerpt, column, width).splitlines()[-1]
    assert shown.replace("│", " ")[1:] == carets


def test_a_long_line_is_cut_around_the_place() -> None:
    """Of a line of a thousand characters, the part around the place is shown."""
    lines = _at("x" * 500 + "HERE" + "y" * 500, 501, 4).splitlines()
    assert max(map(len, lines)) < 130
    at = lines[-1].index("^")
    assert lines[-2][at : at + 4] == "HERE"


@pytest.mark.parametrize(
    "sign", ["\x1b", "\x07", "\r", "\n", "\u202e", "\u2066", "\u200b", "\u2028"]
)
def test_what_could_steer_a_terminal_is_shown_as_an_escape(sign: str) -> None:
    """Control and direction characters and line ends from content lose their power."""
    place = Location(f"content/{sign}.md", 1, 1)
    text = to_text(Diagnostic(Severity.ERROR, f"a{sign}b", place, f"c{sign}", f"d{sign}", 2))
    assert sign not in text.replace("\n", "") if sign != "\n" else len(text.splitlines()) == 6
    assert text.count(f"\\u{ord(sign):04x}") == 4


@given(st.text(), st.text(), st.integers(0, 300), st.integers(1, 300))
def test_any_diagnostic_can_be_shown(message: str, excerpt: str, column: int, width: int) -> None:
    """No text and no place raise; what is shown has the lines it should have."""
    place = Location("a.md", 1, column)
    text = to_text(Diagnostic(Severity.ERROR, message, place, "", excerpt, width))
    assert len(text.split("\n")) == 2 + (bool(excerpt) * (3 if column else 2))


def test_diagnostics_are_ordered_by_place() -> None:
    """The order is that of files and lines, not of discovery."""
    places = [
        Location("b.md", 1),
        Location("a.md", 10),
        Location("a.md", 2, 3),
        Location("a.md", 2),
    ]
    ordered = sorted((error("x", place) for place in places), key=lambda one: one.order)
    assert [str(one.location) for one in ordered] == ["a.md:2", "a.md:2:3", "a.md:10", "b.md:1"]


def test_an_exception_carries_every_diagnostic() -> None:
    """Nothing is lost on the way from a stage to the command line."""
    fault = ContentError(error("one"), error("two"))
    assert isinstance(fault, BriefgenError)
    assert not isinstance(fault, CommandError)
    assert [one.message for one in fault.diagnostics] == ["one", "two"]
    assert str(fault) == "one; two"
