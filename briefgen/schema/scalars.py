"""
Read single values: texts, numbers, yes and no, dates, and free-form trees.

Each reader takes a node and returns its value, or complains and returns
``INVALID``.  Dates follow ISO 8601 as RFC 3339 profiles it, with the time and
the offset optional where the type allows it.
"""

import calendar
import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Any, Final

import yaml

from briefgen.errors import Diagnostic, Location, Severity
from briefgen.model.scalars import FreeForm
from briefgen.schema.keys import complain_nameless, complain_twice
from briefgen.schema.nodes import Node, YamlText, describe, is_null
from briefgen.schema.suggest import closest

Reader = Callable[[YamlText, Node, str], Any]
"""Returns the value of a node, or ``INVALID`` after complaining."""

INVALID: Final[Any] = object()
"""Stands for a value that could not be read; the complaint has been made."""


def warn_unknown(message: str, place: Location) -> Diagnostic:
    """Return the warning about a key that is ignored."""
    return Diagnostic(Severity.WARNING, message, place)


def read_text(source: YamlText, node: Node, name: str) -> Any:
    """Read a text exactly as it was written: ``no`` and ``1.10`` are texts too."""
    if not isinstance(node, yaml.ScalarNode):
        return _refuse(source, node, f"a text for `{name}`")
    value = str(node.value)
    if not value.isprintable() and _CONTROL.search(value):
        source.complain(
            f"`{name}` has a control character",
            node.start_mark,
            help="it cannot be shown; take it out",
        )
        return INVALID
    source.warn_of_comment(node)
    # Folded and literal blocks end with a line break that is not part of the text.
    return value.strip()


_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def read_whole_number(source: YamlText, node: Node, name: str) -> Any:
    """Read a whole number of at most nine digits."""
    if isinstance(node, yaml.ScalarNode) and re.fullmatch(r"[-+]?[0-9]{1,9}", node.value):
        return int(node.value)
    return _refuse(source, node, f"a whole number for `{name}`")


_TRUTHS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def read_truth(source: YamlText, node: Node, name: str) -> Any:
    """Read yes or no."""
    if isinstance(node, yaml.ScalarNode) and node.value.lower() in _TRUTHS:
        return _TRUTHS[node.value.lower()]
    return _refuse(source, node, f"`true` or `false` for `{name}`")


FIRST_YEAR, LAST_YEAR = 2, 9998
LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")

_DAY = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[Tt ]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([Zz]|[-+]\d{2}:?\d{2})?)?",
    re.ASCII,
)


def read_day(source: YamlText, node: Node, name: str) -> Any:
    """Read a date, or a date with a time and perhaps an offset."""
    text = node.value.strip() if isinstance(node, yaml.ScalarNode) else ""
    match = _DAY.fullmatch(text)
    if not match:
        return _refuse(source, node, f"a date for `{name}`", help="write it as 2026-11-22")
    try:
        return day_from_match(match)
    except (ValueError, OverflowError) as fault:
        return _refuse(source, node, f"a date for `{name}`", help=_why(match, fault))


def read_instant(source: YamlText, node: Node, name: str) -> Any:
    """Read a date and time with its UTC offset."""
    text = node.value.strip() if isinstance(node, yaml.ScalarNode) else ""
    match = _DAY.fullmatch(text)
    example = "write it as 2026-11-22T09:00+01:00"
    if not match:
        return _refuse(source, node, f"a date and time for `{name}`", help=example)
    try:
        value = day_from_match(match)
    except (ValueError, OverflowError) as fault:
        return _refuse(source, node, f"a date and time for `{name}`", help=_why(match, fault))
    if not isinstance(value, datetime) or value.tzinfo is None:
        return _refuse(source, node, f"a date, a time and a UTC offset for `{name}`", help=example)
    return value


def day_from_match(match: re.Match[str]) -> date | datetime:
    """
    Return the day that a match of the date pattern means.

    Raises:
        ValueError: there is no such day or time.
        OverflowError: the year is so early or late that a time zone may lead out of all years.

    """
    year, month, day = (int(group) for group in match.group(1, 2, 3))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise OverflowError
    if match[4] is None:
        return date(year, month, day)
    hour, minute, second = int(match[4]), int(match[5]), int(match[6] or 0)
    offset = match[7]
    zone = None
    if offset:
        zone = UTC if offset in "Zz" else timezone(_offset(offset))
    return datetime(year, month, day, hour, minute, second, tzinfo=zone)


def parse_day(text: str) -> date | datetime | None:
    """
    Return the day that *text* means, or ``None`` if it means none.

    >>> parse_day("2026-11-22")
    datetime.date(2026, 11, 22)
    """
    match = _DAY.fullmatch(text.strip())
    try:
        return day_from_match(match) if match else None
    except (ValueError, OverflowError):
        return None


def _offset(text: str) -> timedelta:
    digits = text[1:].replace(":", "")
    hours, minutes = int(digits[:2]), int(digits[2:])
    if hours > 14 or minutes > 59:
        message = f"there is no UTC offset {text}"
        raise ValueError(message)
    return timedelta(hours=hours, minutes=minutes) * (-1 if text[0] == "-" else 1)


def _why(match: re.Match[str], fault: Exception) -> str:
    year, month, day = (int(group) for group in match.group(1, 2, 3))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return f"years go from {FIRST_YEAR:04} to {LAST_YEAR}"
    if not 1 <= month <= 12:
        return "months go from 01 to 12"
    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        return f"{calendar.month_name[month]} {year} has {days} days"
    if match[4] is not None and (int(match[4]) > 23 or int(match[5]) > 59):
        return "hours go from 00 to 23, minutes from 00 to 59"
    return str(fault)


def choice_of(choices: type[StrEnum]) -> Reader:
    """Return a reader of one of the words that *choices* lists."""
    by_word = {choice.value: choice for choice in choices}

    def read(source: YamlText, node: Node, name: str) -> Any:
        if isinstance(node, yaml.ScalarNode) and node.value in by_word:
            return by_word[node.value]
        words = ", ".join(f"`{word}`" for word in by_word)
        written = node.value if isinstance(node, yaml.ScalarNode) else ""
        suggestion = closest(written, by_word)
        help = f"did you mean `{suggestion}`?" if suggestion else ""
        return _refuse(source, node, f"one of {words} for `{name}`", help=help)

    return read


def read_free_form(source: YamlText, node: Node, name: str) -> Any:
    """Read any tree into canonical JSON text, by the YAML 1.2 core schema."""
    before = len(source.complaints)
    value = _plain(source, node)
    if len(source.complaints) > before:
        return INVALID
    if not isinstance(value, dict):
        return _refuse(source, node, f"a mapping for `{name}`")
    return FreeForm(json.dumps(value, ensure_ascii=False, sort_keys=True))


def _plain(source: YamlText, node: Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return _plain_mapping(source, node)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(source, entry) for entry in node.value]
    if is_null(node):
        return None
    text = read_text(source, node, "extra")
    if getattr(node, "style", None) or not isinstance(text, str):
        return text
    if text in {"true", "false"}:
        return text == "true"
    return int(text) if re.fullmatch(r"-?(0|[1-9][0-9]{0,14})", text) else text


def _plain_mapping(source: YamlText, node: yaml.MappingNode) -> dict[str, Any]:
    values: dict[str, Any] = {}
    seen: dict[str, Node] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            complain_nameless(source, key)
        elif key.value in seen:
            complain_twice(source, key, key.value, seen[key.value])
        else:
            seen[key.value] = key
            values[key.value] = _plain(source, value)
    return values


def _refuse(source: YamlText, node: Node, expected: str, *, help: str = "") -> Any:
    start, end = node.start_mark, node.end_mark
    width = end.column - start.column if start.line == end.line else 1
    source.complain(f"expected {expected}, found {describe(node)}", start, width=width, help=help)
    return INVALID
