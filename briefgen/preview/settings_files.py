"""Read the configuration and the theme, which may be away for a while as somebody works."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefgen.config import CONFIG_NAME, Config, load_config
from briefgen.errors import ContentError, Location, error
from briefgen.model.settings import Settings
from briefgen.model.theme import Theme
from briefgen.theme.loader import load_theme


def read_config(root: Path) -> Config:
    """
    Return the configuration in the folder *root*.

    Raises:
        ContentError: it is at fault, or not there, or cannot be read.

    """
    with _told_as_a_fault(CONFIG_NAME):
        # A pipe of that name would be waited for.
        if not (root / CONFIG_NAME).is_file():
            message, help = f"there is no file {CONFIG_NAME} any more", "put it back"
            if os.path.lexists(root / CONFIG_NAME):
                message, help = (
                    f"{CONFIG_NAME} is no file that can be read",
                    "put a text file there",
                )
            raise ContentError(error(message, help=f"{help}, and this goes by itself"))
        return load_config(root)


def read_theme(root: Path, settings: Settings) -> Theme:
    """
    Return the theme that *settings* name.

    Raises:
        ContentError: it is at fault, or cannot be read.

    """
    with _told_as_a_fault("themes"):
        return load_theme(root, settings)


@contextmanager
def _told_as_a_fault(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        message = f"this cannot be read: {fault.strerror or fault}"
        hint = "see who may read it, or put it back; then this goes by itself"
        raise ContentError(error(message, Location(name), help=hint)) from fault
