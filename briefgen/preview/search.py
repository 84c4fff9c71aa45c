"""Make the index for searching when somebody begins to search, and not before."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

from briefgen.build.searching import FOLDER, index, index_key, searched
from briefgen.fingerprint import Digest
from briefgen.model.paths import OutputPath
from briefgen.model.site import Site
from briefgen.preview.known import Known

_BEGINS = OutputPath(f"{FOLDER}/pagefind-entry.json")
"""The file that a search asks for first, and that names the others."""


class SearchIndex:
    """The index of a site, as new as the last search."""

    def __init__(self) -> None:
        """Begin without an index."""
        self._lock = Lock()
        self._key: Digest | None = None
        self._files: Mapping[OutputPath, bytes] = {}

    def file(self, path: OutputPath, site: Site, known: Known) -> bytes | None:
        """
        Return a file of the index; a new search is a search in what is *known* now.

        Raises:
            CommandError: Pagefind fails.

        """
        if not path.startswith(f"{FOLDER}/"):
            return None
        with self._lock:
            if path == _BEGINS or self._key is None:
                self._renew(site, known)
            return self._files.get(path)

    def _renew(self, site: Site, known: Known) -> None:
        texts = tuple(
            (known.newest(listing), labels, more)
            for listing, labels, more in searched(site, known.shelf.outline)
        )
        key = index_key(site, texts)
        if key == self._key:
            return
        with TemporaryDirectory(prefix="briefgen-") as folder:
            found = index(site, texts, known.shelf.content, Path(folder)) if texts else ()
            self._files = {OutputPath(f"{FOLDER}/{name}"): data for name, data in found}
        self._key = key
