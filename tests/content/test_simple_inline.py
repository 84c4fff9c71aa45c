"""The quick scan of a paragraph agrees with the full parser wherever it answers."""

from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it.parser_inline import ParserInline
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from briefgen.content.commonmark import parser_for
from briefgen.content.inline_parser import InlineParser
from briefgen.content.simple_inline import scan
from tests import corpora

_MARKS = [
    "*",
    "**",
    "_",
    "__",
    "`",
    "``",
    "[",
    "]",
    "(",
    ")",
    "](",
    "![",
    "!",
    "\n",
    "~~",
    "&",
    "<",
]
_SIGNS = [" ", "  ", ".", ",", ":", ";", "?", "'", '"', "“", "”", "’", "…", "–", "-", "/", "#", "$"]
_WORDS = [
    "a",
    "word",
    "Кyїв",
    "é",
    "日本",
    "3",
    "x_y",
    "\\",
    "\t",
    "\u00a0",
    "https://a.org/b",
    "b.md",
]
_PIECES = ["*a*", "**b c**", "`d`", "[e](f.md)", "[g](https://h.org)", "(*i*)", "**j**,", "\n"]

texts = st.lists(st.sampled_from(_MARKS + _SIGNS + _WORDS + _PIECES * 3), max_size=14).map("".join)


def _html(tokens: list[Token]) -> str:
    return RendererHTML().renderInline(tokens, parser_for(html=False).options, {})


def _in_full(text: str) -> str:
    markdown = parser_for(html=False)
    tokens: list[Token] = []
    inline = markdown.inline
    assert isinstance(inline, InlineParser)
    ParserInline.parse(inline, text, markdown, {}, tokens)
    return _html(tokens)


@settings(max_examples=500)
@given(texts)
@example("a *b*c* d")
@example("`a``b`")
@example("[a](b)](c)")
@example("**a**b**")
@example("*a **b***")
@example("a\n b")
@example("![a](b)")
@example("*a*\u00a0b")
@example("(*a*)*b*")
@example("[a](b.md)(c)")
def test_the_scan_agrees_with_the_full_parser(text: str) -> None:
    """Where the scan answers, the full parser gives the same HTML."""
    quick = scan(text)
    if quick is not None:
        assert _html(quick) == _in_full(text)


def test_the_scan_answers_for_ordinary_prose() -> None:
    """Sentences with plain emphasis, code and links do not need the full parser."""
    assert scan("The *Fed* said **no**, see [rates](rates.md) and `x = 1`.") is not None
    assert scan("Plain (very plain) text; “quoted”, too!\nNext line.") is not None


def test_the_scan_leaves_what_is_not_certain() -> None:
    """Marks inside words, nesting and escapes are for the full parser."""
    for text in ("a*b*c", "**a *b* c**", "\\*a\\*", "<b>", "a&amp;b", "~~a~~", "[a][b]"):
        assert scan(text) is None


def test_the_scan_agrees_on_the_paragraphs_of_the_specification() -> None:
    """Where the scan answers for an example of CommonMark, it answers rightly."""
    answered = 0
    for case in corpora.load("commonmark"):
        for paragraph in case["markdown"].split("\n\n"):
            quick = scan(paragraph)
            if quick is not None:
                answered += 1
                assert _html(quick) == _in_full(paragraph), case["example"]
    assert answered > 100
