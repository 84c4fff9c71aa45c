"""
Read briefing blocks: the fences, and what their first line says.

A block begins with three or more colons and its name and ends with a line of as
many colons.  Plugins of markdown-it-py read such containers too, but end one
that has no end by themselves and have no way to say what is wrong.  What a block
has to hold is checked in ``block_data``, once its Markdown has been read.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from msgspec import Struct

from briefgen.model.article import BlockKind
from briefgen.schema.suggest import closest

FENCE = ":::"
"""The shortest fence."""

_NAMES = tuple(kind.value for kind in BlockKind)
_ATTRIBUTES = ("speaker", "role", "source")
_ATTRIBUTE = re.compile(r"""\s*([\w-]+)=(?:"([^"]*)"|'([^']*)'|([^\s"']+))(?=\s|\Z)""")
_LOOKS_LIKE_ATTRIBUTE = re.compile(r"""([\w-]+)=["']""")


class Slip(Struct, frozen=True):
    """Something wrong with a fence; lines count from 0, columns from 1."""

    line: int
    column: int
    width: int
    message: str
    help: str


class Opening(Struct, frozen=True):
    """What the first line of a block says."""

    kind: BlockKind
    title: str = ""
    speaker: str = ""
    role: str = ""
    source: str = ""


@dataclass(slots=True)
class Fences:
    """What is known of the fences of one text."""

    slips: list[Slip] = field(default_factory=list)
    ended_until: dict[tuple[int, int], int] = field(default_factory=dict)
    """By level and length of a fence: the line up to which none has an end."""
    has_open: bool = False
    """Whether a block without an end was found: a fence that ends none may be its."""


def blocks_plugin(markdown: MarkdownIt) -> None:
    """Let *markdown* read briefing blocks."""
    ends = ["paragraph", "reference", "blockquote", "list", "footnote_def"]
    markdown.block.ruler.before("table", "briefing", _read, {"alt": ends})


def _read(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    begin = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("::", begin) or state.is_code_block(start):
        return False
    if not state.src.startswith(FENCE, begin):
        if not silent:
            _miss_colon(state, start, begin)
        return False
    if silent:
        return True
    fences = state.env.setdefault("fences", Fences())
    written = state.src[begin : state.eMarks[start]].rstrip()
    header = written.lstrip(":")
    length = len(written) - len(header)
    column = begin - state.src.rfind("\n", 0, begin)
    state.line = start + 1
    if not header:
        if not fences.has_open:
            message = "this ends no block"
            help = f"a block begins with `{FENCE}` and its name, such as `{FENCE} background`"
            fences.slips.append(Slip(start, column, length, message, help))
        return True
    last = _find_end(state, fences, start, end, length)
    if last is None:
        fences.has_open = True
        message = f"this block has no end: no line of {length} colons follows"
        help = f"put `{written[:length]}` on a line of its own; a block around others needs more"
        fences.slips.append(Slip(start, column, len(written), message, help))
        return True
    opening = read_opening(header, start, column + length, fences.slips)
    _read_inside(state, last, {"opening": opening, "line": start, "column": column})
    return True


def _miss_colon(state: StateBlock, start: int, begin: int) -> None:
    """Add a slip if a line with two colons names a block."""
    written = state.src[begin : state.eMarks[start]].rstrip()
    name = written[2:].split(maxsplit=1)[:1]
    if name and name[0] in _NAMES:
        fences = state.env.setdefault("fences", Fences())
        column = begin - state.src.rfind("\n", 0, begin)
        help = f"write `{FENCE} {name[0]}`, and `{FENCE}` after its text"
        fences.slips.append(Slip(start, column, 2, "a block begins with three colons", help))


def _find_end(state: StateBlock, fences: Fences, start: int, end: int, length: int) -> int | None:
    """Return the line on which a block ends, if it does."""
    # Where one fence found no end, another of its length will not find one either.
    key = (state.level, length)
    if start < fences.ended_until.get(key, 0):
        return None
    fence = ":" * length
    line = start + 1
    while line < end:
        begin, stop = state.bMarks[line] + state.tShift[line], state.eMarks[line]
        if begin < stop:
            if state.sCount[line] < state.blkIndent:
                break
            if (
                state.src.startswith(fence, begin)
                and state.src[begin:stop].rstrip() == fence
                and not state.is_code_block(line)
            ):
                return line
        line += 1
    fences.ended_until[key] = line
    return None


def _read_inside(state: StateBlock, last: int, meta: dict[str, Any]) -> None:
    """Read the lines up to the *last* fence; without an opening, as if there were no fences."""
    start, has_opening = meta["line"], meta["opening"] is not None
    parent, line_max = state.parentType, state.lineMax
    state.parentType, state.lineMax = "briefing", last
    if has_opening:
        token = state.push("briefing_open", "div", 1)
        token.map, token.meta = [start, last + 1], meta
    state.md.block.tokenize(state, start + 1, last)
    if has_opening:
        state.push("briefing_close", "div", -1).meta = meta
    state.parentType, state.lineMax = parent, line_max
    state.line = last + 1


def read_opening(header: str, line: int, column: int, slips: list[Slip]) -> Opening | None:
    """Return what *header* says, the rest of a line from *column* on; or add to *slips*."""
    name = header.split(maxsplit=1)[0]
    column += header.index(name)
    if name not in _NAMES:
        suggestion = closest(name, _NAMES)
        help = (
            f"did you mean `{suggestion}`?" if suggestion else f"the blocks are {', '.join(_NAMES)}"
        )
        slips.append(Slip(line, column, len(name), f"there is no block `{name}`", help))
        return None
    rest = header.strip()[len(name) :]
    column += len(name)
    kind = BlockKind(name)
    if kind is BlockKind.QUOTE:
        return _read_attributes(rest, line, column, slips)
    match = _LOOKS_LIKE_ATTRIBUTE.match(rest.strip())
    if match:
        column += len(rest) - len(rest.lstrip())
        message = f"the block `{name}` has no attribute `{match[1]}`"
        help = f"write a title as it is: `{FENCE} {name} Title`"
        slips.append(Slip(line, column, len(match[1]), message, help))
        return None
    return Opening(kind, title=" ".join(rest.split()))


def _read_attributes(text: str, line: int, column: int, slips: list[Slip]) -> Opening | None:
    """Return the opening of a quote with the attributes in *text*."""
    found: dict[str, str] = {}
    at = 0
    while at < len(text):
        match = _ATTRIBUTE.match(text, at)
        if match is None:
            message, help = _no_attribute(text[at:].split(maxsplit=1)[0], text)
        elif match[1] not in _ATTRIBUTES:
            suggestion = closest(match[1], _ATTRIBUTES)
            message = f"the block `quote` has no attribute `{match[1]}`"
            help = f"did you mean `{suggestion}`?" if suggestion else "it has speaker, role, source"
        elif match[1] in found:
            message, help = f"`{match[1]}` is given twice", "keep one of them"
        else:
            found[match[1]] = " ".join((match[2] or match[3] or match[4] or "").split())
            at = match.end()
            continue
        word = text[at:].split(maxsplit=1)[0]
        slips.append(Slip(line, column + text.index(word, at), len(word), message, help))
        return None
    if not found.get("speaker"):
        help = f'write `{FENCE} quote speaker="Who said it"`'
        slips.append(Slip(line, column - len("quote"), 5, "this quote has no `speaker`", help))
        return None
    return Opening(BlockKind.QUOTE, **found)


def _no_attribute(word: str, text: str) -> tuple[str, str]:
    message = f"`{word}` is no attribute of a quote"
    if not any(mark in text for mark in "=\"'"):
        return message, f'write `{FENCE} quote speaker="{" ".join(text.split())}"`'
    return (
        message,
        'write each as name="value", with straight quotation marks around several words',
    )
