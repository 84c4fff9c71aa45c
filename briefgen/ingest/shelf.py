"""
Keep texts as they came, and find the drafts that were made of them.

The copies lie in ``content/_sources/``, which no build reads.  A file that exists
is never written over, and a draft is there only once it is whole.
"""

import os
import re
import stat
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from briefgen.fingerprint import digest_bytes
from briefgen.ingest.draft import SOURCES
from briefgen.model.file_kinds import is_text


class Shelf:
    """The folder of copies of one site."""

    def __init__(self, content: Path) -> None:
        """Look at nothing yet; *content* is the site's folder of that name."""
        self._content = content
        self._folder = content / SOURCES
        self._names: dict[bytes, str] | None = None
        self._named: dict[str, bytes] | None = None
        """What the files of ``content/`` say of copies, read once for many texts."""

    def find(self, data: bytes) -> str:
        """Return the path below ``content/`` of a copy of the same text; empty for none."""
        if self._names is None:
            self._names = {}
            if self._folder.is_dir():
                for entry in sorted(os.scandir(self._folder), key=lambda one: one.name):
                    if entry.is_file(follow_symlinks=False) and not entry.name.startswith("."):
                        self._names[_digest(Path(entry.path).read_bytes())] = entry.name
        name = self._names.get(_digest(data), "")
        return f"{SOURCES}/{name}" if name else ""

    def drafts_of(self, snapshot: str) -> tuple[str, ...]:
        """Return the files of ``content/`` whose front matter names *snapshot*."""
        if self._named is None:
            self._named = dict(self._scan())
        named = re.compile(rb"(?<!\w)" + re.escape(snapshot.encode()) + rb"(?![^\s\"'])")
        return tuple(path for path, lines in self._named.items() if named.search(lines))

    def _scan(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files of ``content/`` that name copies, each with the lines that do."""
        for folder, folders, names in os.walk(self._content):
            folders[:] = sorted(one for one in folders if not one.startswith((".", "_")))
            for name in sorted(names):
                path = Path(folder, name)
                # A link or a pipe is no text of the site.
                if is_text(name) and stat.S_ISREG(os.lstat(path).st_mode):
                    lines = path.read_bytes().split(b"\n")
                    found = b"\n".join(one for one in lines if f"{SOURCES}/".encode() in one)
                    if found:
                        yield path.relative_to(self._content).as_posix(), found

    def add_draft(self, file: Path, snapshot: str) -> None:
        """Know of a draft that has just been made of *snapshot*."""
        if self._named is not None:
            self._named[file.relative_to(self._content).as_posix()] = snapshot.encode()

    def keep(self, data: bytes, stem: str, suffix: str) -> str:
        """Keep *data* under a name that is free; return its path below ``content/``."""
        name = f"{stem}{suffix}"
        number = 2
        while not write_new(self._folder / name, data):
            name = f"{stem}-{number}{suffix}"
            number += 1
        if self._names is not None:
            self._names[_digest(data)] = name
        return f"{SOURCES}/{name}"

    def forget(self, data: bytes, snapshot: str) -> None:
        """Take a copy away again, if its draft could not be written."""
        with suppress(OSError):
            (self._content / snapshot).unlink()
        if self._names is not None:
            self._names.pop(_digest(data), None)


def _digest(data: bytes) -> bytes:
    """Return what tells texts apart that differ in more than spaces and line ends."""
    return bytes(digest_bytes(b" ".join(data.split())))


def write_new(path: Path, data: bytes) -> bool:
    """Write *data* to *path*, whole or not at all; return whether the name was free."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if os.path.lexists(path):
        return False
    descriptor, written = tempfile.mkstemp(prefix=".import-", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
        os.chmod(written, 0o666 & ~_umask())
        try:
            # Unlike a rename, a link never replaces what is there.
            os.link(written, path)
        except FileExistsError:
            return False
        except OSError:
            # Some file systems have no hard links.
            with path.open("xb") as stream:
                stream.write(data)
    finally:
        os.unlink(written)
    return True


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
