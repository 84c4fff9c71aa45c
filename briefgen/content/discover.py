"""
Find the files of ``content/`` and decide what each is there for.

Nothing is read but folders.  What a file becomes follows from its place and its
name alone, so that an editor can foresee it: a text in ``content/`` is a page, one
in a folder an article of that section, one in ``content/editions/`` an edition, and
a folder with an ``index.md`` stands for the page, article or edition of its name,
with everything in it.  What is none of these, and no file of a known kind, is
refused: nothing is published, or left out, because nobody has thought of it.
"""

import os
import stat
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from briefgen.content import refused_kinds, refused_names
from briefgen.content.refused_kinds import Refusal
from briefgen.content.root_files import (
    WELL_KNOWN,
    is_root_file,
    may_be_known,
    misplaced_at_root,
)
from briefgen.errors import Diagnostic, Location, error
from briefgen.model.file_kinds import (
    ASSET_ENDINGS,
    ending_of,
    is_ignored,
    is_index,
    is_section_file,
    is_text,
)
from briefgen.model.paths import SourcePath
from briefgen.model.source import ROOT_FOLDER, Role, SourceFile, Stat

SECTION_FILE = "_index.md"
CONTENT_NAME = "content"
EDITIONS = "editions"
"""The folder of ``content/`` whose files are editions."""

_OWN_FOLDERS = (ROOT_FOLDER, "_sources", "_versions")
"""Folders of ``content/`` that mean something to briefgen; all but the first are never read."""

Waiting = tuple[str, str, bool]
"""A folder to be visited, the path of what is in it, and whether an article owns that."""


def discover(
    root: Path, more: Collection[str] = ()
) -> tuple[tuple[SourceFile, ...], tuple[Diagnostic, ...]]:
    """
    Return the files below *root* by path, and what cannot be content.

    *more* are endings of further files that are published as they are.  Symbolic
    links, special files, names that no address can hold, and files of unknown kinds
    are reported, never followed or read.

    Raises:
        OSError: a folder or a file's status cannot be read.

    """
    found = _Found(more)
    found.gather(os.fspath(root))
    sources = sorted(found.sources, key=lambda source: source.path)
    for earlier, later in pairwise(sources):
        if earlier.path == later.path:
            found.refuse(later.path, ("two files have the same name once it is normalised", ""))
    return tuple(sources), (*found.faults, *found.unknown_kinds())


class _Found:
    """Gathers the files of one folder of content, and what is wrong with others."""

    def __init__(self, more: Collection[str]) -> None:
        self.sources: list[SourceFile] = []
        self.faults: list[Diagnostic] = []
        self._unknown: list[str] = []
        """Files of which no rule knows the kind."""
        self._endings = (*ASSET_ENDINGS, *more)

    def refuse(self, path: str, refusal: Refusal) -> None:
        """Note why the file or folder at *path* is refused, and what to do."""
        message, help = refusal
        self.faults.append(error(message, Location(f"{CONTENT_NAME}/{path}"), help=help))

    def unknown_kinds(self) -> Iterator[Diagnostic]:
        """Return an error for each file of an unknown kind, with all their endings."""
        endings = {ending_of(path) for path in self._unknown}
        for path in self._unknown:
            message, help = refused_kinds.of_unknown(path, endings)
            yield error(message, Location(f"{CONTENT_NAME}/{path}"), help=help)

    def gather(self, root: str) -> None:
        """Take all that the folder *root* holds."""
        waiting = [(root, "", False)]
        while waiting:
            folder, prefix, is_owned = waiting.pop()
            waiting += self._visit(folder, prefix, is_owned=is_owned)

    def _visit(self, folder: str, prefix: str, *, is_owned: bool) -> Iterator[Waiting]:
        """Take the files of *folder*; in an owned folder everything belongs to its index."""
        entries = _entries(folder)
        depth = prefix.count("/")
        indexes = [entry.name for entry in entries if is_index(entry.name)]
        is_bundle = bool(indexes) and depth > 0 and not is_owned
        if not is_owned:
            self._check_indexes(prefix, entries, indexes)
        if depth == 1 and is_bundle and not self._is_page(prefix, entries, indexes):
            entries = [entry for entry in entries if entry.name not in indexes]
            is_bundle = False
        names = {entry.name for entry in entries}
        for entry in entries:
            path = prefix + unicodedata.normalize("NFC", entry.name)
            if depth == 0 and entry.name in _OWN_FOLDERS and _is_folder(entry):
                if entry.name == ROOT_FOLDER:
                    self._gather_root(entry.path)
            elif refusal := refused_names.of_entry(entry, is_at_top=depth == 0, beside=names):
                self.refuse(path, refusal)
            elif _is_folder(entry) and depth >= refused_names.DEEPEST:
                self.refuse(path, refused_names.TOO_DEEP)
            elif _is_folder(entry):
                yield entry.path, f"{path}/", is_owned or is_bundle
            elif is_text(path):
                self._take_text(entry, path, is_owned=is_owned, is_bundle=is_bundle)
            elif path.lower().endswith(self._endings):
                self._take(entry, path, Role.ASSET)
            elif refusal := refused_kinds.of_kind(path):
                self.refuse(path, refusal)
            else:
                self._unknown.append(path)

    def _take_text(
        self, entry: os.DirEntry[str], path: str, *, is_owned: bool, is_bundle: bool
    ) -> None:
        depth = path.count("/")
        in_folder = Role.EDITION if path.startswith(f"{EDITIONS}/") else Role.ARTICLE
        if is_owned or (is_bundle and not is_index(path)):
            self.refuse(path, refused_names.of_second_text(path))
        elif is_bundle:
            self._take(entry, path, Role.PAGE if depth == 1 else in_folder)
        elif depth > 1:
            self.refuse(path, refused_names.of_depth(path))
        elif is_section_file(path):
            self._take(entry, path, Role.SECTION)
        else:
            self._take(entry, path, in_folder if depth else Role.PAGE)

    def _check_indexes(
        self, prefix: str, entries: Iterable[os.DirEntry[str]], indexes: Sequence[str]
    ) -> None:
        """Refuse what would make it unclear which text is that of the folder."""
        sections = [entry.name for entry in entries if is_section_file(entry.name)]
        for first, *others in (one for one in (indexes, sections) if one):
            for name in others:
                message = f"this folder has an `{first}` already"
                self.refuse(prefix + name, (message, "put both into one, and delete the other"))

    def _is_page(
        self, prefix: str, entries: Iterable[os.DirEntry[str]], indexes: Sequence[str]
    ) -> bool:
        """Whether the folder of *indexes* is one page; refuse them if it looks like a section."""
        names = [entry.name for entry in entries if is_text(entry.name)]
        texts = [name for name in names if not is_index(name)]
        others = [name for name in texts if not refused_names.of_leftover(name, names)]
        for index in indexes if others else ():
            message = f"`{index}` makes this folder one page, but `{others[0]}` stands beside it"
            help = f"call it `{SECTION_FILE}` if the folder is a section"
            self.refuse(prefix + index, (message, help))
        return not others

    def _gather_root(self, root: str) -> None:
        """Take what goes to the root of the site: known names, and all of ``.well-known``."""
        waiting = [(root, f"{ROOT_FOLDER}/")]
        while waiting:
            folder, prefix = waiting.pop()
            is_top = prefix == f"{ROOT_FOLDER}/"
            for entry in _entries(folder):
                path = prefix + unicodedata.normalize("NFC", entry.name)
                is_folder = _is_folder(entry)
                wanted = entry.name == WELL_KNOWN if is_folder else is_root_file(entry.name)
                is_known = is_top and wanted
                refusal = (
                    refused_names.unreadable(entry)
                    if is_known
                    else refused_names.of_entry(entry, is_at_top=False)
                )
                if refusal or path.count("/") > refused_names.DEEPEST:
                    self.refuse(path, refusal or refused_names.TOO_DEEP)
                elif is_folder and (is_known or not is_top):
                    waiting.append((entry.path, f"{path}/"))
                elif is_known or (not is_top and may_be_known(path)):
                    self._take(entry, path, Role.ASSET)
                else:
                    self.refuse(path, misplaced_at_root(entry.name, is_folder=is_folder))

    def _take(self, entry: os.DirEntry[str], path: str, role: Role) -> None:
        status = entry.stat(follow_symlinks=False)
        if stat.S_ISREG(status.st_mode):
            self.sources.append(SourceFile(SourcePath(path), role, to_stat(status)))
        else:
            self.refuse(path, ("this is not a regular file", "move it out of `content/`"))


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


def _entries(folder: str) -> list[os.DirEntry[str]]:
    """Return what is in *folder* by name, but for what nobody has put there."""
    with os.scandir(folder) as listing:
        seen = [one for one in listing if not is_ignored(one.name, is_folder=_is_folder(one))]
    return sorted(seen, key=lambda entry: entry.name)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir(follow_symlinks=False)
