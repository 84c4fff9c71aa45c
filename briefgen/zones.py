"""
Tell one edition of a time zone's rules from another.

Governments change them, and systems and packages bring the new ones along.  Dates
of a site then mean other instants, though neither its files nor briefgen changed.
"""

import zoneinfo
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from briefgen.fingerprint import Digest
from briefgen.regular import digest_of


def zone_digest(name: str) -> Digest:
    """
    Return the digest of the rules of the time zone *name*, which is one that is there.

    They are found as ``zoneinfo`` finds them: in the folders of the system, else in
    the package ``tzdata``.
    """
    files = (place / name for place in _places())
    return next((digest_of(file) for file in files if file.is_file()), Digest(b""))


def _places() -> Iterator[Path]:
    yield from map(Path, zoneinfo.TZPATH)
    package = find_spec("tzdata")
    if package and package.origin:
        yield Path(package.origin).parent / "zoneinfo"
