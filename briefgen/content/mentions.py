"""
Read ``[@id]``, by which a text cites one of its sources, and number what it finds.

What is shown is the source's place among the sources of the front matter, so
that the text and the list below it say the same.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from briefgen.content.blocks import Opening
from briefgen.content.places import fault_at
from briefgen.errors import Diagnostic, Location
from briefgen.schema.suggest import closest

_ANY = r"\[@(?P<cited>[\w.-]+)\]"

CITATION = rf"{_ANY}(?!\(|\[(?![@^]))"
"""What is certain to be one, as nothing follows that might make a link of it."""

_MANY = re.compile(r"\[@[\w.-]+(?:[ ]*[,;]|[ ]+-?@|[ ]+pp?\.)[^\[\]\n]*\]")
"""What cites several sources, or a page of one, elsewhere; here each has its own brackets."""

_POINTS_TO_SOURCE = re.compile('href="#source-([^"]+)"')


@dataclass(slots=True)
class Mentions:
    """Where the sources of one text are cited."""

    numbers: Mapping[str, int] | None
    """By the id of a source: its place among them; ``None`` if they are not known."""
    by_source: dict[str, list[str]] = field(default_factory=dict)
    """By the id of a source: the ids of the places that cite it."""

    @classmethod
    def of(cls, sources: tuple[str, ...] | None) -> Self:
        """Begin with no mentions of *sources*, which are ids in order, empty for one without."""
        if sources is None:
            return cls(None)
        return cls({source: number for number, source in enumerate(sources, 1) if source})

    def by_id(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return the ids of sources, each with those of the places that cite it."""
        return tuple((source, tuple(ids)) for source, ids in self.by_source.items())

    def anchors(self) -> Iterator[str]:
        """Return the ids under which the page lists the sources, and those of all mentions."""
        yield from (f"source-{source}" for source in self.numbers or ())
        yield from (one for ids in self.by_source.values() for one in ids)

    def add(self, source: str) -> dict[str, object]:
        """Return what has to be known to show one more mention of *source*."""
        places = self.by_source.setdefault(source, [])
        places.append(f"cite-{source}-{len(places) + 1}")
        number = (self.numbers or {}).get(source, 0)
        return {"source": source, "number": number, "id": places[-1]}

    def knows(self, source: str) -> bool:
        """Whether there is such a source, as far as one can tell."""
        return self.numbers is None or source in self.numbers


def citations_plugin(markdown: MarkdownIt) -> None:
    """Let *markdown* read citations."""
    markdown.inline.ruler.before("link", "citation", _reader(re.compile(CITATION)))
    # What has turned out to be no link.
    markdown.inline.ruler.after("link", "late_citation", _reader(re.compile(_ANY)))
    markdown.inline.ruler.after("late_citation", "many_citations", _read_many)


def _reader(pattern: re.Pattern[str]) -> Callable[[StateInline, bool], bool]:
    def read(state: StateInline, silent: bool) -> bool:
        match = pattern.match(state.src, state.pos, state.posMax)
        # A link cannot stand in the text of another.
        if match is None or state.linkLevel:
            return False
        if not silent:
            _close_up(state)
            state.push("citation", "", 0).meta = {"source": match["cited"], "at": state.pos}
        state.pos = match.end()
        return True

    return read


def _read_many(state: StateInline, silent: bool) -> bool:
    match = _MANY.match(state.src, state.pos, state.posMax)
    if match is None or state.linkLevel:
        return False
    if not silent:
        meta = {"source": match[0][2:-1], "at": state.pos, "is_many": True}
        state.push("citation", "", 0).meta = meta
    state.pos = match.end()
    return True


def _close_up(state: StateInline) -> None:
    """Take away the space before a citation: it belongs to the word before it."""
    state.pending = state.pending.rstrip(" ")
    if not state.pending and state.tokens and state.tokens[-1].type == "softbreak":
        state.tokens.pop()
        state.tokens_meta.pop()


def number_mentions(
    tokens: Sequence[Token], mentions: Mentions, lines: Sequence[str], place: Location
) -> Iterator[Diagnostic]:
    """Number all citations in *tokens* and add them to *mentions*; report what cites nothing."""
    for token in tokens:
        for child in token.children or ():
            if child.type == "citation":
                source = child.meta["source"]
                if "is_many" in child.meta:
                    yield _many(source, place, lines, *_place_of(token, child, lines))
                elif mentions.knows(source):
                    child.meta = mentions.add(source)
                else:
                    line, column = _place_of(token, child, lines)
                    width = len(source) + 3
                    yield _unknown(source, mentions, place, lines, line, column, width)
        opening: Opening | None = token.meta.get("opening") if token.meta else None
        if opening and opening.source and token.nesting == -1:
            if mentions.knows(opening.source):
                token.meta = {**token.meta, "mention": mentions.add(opening.source)}
            else:
                line = token.meta["line"]
                column = lines[line].rfind(opening.source) + 1
                width = len(opening.source)
                yield _unknown(opening.source, mentions, place, lines, line, column, width)


def _many(
    written: str, place: Location, lines: Sequence[str], line: int, column: int
) -> Diagnostic:
    first, *others = re.split(r"(?<![\s,;])[\s,;]++-?@", written)
    ids = [re.split(r"[\s,;]", one)[0] for one in (first, *others)]
    each = "".join(f"[@{one}]" for one in ids)
    help = f"write `{each}`"
    if len(written) > sum(len(one) for one in ids) + 3 * len(others):
        help += "; a page number belongs in the text, or in the `note` of the source"
    message = "each citation has brackets of its own"
    width = len(written) + 3
    return fault_at(message, place, lines, line, column=column, width=width, help=help)


def _unknown(
    source: str,
    mentions: Mentions,
    place: Location,
    lines: Sequence[str],
    line: int,
    column: int,
    width: int,
) -> Diagnostic:
    suggestion = closest(source, mentions.numbers or ())
    help = "only an article has sources: it lists them in its front matter, each with its `id`"
    if suggestion:
        help = f"did you mean `{suggestion}`?"
    message = f"there is no source `{source}`"
    return fault_at(message, place, lines, line, column=column, width=width, help=help)


def _place_of(inline: Token, child: Token, lines: Sequence[str]) -> tuple[int, int]:
    """Return line and column of a citation in the text of *inline*."""
    at = child.meta["at"]
    line = (inline.map or [0])[0] + inline.content.count("\n", 0, at)
    # The parser takes away what a list or quotation puts before its lines.
    offset = at - (inline.content.rfind("\n", 0, at) + 1)
    text = lines[line] if line < len(lines) else ""
    mark = f"[@{child.meta['source']}]"
    found = text.find(mark, min(offset, max(0, len(text) - 1)))
    return line, (found if found >= 0 else text.find(mark)) + 1


def pointed_to(parts: Sequence[str]) -> frozenset[str]:
    """Return the ids of the sources that the HTML in *parts* has a link to."""
    found = (match[1] for part in parts for match in _POINTS_TO_SOURCE.finditer(part))
    return frozenset(unquote(name) for name in found)
