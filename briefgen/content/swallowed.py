"""
Notice a field that YAML reads as part of the text above it.

Indented below a text, `draft: true` is a line of that text and keeps nothing back.
"""

import re
from bisect import bisect_right

from briefgen.content.field_counts import says_draft
from briefgen.content.field_lines import lines_of
from briefgen.schema.lookup import mark_at, values_below
from briefgen.schema.nodes import Node, YamlText

_INDENTED = re.compile(r"[ \t]+[a-z][\w-]*[ \t]*[:=]")


def complain_of_swallowed(source: YamlText, root: Node) -> None:
    """Complain of each value below *root* that has a draft's field in a line of its own."""
    written = source.text.split("\n")
    numbers = [
        number
        for number, line in enumerate(written)
        if _INDENTED.match(line) and says_draft(next(lines_of(line)))
    ]
    if not numbers:
        return
    for _, node in values_below(root):
        end = node.end_mark
        last = end.line if end.column else end.line - 1
        following = bisect_right(numbers, node.start_mark.line)
        if following < len(numbers) and numbers[following] <= last:
            number = numbers[following]
            line = written[number].strip()
            source.complain(
                "this line belongs to the text above it, so it keeps nothing back",
                mark_at(number, written[number].index(line)),
                width=len(line),
                help="begin it in the first column; if it is text, say it in other words",
            )
