"""
Find what would be wrong with a page though its text can be read.

Markdown never fails: what it cannot read it drops or shows as it is.  An editor
should hear of that, so the tokens are looked at once more.
"""

from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from briefgen.content.commonmark import DEEPEST
from briefgen.content.inline_parser import Environment
from briefgen.content.places import fault_at, find_link
from briefgen.errors import Diagnostic, Location, Severity


def nesting_faults(
    tokens: Sequence[Token], lines: Sequence[str], place: Location
) -> Iterator[Diagnostic]:
    """Report the first place where the parser gave up and dropped what followed."""
    for token in tokens:
        if token.nesting == 1 and token.level + 1 >= DEEPEST:
            line = token.map[0] if token.map else 0
            yield fault_at(
                "this is nested too deep to be read",
                place,
                lines,
                line,
                help="lists and quotations may be nested about 50 levels deep",
            )
            return


def anchor_faults(
    tokens: Sequence[Token], anchors: frozenset[str], lines: Sequence[str], place: Location
) -> Iterator[Diagnostic]:
    """Report links to headings of this text that do not exist."""
    for token in tokens:
        hrefs = dict.fromkeys(
            str(child.attrs.get("href", ""))
            for child in token.children or []
            if child.type == "link_open"
        )
        for href in hrefs:
            name = unquote(href[1:])
            if href.startswith("#") and name and name not in anchors:
                first, end = token.map or (0, 0)
                number, column = find_link(lines, first, end, href)
                message = f"there is no heading `#{name}` in this text"
                yield fault_at(message, place, lines, number - 1, column=column)


def lost_text(
    tokens: Sequence[Token], environment: Environment, lines: Sequence[str], place: Location
) -> Iterator[Diagnostic]:
    """Say which text Markdown leaves out: quotations, footnotes without a reference, cells."""
    if "given up at" in environment:
        yield fault_at(
            "so many lines in quotations within quotations cannot be read",
            place,
            lines,
            environment["given up at"],
            help="nest the quotations less, or end each with an empty line",
        )
    if not any("|" in line or "[^" in line for line in lines):
        return
    for label, number in environment.get("footnotes", {}).get("refs", {}).items():
        if number < 0:
            mark = f"[^{label[1:]}]:"
            line = next((at for at, text in enumerate(lines) if mark in text), 0)
            message = f"nothing refers to the footnote `{mark[:-1]}`, so it is not shown"
            yield fault_at(message, place, lines, line, severity=Severity.WARNING)
    columns = 0
    for token in tokens:
        if token.type == "table_open":
            columns = 0
        elif token.type == "th_open":
            columns += 1
        elif token.type == "tr_open" and columns and token.map:
            cells = _cells(lines[token.map[0]])
            if any(cell.strip() for cell in cells[columns:]):
                message = f"this row has {len(cells)} cells, but its table has {columns} columns"
                yield fault_at(
                    message,
                    place,
                    lines,
                    token.map[0],
                    help="the rest is not shown",
                    severity=Severity.WARNING,
                )


def _cells(line: str) -> list[str]:
    """Return the cells of a row, without the bars at its ends."""
    row = line.strip(" \t>")
    return escapedSplit(row.removeprefix("|"))
