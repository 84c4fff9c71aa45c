"""Describe a file of ``content/`` before it is read."""

from enum import StrEnum

from msgspec import Struct

from briefgen.model.paths import SourcePath

ROOT_FOLDER = "_root"
"""The folder of ``content/`` whose files go to the root of the site."""


class Role(StrEnum):
    """What a file of ``content/`` is there for."""

    ARTICLE = "article"
    SECTION = "section"
    PAGE = "page"
    EDITION = "edition"
    ASSET = "asset"


class Stat(Struct, frozen=True):
    """What the file system says of a file; equal means "probably not touched"."""

    size: int
    modified: int
    """Nanoseconds since the epoch."""
    changed: int
    """The same for the file's status, which no program can set at will."""
    inode: int


class ImageFacts(Struct, frozen=True):
    """What is known of a picture."""

    width: int
    """In pixels, upright."""
    height: int
    is_moving: bool = False
    """Then it is shown in its own size only."""
    is_drawing: bool = False
    """Then its file is copied as it is, and looks sharp in any size."""


class SourceFile(Struct, frozen=True):
    """One content file as found on disk."""

    path: SourcePath
    role: Role
    stat: Stat


class SourceText(Struct, frozen=True):
    """One content file as read from disk."""

    path: SourcePath
    role: Role
    data: bytes
