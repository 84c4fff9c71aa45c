"""Describe a theme once its files have been read."""

from enum import StrEnum
from typing import Annotated

from msgspec import Struct

from briefgen.fingerprint import Digest
from briefgen.model.messages import Messages
from briefgen.model.paths import OutputPath
from briefgen.model.scalars import KeyedBy, Names


class OptionType(StrEnum):
    """What kind of value an option of a theme takes."""

    TEXT = "text"
    WHOLE_NUMBER = "whole number"
    YES_OR_NO = "yes or no"
    CHOICE = "choice"


class ThemeOption(Struct, frozen=True):
    """An option that a theme declares."""

    name: str
    """What `theme_options` in `briefgen.yml` calls it."""
    type: OptionType
    """What kind of value it takes."""
    default: str
    """Its value if the site sets none."""
    description: str = ""
    """What it changes."""
    choices: Names = ()
    """For a choice: the values to choose from."""


class ThemeFile(Struct, frozen=True):
    """What `theme.yml` says."""

    name: str
    """What the theme is called."""
    version: str = ""
    """Its version."""
    description: str = ""
    """What it is like, in a sentence."""
    extends: str = ""
    """The theme whose files it uses where it has none of its own."""
    stylesheets: Names = ()
    """Style sheets of `assets/`, in the order in which they are joined into `style.css`."""
    options: Annotated[tuple[ThemeOption, ...], KeyedBy("name")] = ()
    """What a site can set without touching a file."""


class Template(Struct, frozen=True):
    """A template of a theme."""

    name: str
    """Its path below ``templates/``."""
    text: str
    path: str
    """Where it stands, for messages."""


class ThemeAsset(Struct, frozen=True):
    """A file that the theme brings along."""

    name: str
    """What templates call it: its path below ``assets/``."""
    path: OutputPath
    """Where it is served; style sheets and scripts carry their digest in the name."""
    data: bytes


class Theme(Struct, frozen=True):
    """Templates, assets and options, with what the theme extends folded in."""

    templates: tuple[Template, ...]
    assets: tuple[ThemeAsset, ...]
    options: tuple[tuple[str, str | int | bool], ...]
    messages: tuple[Messages, ...]
    """The texts of the interface, by language."""
    language: str
    """Of the site's interface."""
    timezone: str
    zone: bytes
    """A digest of the rules of that time zone."""
    digest: Digest
    """Of everything above."""
