"""Hold the texts of the interface: what a theme says in the reader's language."""

from typing import Annotated

from msgspec import Struct

from briefgen.model.scalars import KeyedBy

Forms = tuple[tuple[str, str], ...]
"""A text for each plural category of CLDR that the language needs; at least ``other``."""


class Message(Struct, frozen=True):
    """A text of the interface; one that depends on a number has several forms."""

    key: str
    """What templates call it."""
    other: str
    """The text, or the form for all numbers that have no form of their own."""
    zero: str = ""
    """The form for the plural category of this name; languages without it need none."""
    one: str = ""
    """The form for 1, and in some languages for 21, 31, …"""
    two: str = ""
    """The form for 2, where the language has one."""
    few: str = ""
    """The form for small numbers, where the language has one."""
    many: str = ""
    """The form for large numbers, where the language has one."""


class MessageFile(Struct, frozen=True):
    """What a message file says: `messages/<language>.yml` of a theme."""

    texts: Annotated[tuple[Message, ...], KeyedBy("key")] = ()
    """For each key a text, or a mapping of plural categories to texts."""


class Messages(Struct, frozen=True):
    """The texts of a theme in one language."""

    language: str
    """BCP 47 tag: the name of the file."""
    texts: tuple[tuple[str, Forms], ...]
    """By key."""
