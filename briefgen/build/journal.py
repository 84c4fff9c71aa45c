"""
Put a new site in place file by file, so that an interruption can be made good.

This is the second-best way, for file systems that cannot swap two folders and
for few changes to a very large site.  Everything is checked before the first
file is moved.  Then a mark is set, and as long as it is there, whoever comes
next finishes what was begun.
"""

import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from briefgen.build.foreign import Owned, is_file_with, refuse_foreign, refuse_foreign_folders
from briefgen.build.manifest import MANIFEST_NAME, manifest_lines, read_manifest
from briefgen.errors import CommandError, error
from briefgen.fingerprint import Digest
from briefgen.model.paths import OutputPath


class Replacement:
    """The files of a staged tree, on their way to the output."""

    def __init__(self, tree: Path, output: Path) -> None:
        """Read what of *tree* and of *output* is briefgen's."""
        self._tree = tree
        self._output = output
        self._old = _owned(output)
        self._new = _owned(tree)
        self._in_the_way = tuple(_in_the_way(self._old, self._new))

    def refuse_obstacles(self) -> None:
        """
        Make sure that every staged file may go to its place in the output.

        Raises:
            CommandError: something that briefgen did not write is in the way.

        """
        for path in self._staged():
            refuse_foreign_folders(path, self._output, self._old)
            if not any(other.startswith(f"{path}/") for other in self._in_the_way):
                old, new = self._old.get(path), self._new[path]
                refuse_foreign(self._output / path, old, new)

    def refuse_gaps(self) -> None:
        """
        Make sure that every file of the new site is staged, or in the output already.

        Raises:
            CommandError: one is in neither.

        """
        staged, top = set(self._staged()), os.fspath(self._output)
        for path in self._new:
            if path not in staged and not os.path.lexists(f"{top}/{path}"):
                raise CommandError(
                    error(
                        f"{top}/{path} has gone while the site was built",
                        help="something else deletes files there; build again",
                    )
                )

    def refuse_unwritable(self) -> None:
        """
        Make sure that no folder refuses the change, so that it is made as a whole or not at all.

        Raises:
            CommandError: one cannot be written.

        """
        gone = (path for path in self._old if path not in self._new)
        folders = {self._output, *(self._folder_of(path) for path in (*self._staged(), *gone))}
        faults = [
            error(
                f"the folder {folder} cannot be written, and files in it have to change",
                help="change its permissions or its owner, then build again",
            )
            for folder in sorted(folders)
            if folder.is_dir() and not _is_writable(folder)
        ]
        if faults:
            raise CommandError(*faults)

    def _folder_of(self, path: OutputPath) -> Path:
        """Return the folder that *path* is in, or the nearest above it that is there."""
        places = (self._output / parent for parent in _parents(path))
        return next((place for place in places if place.is_dir()), self._output)

    def make(self) -> None:
        """Move the files over one by one; the manifest, which ends it, last."""
        if not (self._tree / MANIFEST_NAME).exists():
            # The move was complete, and the mark alone has been left over.
            return
        for path in self._in_the_way:
            _remove(self._output, path, self._old[path])
        # What pages refer to first, so that no page is ever ahead of its style sheet.
        for path in sorted(self._staged(), key=_rank):
            self._move(path)
        for path, digest in self._old.items():
            if path not in self._new:
                _remove(self._output, path, digest)
        os.replace(self._tree / MANIFEST_NAME, self._output / MANIFEST_NAME)

    def _move(self, path: OutputPath) -> None:
        """Move a file over; a folder that is not there yet goes as a whole, and needs no room."""
        for parent in reversed([*_parents(path)]):
            if not (self._tree / parent).exists():
                # It went with another file.
                return
            if not (self._output / parent).exists():
                if _rename(self._tree / parent, self._output / parent):
                    return
                (self._output / parent).mkdir()
        _replace(self._tree / path, self._output / path)

    def _staged(self) -> list[OutputPath]:
        """Return the files of the tree that the manifest lists, by path."""
        return sorted(path for path in staged_files(self._tree) if path in self._new)


def _owned(folder: Path) -> dict[OutputPath, Digest]:
    return dict(manifest_lines(read_manifest(folder)))


def staged_files(tree: Path) -> Iterator[OutputPath]:
    """Return the files below *tree*, with their paths in it."""
    for folder, _, names in os.walk(tree):
        for name in names:
            yield OutputPath(Path(folder, name).relative_to(tree).as_posix())


def _is_writable(folder: Path) -> bool:
    """Whether files can be put into *folder* and taken out of it, as far as the system tells."""
    # Windows tells nothing of folders, and lets them be written.
    as_who_acts = os.access in os.supports_effective_ids
    return os.name == "nt" or os.access(folder, os.W_OK | os.X_OK, effective_ids=as_who_acts)


def _rename(source: Path, target: Path) -> bool:
    """Move a file or a folder; False, with nothing done, if *target* is on another disk."""
    try:
        os.replace(source, target)
    except OSError as fault:
        if fault.errno != errno.EXDEV:
            # The stage is ours: what refuses the file is where it belongs.
            fault.filename = os.fspath(target)
            raise
        return False
    return True


def _replace(source: Path, target: Path) -> None:
    """Move a file to *target*, which may lie on another disk that stands in the output."""
    if not _rename(source, target):
        # Interrupted, this is done again, and the copy then has the same name.
        copy = target.with_name(f".briefgen-{target.name[:200]}")
        shutil.copyfile(source, copy)
        os.replace(copy, target)
        source.unlink()


def _rank(path: str) -> int:
    if path.startswith("assets/"):
        return 0
    return 1 if path.endswith(".html") else 2


def _in_the_way(old: Owned, new: Owned) -> list[OutputPath]:
    """Return the old files that stand where a folder will be, or below where a file will."""
    gone = [path for path in old if path not in new]
    if not gone:
        return []
    folders = {parent for path in new for parent in _parents(path)}
    return [path for path in gone if path in folders or any(one in new for one in _parents(path))]


def _parents(path: str) -> Iterable[OutputPath]:
    parent = path.rpartition("/")[0]
    while parent:
        yield OutputPath(parent)
        parent = parent.rpartition("/")[0]


def _remove(output: Path, path: OutputPath, digest: Digest) -> None:
    """Delete a file of the old site, and the folders that it leaves empty."""
    target = output / path
    if any((output / parent).is_symlink() for parent in _parents(path)):
        return
    if os.path.lexists(target):
        if not is_file_with(target, digest):
            return
        target.unlink()
    for parent in _parents(path):
        try:
            (output / parent).rmdir()
        except OSError:
            return
