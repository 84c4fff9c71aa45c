"""
Compose YAML into nodes that know their line and column.

The reader of untrusted YAML is a known way to be crashed or stalled: the C
parser overflows its stack on deep nesting, and a few hundred bytes of merge
keys take seconds.  What can do that is refused here, before composing.
"""

import re
from dataclasses import dataclass, field
from typing import Protocol

import yaml

from briefgen.errors import Diagnostic, Location, Severity

Node = yaml.Node
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

DEEPEST = 32
"""Levels of nesting that front matter and configuration may have."""

_UNSUPPORTED = {
    "anchor": "an anchor (`&name`)",
    "alias": "an alias (`*name`)",
    "tag": "a tag (`!name`)",
}


_COMMENT = re.compile(r"[ \t]++#\w")


class Mark(Protocol):
    """A place in a text; line and column count from 0."""

    @property
    def line(self) -> int:
        """Lines before it."""

    @property
    def column(self) -> int:
        """Characters before it in its line."""


@dataclass(slots=True)
class YamlText:
    """A stretch of YAML in a file, and what was found wrong with it."""

    path: str
    text: str
    first_line: int = 1
    """Line of the file on which the text begins."""
    complaints: list[Diagnostic] = field(default_factory=list)
    records: list[tuple[object, Node]] = field(default_factory=list)
    """What its nested mappings were read into, each with its node, in their order."""
    fields: dict[str, Node] = field(default_factory=dict)
    """The values of its outermost mapping, by the names of the fields that they are for."""
    _lines: list[str] | None = None

    def complain(
        self,
        message: str,
        mark: Mark | None,
        *,
        width: int = 1,
        help: str = "",
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Add a complaint about the place that *mark* points to; without one, the beginning."""
        mark = mark or _START
        excerpt = self.line_at(mark)
        place = self.place(mark)
        self.complaints.append(Diagnostic(severity, message, place, help, excerpt, width))

    def is_wrong(self) -> bool:
        """Whether there is a complaint that is no mere warning."""
        return any(one.severity is Severity.ERROR for one in self.complaints)

    def warn_of_comment(self, node: yaml.ScalarNode) -> None:
        """Warn if the plain text *node* is cut off by what may not be meant as a comment."""
        if node.style:
            return
        end = node.end_mark
        line = self.line_at(end)
        # Who means a comment puts a space after the sign.
        if sign := _COMMENT.match(line, end.column):
            at = sign.end() - 2
            self.complain(
                "what follows `#` is a comment to YAML",
                yaml.Mark("", 0, end.line, at, "", 0),
                width=len(line[at:].rstrip()),
                help="put the text between quotation marks",
                severity=Severity.WARNING,
            )

    def keep(self, value: object, node: Node) -> object:
        """Remember that a nested *value* was read from *node*, and return it."""
        self.records.append((value, node))
        return value

    def line_at(self, mark: Mark) -> str:
        """Return the line that *mark* points into."""
        if self._lines is None:
            # Once: there may be as many complaints as lines.
            self._lines = self.text.splitlines()
        return self._lines[mark.line] if mark.line < len(self._lines) else ""

    def place(self, mark: Mark) -> Location:
        """Return where in the file *mark* points to."""
        return Location(self.path, self.first_line + mark.line, mark.column + 1)


def compose(source: YamlText) -> yaml.MappingNode | None:
    """
    Return the mapping that *source* holds, or ``None`` if it holds none.

    Nothing is raised: whatever is wrong is among ``source.complaints``.
    """
    try:
        if _needs_inspection(source.text) and not _inspect(source):
            return None
        loader = _Loader(source.text)
        try:
            root = loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as fault:
        _complain_about_syntax(source, fault)
        return None
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError) as fault:
        source.complain(f"this is not YAML: {fault}", _START)
        return None
    if root is None or is_null(root):
        return None
    if not isinstance(root, yaml.MappingNode):
        source.complain(
            f"expected `key: value` lines, found {describe(root)}",
            root.start_mark,
            help="each line names a field, a colon, a space, and its value",
        )
        return None
    return root


def is_null(node: Node) -> bool:
    """Whether *node* says that there is no value."""
    return (
        isinstance(node, yaml.ScalarNode)
        and not node.style
        and node.value in {"", "~", "null", "Null", "NULL"}
    )


def describe(node: Node) -> str:
    """Return what *node* is, as a message would put it."""
    if isinstance(node, yaml.MappingNode):
        return "a mapping"
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    value = str(node.value)
    return f"`{value}`" if len(value) <= 60 else f"`{value[:57]}…`"


_START: Mark = yaml.Mark("", 0, 0, 0, "", 0)


def _complain_about_syntax(source: YamlText, fault: yaml.MarkedYAMLError) -> None:
    """Say in our own words what the parser means, where it is a common slip."""
    problem, context = fault.problem or "", fault.context or ""
    mark = fault.problem_mark or fault.context_mark or _START
    message, help = f"this is not YAML: {problem or context}", ""
    if _character_at(source, mark) == "\t" or "tab" in problem:
        message, help = "there is a tab where YAML allows none", "indent with spaces"
    elif "quoted scalar" in context and "end of stream" in problem:
        mark, message = fault.context_mark or mark, "this quotation mark has no partner"
        help = "end the text with the same mark, or take this one out"
    elif "flow" in context and "expected ','" in problem:
        mark, message = fault.context_mark or mark, "this bracket is never closed"
        help = "close it, and put a comma between two entries"
    elif "mapping values are not allowed" in problem:
        help = "put a text that contains `: ` between quotation marks; fields begin in one column"
    elif "cannot start any token" in problem or "alphabetic or numeric" in problem:
        help = "put a text that begins with a special character between quotation marks"
    elif "expected '-' indicator" in problem:
        help = "the fields of one entry begin in one column, to the right of its dash"
    elif "expected key" in problem:
        help = "fields begin in one column, and what follows one belongs to its right"
        if _is_quoted_in_part(source.line_at(mark)[: mark.column]):
            help = "put the whole text between quotation marks, not a part of it"
    elif "escape" in problem:
        help = "between double quotation marks a backslash is written twice"
    source.complain(message, mark, help=help)


_PARTNERS = {"]": "[", "}": "{", '"': '"', "'": "'"}
"""By what ends a text between marks: what begins it."""


def _is_quoted_in_part(before: str) -> bool:
    """Whether the value of a line, up to where the parser lost its way, stands between marks."""
    before = before.rstrip(" \t")
    opening = _PARTNERS.get(before[-1:])
    if opening is None:
        return False
    key, _, value = before[:-1].partition(":")
    has_value = value[:1] in {" ", "\t"} and value.lstrip(" \t").startswith(opening)
    return has_value or f" {opening}" in key.replace("\t", " ")


def _character_at(source: YamlText, mark: Mark) -> str:
    return source.line_at(mark)[mark.column : mark.column + 1]


def _needs_inspection(text: str) -> bool:
    """Whether *text* could hold what has to be refused; most front matter cannot."""
    if "&" in text or "*" in text or "!" in text:
        return True
    openings = text.count("[") + text.count("{")
    return openings > DEEPEST or _NESTED_IN_A_LINE.search(text) is not None


_NESTED_IN_A_LINE = re.compile(r"[-?]\s+[-?]\s| {16}")


def _inspect(source: YamlText) -> bool:
    """Walk the events of *source*; complain and return False if it must be refused."""
    depth = 0
    for event in yaml.parse(source.text, Loader=_Loader):
        found = ""
        if isinstance(event, yaml.AliasEvent):
            found = "alias"
        elif isinstance(event, yaml.NodeEvent) and event.anchor:
            found = "anchor"
        elif getattr(event, "tag", None):
            found = "tag"
        if found:
            source.complain(
                f"{_UNSUPPORTED[found]} is not supported here",
                event.start_mark,
                help="put a text that begins with `&`, `*` or `!` between quotation marks",
            )
            return False
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                source.complain(f"nested more than {DEEPEST} levels deep", event.start_mark)
                return False
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return True
