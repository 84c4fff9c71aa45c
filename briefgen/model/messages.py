"""Hold the texts of the interface: what a theme says in the reader's language."""

from dataclasses import dataclass
from typing import Annotated

from briefgen.model.scalars import KeyedBy

Forms = tuple[tuple[str, str], ...]
"""A text for each plural category of CLDR that the language needs; at least ``other``."""


@dataclass(frozen=True, slots=True)
class Message:
    """A text of the interface; one that depends on a number has several forms."""

    key: str
    """What templates call it."""
    other: str
    """The text, or the form for all numbers that no other form is for."""
    zero: str = ""
    """The form for the plural category of this name, as the next four."""
    one: str = ""
    two: str = ""
    few: str = ""
    many: str = ""


@dataclass(frozen=True, slots=True)
class MessageFile:
    """What a message file says: `messages/<language>.yml` of a theme."""

    texts: Annotated[tuple[Message, ...], KeyedBy("key")] = ()
    """For each key a text, or a mapping of plural categories to texts."""


@dataclass(frozen=True, slots=True)
class Messages:
    """The texts of a theme in one language."""

    language: str
    """BCP 47 tag: the name of the file."""
    texts: tuple[tuple[str, Forms], ...]
    """By key."""
