"""Find what of a site is no page: what the theme and editors bring, pictures, cards, the search."""

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from briefgen.build import cards, pictures
from briefgen.build.making import Made, Work
from briefgen.content.discover import on_disk
from briefgen.errors import ContentError, Diagnostic
from briefgen.fingerprint import digest_bytes
from briefgen.model.page import Asset
from briefgen.model.paths import OutputPath
from briefgen.preview.answers import Answer
from briefgen.preview.known import Known
from briefgen.preview.layout import Layout, Look
from briefgen.preview.media_types import media_type
from briefgen.preview.search import SearchIndex
from briefgen.structure.links import LinkReport


class File(Struct, frozen=True):
    """A file that is no page."""

    key: str
    answer: Callable[[], Answer]
    """Makes it; raises ``ContentError`` if it cannot be made of what is there."""
    is_drawn: bool = False
    """Whether making it takes a while."""


class Files:
    """The files of one state of the site."""

    def __init__(
        self,
        layout: Layout,
        look: Look,
        known: Known,
        folder: str,
        links: Callable[[], LinkReport],
        search: SearchIndex,
    ) -> None:
        """
        Take what the files are made of.

        *links* says which are hidden, and which are drawn; as that takes a look at the
        whole site, it is asked only where it matters.
        """
        self._site = layout.site
        self._assets = layout.assets
        self._look = look
        self._known = known
        self._folder = folder
        self._links = links
        self._search = search

    def find(self, path: OutputPath) -> File | None:
        """
        Return the file at *path*, if there is one.

        Raises:
            CommandError: the index for searching cannot be made.

        """
        if path in self._look.assets:
            return _held(path, self._look.assets[path].data)
        if path in self._cards:
            return _made(self._cards[path], cards.draw)
        asset = self._assets.get(path)
        if asset is None and self._site.features.search:
            data = self._search.file(path, self._site, self._known)
            if data is not None:
                return _held(path, data)
        if path in self._pictures:
            return _made(self._pictures[path], pictures.draw)
        return None if asset is None else self._copied(asset)

    def _copied(self, asset: Asset) -> File | None:
        if asset.source in self._links().hidden_assets:
            return None
        key = self._known.digest(asset.source).hex()
        file = Path(on_disk(self._folder, asset.source))
        return File(key, lambda: Answer(b"", file, media_type(asset.path), key))

    @cached_property
    def _pictures(self) -> Mapping[OutputPath, Made]:
        facts = self._known.pictures()
        if not facts:
            return {}
        links = self._links()
        return {
            made.path: made
            for asset in self._assets.values()
            if asset.source in facts and asset.source not in links.hidden_assets
            for made in pictures.picture_files(
                asset,
                facts[asset.source],
                self._known.digest(asset.source),
                self._folder,
                is_shown=asset.source in links.shown_images,
            )
        }

    @cached_property
    def _cards(self) -> Mapping[OutputPath, Made]:
        if not self._site.features.cards:
            return {}
        return {made.path: made for made in cards.card_files(self._site, self._look.theme)}


def _held(path: OutputPath, data: bytes) -> File:
    key = digest_bytes(data).hex()
    return File(key, lambda: Answer(data, None, media_type(path), key))


def _made(made: Made, work: Work) -> File:
    def answer() -> Answer:
        data = work(made.job)
        if isinstance(data, Diagnostic):
            raise ContentError(data)
        return Answer(data, None, media_type(made.path), made.key.hex())

    return File(made.key.hex(), answer, is_drawn=True)
