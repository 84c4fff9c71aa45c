"""Say in plain words what type a field has, to an editor and to the author of a theme."""

import types
import typing
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from msgspec import StructMeta

from briefgen.model.article import Teaser
from briefgen.model.elements import Story
from briefgen.model.held import Shared, StoredMarkdown, StoredStory, StoredTeaser
from briefgen.model.paths import Url
from briefgen.model.scalars import Day, Ending, FreeForm, Instant, KeyedBy

_FILE_WORDS: dict[Any, tuple[str, str]] = {
    str: ("text", "texts"),
    int: ("whole number", "whole numbers"),
    bool: ("yes or no", "yes or no"),
    Instant: ("date, time and UTC offset", "dates with time and UTC offset"),
    FreeForm: ("mapping", "mappings"),
    Day: ("date", "dates"),
    Ending: ("ending of files", "endings of files"),
}


def type_in_files(hint: Any) -> str:
    """
    Return what has to be written for a field with the type *hint*.

    >>> type_in_files(tuple[str, ...]), type_in_files(Day | None)
    ('list of texts', 'date')
    """
    return _in_files(hint, 0)


def _in_files(hint: Any, number: int) -> str:
    """Return the words for one (*number* is 0) or several of *hint* (1)."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if set(arguments) == {date, datetime, type(None)}:
        hint = Day
    if hint in _FILE_WORDS:
        return _FILE_WORDS[hint][number]
    if origin is typing.Annotated and isinstance(arguments[1], KeyedBy):
        entry = typing.get_args(arguments[0])[0]
        names = entry.__struct_fields__
        rest = [name for name in names if name != arguments[1].field]
        return f"mapping: each `{arguments[1].field}` with its {_listed(rest)}"
    if origin in {typing.Union, types.UnionType}:
        return _in_files(arguments[0], number)
    if origin is tuple:
        return f"list of {_in_files(arguments[0], 1)}"
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return "one of " + ", ".join(f"`{choice.value}`" for choice in hint)
    names = hint.__struct_fields__
    return f"{('mapping', 'mappings')[number]}: {_listed(names)}"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


_SEEN: dict[Any, Any] = {StoredStory: Story, StoredTeaser: Teaser, StoredMarkdown: str}
"""What templates see in place of what a view holds."""

_TEMPLATE_WORDS: dict[Any, str] = {
    str: "text",
    int: "number",
    bool: "true or false",
    Url: "address below the root",
    dict: "mapping",
    type(None): "none",
}


def type_in_templates(hint: Any) -> str:
    """
    Return what a template sees in a field with the type *hint*, with links to other tables.

    >>> type_in_templates(tuple[str, ...]), type_in_templates(Url | None)
    ('list of texts', 'address below the root, or none')
    """
    hint = _SEEN.get(hint, hint)
    if hint in _TEMPLATE_WORDS:
        return _TEMPLATE_WORDS[hint]
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is Shared:
        return type_in_templates(arguments[0])
    if origin is dict:
        return _TEMPLATE_WORDS[dict]
    if origin is tuple and Ellipsis in arguments:
        return f"list of {_several(arguments[0])}"
    if origin in {typing.Union, types.UnionType}:
        joint = ", or " if type(None) in arguments else " or "
        return joint.join(type_in_templates(one) for one in arguments)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return " or ".join(f"`{choice.value}`" for choice in hint)
    if isinstance(hint, StructMeta):
        name = hint.__name__
        return f"[{name}](#{name.lower()})"
    message = f"no words for {hint}"
    raise TypeError(message)


def _several(hint: Any) -> str:
    """Return the words for several of *hint*."""
    if hint is str:
        return "texts"
    if typing.get_origin(hint) is tuple:
        return "pairs: " + ", and ".join(type_in_templates(one) for one in typing.get_args(hint))
    return type_in_templates(hint)


def seen_by_templates(views: Iterable[type[Any]]) -> list[type[Any]]:
    """
    Return *views*, then every other struct that a template reaches from one of them.

    Those that are nearer to a view come first.
    """
    found = dict.fromkeys(views)
    waiting = list(found)
    for cls in waiting:
        reached = [one for hint in typing.get_type_hints(cls).values() for one in _structs_in(hint)]
        waiting += [one for one in dict.fromkeys(reached) if one not in found]
        found.update(dict.fromkeys(reached))
    return list(found)


def _structs_in(hint: Any) -> Iterator[type[Any]]:
    hint = _SEEN.get(hint, hint) if isinstance(hint, type) else hint
    if isinstance(hint, StructMeta):
        yield hint
    for argument in typing.get_args(hint):
        yield from _structs_in(argument)
