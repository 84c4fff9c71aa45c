"""
Read a mapping into a frozen dataclass, by the types that it declares.

One ``Record`` is made for each class and kept.  It knows a reader for every
field, so that reading an article's front matter costs a dictionary look-up for
each key and nothing that depends on how many fields there are.
"""

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, Generic, TypeVar

import yaml

from briefgen.errors import Location, Severity
from briefgen.model.scalars import Day, FreeForm, Instant, KeyedBy
from briefgen.schema import scalars
from briefgen.schema.nodes import Node, YamlText, describe, is_null
from briefgen.schema.suggest import closest

T = TypeVar("T")
Reader = Callable[[YamlText, Node, str], Any]
"""Returns the value of a node, or ``scalars.INVALID`` after complaining."""

Unknown = tuple[str, Location]
"""A key that is nothing like a known one, and where it stands."""


class Record(Generic[T]):
    """Reads mappings into one dataclass."""

    def __init__(self, cls: type[T]) -> None:
        """Derive the readers from the type hints of *cls*."""
        hints = typing.get_type_hints(cls, include_extras=True)
        self.cls = cls
        self.readers: dict[str, Reader] = {
            field.name: reader_for(hints[field.name])
            for field in dataclasses.fields(cls)  # type: ignore[arg-type]  # T is a dataclass
        }
        self.required = tuple(
            field.name
            for field in dataclasses.fields(cls)  # type: ignore[arg-type]  # T is a dataclass
            if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        )

    def read(
        self,
        source: YamlText,
        node: yaml.MappingNode,
        renames: Mapping[str, str] | None = None,
        given: Mapping[str, object] | None = None,
    ) -> tuple[T | None, tuple[Unknown, ...]]:
        """
        Return the value that *node* describes, and the keys that nobody knows.

        *renames* maps other names of fields to their own; *given* are fields
        that are not read from the node.  The value is ``None`` if anything is
        wrong; all of it is then among the complaints of *source*.
        """
        before = len(source.complaints)
        values: dict[str, Any] = dict(given or {})
        seen: dict[str, Node] = {}
        unknown: list[Unknown] = []
        for key_node, value_node in node.value:
            written = key_node.value if isinstance(key_node, yaml.ScalarNode) else ""
            name = written
            if name not in self.readers and renames:
                name = renames.get(written, written)
            if name in seen:
                self._complain_twice(source, key_node, written, name, seen[name])
                continue
            seen[name] = key_node
            reader = self.readers.get(name)
            if reader is None:
                self._unknown_key(source, key_node, written, renames or {}, unknown)
            elif not is_null(value_node):
                values[name] = reader(source, value_node, written)
        for name in self.required:
            if name not in values:
                source.complain(
                    f"`{name}` is missing", node.start_mark, help=f"add `{name}:` and a value"
                )
        valid = len([c for c in source.complaints[before:] if c.severity is Severity.ERROR]) == 0
        return (self.cls(**values) if valid else None), tuple(unknown)

    def _complain_twice(
        self, source: YamlText, key: Node, written: str, name: str, first: Node
    ) -> None:
        also = "" if first.value == written else f" (as `{first.value}`)"
        source.complain(
            f"`{written}` is given twice",
            key.start_mark,
            width=len(written),
            help=f"`{name}` stands on line {source.first_line + first.start_mark.line} "
            f"already{also}; keep one of them",
        )

    def _unknown_key(
        self,
        source: YamlText,
        key: Node,
        written: str,
        renames: Mapping[str, str],
        unknown: list[Unknown],
    ) -> None:
        if not isinstance(key, yaml.ScalarNode):
            source.complain(f"expected the name of a field, found {describe(key)}", key.start_mark)
            return
        suggestion = closest(written, [*self.readers, *renames])
        if suggestion:
            source.complain(
                f"there is no field `{written}`",
                key.start_mark,
                width=len(written),
                help=f"did you mean `{suggestion}`?",
            )
        else:
            line = source.first_line + key.start_mark.line
            unknown.append((written, Location(source.path, line, key.start_mark.column + 1)))


@cache
def record_for(cls: type[T]) -> Record[T]:
    """Return the one record of *cls*."""
    return Record(cls)


_SCALARS: dict[Any, Reader] = {
    str: scalars.read_text,
    int: scalars.read_whole_number,
    bool: scalars.read_truth,
    Instant: scalars.read_instant,
    FreeForm: scalars.read_free_form,
}


def reader_for(hint: Any) -> Reader:
    """
    Return the reader for a declared type.

    Raises:
        TypeError: the type is none that front matter or configuration may use.

    """
    if hint in _SCALARS:
        return _SCALARS[hint]
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Annotated and isinstance(arguments[1], KeyedBy):
        return _keyed(typing.get_args(arguments[0])[0], arguments[1].field)
    if hint == Day or set(arguments) == {date, datetime, type(None)}:
        return scalars.read_day
    if origin in {typing.Union, types.UnionType}:
        inner = [argument for argument in arguments if argument is not type(None)]
        return reader_for(inner[0])
    if origin is tuple:
        return _list_of(reader_for(arguments[0]), is_nested=dataclasses.is_dataclass(arguments[0]))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return scalars.choice_of(hint)
    if dataclasses.is_dataclass(hint):
        return _nested(typing.cast("type[Any]", hint))
    message = f"no way to read {hint}"
    raise TypeError(message)


def _nested(cls: type[Any]) -> Reader:
    """Return a reader of mappings; a plain text stands for the first field alone."""

    def read(source: YamlText, node: Node, name: str) -> Any:
        record = record_for(cls)
        first = dataclasses.fields(cls)[0].name
        if isinstance(node, yaml.ScalarNode) and set(record.required) <= {first}:
            text = scalars.read_text(source, node, name)
            return text if text is scalars.INVALID else cls(**{first: text})
        if not isinstance(node, yaml.MappingNode):
            fields = ", ".join(f"`{field}`" for field in record.readers)
            source.complain(
                f"expected a mapping for `{name}`, found {describe(node)}",
                node.start_mark,
                help=f"its fields are {fields}",
            )
            return scalars.INVALID
        value, unknown = record.read(source, node)
        for key, place in unknown:
            source.complaints.append(
                scalars.warn_unknown(f"`{name}` has no field `{key}`; it is ignored", place)
            )
        return scalars.INVALID if value is None else value

    return read


def _list_of(read_entry: Reader, *, is_nested: bool) -> Reader:
    def read(source: YamlText, node: Node, name: str) -> Any:
        if isinstance(node, yaml.SequenceNode):
            return tuple(read_entry(source, entry, name) for entry in node.value)
        if isinstance(node, yaml.ScalarNode) and not is_nested:
            return (read_entry(source, node, name),)
        source.complain(
            f"expected a list for `{name}`, found {describe(node)}",
            node.start_mark,
            help="write each entry on a line of its own that begins with `- `",
        )
        return scalars.INVALID

    return read


def _keyed(entry: Any, field: str) -> Reader:
    """Return a reader of a mapping whose keys fill *field* of its entries."""

    def read(source: YamlText, node: Node, name: str) -> Any:
        if not isinstance(node, yaml.MappingNode):
            source.complain(
                f"expected a mapping for `{name}`, found {describe(node)}", node.start_mark
            )
            return scalars.INVALID
        entries = []
        seen: dict[str, Node] = {}
        for key, value in node.value:
            if key.value in seen:
                source.complain(f"`{key.value}` is given twice", key.start_mark)
                continue
            seen[key.value] = key
            entries.append(_keyed_entry(source, key, value, entry, field))
        return tuple(entries)

    return read


def _keyed_entry(source: YamlText, key: Node, value: Node, entry: Any, field: str) -> Any:
    record = record_for(entry)
    given = {field: key.value}
    if isinstance(value, yaml.MappingNode):
        read, unknown = record.read(source, value, given=given)
        for name, place in unknown:
            message = f"`{key.value}` has no field `{name}`; it is ignored"
            source.complaints.append(scalars.warn_unknown(message, place))
        return read
    first = next(name for name in record.readers if name != field)
    return entry(**given, **{first: scalars.read_text(source, value, str(key.value))})
