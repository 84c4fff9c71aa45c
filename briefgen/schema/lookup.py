"""Look up what stands in a mapping or a list, for those who check more than types."""

from collections.abc import Collection, Iterator

import yaml

from briefgen.schema.nodes import Mark, Node, is_null


def value_of(node: Node, name: str) -> Node:
    """
    Return the node of the field *name* of a mapping.

    If it is not there, or a plain text stands for the mapping, that is *node* itself.
    """
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == name), node)
    return node


def named_values(node: yaml.MappingNode) -> Iterator[tuple[str, Node]]:
    """Return the values of a mapping with their names."""
    return ((key.value, value) for key, value in node.value if isinstance(key, yaml.ScalarNode))


def texts_of(node: Node) -> list[Node]:
    """Return the entries of a list of texts, or the one text that stands for it."""
    given = node.value if isinstance(node, yaml.SequenceNode) else [node]
    return [one for one in given if not is_null(one) and str(one.value).strip()]


def join_lists(node: yaml.MappingNode, names: Collection[str]) -> None:
    """Join what *node* says under several of *names*, once under each, into one list of texts."""
    found = [(key, value) for key, value in node.value if name_of(key) in names]
    if len(found) < 2 or len({name_of(key) for key, _ in found}) < len(found):
        return
    entries = [one for _, value in found for one in texts_of(value)]
    if not all(isinstance(one, yaml.ScalarNode) for one in entries):
        return
    texts: dict[str, Node] = {}
    for one in entries:
        texts.setdefault(one.value, one)
    key, first = found[0]
    end = found[-1][1].end_mark
    joined = yaml.SequenceNode("", list(texts.values()), first.start_mark, end)
    others = [pair for pair in node.value if pair not in found[1:]]
    node.value = [(key, joined) if pair[0] is key else pair for pair in others]


def is_unquoted(node: Node) -> bool:
    """Whether *node* is a text without quotation marks, on one line or more."""
    return isinstance(node, yaml.ScalarNode) and not node.style


def values_below(node: Node, name: str = "") -> Iterator[tuple[str, yaml.ScalarNode]]:
    """Return the single values in *node*, however deep, with the *name* of their field."""
    if isinstance(node, yaml.ScalarNode):
        yield name, node
    elif isinstance(node, yaml.SequenceNode):
        for entry in node.value:
            yield from values_below(entry, name)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from values_below(value, name_of(key))


def scalars_below(node: Node) -> Iterator[yaml.ScalarNode]:
    """Return the single values in *node*, however deep, and the names of fields."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    else:
        for entry in node.value:
            for one in entry if isinstance(entry, tuple) else (entry,):
                yield from scalars_below(one)


def single_values(name: str, node: Node) -> Iterator[tuple[str, str]]:
    """Return what *node*, the value of the field *name*, says: itself, or its entries by name."""
    if isinstance(node, yaml.MappingNode):
        given = list(named_values(node))
    else:
        given = [
            (name, one) for one in (node.value if isinstance(node, yaml.SequenceNode) else [node])
        ]
    for key, value in given:
        if isinstance(value, yaml.ScalarNode) and not is_null(value):
            yield key, str(value.value)


def name_of(key: Node) -> str:
    """Return the name that *key* is; nothing if it is none."""
    return str(key.value) if isinstance(key, yaml.ScalarNode) else ""


def mark_at(line: int, column: int) -> Mark:
    """Return the mark of a place that is no node's."""
    mark: Mark = yaml.Mark("", 0, line, column, "", 0)
    return mark
