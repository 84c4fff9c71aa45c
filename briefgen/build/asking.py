"""
Recognise pages that are as they were, without planning them again.

What a page shows depends on the site as it is laid out, and on what planning asks
of single files: their texts, their links, the sizes of pictures.  So the files
that are asked about are noted with the page.  If the layout is as it was for the
last build, planning would go the same way and ask the same; and a page that asked
for nothing of a file that has changed since is as it was.  (Mokhov, Mitchell and
Peyton Jones call this a verifying trace: Build systems a la carte, 2018.)
"""

from array import array
from collections.abc import Collection
from zlib import crc32

from briefgen.build.store import Store
from briefgen.model.article import Listing, Outline
from briefgen.model.page import Page
from briefgen.model.paths import SourcePath
from briefgen.model.source import ImageFacts
from briefgen.structure.links import FactsOf, Stored
from briefgen.structure.planned import Planned


class Asking:
    """Plans pages, and notes which files each of them asks about."""

    def __init__(self, store: Store, facts_of: FactsOf) -> None:
        """Answer from *store*, and what is asked of pictures by *facts_of*."""
        self._store = store
        self._facts_of = facts_of
        self._numbers: set[int] = set()
        self.stored = Stored(self._outline, self._facts, self._newest)

    def plan(self, planned: Planned) -> tuple[Page, bytes]:
        """Return the page, and the files that planning it has asked about."""
        self._numbers.clear()
        page = planned.page()
        return page, array("I", sorted(self._numbers)).tobytes()

    def _outline(self, path: SourcePath) -> Outline:
        self._numbers.add(_number(path))
        return self._store.outline(path)

    def _facts(self, path: SourcePath) -> ImageFacts | None:
        self._numbers.add(_number(path))
        return self._facts_of(path)

    def _newest(self, listing: Listing) -> Listing:
        self._numbers.add(_number(listing.path))
        return listing


def unconcerned(store: Store, edited: Collection[SourcePath]) -> frozenset[int]:
    """Return hashes of the paths of all pages that have not asked about the *edited* files."""
    numbers = {_number(path) for path in edited}
    return frozenset(
        hash(path) for path, asked in store.pages() if numbers.isdisjoint(array("I", asked))
    )


def _number(path: SourcePath) -> int:
    """Return four bytes for *path*: two files with the same are taken for one another."""
    return crc32(path.encode())
