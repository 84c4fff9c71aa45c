"""
Read what briefing blocks say as data, and check that each holds what it has to.

The HTML of a block stands in the body like any other.  As data, its key points
can stand in a list or a feed too.
"""

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from briefgen.content.blocks import FENCE, Opening
from briefgen.content.places import fault_at
from briefgen.content.typography import typeset
from briefgen.errors import Diagnostic, Location
from briefgen.model.article import Block, BlockEntry, BlockKind

_LABELLED = {
    BlockKind.BY_THE_NUMBERS: ("figure", "**1.4 million** kilometres of cable"),
    BlockKind.TIMELINE: ("date", "**1858** The first cable"),
}
"""What the entries of a block begin with, and an example."""

_LISTS = {*_LABELLED, BlockKind.KEY_POINTS}
_LIST_OPENS = {"bullet_list_open", "ordered_list_open"}


def set_openings(tokens: Sequence[Token], quotes: Sequence[str]) -> None:
    """Set the typography of what the first lines of blocks say."""
    for token in tokens:
        # Both ends of a block share what is known of it.
        if token.type == "briefing_open":
            opening: Opening = token.meta["opening"]
            token.meta["opening"] = Opening(
                kind=opening.kind,
                title=typeset(opening.title, quotes),
                speaker=typeset(opening.speaker, quotes),
                role=typeset(opening.role, quotes),
                source=opening.source,
            )


def read_blocks(
    tokens: Sequence[Token], lines: Sequence[str], place: Location
) -> tuple[tuple[Block, ...], list[Diagnostic]]:
    """Return the blocks in *tokens* in document order, and what is wrong with them."""
    starts: list[tuple[int, int]] = []
    blocks: dict[int, Block] = {}
    faults: list[Diagnostic] = []
    for index, token in enumerate(tokens):
        if token.type == "briefing_open":
            starts.append((index, len(blocks) + len(starts)))
        elif token.type == "briefing_close":
            start, number = starts.pop()
            inside = tokens[start + 1 : index]
            opening: Opening = token.meta["opening"]
            blocks[number] = _to_block(opening, inside)
            faults += _faults(tokens[start], blocks[number], inside, lines, place)
    return tuple(block for _, block in sorted(blocks.items())), faults


def _to_block(opening: Opening, inside: Sequence[Token]) -> Block:
    is_labelled = opening.kind in _LABELLED
    return Block(
        kind=opening.kind,
        title=opening.title,
        text="\n".join(_texts(inside)),
        entries=tuple(_entry(item, is_labelled=is_labelled) for item in _first_list(inside)),
        speaker=opening.speaker,
        role=opening.role,
        source=opening.source,
    )


def _first_list(inside: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Return the tokens of each entry of the first list."""
    level = -1
    start = 0
    for index, token in enumerate(inside):
        if level < 0:
            level = token.level if token.type in _LIST_OPENS else -1
        elif token.level == level and token.nesting == -1:
            return
        elif token.level == level + 1 and token.type == "list_item_open":
            start = index
        elif token.level == level + 1 and token.type == "list_item_close":
            yield inside[start:index]


def _entry(item: Sequence[Token], *, is_labelled: bool) -> BlockEntry:
    label = _label(item) if is_labelled else ""
    text = " ".join(_texts(item)).removeprefix(label)
    return BlockEntry(label, text.lstrip(" :–—-,") if label else text)


def _label(item: Sequence[Token]) -> str:
    """Return the bold text that an entry begins with; empty if it does not."""
    if len(item) < 3 or item[1].type != "paragraph_open":
        return ""
    children = [one for one in item[2].children or [] if one.type != "text" or one.content]
    if not children or children[0].type != "strong_open":
        return ""
    level = children[0].level
    ends = (at for at, one in enumerate(children) if one.type == "strong_close")
    end = next(at for at in ends if children[at].level == level)
    return plain_text(children[:end])


def _texts(tokens: Sequence[Token]) -> Iterator[str]:
    """Return the plain text of each paragraph and block of code."""
    for token in tokens:
        text = plain_text(token.children) if token.type == "inline" else token.content
        if token.type in {"inline", "fence", "code_block"} and text.strip():
            yield text.strip()


def plain_text(children: Sequence[Token] | None) -> str:
    """Return the text of a paragraph without its markup."""
    pieces = []
    for child in children or ():
        if child.type in {"text", "code_inline"}:
            pieces.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            pieces.append(" ")
        elif child.type == "image":
            pieces.append(child.content)
    return "".join(pieces).strip()


def _faults(
    opening: Token, block: Block, inside: Sequence[Token], lines: Sequence[str], place: Location
) -> Iterator[Diagnostic]:
    line = opening.map[0] if opening.map else 0
    column = opening.meta["column"]
    kind = block.kind
    message = help = ""
    if not inside:
        message = f"the block `{kind}` is empty"
        help = "write its text between its first line and its last, or take them out"
    elif kind is BlockKind.QUOTE and not block.text:
        message, help = "this quote has no text", "write down what was said"
    elif kind in _LISTS and not _is_one_list(inside):
        message = f"the block `{kind}` holds one list and nothing else"
        help = f"write each entry as `- {_LABELLED[kind][1]}`" if kind in _LABELLED else ""
        help = help or "write each point on a line that begins with `- `"
    if message:
        width = len(lines[line].rstrip()) - column + 1
        yield fault_at(message, place, lines, line, column=column, width=width, help=help)
        return
    for token in inside:
        if token.type == "heading_open" and token.map:
            message = "a block holds no headings"
            help = f"a block has a title: `{FENCE} {kind} Title`" * (kind is not BlockKind.QUOTE)
            yield _at_line(message, place, lines, token.map[0], help)
    if kind in _LISTS:
        yield from _entry_faults(block, inside, lines, place)


def _is_one_list(inside: Sequence[Token]) -> bool:
    """Whether there is a list, and nothing after it."""
    level = inside[0].level
    ends = (at for at, token in enumerate(inside) if token.level == level and token.nesting == -1)
    return inside[0].type in _LIST_OPENS and next(ends) == len(inside) - 1


def _entry_faults(
    block: Block, inside: Sequence[Token], lines: Sequence[str], place: Location
) -> Iterator[Diagnostic]:
    for item, entry in zip(_first_list(inside), block.entries, strict=True):
        line = item[0].map[0] if item[0].map else 0
        if block.kind in _LABELLED and not entry.label:
            what, example = _LABELLED[block.kind]
            message = f"this entry does not begin with its {what} in bold"
            yield _at_line(message, place, lines, line, f"write it as `- {example}`")
        elif not entry.label and not entry.text:
            yield _at_line("this entry is empty", place, lines, line, "take it out")


def _at_line(
    message: str, place: Location, lines: Sequence[str], line: int, help: str
) -> Diagnostic:
    text = lines[line] if line < len(lines) else ""
    column = len(text) - len(text.lstrip(" \t>")) + 1
    width = max(1, len(text.rstrip()) - column + 1)
    return fault_at(message, place, lines, line, column=column, width=width, help=help)
