"""
Hold the texts of a site: most in the store, and those that are newer in memory.

The store is only read, so that a build may go on beside the preview.
"""

from collections.abc import Callable
from pathlib import Path
from threading import RLock
from typing import TypeVar

from briefgen.build.rows import SourceRow, SourceValues
from briefgen.build.store import Store
from briefgen.errors import StoreDamaged
from briefgen.fingerprint import Digest
from briefgen.model.article import Content, Outline, Teaser
from briefgen.model.held import Part
from briefgen.model.paths import SourcePath

T = TypeVar("T")

Reread = Callable[[SourcePath], SourceValues | None]
"""Reads a file anew; returns ``None`` if it says nothing that makes sense."""


class Shelf:
    """The texts of one site; it may be asked from any thread."""

    def __init__(self, path: Path, program: Digest, reread: Reread) -> None:
        """Take texts from the store at *path*, and by *reread* if they have gone from there."""
        self.program = program
        self._lock = RLock()
        self._store = Store(path, program, read_only=True)
        self._fresh = Store(Path(":memory:"), program)
        self._newer: set[SourcePath] = set()
        self._outlines: dict[SourcePath, Outline] = {}
        self._reread = reread

    def close(self) -> None:
        """Let go of the store."""
        with self._lock:
            self._store.close()
            self._fresh.close()

    def put(self, path: SourcePath, values: SourceValues) -> SourceRow:
        """Take over what was read of a file, and return its row."""
        with self._lock:
            self._fresh.put_rows([values])
            self._newer.add(path)
            self._outlines.pop(path, None)
            row = self._fresh.source(path)
        assert row is not None, "it was put there just now"
        return row

    def outline(self, path: SourcePath) -> Outline:
        """
        Return how a text is tied to the rest of the site.

        Raises:
            StoreDamaged: the file has just gone.

        """
        with self._lock:
            if path not in self._outlines:
                self._outlines[path] = self._recall(path, lambda store: store.outline(path))
            return self._outlines[path]

    def content(self, part: Part) -> Content:
        """Return the newest content of the file that *part* names; raises as ``outline`` does."""
        return self._recall(part.path, lambda store: store.content(part))

    def teaser(self, part: Part) -> Teaser:
        """Return the newest teaser of the file that *part* names; raises as ``outline`` does."""
        return self._recall(part.path, lambda store: store.teaser(part))

    def _recall(self, path: SourcePath, read: Callable[[Store], T]) -> T:
        with self._lock:
            if path not in self._newer:
                try:
                    return read(self._store)
                except StoreDamaged:
                    # Another program has changed the store; the file itself still knows.
                    values = self._reread(path)
                    if values is None:
                        raise
                    self.put(path, values)
            return read(self._fresh)
