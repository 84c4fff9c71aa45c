"""
Read files without waiting for what is none, and never more than fits.

A named pipe in the place of a file makes whoever opens it wait for ever, and a
film takes all memory.  So files are opened here if they may be anything, and
their digest is taken piece by piece.
"""

import os
import stat
from hashlib import blake2b, file_digest
from io import FileIO
from pathlib import Path

from briefgen.fingerprint import DIGEST_SIZE, Digest

_WITHOUT_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class UnusableFileError(OSError):
    """There is something that cannot be read as a file; its text says why."""


def open_regular(path: str | Path) -> FileIO:
    """
    Open the file at *path* to read its bytes.

    Raises:
        UnusableFileError: it is a folder, a pipe, a socket or a device.
        OSError: it cannot be opened.

    """
    number = os.open(path, os.O_RDONLY | _WITHOUT_WAITING)
    if stat.S_ISREG(os.fstat(number).st_mode):
        return FileIO(number)
    os.close(number)
    raise UnusableFileError(0, "it is no regular file", os.fspath(path))


def read_regular(path: str | Path, *, most: int) -> bytes:
    """
    Return the bytes of the file at *path*, of which there may be *most*.

    Raises:
        UnusableFileError: it is larger, or no file.
        OSError: it cannot be read.

    """
    with open_regular(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > most:
            said = f"it has {size // 1_000_000} MB, and {most // 1_000_000} MB is the most"
            raise UnusableFileError(0, said, os.fspath(path))
        return file.read()


def digest_of(path: str | Path) -> Digest:
    """Return the digest of the file at *path*; raises as ``open_regular`` does."""
    with open_regular(path) as file:
        return digest_file(file)


def digest_file(file: FileIO) -> Digest:
    """Return the digest of what is left to read of *file*, which is never held as a whole."""
    return Digest(file_digest(file, lambda: blake2b(digest_size=DIGEST_SIZE)).digest())
