"""
Know which files of the output are briefgen's own.

The manifest lies in the output, so that whoever has the site knows what of it
briefgen wrote, even when the store is gone, and so that a site and its manifest
are switched in the same step.  It lists nothing but what is public anyway, in the
format of ``b2sum --length=128``: anyone can check a site against it.
"""

import os
import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Final

from briefgen.errors import CommandError, error
from briefgen.fingerprint import DIGEST_SIZE, Digest
from briefgen.model.paths import UNUSABLE, OutputPath
from briefgen.regular import UnusableFileError, read_regular

MANIFEST_NAME: Final = ".briefgen.manifest"
_MOST: Final = 1_000_000_000
"""Bytes: the lines of ten million files."""


def read_manifest(folder: Path) -> bytes:
    """
    Return the manifest of the site in *folder*; empty if there is none.

    Raises:
        CommandError: something else has its name.

    """
    path = folder / MANIFEST_NAME
    try:
        return b"" if path.is_symlink() else read_regular(path, most=_MOST)
    except FileNotFoundError:
        return b""
    except UnusableFileError as fault:
        raise CommandError(
            error(
                f"{path} is not the list that briefgen writes there: {fault.strerror}",
                help="move it away, then build again",
            )
        ) from fault


def write_manifest(folder: Path, data: bytes) -> None:
    """Put a manifest in the place of that of the site in *folder*, which may be a link."""
    path = folder / MANIFEST_NAME
    path.unlink(missing_ok=True)
    path.write_bytes(data)


def manifest_lines(data: bytes) -> Iterator[tuple[OutputPath, Digest]]:
    """
    Return the files that a manifest lists, with their digests.

    A line that briefgen would not have written is passed over, so that no
    manifest can lead it to a file outside the output.
    """
    for raw in BytesIO(data):
        line = raw.decode("utf-8", "replace").removesuffix("\n")
        digits, _, path = line.partition("  ")
        if is_safe(path) and len(digits) == DIGEST_SIZE * 2:
            try:
                yield OutputPath(path), Digest(bytes.fromhex(digits))
            except ValueError:
                continue


def to_manifest(files: Iterable[tuple[OutputPath, Digest]]) -> bytes:
    """Return the manifest that lists *files*, which come by path."""
    # A hundred thousand lines are never held one by one.
    data, count = bytearray(), 0
    for path, digest in files:
        data += to_line(path, digest)
        count += 1
    return first_line(count) + bytes(data)


def first_line(count: int) -> bytes:
    """Return how a manifest of *count* files begins; for programs that check it, a comment."""
    return b"# %d files\n" % count


def declared_count(data: bytes) -> int:
    """Return how many files a manifest says to list; 0 if it says nothing."""
    found = re.match(rb"# ([0-9]{1,12}) files\n", data)
    return int(found[1]) if found else 0


def to_line(path: OutputPath, digest: Digest) -> bytes:
    """Return the line of a manifest for one file."""
    return f"{digest.hex()}  {path}\n".encode()


_NO_NAMES: Final = frozenset({"", ".", ".."})


def is_safe(path: str) -> bool:
    """
    Whether *path* can only mean a file below the folder it is joined to.

    >>> is_safe("world/nato/index.html"), is_safe("../secret"), is_safe("/etc/passwd")
    (True, False, False)
    """
    names = path.split("/")
    return (
        bool(path)
        and not UNUSABLE.search(path)
        # Elsewhere than on Windows, a colon is a character like any other.
        and not (os.name == "nt" and ":" in path)
        and _NO_NAMES.isdisjoint(names)
    )
