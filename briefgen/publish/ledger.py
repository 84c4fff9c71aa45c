"""
Remember which contents have been looked through, and what git calls them.

Of ten thousand files a run publishes, ten are new.  The others need be neither
read nor searched again: the build vouches that a file is as it was written, and
what was harmless once is harmless still, for as long as the rules are the same and
nothing else is held back.
"""

import os
from collections.abc import Iterator
from hashlib import blake2b, new
from pathlib import Path

from briefgen.fingerprint import DIGEST_SIZE, Digest

_SUM = 16


class Ledger:
    """What git calls the contents that are known by their digest; a hint that may be deleted."""

    def __init__(self, path: Path, rules: Digest, object_format: str) -> None:
        """Read the file at *path*, unless other *rules* held when it was written."""
        self._path = path
        self.object_format = object_format
        self._head = rules + object_format.encode().ljust(8)
        self._id_by_digest = dict(self._entries())

    def id_of(self, digest: Digest) -> str:
        """Return what git calls the content with *digest*; empty if it was not looked through."""
        return self._id_by_digest.get(digest, "")

    def write(self, id_by_digest: dict[Digest, str]) -> None:
        """Keep what is known now, in place of what was known before."""
        if id_by_digest == self._id_by_digest:
            return
        self._id_by_digest = id_by_digest
        body = self._head + b"".join(
            digest + bytes.fromhex(id) for digest, id in id_by_digest.items()
        )
        temporary = self._path.with_name(f"{self._path.name}.new")
        temporary.write_bytes(body + _checksum(body))
        os.replace(temporary, self._path)

    def _entries(self) -> Iterator[tuple[Digest, str]]:
        try:
            data = self._path.read_bytes()
        except OSError:
            return
        body, end = data[:-_SUM], data[-_SUM:]
        if not body.startswith(self._head) or _checksum(body) != end:
            return
        width = DIGEST_SIZE + new(self.object_format, usedforsecurity=False).digest_size
        for at in range(len(self._head), len(body), width):
            middle = at + DIGEST_SIZE
            yield Digest(body[at:middle]), body[middle : at + width].hex()


def _checksum(body: bytes) -> bytes:
    return blake2b(body, digest_size=_SUM).digest()


def git_id(data: bytes, object_format: str) -> str:
    """
    Return what git calls *data* in a repository of *object_format*.

    >>> git_id(b"", "sha1")
    'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391'
    """
    head = b"blob %d\0" % len(data)
    return new(object_format, head + data, usedforsecurity=False).hexdigest()
