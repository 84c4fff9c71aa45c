"""
Read the texts of the interface from the message files of a theme.

There is one file for each language, ``messages/<language>.yml``.  A theme that
extends another adds to its texts, or takes the place of some.
"""

import json
from collections.abc import Iterator, Mapping

from briefgen.errors import ContentError, Diagnostic, Location, error
from briefgen.model.messages import Forms, MessageFile, Messages
from briefgen.schema.nodes import YamlText, compose
from briefgen.schema.record import record_for
from briefgen.schema.scalars import LANGUAGE_TAG

CATEGORIES = ("zero", "one", "two", "few", "many", "other")
"""Of plurals, in CLDR's words; a language needs some of them, and always the last."""


def read_messages(name: str, text: str, path: str) -> dict[str, Forms]:
    """
    Return the texts of the message file *name*; *path* is where it stands.

    Raises:
        ContentError: something is wrong with the file.

    """
    language = name.removesuffix(".yml")
    if language == name or not LANGUAGE_TAG.fullmatch(language):
        fault = error(
            f"`{name}` is not the name of a message file",
            Location(path),
            help="name it after its language, such as de.yml or pt-BR.yml",
        )
        raise ContentError(fault)
    source = YamlText(path, text)
    node = compose(source)
    file: MessageFile | None = record_for(MessageFile).read(source, node)[0] if node else None
    if file is None:
        raise ContentError(*source.complaints or [error("the file is empty", Location(path))])
    texts = json.loads(file.texts)
    faults = tuple(_faults(texts, path))
    if faults:
        raise ContentError(*faults)
    return {
        key: tuple(sorted(value.items())) if isinstance(value, dict) else (("other", value),)
        for key, value in texts.items()
    }


def _faults(texts: Mapping[str, object], path: str) -> Iterator[Diagnostic]:
    for key, value in texts.items():
        forms = value if isinstance(value, dict) else {"other": value}
        if "other" not in forms or not set(forms) <= set(CATEGORIES):
            expected = ", ".join(f"`{one}`" for one in CATEGORIES)
            yield error(
                f"the plurals of `{key}` are not complete, or have another name",
                Location(path),
                help=f"there are {expected}; `other` is always needed",
            )
        elif not all(isinstance(form, str) for form in forms.values()):
            yield error(f"`{key}` is no text", Location(path), help="put it in quotation marks")


def to_messages(texts_by_language: Mapping[str, Mapping[str, Forms]]) -> tuple[Messages, ...]:
    """Return the texts of all languages in a fixed order."""
    return tuple(
        Messages(language, tuple(sorted(texts.items())))
        for language, texts in sorted(texts_by_language.items())
    )
