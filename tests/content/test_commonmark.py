"""The parser reads CommonMark 0.31.2 to the letter, though it takes short cuts."""

from typing import Any
from urllib.parse import quote, unquote

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from briefgen.content.commonmark import parser_for, to_tokens
from briefgen.content.html import HOLE, PERMALINK, HoledRenderer
from tests import corpora

# Lists of tasks, footnotes and tables are not CommonMark, but none of its examples
# looks like one, so that even they may stay on.
_SAFE = ";/?:@&=+$,-_.!~*'()#%"


def _plain_html(text: str) -> str:
    """Return *text* as markdown-it's own renderer shows the tokens of our parser."""
    markdown = parser_for(html=True)
    tokens, environment = to_tokens(text, html=True)
    return RendererHTML().render(tokens, markdown.options, environment)


def _holed_html(text: str) -> str:
    """Return *text* as our renderer shows it, with the addresses put back into its holes."""
    markdown = parser_for(html=True)
    tokens, environment = to_tokens(text, html=True)
    holes: list[tuple[str, bool]] = []
    environment.update(holes=holes, highlights=False)
    pieces = HoledRenderer().render(tokens, markdown.options, environment).split(HOLE)
    html = pieces[0]
    for (address, embeds), piece in zip(holes, pieces[1:], strict=True):
        name = "src" if embeds else "href"
        html += f' {name}="{escapeHtml(quote(address, safe=_SAFE))}"{piece}'
    return html


def _examples() -> list[dict[str, Any]]:
    examples: list[dict[str, Any]] = corpora.load("commonmark")
    assert len(examples) == 652
    return examples


def test_every_example_of_the_specification_reads_as_it_says() -> None:
    """All examples of CommonMark 0.31.2 give the HTML that the specification shows."""
    wrong = [
        example["example"]
        for example in _examples()
        if _normal(_plain_html(example["markdown"])) != example["html"]
    ]
    assert wrong == []


def test_every_example_survives_our_renderer() -> None:
    """Our renderer differs from the specification in nothing but its holes."""
    wrong = []
    for example in _examples():
        html = _normal(_holed_html(example["markdown"]))
        if unquote(html) != unquote(example["html"]):
            wrong.append(example["example"])
    assert wrong == []


def _normal(html: str) -> str:
    """Return *html* with a line break in an empty quotation, where markdown-it has none."""
    return html.replace("<blockquote></blockquote>", "<blockquote>\n</blockquote>")


def test_the_short_cuts_change_no_token() -> None:
    """Our block and inline parsers make the tokens that markdown-it's own make."""
    theirs = MarkdownIt("commonmark", {"html": True, "maxNesting": 100})
    theirs.enable(["table", "strikethrough"])
    for example in _examples():
        text = example["markdown"]
        if "[^" not in text:
            assert _plain_html(text) == theirs.render(text), example["example"]


_PIECES = [
    *(
        ":",
        "::",
        "@",
        "[",
        "]",
        "[a]",
        "[^1]",
        "[^1]: ",
        "(b)",
        ": ",
        "a",
        "\n",
        "\n",
        "\n\n",
        "- ",
    ),
    *("> ", "    ", "*", "![", "|", "-|-", "# ", "`", "~", "\\", "1. ", "```\n", "text "),
]


@settings(max_examples=400)
@given(st.lists(st.sampled_from(_PIECES), max_size=30).map("".join))
def test_blocks_and_citations_change_no_text_without_them(text: str) -> None:
    """Colons, brackets and signs that make neither mean what they always did."""
    assume(":::" not in text and "[@" not in text)
    theirs = MarkdownIt("commonmark", {"html": True, "maxNesting": 100})
    theirs.enable(["table", "strikethrough"]).use(footnote_plugin).use(deflist_plugin)
    expected = theirs.parse(text, {})
    tokens, _ = to_tokens(text, html=True)
    assert theirs.renderer.render(tokens, theirs.options, {}) == theirs.renderer.render(
        expected, theirs.options, {}
    )


def test_a_nul_in_a_text_cannot_become_a_hole() -> None:
    """The marks that our renderer sets can come from no text."""
    html = _plain_html(f"a{HOLE}b `{HOLE}` [c](d{HOLE}e)\n\n```{HOLE}\n{HOLE}\n```\n")
    assert HOLE not in html
    assert html.count("\N{REPLACEMENT CHARACTER}") == 4
    assert PERMALINK not in _plain_html("# a\n")
