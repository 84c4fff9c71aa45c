"""
Tell which program a remembered result was made by.

What parsing or rendering returns depends on the code that did it, so the digest
of that code is part of every key: an upgrade can never leave a stale page, and a
changed comment costs no more than one full build.
"""

import os
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from msgspec import Struct

from briefgen.build.extras import FONTS
from briefgen.fingerprint import Digest, digest_bytes, fingerprint


class Makers(Struct, frozen=True):
    """All code that something depends on."""

    places: tuple[str, ...]
    """Modules and folders of this package."""
    libraries: tuple[str, ...]
    """What they import from elsewhere."""


PARSES = Makers(
    (
        *("errors.py", "slugs.py", "fingerprint.py", "regular.py", "zones.py"),
        *("model", "schema", "content"),
        *("structure/urls.py", "structure/pictures.py", "build"),
    ),
    ("markdown_it", "mdit_py_plugins", "mdurl", "msgspec", "pygments", "yaml"),
)
"""What keeps is among it: what one program has laid down, only the same one understands."""

RENDERS = Makers(
    (
        *("errors.py", "slugs.py", "fingerprint.py", "languages.py"),
        *("model", "structure", "theme", "build/asking.py"),
    ),
    ("babel", "jinja2", "markupsafe", "msgspec", "pytz"),
)


@cache
def parser_digest() -> Digest:
    """Return the digest of all code that parsing, and keeping what comes of it, depends on."""
    return _digest(PARSES.places, PARSES.libraries)


@cache
def renderer_digest() -> Digest:
    """Return the digest of all code that planning and rendering depend on."""
    return _digest(RENDERS.places, RENDERS.libraries)


@cache
def picture_digest() -> Digest:
    """Return the digest of all code that looking at pictures and making them depends on."""
    return _digest(("media",), ("PIL",))


@cache
def card_digest() -> Digest:
    """Return the digest of all code and all fonts that drawing cards depends on."""
    return _digest(("media",), ("PIL", *FONTS))


@cache
def searcher_digest() -> Digest:
    """Return the digest of all code that the index for searching depends on."""
    return _digest(("media", "build/searching.py"), ("pagefind_bin",))


@cache
def publisher_digest() -> Digest:
    """Return the digest of all code that looks for what must not become public."""
    return _digest(("publish", "publish/shapes.txt"), ())


@cache
def maker_digests() -> tuple[Digest, ...]:
    """Return the digests of all that makes files out of the content, pages and others."""
    return (renderer_digest(), picture_digest(), card_digest(), searcher_digest())


def _digest(places: tuple[str, ...], libraries: tuple[str, ...]) -> Digest:
    package = Path(__file__).resolve().parent.parent
    files = []
    for place in places:
        path = package / place
        files += [path] if path.suffix else sorted(path.glob("*.py"))
    code = tuple((file.name, digest_bytes(file.read_bytes())) for file in files)
    versions = tuple(_version(library) for library in libraries)
    return fingerprint((code, versions, sys.version_info[:2]))


def _version(library: str) -> str:
    """
    Return the version of a *library* without importing it; empty if it is not installed.

    The folder of its metadata beside it carries the version in its name, and
    reading that takes a hundredth of the time that ``importlib.metadata`` does.
    """
    spec = find_spec(library)
    if spec is None or spec.origin is None:
        return ""
    name = {"markdown_it": "markdown_it_py", "yaml": "pyyaml", "PIL": "pillow"}.get(
        library, library
    )
    return next(
        (entry for entry in _metadata_folders(str(Path(spec.origin).parent.parent), name)), "?"
    )


@cache
def _names(folder: str) -> tuple[str, ...]:
    names = (entry for entry in os.listdir(folder) if entry.endswith(("dist-info", "egg-info")))
    return tuple(sorted(names))


def _metadata_folders(folder: str, name: str) -> list[str]:
    return [
        entry
        for entry in _names(folder)
        if entry.lower().replace("-", "_").startswith(name.lower() + "_")
    ]
