"""
Read the texts of the interface from the message files of a theme.

There is one file for each language, ``messages/<language>.yml``.  A theme that
extends another adds to its texts, or takes the place of some.  What has to be
filled in is decided where a text is first declared, in English if it is there:
whoever shows the text gives these values, and no others.
"""

import re
from collections.abc import Sequence
from string import Formatter
from typing import NamedTuple

import yaml

from briefgen.errors import ContentError, Diagnostic, Location, Severity, error
from briefgen.model.messages import Forms, Message, MessageFile, Messages
from briefgen.schema.comments import uncomment_values
from briefgen.schema.nodes import Node, YamlText, compose
from briefgen.schema.record import record_for
from briefgen.schema.scalars import LANGUAGE_TAG
from briefgen.theme.folders import ThemeFolder

CATEGORIES = ("zero", "one", "two", "few", "many", "other")
"""Of plurals, in CLDR's words; a language needs some of them, and always the last."""

REFERENCE = "en"
"""The language that says first what a text is about."""

_NAME = re.compile(r"[a-z_]+")


class Written(NamedTuple):
    """A text of the interface as a message file has it."""

    forms: Forms
    names: frozenset[str]
    """What has to be filled in."""
    place: Location


def load_messages(folders: Sequence[ThemeFolder]) -> tuple[Messages, ...]:
    """
    Return the texts of all languages; of *folders* the last has the last word.

    Raises:
        ContentError: with all that is wrong with the message files of one folder.

    """
    names: dict[str, frozenset[str]] = {}
    languages: dict[str, dict[str, Forms]] = {}
    for folder in folders:
        faults: list[Diagnostic] = []
        files = folder.texts("messages")
        for path, text, place in sorted(files, key=lambda file: file[0] != f"{REFERENCE}.yml"):
            language = _language(path, place)
            for key, written in read_messages(text, place).items():
                faults += _name_faults(key, written, names.setdefault(key, written.names))
                languages.setdefault(language, {})[key] = written.forms
        if faults:
            raise ContentError(*faults)
    return tuple(
        Messages(language, tuple(sorted(texts.items())))
        for language, texts in sorted(languages.items())
    )


def _language(path: str, place: str) -> str:
    """Return the language that a message file is named after."""
    language = path.removesuffix(".yml")
    if language != path and LANGUAGE_TAG.fullmatch(language):
        return language
    raise ContentError(
        error(
            f"`{path}` is not the name of a message file",
            Location(place),
            help="name it after its language, such as de.yml or pt-BR.yml",
        )
    )


def _name_faults(key: str, written: Written, known: frozenset[str]) -> list[Diagnostic]:
    unknown = sorted(written.names - known)
    if not unknown:
        return []
    offered = ", ".join(f"`{{{name}}}`" for name in sorted(known))
    return [
        error(
            f"nothing fills in `{{{unknown[0]}}}` in the text `{key}`",
            written.place,
            help=f"it may have {offered}" if known else "this text has nothing to fill in",
        )
    ]


def read_messages(text: str, path: str) -> dict[str, Written]:
    """
    Return the texts of a message file by key; *path* is where it stands.

    Raises:
        ContentError: with all that is wrong with the file.

    """
    source = YamlText(path, text)
    node = compose(source)
    if node is not None:
        uncomment_values(source, node)
    file: MessageFile | None = record_for(MessageFile).read(source, node)[0] if node else None
    values = _values(node) if node else {}
    if file is not None:
        for value in values.values():
            _check(source, value)
    faults = [one for one in source.complaints if one.severity is Severity.ERROR]
    if file is None and not faults:
        faults = [error("the file is empty", Location(path))]
    if file is None or faults:
        raise ContentError(*faults)
    return {
        message.key: _written(message, Location(path, *_line_and_column(values[message.key])))
        for message in file.texts
    }


def _values(root: yaml.MappingNode) -> dict[str, Node]:
    """Return the nodes of all texts by key."""
    entries = (value.value for key, value in root.value if isinstance(value, yaml.MappingNode))
    return {key.value: value for pairs in entries for key, value in pairs}


def _check(source: YamlText, value: Node) -> None:
    """Complain about plural categories that do not exist, and about loose braces."""
    pairs = value.value if isinstance(value, yaml.MappingNode) else [(None, value)]
    for category, form in pairs:
        if category is not None and category.value not in CATEGORIES:
            expected = ", ".join(f"`{one}`" for one in CATEGORIES)
            source.complain(
                f"there is no plural category `{category.value}`",
                category.start_mark,
                width=len(category.value),
                help=f"there are {expected}",
            )
        elif not _is_sound(str(form.value)):
            source.complain(
                "between braces stands a name, and nothing else",
                form.start_mark,
                help="write `{title}` for what is filled in, and `{{` for a brace",
            )


def _is_sound(text: str) -> bool:
    if "{" not in text and "}" not in text:
        return True
    try:
        fields = [field[1:] for field in Formatter().parse(text) if field[1] is not None]
    except ValueError:
        return False
    return all(_NAME.fullmatch(name or "") and rest == ["", None] for name, *rest in fields)


def _written(message: Message, place: Location) -> Written:
    found = ((category, getattr(message, category)) for category in CATEGORIES)
    forms = tuple((category, form) for category, form in found if form)
    text = "".join(form for _, form in forms)
    fields = Formatter().parse(text) if "{" in text else ()
    return Written(forms, frozenset(name for _, name, _, _ in fields if name), place)


def _line_and_column(value: Node) -> tuple[int, int]:
    return value.start_mark.line + 1, value.start_mark.column + 1
