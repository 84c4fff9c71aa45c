"""
Tell briefgen's own files from those of others.

What the manifest does not list, or what has another digest than it says, is
somebody else's.  Whatever writes to the output asks here first, so that there
is one place in which a file of somebody else could be lost by mistake.
"""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from briefgen.build.manifest import MANIFEST_NAME
from briefgen.errors import CommandError, error
from briefgen.fingerprint import Digest
from briefgen.model.paths import OutputPath
from briefgen.regular import digest_of

Owned = Mapping[OutputPath, Digest]
"""The files of a manifest, with their digests."""


def find_foreign(folder: Path, owned: Owned) -> Iterator[str]:
    """Return what in *folder* is not briefgen's: files, and folders with none of its files."""
    folders = {MANIFEST_NAME}
    for path in owned:
        parent = path.rpartition("/")[0]
        while parent and parent not in folders:
            folders.add(parent)
            parent = parent.rpartition("/")[0]
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        with os.scandir(folder / prefix) as listing:
            for entry in listing:
                path = OutputPath(prefix + entry.name)
                if path in owned or path == MANIFEST_NAME:
                    continue
                if entry.is_dir(follow_symlinks=False) and path in folders:
                    waiting.append(f"{path}/")
                else:
                    yield path


def refuse_foreign(target: Path, old: Digest | None, new: Digest | None) -> None:
    """
    Make sure that *target* may be replaced or deleted.

    Raises:
        CommandError: it is something that briefgen did not write, or has been
            changed since.

    """
    if not os.path.lexists(target) or is_file_with(target, old, new):
        return
    what = "was changed since briefgen wrote it" if old else "was not written by briefgen"
    raise CommandError(
        error(
            f"{target} is in the way: it {what}",
            help="move it away, then build again; briefgen never overwrites what it did not write",
        )
    )


def refuse_foreign_folders(path: str, output: Path, owned: Owned) -> None:
    """
    Make sure that *path* can have its folders: nobody's file or link is in their place.

    Raises:
        CommandError: something that briefgen did not write is.

    """
    parent = OutputPath("")
    for name in path.split("/")[:-1]:
        parent = OutputPath(f"{parent}/{name}" if parent else name)
        folder = output / parent
        if folder.is_symlink() or not folder.is_dir():
            if os.path.lexists(folder) and not is_file_with(folder, owned.get(parent)):
                raise CommandError(
                    error(
                        f"{folder} is in the way: it is no folder, and briefgen did not write it",
                        help="move it away, then build again",
                    )
                )
            return


def is_file_with(path: Path, *digests: Digest | None) -> bool:
    """Whether *path* is a regular file that has one of the *digests*."""
    return path.is_file() and not path.is_symlink() and digest_of(path) in digests
