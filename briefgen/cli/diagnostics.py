"""Print diagnostics, in colour where that is wanted."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence

import click
from msgspec.structs import replace

from briefgen.cli.output import say
from briefgen.errors import Diagnostic, Severity, to_text

_LONG_ADVICE = 300
"""Characters."""

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}


def print_diagnostics(diagnostics: Sequence[Diagnostic]) -> None:
    """Print *diagnostics* to standard error, and how many they are."""
    for diagnostic in _without_repetition(diagnostics):
        print_diagnostic(diagnostic)
    errors = sum(one.severity is Severity.ERROR for one in diagnostics)
    if errors > 1:
        say(f"\n{errors} errors; the site is as it was.", err=True)


def _without_repetition(diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Return *diagnostics*, of which each long advice is given once."""
    given: set[str] = set()
    for one in diagnostics:
        is_again = one.help in given
        yield replace(one, help="as above") if is_again else one
        given.update([one.help] if len(one.help) > _LONG_ADVICE else [])


def print_diagnostic(diagnostic: Diagnostic) -> None:
    """Print one diagnostic to standard error."""
    click.echo(coloured(diagnostic) if wants_colour() else to_text(diagnostic), err=True)


def coloured(diagnostic: Diagnostic) -> str:
    """Return the text of *diagnostic* with its first word in colour."""
    text = to_text(diagnostic)
    word = diagnostic.severity.value
    return click.style(word, fg=_COLOURS[diagnostic.severity], bold=True) + text[len(word) :]


def wants_colour() -> bool:
    """Whether standard error is a terminal whose user has not set ``NO_COLOR``."""
    return sys.stderr.isatty() and not os.environ.get("NO_COLOR")
