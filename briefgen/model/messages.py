"""Hold the texts of the interface: what a theme says in the reader's language."""

from dataclasses import dataclass

from briefgen.model.scalars import FreeForm

Forms = tuple[tuple[str, str], ...]
"""A text for each plural category of CLDR that the language needs; at least ``other``."""


@dataclass(frozen=True, slots=True)
class MessageFile:
    """What a message file says: `messages/<language>.yml` of a theme."""

    texts: FreeForm
    """For each key a text, or a mapping of plural categories to texts."""


@dataclass(frozen=True, slots=True)
class Messages:
    """The texts of a theme in one language."""

    language: str
    """BCP 47 tag: the name of the file."""
    texts: tuple[tuple[str, Forms], ...]
    """By key."""
