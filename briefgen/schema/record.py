"""
Read a mapping into a frozen struct, by the types that it declares.

One ``Record`` is made for each class and kept.  It knows a reader for every
field, so that reading an article's front matter costs a dictionary look-up for
each key and nothing that depends on how many fields there are.
"""

import types
import typing
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

import yaml
from msgspec import Struct, StructMeta

from briefgen.errors import Severity
from briefgen.model.scalars import Day, Ending, FreeForm, Instant, KeyedBy
from briefgen.schema import scalars
from briefgen.schema.endings import read_ending
from briefgen.schema.keys import Unknown, check_unknown, complain_nameless, complain_twice
from briefgen.schema.nodes import Node, YamlText, describe, is_null
from briefgen.schema.scalars import Reader

T = TypeVar("T", bound=Struct)


class Record(Generic[T]):
    """Reads mappings into one struct."""

    def __init__(self, cls: type[T]) -> None:
        """Derive the readers from the type hints of *cls*."""
        hints = typing.get_type_hints(cls, include_extras=True)
        self.cls = cls
        self.readers: dict[str, Reader] = {
            name: reader_for(hints[name]) for name in cls.__struct_fields__
        }
        self.retired: tuple[str, ...] = getattr(cls, "retired", ())
        self.texts = frozenset(name for name in self.readers if hints[name] is str)
        optional = len(cls.__struct_defaults__)
        self.required = cls.__struct_fields__[: len(cls.__struct_fields__) - optional]

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
            if not isinstance(key_node, yaml.ScalarNode):
                complain_nameless(source, key_node)
                continue
            name = written = key_node.value
            if name not in self.readers and renames:
                name = renames.get(written, written)
            if name in seen:
                complain_twice(source, key_node, name, seen[name])
                continue
            seen[name] = key_node
            reader = self.readers.get(name)
            if reader is None:
                known = (*self.readers, *(renames or ()))
                found = check_unknown(source, key_node, known, self.retired)
                unknown += [found] if found else []
            elif not is_null(value_node):
                values[name] = reader(source, value_node, written)
        for name in self.required:
            if name not in values:
                source.complain(
                    f"`{name}` is missing", node.start_mark, help=f"add `{name}:` and a value"
                )
        valid = len([c for c in source.complaints[before:] if c.severity is Severity.ERROR]) == 0
        return (self.cls(**values) if valid else None), tuple(unknown)


def record_for(cls: type[T]) -> Record[T]:
    """Return the one record of *cls*."""
    if cls not in _records:
        _records[cls] = Record(cls)
    return _records[cls]


_records: dict[type[Any], Record[Any]] = {}


_SCALARS: dict[Any, Reader] = {
    str: scalars.read_text,
    int: scalars.read_whole_number,
    bool: scalars.read_truth,
    Instant: scalars.read_instant,
    FreeForm: scalars.read_free_form,
    Ending: read_ending,
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
        return _list_of(reader_for(arguments[0]), is_nested=isinstance(arguments[0], StructMeta))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return scalars.choice_of(hint)
    if isinstance(hint, StructMeta):
        return _nested(hint)
    message = f"no way to read {hint}"
    raise TypeError(message)


def is_written_as_text(cls: type[Any], *, without: str = "") -> bool:
    """
    Whether a plain text may stand for a whole *cls*: for its first field alone.

    The field *without*, which the key of a mapping fills, does not count.
    """
    record = record_for(cls)
    first = _first_field(cls, without)
    return first in record.texts and set(record.required) <= {first, without}


def _first_field(cls: type[Any], without: str = "") -> str:
    return next(name for name in record_for(cls).readers if name != without)


def _nested(cls: type[Any]) -> Reader:
    """Return a reader of mappings; a plain text stands for the first field alone."""

    def read(source: YamlText, node: Node, name: str) -> Any:
        record = record_for(cls)
        if isinstance(node, yaml.ScalarNode) and is_written_as_text(cls):
            text = scalars.read_text(source, node, name)
            if text is scalars.INVALID:
                return text
            return source.keep(cls(**{_first_field(cls): text}), node)
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
        return scalars.INVALID if value is None else source.keep(value, node)

    return read


def _list_of(read_entry: Reader, *, is_nested: bool) -> Reader:
    def read(source: YamlText, node: Node, name: str) -> Any:
        if isinstance(node, yaml.SequenceNode):
            given = [entry for entry in node.value if not is_null(entry)]
            entries = (read_entry(source, entry, name) for entry in given)
            # A dash with nothing after it is no entry.
            return tuple(entry for entry in entries if entry != "")
        if isinstance(node, yaml.ScalarNode) and not is_nested:
            entry = read_entry(source, node, name)
            return () if entry == "" else (entry,)
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
            if not isinstance(key, yaml.ScalarNode):
                complain_nameless(source, key)
                continue
            if key.value in seen:
                complain_twice(source, key, key.value, seen[key.value])
                continue
            seen[key.value] = key
            entries.append(_keyed_entry(source, key, value, entry, field))
        return tuple(entries)

    return read


def _keyed_entry(source: YamlText, key: Node, value: Node, entry: Any, field: str) -> Any:
    given = {field: key.value}
    if (
        isinstance(value, yaml.ScalarNode)
        and value.value
        and is_written_as_text(entry, without=field)
    ):
        text = scalars.read_text(source, value, str(key.value))
        if text is scalars.INVALID:
            return text
        return entry(**given, **{_first_field(entry, field): text})
    if not isinstance(value, yaml.MappingNode):
        fields = ", ".join(f"`{name}`" for name in record_for(entry).readers if name != field)
        source.complain(
            f"expected a mapping for `{key.value}`, found {describe(value)}",
            value.start_mark,
            help=f"its fields are {fields}",
        )
        return scalars.INVALID
    read, unknown = record_for(entry).read(source, value, given=given)
    for name, place in unknown:
        message = f"`{key.value}` has no field `{name}`; it is ignored"
        source.complaints.append(scalars.warn_unknown(message, place))
    return read
