"""Read what stands within a paragraph, offering a character only to the rules that it can begin."""

import re
from collections.abc import MutableMapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from briefgen.content.simple_inline import scan
from briefgen.schema.comments import MARK

Environment = MutableMapping[str, Any]

_INLINE_BY_CHARACTER = {
    "\n": {"newline"},
    "\\": {"escape"},
    "`": {"backticks"},
    "~": {"strikethrough"},
    "*": {"emphasis"},
    "_": {"emphasis"},
    "[": {"citation", "link", "late_citation", "many_citations", "footnote_ref"},
    "!": {"image"},
    "^": {"footnote_inline"},
    "<": {"autolink", "html_inline"},
    "&": {"entity"},
    MARK: {"comment"},
}


def rules_by_name(ruler: Any) -> list[tuple[str, Any]]:
    """Return the rules of *ruler* that are in use, in their order, each with its name."""
    return list(zip(ruler.get_active_rules(), ruler.getRules(""), strict=True))


class InlineParser(ParserInline):
    """Offers a character only to the rules that it can begin."""

    def __init__(self) -> None:
        """Stop text only where an enabled rule may begin."""
        super().__init__()
        self.terminator_re = re.compile(rf"[\n!&*<\[\\\]^_`~{MARK}]")

    def compile_rules(self) -> None:
        """Look the rules up once, after all of them have been added."""
        by_name = rules_by_name(self.ruler)
        self._rules_by_character = {
            character: tuple(rule for name, rule in by_name if name in names)
            for character, names in _INLINE_BY_CHARACTER.items()
        }

    def parse(self, src: str, md: MarkdownIt, env: Environment, tokens: list[Token]) -> list[Token]:
        """Append the tokens of *src* to *tokens*."""
        simple = scan(src)
        if simple is None:
            return super().parse(src, md, env, tokens)
        tokens += simple
        return tokens

    def skipToken(self, state: StateInline) -> None:  # noqa: N802  # as markdown-it calls it
        """Go to the end of the token at the position of *state*, and remember where that is."""
        start, end = state.pos, state.posMax
        known = state.cache.get(start)
        if known is not None:
            state.pos = known
            return
        if state.level >= state.md.options.maxNesting:
            state.pos = end
        elif match := self.terminator_re.search(state.src, start, end):
            state.pos = match.start()
        else:
            state.pos = end
        if state.pos == start:
            state.level += 1
            if not any(
                rule(state, True) for rule in self._rules_by_character.get(state.src[start], ())
            ):
                state.pos += 1
            state.level -= 1
        state.cache[start] = state.pos

    def tokenize(self, state: StateInline) -> None:
        """Generate tokens for the whole range of *state*."""
        source, end = state.src, state.posMax
        search = self.terminator_re.search
        is_shallow = state.level < state.md.options.maxNesting
        while state.pos < end:
            start = state.pos
            match = search(source, start, end)
            stop = match.start() if match else end
            if stop > start:
                state.append_pending(source[start:stop])
                state.pos = stop
                continue
            rules = self._rules_by_character.get(source[start], ()) if is_shallow else ()
            if not any(rule(state, False) for rule in rules):
                state.append_pending(source[start])
                state.pos += 1
        if state.pending:
            state.pushPending()
