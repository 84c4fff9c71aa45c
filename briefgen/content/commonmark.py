"""
Read Markdown into tokens: the one door to markdown-it-py.

CommonMark 0.31.2 with tables, strikethrough, footnotes, definition lists, task
lists, briefing blocks and citations.  markdown-it-py tries every rule at every
place; here each line and each special character is offered only to the rules
that can begin with it, which takes a third off the time and changes no result
(the specification's examples are run through this parser).
"""

from collections.abc import Callable
from functools import cache
from types import SimpleNamespace
from typing import cast

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore, text_join
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from briefgen.content.blocks import blocks_plugin
from briefgen.content.comment_marks import comments_plugin
from briefgen.content.inline_parser import Environment, InlineParser, rules_by_name
from briefgen.content.mentions import citations_plugin
from briefgen.content.tasks import tasks_plugin
from briefgen.schema.comments import MARK, Comments

DEEPEST = 100
"""Levels of nesting that are read; a list takes two.  Deeper text would be lost."""

_MOST_QUOTED = 500_000
"""Lines of all quotations, each as often as it is quoted: a parser looks at it once per level."""

_LETTER_RULES = {"table", "lheading", "deflist", "paragraph"}
_BLOCK_BY_CHARACTER = {
    ":": {"briefing"},
    "#": {"heading"},
    ">": {"blockquote"},
    "<": {"html_block"},
    "[": {"footnote_def", "reference"},
    "-": {"hr", "list"},
    "_": {"hr"},
    "*": {"hr", "list"},
    "+": {"list"},
    "`": {"fence"},
    "~": {"fence"},
    MARK: {"comment"},
    **{digit: {"list"} for digit in "0123456789"},
}


class BlockParser(ParserBlock):
    """Offers a line only to the rules that its first character can begin."""

    def compile_rules(self) -> None:
        """Look the rules up once, after all of them have been added."""
        by_name = rules_by_name(self.ruler)
        self._all_rules = tuple(rule for _, rule in by_name)
        self._letter_rules = tuple(rule for name, rule in by_name if name in _LETTER_RULES)
        self._rules_by_character = {
            character: tuple(
                rule for name, rule in by_name if name in names or name in _LETTER_RULES
            )
            for character, names in _BLOCK_BY_CHARACTER.items()
        }

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803
        """Generate tokens for the lines from *startLine* up to *endLine*."""
        if state.parentType == "blockquote" and _is_quoted_too_often(state, startLine):
            state.line = endLine
            return
        line = startLine
        had_empty_lines = False
        deepest = state.md.options.maxNesting
        while line < endLine:
            state.line = line = state.skipEmptyLines(line)
            if line >= endLine or state.sCount[line] < state.blkIndent:
                break
            if state.level >= deepest:
                state.line = endLine
                break
            if not _simple_paragraph(state, line, endLine):
                for rule in self._rules_at(state, line):
                    if rule(state, line, endLine, False):
                        break
            state.tight = not had_empty_lines
            line = state.line
            if line - 1 < endLine and state.isEmpty(line - 1):
                had_empty_lines = True
            if line < endLine and state.isEmpty(line):
                had_empty_lines = True
                line += 1
                state.line = line

    def _rules_at(self, state: StateBlock, line: int) -> tuple[Callable[..., bool], ...]:
        if state.sCount[line] - state.blkIndent >= 4:
            return self._all_rules
        first = state.src[state.bMarks[line] + state.tShift[line]]
        return self._rules_by_character.get(first, self._letter_rules)


def _is_quoted_too_often(state: StateBlock, line: int) -> bool:
    """Count the lines of the quotation that begins at *line*, once for each level."""
    quoted = state.env["quoted"] = state.env.get("quoted", 0) + state.lineMax - line
    if quoted > _MOST_QUOTED:
        state.env.setdefault("given up at", line)
        return True
    return False


def _simple_paragraph(state: StateBlock, line: int, end: int) -> bool:
    """
    Take the paragraph of one line that begins with a letter, if there is one.

    With an empty line after it, such a line can be nothing else, but for the term
    of a definition that comes after that empty line.
    """
    start = state.bMarks[line] + state.tShift[line]
    if state.sCount[line] - state.blkIndent >= 4 or not state.src[start].isalpha():
        return False
    following = line + 1
    if following < end:
        if not state.isEmpty(following):
            return False
        following += 1
        if following < end and not state.isEmpty(following):
            first = state.src[state.bMarks[following] + state.tShift[following]]
            if first in ":~":
                return False
    state.line = line + 1
    is_nested = state.level > 0
    state.tokens.append(
        Token("paragraph_open", "p", 1, level=state.level, block=True)
        if is_nested
        else _PARAGRAPH_OPEN
    )
    content = state.src[start : state.eMarks[line]].strip()
    place = [line, line + 1]
    level = state.level + 1
    state.tokens.append(Token("inline", "", 0, content=content, map=place, level=level, block=True))
    state.tokens.append(
        Token("paragraph_close", "p", -1, level=state.level, block=True)
        if is_nested
        else _PARAGRAPH_CLOSE
    )
    return True


# Lists mark the paragraphs inside them, so only those outside can share their tokens.
_PARAGRAPH_OPEN = Token("paragraph_open", "p", 1, block=True)
_PARAGRAPH_CLOSE = Token("paragraph_close", "p", -1, block=True)


def _normalize(state: StateCore) -> None:
    """Replace U+0000; the line ends of a source file are normalised already."""
    state.src = state.src.replace("\0", "\N{REPLACEMENT CHARACTER}")


def _join_texts(state: StateCore) -> None:
    """Join escaped characters with the text around them, where there are any."""
    needy = [
        token
        for token in state.tokens
        if token.type == "inline"
        and any(child.type == "text_special" or child.children for child in token.children or ())
    ]
    if needy:
        text_join(cast("StateCore", SimpleNamespace(tokens=needy)))


@cache
def parser_for(*, html: bool) -> MarkdownIt:
    """Return the parser; *html* says whether HTML in Markdown counts as HTML."""
    markdown = MarkdownIt("commonmark", {"html": html, "maxNesting": DEEPEST})
    inline, block = InlineParser(), BlockParser()
    markdown.inline, markdown.block = inline, block
    markdown.configure("commonmark", {"html": html, "maxNesting": DEEPEST})
    markdown.enable(["table", "strikethrough"])
    markdown.use(footnote_plugin).use(deflist_plugin).use(tasks_plugin)
    markdown.use(blocks_plugin).use(citations_plugin).use(comments_plugin)
    markdown.core.ruler.at("normalize", _normalize)
    markdown.core.ruler.at("text_join", _join_texts)
    inline.compile_rules()
    block.compile_rules()
    return markdown


def to_tokens(
    text: str, *, html: bool, comments: Comments | None = None
) -> tuple[list[Token], Environment]:
    """Return the tokens of *text*, and what rendering needs; add to *comments* what is marked."""
    environment: Environment = {} if comments is None else {"comments": comments}
    return parser_for(html=html).parse(text, environment), environment
