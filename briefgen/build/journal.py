"""
Put a new site in place file by file, so that an interruption can be made good.

This is the second-best way, for file systems that cannot swap two folders and
for few changes to a very large site.  Everything is checked before the first
file is moved.  Then a mark is set, and as long as it is there, whoever comes
next finishes what was begun.
"""

import os
from collections.abc import Iterable
from pathlib import Path

from briefgen.build.foreign import Owned, is_file_with, refuse_foreign, refuse_foreign_folders
from briefgen.build.manifest import MANIFEST_NAME, manifest_lines, read_manifest
from briefgen.fingerprint import Digest
from briefgen.model.paths import OutputPath


def refuse_obstacles(tree: Path, output: Path) -> None:
    """
    Make sure that every file of *tree* may go to its place in *output*.

    Raises:
        CommandError: something that briefgen did not write is in the way.

    """
    old, new = _owned(output), _owned(tree)
    leaving = set(_in_the_way(old, new))
    for path in _staged(tree, new):
        refuse_foreign_folders(path, output, old)
        if not any(other.startswith(f"{path}/") for other in leaving):
            refuse_foreign(output / path, old.get(path), new[path])


def replace_files(tree: Path, output: Path) -> None:
    """Move the files of *tree* over one by one; the manifest, which ends it, last."""
    if not (tree / MANIFEST_NAME).exists():
        # The move was complete, and the mark alone has been left over.
        return
    old, new = _owned(output), _owned(tree)
    for path in _in_the_way(old, new):
        _remove(output, path, old[path])
    # What pages refer to first, so that no page is ever ahead of its style sheet.
    for path in sorted(_staged(tree, new), key=_rank):
        (output / path).parent.mkdir(parents=True, exist_ok=True)
        os.replace(tree / path, output / path)
    for path, digest in old.items():
        if path not in new:
            _remove(output, path, digest)
    os.replace(tree / MANIFEST_NAME, output / MANIFEST_NAME)


def _owned(folder: Path) -> dict[OutputPath, Digest]:
    return dict(manifest_lines(read_manifest(folder)))


def _staged(tree: Path, new: Owned) -> list[OutputPath]:
    return sorted(path for path in new if (tree / path).is_file())


def _rank(path: str) -> int:
    if path.startswith("assets/"):
        return 0
    return 1 if path.endswith(".html") else 2


def _in_the_way(old: Owned, new: Owned) -> list[OutputPath]:
    """Return the old files that stand where a folder will be, or below where a file will."""
    folders = {parent for path in new for parent in _parents(path)}
    gone = [path for path in old if path not in new]
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
