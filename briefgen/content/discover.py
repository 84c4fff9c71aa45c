"""
Find the files of ``content/`` and decide what each is there for.

Nothing is read but folders.  What a file becomes follows from its place alone,
so that an editor can foresee it: a file in ``content/`` is a page, a file in a
folder an article of that section, one in ``content/editions/`` an edition, and a
folder with an ``index.md`` stands for the page, article or edition of its name,
with everything in it.
"""

import os
import stat
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from briefgen.errors import Diagnostic, Location, error
from briefgen.model.paths import SourcePath
from briefgen.model.source import Role, SourceFile, Stat

TEXT_SUFFIXES = (".md", ".txt")
SECTION_FILE = "_index.md"
CONTENT_NAME = "content"
EDITIONS = "editions"
"""The folder of ``content/`` whose files are editions."""
_INDEX_FILES = ("index.md", "index.txt")


def discover(root: Path) -> tuple[tuple[SourceFile, ...], tuple[Diagnostic, ...]]:
    """
    Return the files below *root* by path, and what cannot be content.

    Symbolic links, special files and names that no address can hold are
    reported, never followed or read.

    Raises:
        OSError: a folder or a file's status cannot be read.

    """
    found: list[SourceFile] = []
    faults: list[Diagnostic] = []
    _visit(os.fspath(root), "", found, faults, is_owned=False)
    found.sort(key=lambda source: source.path)
    for earlier, later in pairwise(found):
        if earlier.path == later.path:
            faults.append(_fault(later.path, "two files have the same name once it is normalised"))
    return tuple(found), tuple(faults)


def _visit(
    folder: str,
    prefix: str,
    found: list[SourceFile],
    faults: list[Diagnostic],
    *,
    is_owned: bool,
) -> None:
    """Add what *folder* holds; in an owned folder everything belongs to its index."""
    with os.scandir(folder) as listing:
        entries = sorted(_visible(listing), key=lambda entry: entry.name)
    depth = prefix.count("/")
    indexes = [entry for entry in entries if entry.name in _INDEX_FILES]
    is_bundle = bool(indexes) and depth > 0 and not is_owned
    if is_bundle:
        faults += _bundle_faults(prefix, entries, indexes, depth)
    for entry in entries:
        path = prefix + unicodedata.normalize("NFC", entry.name)
        fault = _name_fault(entry)
        if fault:
            faults.append(_fault(path, *fault))
        elif entry.is_dir(follow_symlinks=False):
            _visit(entry.path, path + "/", found, faults, is_owned=is_owned or is_bundle)
        else:
            status = entry.stat(follow_symlinks=False)
            if not stat.S_ISREG(status.st_mode):
                faults.append(_fault(path, "this is not a regular file"))
                continue
            role = _role(entry.name, prefix, is_owned=is_owned, is_bundle=is_bundle)
            if role is None:
                faults.append(_too_deep(path))
                continue
            found.append(SourceFile(SourcePath(path), role, to_stat(status)))


def on_disk(root: str, path: SourcePath) -> str:
    """
    Return where the file at *path* is, whose name the disk may hold in another form.

    Paths are in NFC.  A file system that keeps names as they were given may have
    the same name in NFD, as archives made on a Mac do.
    """
    direct = f"{root}/{path}"
    if path.isascii() or os.path.lexists(direct):
        return direct
    folder = root
    for name in path.split("/"):
        with os.scandir(folder) as listing:
            found = (one.name for one in listing if unicodedata.normalize("NFC", one.name) == name)
            folder = f"{folder}/{next(found, name)}"
    return folder


def to_stat(status: os.stat_result) -> Stat:
    """Return the part of *status* that tells whether a file was touched."""
    return Stat(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def _visible(listing: Iterator[os.DirEntry[str]]) -> Iterator[os.DirEntry[str]]:
    for entry in listing:
        if entry.name == SECTION_FILE or not entry.name.startswith((".", "_")):
            yield entry


def _role(name: str, prefix: str, *, is_owned: bool, is_bundle: bool) -> Role | None:
    """Return what a file is there for; ``None`` means that it lies too deep."""
    if is_owned or not name.endswith(TEXT_SUFFIXES):
        return Role.ASSET
    depth = prefix.count("/")
    in_folder = Role.EDITION if prefix.startswith(f"{EDITIONS}/") else Role.ARTICLE
    if is_bundle:
        if name not in _INDEX_FILES:
            return Role.ASSET
        return Role.PAGE if depth == 1 else in_folder
    if name == SECTION_FILE:
        return Role.SECTION if depth <= 1 else None
    if depth == 0:
        return Role.PAGE
    return in_folder if depth == 1 else None


def _name_fault(entry: os.DirEntry[str]) -> tuple[str, str] | None:
    if entry.is_symlink():
        return (
            "this is a symbolic link, and links are not followed",
            "put the file itself here, so that nothing outside content can be published",
        )
    # A backslash separates folders on some systems, and would escape there.
    if "\\" in entry.name or not entry.name.isprintable() or entry.name != entry.name.strip():
        return (
            "this name has a character that no address can hold",
            "rename it without backslashes, control characters and spaces at its ends",
        )
    if len(os.fsencode(entry.name)) > 200:
        return "this name is longer than 200 bytes", "shorten it"
    return None


def _bundle_faults(
    prefix: str, entries: list[os.DirEntry[str]], indexes: list[os.DirEntry[str]], depth: int
) -> list[Diagnostic]:
    faults = []
    if len(indexes) > 1:
        faults.append(_fault(prefix + "index.txt", "this folder has an `index.md` already"))
    others = [
        entry.name
        for entry in entries
        if entry.name.endswith(TEXT_SUFFIXES) and entry.name not in _INDEX_FILES
    ]
    if depth == 1 and others:
        faults.append(
            _fault(
                prefix + indexes[0].name,
                f"`index.md` makes this folder one page, but `{others[0]}` stands beside it",
                f"call it `{SECTION_FILE}` if the folder is a section",
            )
        )
    return faults


def _too_deep(path: str) -> Diagnostic:
    folder = path.rpartition("/")[0]
    what, where = "article", "its section's folder"
    if path.startswith(f"{EDITIONS}/"):
        what, where = "edition", f"`content/{EDITIONS}`"
    return _fault(
        path,
        f"an {what} lies directly in {where}",
        f"move it up, or call it `{folder}/index.md` if the folder is the {what}",
    )


def _fault(path: str, message: str, help: str = "") -> Diagnostic:
    return error(message, Location(f"{CONTENT_NAME}/{path}"), help=help)
