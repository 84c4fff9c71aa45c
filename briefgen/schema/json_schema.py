"""
Describe a struct to editors, so that they complete and check while one types.

The schema is derived from the same type hints as the reader (``schema.record``)
and says the same as far as a schema can: an editor must not underline what
briefgen accepts.  That two spellings of one field exclude each other, and that
February has no 30th, only the build says.

It is written in draft 7 of JSON Schema, because that is the newest draft that
all editors with YAML support understand in full.
"""

import types
import typing
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from msgspec import StructMeta
from msgspec.structs import FieldInfo, fields

from briefgen.model.scalars import Day, Ending, FreeForm, Instant, KeyedBy
from briefgen.schema.documentation import sentences_of, summary_of
from briefgen.schema.record import is_written_as_text, record_for

Schema = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"

_UNKNOWN = (
    "A key that is not listed here is ignored with a warning, or refused if it looks like a slip."
)

_DATE = r"\d{4}-(0?[1-9]|1[0-2])-(0?[1-9]|[12]\d|3[01])"
_TIME = r"[Tt ]\s*([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?\s*"
_OFFSET = r"([Zz]|[-+](0\d|1[0-4]):?[0-5]\d)"
_MOST = 999_999_999


def to_json_schema(cls: type[Any], title: str, renames: Mapping[str, str] | None = None) -> Schema:
    """Return the JSON Schema of files that are read into *cls*; *renames* are the reader's."""
    schema = _record(cls)
    properties = schema["properties"]
    for written, name in sorted((renames or {}).items()):
        meaning = f"Another name for `{name}`. {properties[name].get('description', '')}".strip()
        # Editors accept the name, but propose only the field's own.
        properties[written] = {**properties[name], "description": meaning, "doNotSuggest": True}
    return {
        "$schema": DRAFT,
        "title": title,
        **schema,
        "description": f"{summary_of(cls)} {_UNKNOWN}",
    }


def schema_for(hint: Any) -> Schema:
    """
    Return the schema of a declared type.

    Raises:
        TypeError: the type is none that front matter or configuration may use.

    """
    if hint in _SCALARS:
        return dict(_SCALARS[hint])
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Annotated and isinstance(arguments[1], KeyedBy):
        return _keyed(typing.get_args(arguments[0])[0], arguments[1].field)
    if hint == Day or set(arguments) == {date, datetime, type(None)}:
        return {"type": "string", "pattern": rf"^\s*{_DATE}({_TIME}{_OFFSET}?)?\s*$"}
    if origin in {typing.Union, types.UnionType}:
        return schema_for(next(one for one in arguments if one is not type(None)))
    if origin is tuple:
        return _list_of(arguments[0])
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return {"enum": [choice.value for choice in hint]}
    if isinstance(hint, StructMeta):
        return _nested(hint)
    message = f"no way to describe {hint}"
    raise TypeError(message)


def _any_case(word: str) -> str:
    return "".join(f"[{letter.upper()}{letter}]" for letter in word)


_TEXT: Schema = {"type": ["string", "number", "boolean"]}
"""What YAML takes for a number or a truth is a text all the same where one is expected."""

_SCALARS: dict[Any, Schema] = {
    str: _TEXT,
    int: {
        "type": ["integer", "string"],
        "minimum": -_MOST,
        "maximum": _MOST,
        "pattern": "^[-+]?[0-9]{1,9}$",
    },
    bool: {
        "type": ["boolean", "string"],
        "pattern": f"^({'|'.join(map(_any_case, ('true', 'yes', 'on', 'false', 'no', 'off')))})$",
    },
    Instant: {"type": "string", "pattern": rf"^\s*{_DATE}{_TIME}{_OFFSET}\s*$"},
    FreeForm: {"type": "object"},
    Ending: {"type": "string", "pattern": r"^\s*(\.[A-Za-z0-9][A-Za-z0-9_+-]*)*\s*$"},
}


def _record(cls: type[Any], *, without: str = "") -> Schema:
    """Return the schema of mappings that are read into *cls*, but for the field *without*."""
    hints = typing.get_type_hints(cls, include_extras=True)
    sentences = sentences_of(cls)
    required = [name for name in record_for(cls).required if name != without]
    properties: dict[str, Schema] = {}
    for field in fields(cls):
        if field.name == without:
            continue
        schema = schema_for(hints[field.name])
        if field.name not in required:
            schema = _or_nothing(schema)
        if field.name in sentences:
            schema["description"] = sentences[field.name]
        properties[field.name] = schema | _default(field)
    schema = {"type": "object", "properties": properties, "additionalProperties": True}
    return {**schema, "required": required} if required else schema


def _default(field: FieldInfo) -> Schema:
    """Return the default of *field*, if an editor can show it."""
    is_shown = isinstance(field.default, str | int) and field.default != ""
    if not is_shown or field.type is FreeForm:
        return {}
    return {"default": field.default}


def _or_nothing(schema: Schema) -> Schema:
    """Return *schema* with "no value" among what it accepts."""
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], None]}
    if "anyOf" in schema:
        return {**schema, "anyOf": [*schema["anyOf"], {"type": "null"}]}
    kinds = schema["type"]
    return {**schema, "type": [*([kinds] if isinstance(kinds, str) else kinds), "null"]}


def _nested(cls: type[Any], *, without: str = "") -> Schema:
    """Return the schema of a mapping for which a plain text may stand."""
    mapping = _record(cls, without=without)
    if not is_written_as_text(cls, without=without):
        return mapping
    return {"anyOf": [mapping, dict(_TEXT)]}


def _list_of(entry: Any) -> Schema:
    entries = {"type": "array", "items": _or_nothing(schema_for(entry))}
    if isinstance(entry, StructMeta):
        return entries
    return {"anyOf": [entries, schema_for(entry)]}


def _keyed(entry: Any, field: str) -> Schema:
    return {"type": "object", "additionalProperties": _nested(entry, without=field)}
