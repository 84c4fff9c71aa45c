"""Put what is wrong into words for the browser: what, where, and what to do about it."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from briefgen.errors import Diagnostic, Severity, visible
from briefgen.model.file_kinds import is_probe, is_temporary
from briefgen.model.paths import SourcePath
from briefgen.preview.editors import edit_link

MOST = 50
"""Errors that are shown; whoever has more begins with these."""

_WIDTH = 160


class Problems(Struct, frozen=True):
    """What is wrong at one moment, in the form of JSON values."""

    errors: tuple[dict[str, Any], ...]
    more: int
    """How many errors are not among these."""
    warnings: dict[str, list[dict[str, Any]]]
    """By the file that they are about, as its name is shown."""


def tell(diagnostics: Sequence[Diagnostic], root: Path, link: str) -> Problems:
    """Return *diagnostics* for the browser; *link* is how links to the editor look."""
    errors = [one for one in diagnostics if one.severity is Severity.ERROR]
    warnings: dict[str, list[dict[str, Any]]] = {}
    for one in diagnostics:
        if one.severity is Severity.WARNING and one.location:
            warnings.setdefault(visible(one.location.path), []).append(_told(one, root, link))
    told = tuple(_told(one, root, link) for one in errors[:MOST])
    return Problems(told, len(errors) - len(told), warnings)


def _told(diagnostic: Diagnostic, root: Path, link: str) -> dict[str, Any]:
    place = diagnostic.location
    told: dict[str, Any] = {
        "severity": diagnostic.severity.value,
        "message": visible(diagnostic.message),
        "help": visible(diagnostic.help),
    }
    if place:
        told |= {"file": visible(place.path), "line": place.line, "column": place.column}
        told["place"] = visible(str(place))
        told["edit"] = link_to(root, place.path, link, place.line or 1, place.column or 1)
    if place and place.line and diagnostic.excerpt:
        told["excerpt"] = _excerpt(diagnostic.excerpt, place.column, diagnostic.width)
    return told


def link_to(root: Path, path: str, link: str, line: int = 1, column: int = 1) -> str:
    """Return the link that opens a file of the site in the editor; empty if there is none."""
    file = root / path
    is_here = bool(path) and ".." not in file.parts and file.is_file()
    return edit_link(link, file, line, column) if link and is_here else ""


def _excerpt(line: str, column: int, width: int) -> list[str]:
    """Return what stands before the marked part of a *line*, that part, and what follows."""
    start = max(0, column - 1)
    end = start + max(1, width) if column else start
    first = max(0, start - _WIDTH // 2)
    last = max(end, first + _WIDTH)
    before, after = ("…" if first else ""), ("…" if last < len(line) else "")
    return [
        before + visible(line[first:start].replace("\t", " ")),
        visible(line[start:end].replace("\t", " ")),
        visible(line[end:last].replace("\t", " ")) + after,
    ]


def source_of(fault: Diagnostic) -> SourcePath:
    """Return the file of the content that *fault* is about."""
    return SourcePath(fault.location.path.removeprefix("content/") if fault.location else "")


def lasting(faults: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return *faults* but for files that editors make and delete while somebody writes."""
    names = ((one, source_of(one).rpartition("/")[2]) for one in faults)
    return tuple(one for one, name in names if not (is_temporary(name) or is_probe(name)))
