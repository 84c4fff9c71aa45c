"""
Keep texts as they came, and find the drafts that were made of them.

The copies lie in ``content/_sources/``, which no build reads.  A file that exists
is never written over, and a draft is there only once it is whole.
"""

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from briefgen.content.frontmatter import Parts, part
from briefgen.fingerprint import digest_bytes
from briefgen.ingest.draft import SOURCES
from briefgen.ingest.limits import MOST_BYTES, MOST_TEXT
from briefgen.model.file_kinds import is_text
from briefgen.regular import open_regular, read_regular
from briefgen.schema.lookup import values_below
from briefgen.schema.nodes import YamlText, compose


class Shelf:
    """The folder of copies of one site."""

    def __init__(self, content: Path) -> None:
        """Look at nothing yet; *content* is the site's folder of that name."""
        self._content = content
        self._folder = content / SOURCES
        self._names: dict[bytes, str] | None = None
        self._named: dict[str, frozenset[str]] | None = None
        """The copies that the files of ``content/`` name, read once for many texts."""

    def find(self, data: bytes) -> str:
        """Return the path below ``content/`` of a copy of the same text; empty for none."""
        if self._names is None:
            self._names = {}
            if self._folder.is_dir():
                for entry in sorted(os.scandir(self._folder), key=lambda one: one.name):
                    if _may_be_copy(entry):
                        kept = read_regular(entry.path, most=MOST_BYTES)
                        self._names[_digest(kept)] = entry.name
        name = self._names.get(_digest(data), "")
        return f"{SOURCES}/{name}" if name else ""

    def drafts_of(self, snapshot: str) -> tuple[str, ...]:
        """Return the files of ``content/`` whose front matter names *snapshot*."""
        if self._named is None:
            self._named = dict(self._scan())
        return tuple(path for path, named in self._named.items() if snapshot in named)

    def _scan(self) -> Iterator[tuple[str, frozenset[str]]]:
        """Yield the files of ``content/`` that name copies, each with these."""
        for folder, folders, names in os.walk(self._content):
            folders[:] = sorted(one for one in folders if not one.startswith((".", "_")))
            for name in sorted(names):
                path = Path(folder, name)
                # A link or a pipe is no text of the site.
                if is_text(name) and stat.S_ISREG(os.lstat(path).st_mode):
                    with open_regular(path) as file:
                        # Front matter stands at the beginning, however much follows.
                        found = _snapshots(file.read(MOST_TEXT))
                    if found:
                        yield path.relative_to(self._content).as_posix(), found

    def add_draft(self, file: Path, snapshot: str) -> None:
        """Know of a draft that has just been made of *snapshot*."""
        if self._named is not None:
            self._named[file.relative_to(self._content).as_posix()] = frozenset({snapshot})

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


def _may_be_copy(entry: os.DirEntry[str]) -> bool:
    """Whether a file of the folder may be a copy, none of which is larger than an import."""
    if entry.name.startswith(".") or not entry.is_file(follow_symlinks=False):
        return False
    return entry.stat(follow_symlinks=False).st_size <= MOST_BYTES


def _snapshots(data: bytes) -> frozenset[str]:
    """Return the copies that the front matter of a text names."""
    if f"{SOURCES}/".encode() not in data:
        return frozenset()
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    parts = part(text, "")
    node = compose(YamlText("", parts.yaml)) if isinstance(parts, Parts) else None
    if node is None:
        return frozenset()
    return frozenset(one.value for name, one in values_below(node) if name == "snapshot")


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
