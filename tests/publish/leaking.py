"""Count what is found of the lists of leaks, secrets and harmless texts."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from briefgen.config import load_config
from briefgen.publish.contents import pieces
from briefgen.publish.held import Phrase
from briefgen.publish.leaks import find_leaks, leaks_in, leaks_of
from briefgen.publish.readings import texts_of
from briefgen.publish.withheld import Withheld, find_withheld
from tests.publish.harmless_texts import texts
from tests.publish.held_back import WITHHELD, Plant
from tests.publish.planted_files import opened
from tests.publish.planted_texts import written
from tests.publish.secret_kinds import secrets
from tests.testsite import NOW, SiteTest


class Count(Struct, frozen=True):
    """How many of a list were found, and the names of those that were not."""

    of: int
    missed: tuple[str, ...]

    @property
    def share(self) -> float:
        """The part that was found."""
        return 1 - len(self.missed) / self.of


def plants() -> Iterator[Plant]:
    """Yield all leaks that are listed."""
    yield from written()
    yield from opened()


def held_back(folder: Path) -> Withheld:
    """Build a site with what is held back, and return that."""
    site = SiteTest(folder)
    site.write(WITHHELD)
    site.article("world/public.md", "The river is open to boats again.", title="Open to boats")
    site.build()
    return find_withheld(site.project, load_config(site.root), NOW)


def told(withheld: Withheld, path: str, data: bytes) -> list[str]:
    """Return all that is said against publishing a file, as a publish would say it."""
    said: list[str] = []
    phrases: list[Phrase] = []
    for piece in pieces(path, data):
        said += [one.what for one in leaks_of(piece, ())]
        for text in texts_of(piece):
            said += [one.what for one in leaks_in(text, ())]
            phrases += withheld.find(text)
    return said + [one.what for one in withheld.without_common(phrases)]


def stopped(folder: Path) -> Count:
    """Return how many leaks are stopped."""
    withheld = held_back(folder)
    every = list(plants())
    return Count(len(every), tuple(p.name for p in every if not told(withheld, p.path, p.data)))


def found(seed: str) -> Count:
    """Return how many kinds of secrets are found."""
    return _count(secrets(seed), are_found=True)


def passed(seed: str) -> Count:
    """Return how many harmless texts are passed."""
    return _count(texts(seed), are_found=False)


def _count(said: Iterable[tuple[str, str]], *, are_found: bool) -> Count:
    every = [
        (f"{name}: {text[:80]}", any(find_leaks("a.txt", text.encode()))) for name, text in said
    ]
    return Count(len(every), tuple(name for name, is_found in every if is_found != are_found))
