"""
Find the folders that a theme consists of, and read what lies in them.

A theme may extend another, and every theme stands on ``standard``.  Where these
folders are, and in what order they count, is decided here; what their files mean
is not.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from briefgen.errors import ContentError, Location, error, visible
from briefgen.model.paths import UNUSABLE
from briefgen.model.theme import ThemeFile
from briefgen.regular import UnusableFileError, read_regular
from briefgen.schema.comments import uncomment_values
from briefgen.schema.nodes import YamlText, compose
from briefgen.schema.record import record_for

THEME_FILE = "theme.yml"
STANDARD = "standard"
"""The theme that every other stands on: what machines read, and the interface's texts."""

CONFIG = Location("briefgen.yml")
_DEEPEST = 8
_DEEPEST_FOLDER = 50
_MOST = 20_000_000
"""Bytes of a file of a theme."""


class ThemeFolder(Struct, frozen=True):
    """A folder with a ``theme.yml``."""

    path: Path
    shown: str
    """How messages name it."""
    file: ThemeFile

    def files(self, kind: str) -> Iterator[tuple[str, bytes]]:
        """Return the files below the sub-folder *kind* with their paths in it."""
        yield from _files(self.path / kind, f"{self.shown}/{kind}")

    def texts(self, kind: str) -> Iterator[tuple[str, str, str]]:
        """
        Return the files below *kind* as texts: path, text, and how messages name the file.

        Raises:
            ContentError: one of them is not UTF-8.

        """
        for path, data in self.files(kind):
            place = f"{self.shown}/{kind}/{path}"
            yield path, _decode(data, place), place


def theme_folders(root: Path, name: str) -> tuple[ThemeFolder, ...]:
    """
    Return the folder of the theme *name* of the site at *root*, then those that it stands on.

    Raises:
        ContentError: there is no such theme, or a ``theme.yml`` cannot be read.

    """
    place = CONFIG
    found: list[ThemeFolder] = []
    while name:
        seen = [folder.path for folder in found]
        path = find_theme(name, root=root) if _is_name(name) else None
        # A theme may carry the name of the one that it extends.
        if path in seen:
            path = find_theme(name)
        if path is None or path in seen or len(seen) > _DEEPEST:
            raise ContentError(
                error(
                    f"there is no theme `{name}`",
                    place,
                    help=f"themes are folders of `themes/` with a {THEME_FILE}; "
                    "briefgen brings `briefing` and `plain` along",
                )
            )
        _refuse_links(root, path)
        folder = ThemeFolder(path, _shown(root, path), _read_theme_file(root, path))
        found.append(folder)
        place = Location(f"{folder.shown}/{THEME_FILE}")
        name = folder.file.extends or (STANDARD if path.name != STANDARD else "")
    return tuple(found)


def _refuse_links(root: Path, folder: Path) -> None:
    """Refuse a *folder* of the site's own themes that is a link, or lies in one."""
    for one in (root / "themes", folder):
        if folder.is_relative_to(root / "themes") and one.is_symlink():
            raise ContentError(
                error(
                    "this is a symbolic link, and links are not followed",
                    Location(_shown(root, one)),
                    help="put the folder itself there",
                )
            )


def find_theme(name: str, *, root: Path | None = None) -> Path | None:
    """Return the folder of the theme *name*; one of the site at *root* comes first."""
    package = Path(__file__).resolve().parent.parent
    # In a wheel the themes lie in the package; in a checkout beside it.
    places = [package / "themes", package.parent / "themes"]
    if root is not None:
        places.insert(0, root / "themes")
    folders = (place / name for place in places)
    return next((folder for folder in folders if (folder / THEME_FILE).is_file()), None)


def _is_name(name: str) -> bool:
    return name.replace("-", "").replace("_", "").isalnum()


def _read_theme_file(root: Path, folder: Path) -> ThemeFile:
    path = f"{_shown(root, folder)}/{THEME_FILE}"
    source = YamlText(path, _decode(_read(folder / THEME_FILE, path), path))
    node = compose(source)
    if node is not None:
        uncomment_values(source, node)
    file: ThemeFile | None = record_for(ThemeFile).read(source, node)[0] if node else None
    if file is None or source.is_wrong():
        raise ContentError(*source.complaints or [error("the file is empty", Location(path))])
    return file


def _shown(root: Path, folder: Path) -> str:
    """Return *folder* as messages should name it: relative to the site if it is inside."""
    if folder.is_relative_to(root):
        return folder.relative_to(root).as_posix()
    return f"themes/{folder.name}"


def _files(folder: Path, shown: str) -> Iterator[tuple[str, bytes]]:
    """Return the files below *folder* with their paths; links are not followed."""
    for parent, folders, names in os.walk(folder, onerror=_refuse_unreadable):
        folders.sort()
        if len(Path(parent).parts) - len(folder.parts) > _DEEPEST_FOLDER:
            raise ContentError(
                error(
                    f"the folders of this theme lie more than {_DEEPEST_FOLDER} deep",
                    Location(shown),
                    help="move what is in them up",
                )
            )
        for name in sorted(names):
            path = Path(parent, name)
            # Asked here, as `is_file` takes what nobody may look at for nothing.
            if name.startswith(".") or not stat.S_ISREG(path.lstat().st_mode):
                continue
            inside = path.relative_to(folder).as_posix()
            _refuse_name(inside, shown)
            yield inside, _read(path, f"{shown}/{inside}")


def _refuse_unreadable(fault: OSError) -> None:
    """Pass over a folder that a theme need not have, but none whose files cannot be seen."""
    if not isinstance(fault, (FileNotFoundError, NotADirectoryError)):
        raise fault


def _refuse_name(path: str, shown: str) -> None:
    """Make sure that *path* can be an address, and be listed among what briefgen wrote."""
    unusable = UNUSABLE.search(path)
    if unusable:
        raise ContentError(
            error(
                f"this name has the character U+{ord(unusable[0]):04X}, which no address can hold",
                Location(visible(f"{shown}/{path}")),
                help="rename the file, or the folder that it is in, without it",
            )
        )


def _read(file: Path, shown: str) -> bytes:
    """Return the bytes of a file of a theme, all of which are held in memory."""
    try:
        return read_regular(file, most=_MOST)
    except UnusableFileError as fault:
        raise ContentError(
            error(
                f"this file of the theme cannot be used: {fault.strerror}",
                Location(shown),
                help="put a file of usual size there; what is large belongs into `content/`",
            )
        ) from fault


def _decode(data: bytes, path: str) -> str:
    try:
        return data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as fault:
        raise ContentError(error("this file is not UTF-8", Location(path))) from fault
