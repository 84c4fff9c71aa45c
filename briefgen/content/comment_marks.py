"""
Let the parser read a text in which the beginnings of comments are marked.

A mark is a control character, which no text can hold, and a character that
numbers it; together they are as long as what they stand on.  So the parser can
say of each beginning whether it is code, and nothing has moved.  A mark without
a number stands where a comment was: like one, it parts blocks and shows nothing.
"""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from briefgen.schema.comments import BASE, MARK, Comments
from briefgen.schema.openers import Kind

_END = "-->"


def comments_plugin(markdown: MarkdownIt) -> None:
    """Let *markdown* read marks."""
    ends = ["paragraph", "reference", "blockquote", "list", "footnote_def"]
    markdown.block.ruler.before("table", "comment", _read_block, {"alt": ends})
    markdown.inline.ruler.before("escape", "comment", _read_inline)


def _read_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read comments on lines of their own."""
    at = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith(MARK, at) or state.is_code_block(start):
        return False
    comments: Comments | None = state.env.get("comments")
    numbers: list[int] = []
    line = start
    # One to the left of a list's entry ends it.
    indent = min(state.sCount[start], state.blkIndent)
    while line < end and (state.sCount[line] >= indent or state.isEmpty(line)):
        stop = state.eMarks[line]
        while at < stop and state.src.startswith(MARK, at):
            if comments is None:
                at += 1
            else:
                number = ord(state.src[at + 1]) - BASE
                opener = comments.openers[number]
                if opener.kind not in {Kind.HTML, Kind.REFERENCE} or opener.end < 0:
                    return False
                numbers.append(number)
                at += opener.end - opener.start
            at = state.skipSpaces(at)
        if at < stop:
            return False
        line += 1
        if at == stop:
            break
    else:
        return False
    if not silent:
        if comments is not None:
            comments.closed.update(numbers)
            comments.alone.update(numbers)
        state.line = line
    return True


def _read_inline(state: StateInline, silent: bool) -> bool:
    """Read a comment within a paragraph."""
    comments: Comments | None = state.env.get("comments")
    if comments is None or not state.src.startswith(MARK, state.pos):
        return False
    number = ord(state.src[state.pos + 1]) - BASE
    opener = comments.openers[number]
    if opener.kind is not Kind.HTML or opener.end < 0:
        return False
    # It is not longer here than in the file, where lists and quotations put signs into it.
    limit = min(state.posMax, state.pos + opener.end - opener.start)
    end = state.src.find(_END, state.pos + 2, limit)
    if end < 0:
        return False
    if not silent:
        comments.closed.add(number)
    state.pos = end + len(_END)
    return True
