"""Know what all files say: about themselves in memory, and the rest on the shelf."""

from collections.abc import Mapping, Sequence
from enum import IntEnum
from threading import RLock

import msgspec

from briefgen.build.rows import SourceRow, SourceValues, decode_listing
from briefgen.fingerprint import Digest
from briefgen.model.article import Listing
from briefgen.model.paths import SourcePath
from briefgen.model.source import ImageFacts, Role
from briefgen.preview.shelf import Shelf

_decode_facts = msgspec.msgpack.Decoder(ImageFacts).decode


class Extent(IntEnum):
    """How much of the site a change can have changed; the greater includes the smaller."""

    NOTHING = 0
    TEXTS = 1
    """What some articles say, but nothing that other pages tell of them."""
    SITE = 2


class Known:
    """What is known of the files of a site; it may be asked from any thread."""

    def __init__(self, rows: Mapping[SourcePath, SourceRow], shelf: Shelf) -> None:
        """Begin with what the store holds, whose texts are on *shelf*."""
        self.shelf = shelf
        self._lock = RLock()
        self._rows = dict(rows)
        self._listings = {
            path: decode_listing(row.listing) for path, row in rows.items() if row.listing
        }
        self._facts = {path: _decode_facts(row.facts) for path, row in rows.items() if row.facts}
        self._renamed: dict[SourcePath, SourcePath] = {}
        self._touched: set[SourcePath] = set()

    def take(self, path: SourcePath, values: SourceValues) -> Extent:
        """Take over what was just read of a file."""
        with self._lock:
            old = self._rows.get(path)
            row = self._rows[path] = self.shelf.put(path, values)
            self._facts.pop(path, None)
            if row.facts:
                self._facts[path] = _decode_facts(row.facts)
            if row.listing:
                self._listings[path] = decode_listing(row.listing)
            if row.role is Role.ASSET:
                self._touched.add(path)
            return Extent.TEXTS if old and old.about == row.about else Extent.SITE

    def keep(self, row: SourceRow) -> None:
        """Keep *row* of a file whose bytes are as they were."""
        with self._lock:
            self._rows[row.path] = row

    def forget(self, path: SourcePath) -> None:
        """Forget a file."""
        with self._lock:
            self._rows.pop(path, None)
            self._listings.pop(path, None)
            self._facts.pop(path, None)

    def rename(self, old: SourcePath, new: SourcePath) -> None:
        """Know that the file at *new* was at *old* before."""
        self._renamed[old] = new

    def follow(self, before: "Known") -> None:
        """Know what *before* knew of renamed files, and which have changed since the start."""
        with self._lock:
            self._renamed |= before._renamed  # noqa: SLF001  # another one of the same kind
            self._touched |= before._touched  # noqa: SLF001  # as above
            for path in self.assets:
                if self.digest(path) != before.digest(path):
                    self._touched.add(path)

    def sort(self) -> None:
        """Put the files in the order of their paths, if any were added."""
        with self._lock:
            self._rows = dict(sorted(self._rows.items()))
            self._listings = dict(sorted(self._listings.items()))

    @property
    def listings(self) -> tuple[Listing, ...]:
        """What all texts say about themselves now, by path."""
        with self._lock:
            return tuple(self._listings.values())

    @property
    def assets(self) -> tuple[SourcePath, ...]:
        """The files that are no texts, by path."""
        with self._lock:
            return tuple(path for path, row in self._rows.items() if row.role is Role.ASSET)

    @property
    def rows(self) -> Sequence[SourceRow]:
        """What is known of every file, by path."""
        with self._lock:
            return tuple(self._rows.values())

    def row(self, path: SourcePath) -> SourceRow | None:
        """Return what is known of a file."""
        return self._rows.get(path)

    def role(self, path: SourcePath) -> Role | None:
        """Return what a file is there for; ``None`` if it is not known."""
        row = self._rows.get(path)
        return row.role if row else None

    def digest(self, path: SourcePath) -> Digest:
        """Return the digest of the bytes of a file; empty if it is not known."""
        row = self._rows.get(path)
        return row.digest if row else Digest(b"")

    def listing(self, path: SourcePath) -> Listing | None:
        """Return what the file at *path* says about itself now."""
        return self._listings.get(path)

    def newest(self, listing: Listing) -> Listing:
        """Return what the file of *listing* says about itself now."""
        return self._listings.get(listing.path, listing)

    def successor(self, path: SourcePath) -> Listing | None:
        """Return what the file that was at *path* says about itself, renamed or not."""
        seen = {path}
        while path not in self._listings and self._renamed.get(path, path) not in seen:
            path = self._renamed[path]
            seen.add(path)
        return self._listings.get(path)

    def pictures(self) -> Mapping[SourcePath, ImageFacts]:
        """Return what is known of the pictures that are made in several sizes."""
        return {path: facts for path, facts in self.facts().items() if not facts.is_drawing}

    def facts(self) -> Mapping[SourcePath, ImageFacts]:
        """Return what is known of pictures."""
        with self._lock:
            return dict(self._facts)

    def facts_of(self, path: SourcePath) -> ImageFacts | None:
        """Return what is known of a picture."""
        return self._facts.get(path)

    def touched(self) -> Mapping[SourcePath, Digest]:
        """Return the digests of files that have changed since the start, and are no texts."""
        with self._lock:
            rows = [self._rows.get(path) for path in self._touched]
        return {row.path: row.digest for row in rows if row and row.role is Role.ASSET}
