"""Straight marks become the language's own, and nothing else changes."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.token import Token

from briefgen.content.commonmark import to_tokens
from briefgen.content.typography import quotes_for, set_typography

_PIECES = ["'", '"', "--", "---", "...", " ", "a", "ß", "é", "日", "5", ".", ",", "(", ")", "*b*"]
_PIECES += [
    "`c 'd'`",
    "\n",
    "<https://a.org/--'b>",
    "[e](f--'g.md)",
    "-",
    "“",
    "’",
    "\\'",
    "&quot;",
]
_LANGUAGES = ["en", "de", "de-CH", "fr", "sv", "uk", "ja", "xx", ""]


def _texts(text: str, language: str = "") -> str:
    """Return the text of a paragraph, set for *language* if one is given."""
    tokens, _ = to_tokens(text, html=False)
    pieces = []
    for token in tokens:
        if token.type == "inline":
            if language:
                set_typography(token, quotes_for(language))
            pieces += [_shown(child) for child in token.children or []]
    return "".join(pieces)


def _shown(child: Token) -> str:
    return str(child.attrs.get("href", "")) + child.content


@settings(max_examples=400)
@given(st.lists(st.sampled_from(_PIECES), max_size=20).map("".join), st.sampled_from(_LANGUAGES))
def test_nothing_but_the_marks_changes(text: str, language: str) -> None:
    """Without quotes, dashes and dots, a text is the same before and after."""
    marks = re.compile(f"[-–—.…'\"’{re.escape(''.join(quotes_for(language)))}“”\u202f]")
    assert marks.sub("", _texts(text)) == marks.sub("", _texts(text, language or "en"))


@settings(max_examples=200)
@given(st.lists(st.sampled_from(_PIECES), max_size=20).map("".join))
def test_setting_a_text_twice_changes_nothing_more(text: str) -> None:
    """What has been set holds no straight mark that could be set again."""
    tokens, _ = to_tokens(text, html=False)
    for token in tokens:
        if token.type == "inline":
            set_typography(token, quotes_for("en"))
            once = [_shown(child) for child in token.children or []]
            set_typography(token, quotes_for("en"))
            assert [_shown(child) for child in token.children or []] == once


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "“A ‘b’”, “c” (“d”)."),
        ("de", "„A ‚b‘“, „c“ („d“)."),
        ("de-CH", "«A ‹b›», «c» («d»)."),
        ("fr", "«\u202fA “b”\u202f», «\u202fc\u202f» («\u202fd\u202f»)."),
        ("fi", "”A ’b’”, ”c” (”d”)."),
        ("uk", "«A „b“», «c» («d»)."),
    ],
)
def test_quotes_nest_as_the_language_has_them(language: str, expected: str) -> None:
    """Outer and inner marks open and close, beside each other and beside punctuation."""
    assert _texts('"A \'b\'", "c" ("d").', language) == expected


def test_a_mark_at_the_border_of_markup_knows_its_neighbour() -> None:
    """Whether a mark opens does not depend on the markup between it and its neighbour."""
    assert _texts("*'a'*\" and \"*'b'*", "de") == "‚a‘“ and „‚b‘"


@pytest.mark.parametrize("language", ["en-GB", "EN", "en-Latn-GB", "no-such", ""])
def test_a_language_without_marks_of_its_own_has_the_english_ones(language: str) -> None:
    """Tags are read without regard to case and region."""
    assert "".join(quotes_for(language)) in {"“”‘’", "«»‘’"}
