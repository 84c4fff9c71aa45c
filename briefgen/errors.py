"""
Say what is wrong, where, and what to do about it.

A mistake in content is a value, not an exception: stages return diagnostics, so
that all of them reach the editor in one run.  Exceptions are for what ends the
run at once.  Everything a user reads about a fault is laid out here, in one
function, whether it ends up in a terminal or over a page in the preview.
"""

import unicodedata
from enum import StrEnum
from typing import Self

from msgspec import Struct


class Severity(StrEnum):
    """How much a diagnostic weighs: errors stop the build, warnings do not."""

    ERROR = "error"
    WARNING = "warning"


class Location(Struct, frozen=True, order=True):
    """A place in a file; line and column count from 1, and 0 means unknown."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """
        Return ``file:line:column`` as editors and terminals understand it.

        >>> str(Location("content/world/nato.md", 4, 7))
        'content/world/nato.md:4:7'
        """
        known = [self.path, *(str(number) for number in (self.line, self.column) if number)]
        return ":".join(known)


class Diagnostic(Struct, frozen=True):
    """Something wrong: where it is, what it is, and what to do next."""

    severity: Severity
    message: str
    location: Location | None = None
    help: str = ""
    excerpt: str = ""
    """The source line that ``location`` points into, if it is worth showing."""
    width: int = 1
    """How many characters of the excerpt are meant, from the column on."""

    @property
    def order(self) -> tuple[str, int, int, str]:
        """Sort key: by file, then by place in it, then by message."""
        place = self.location or Location("")
        return (place.path, place.line, place.column, self.message)


class BriefgenError(Exception):
    """
    The run cannot go on; ``diagnostics`` say why.

    BriefgenError
     ├── ContentError   what editors wrote is at fault (exit code 1)
     ├── CommandError   how the program was called, or the machine, is (exit code 2)
     └── StoreDamaged   the store cannot be read; caught, and built without it
    """

    def __init__(self, *diagnostics: Diagnostic) -> None:
        """Keep *diagnostics* in the order in which they should be read."""
        super().__init__("; ".join(diagnostic.message for diagnostic in diagnostics))
        self.diagnostics = diagnostics

    def __reduce__(self) -> tuple[type[Self], tuple[Diagnostic, ...]]:
        """Keep the diagnostics on the way from another process."""
        return type(self), self.diagnostics


class ContentError(BriefgenError):
    """Content, configuration or theme is at fault: the site is as it was."""


class CommandError(BriefgenError):
    """The command or the machine is at fault: the site is as it was."""


class StoreDamaged(BriefgenError):  # noqa: N818  # no error: it is caught
    """The store holds something that it cannot have been given."""


def error(message: str, location: Location | None = None, *, help: str = "") -> Diagnostic:
    """Return an error that is about no particular line of source."""
    return Diagnostic(Severity.ERROR, message, location, help)


def warning(message: str, location: Location | None = None, *, help: str = "") -> Diagnostic:
    """Return a warning that is about no particular line of source."""
    return Diagnostic(Severity.WARNING, message, location, help)


def to_text(diagnostic: Diagnostic) -> str:
    """
    Return *diagnostic* as the lines a terminal shows, without colour.

    Control and bidirectional characters that came from content are shown as
    escapes, so that a message can neither steer the terminal nor look like
    something else.

    >>> print(to_text(error("no such section", Location("briefgen.yml", 3), help="add it")))
    error: no such section
     ——▶ briefgen.yml:3
      = help: add it
    """
    lines = [f"{diagnostic.severity}: {visible(diagnostic.message)}"]
    gutter = " "
    if diagnostic.location:
        lines.append(f" ——▶ {visible(str(diagnostic.location))}")
        if diagnostic.excerpt and diagnostic.location.line:
            number = str(diagnostic.location.line)
            gutter = " " * len(number)
            lines.append(f"{gutter} │")
            lines += [f"{number} │ {text}" for text in _excerpt(diagnostic, gutter)]
    if diagnostic.help:
        lines.append(f"{gutter} = help: {visible(diagnostic.help)}")
    return "\n".join(lines)


_LONGEST_EXCERPT = 120


def _excerpt(diagnostic: Diagnostic, gutter: str) -> list[str]:
    """Return the source line and the carets under it, cut to a readable width."""
    column = diagnostic.location.column if diagnostic.location else 0
    start = max(0, column - _LONGEST_EXCERPT // 2) if column > _LONGEST_EXCERPT * 3 // 4 else 0
    shown = diagnostic.excerpt[start : start + _LONGEST_EXCERPT].replace("\t", " ")
    before = "…" if start else ""
    lines = [before + visible(shown)]
    if column:
        marked = shown[column - 1 - start :][: diagnostic.width]
        carets = "^" * max(1, _columns(visible(marked)))
        indent = _columns(before + visible(shown[: column - 1 - start]))
        lines.append(f"\0{' ' * indent}{carets}")
    return lines if len(lines) == 1 else [f"{lines[0]}\n{gutter} │ {lines[1][1:]}"]


def visible(text: str) -> str:
    """Return *text* with escapes for what a terminal or browser would act on rather than show."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        f"\\u{ord(character):04x}" if unicodedata.category(character) in _UNSEEN else character
        for character in text
    )


_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Control, format and surrogate characters, and what begins a new line."""


def _columns(text: str) -> int:
    """Count the terminal columns that *text* takes."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    marks = sum(unicodedata.combining(character) > 0 for character in text)
    return len(text) + wide - marks
