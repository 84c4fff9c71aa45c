"""Say in the terminal what a preview has to say, beside what browsers show."""

import contextlib
import time
from collections.abc import Sequence

from briefgen.cli.diagnostics import print_diagnostic
from briefgen.cli.output import say
from briefgen.errors import Diagnostic, Severity, visible
from briefgen.preview.changes import Changes
from briefgen.preview.preview import Preview
from briefgen.preview.watcher import Watcher

MOST_WARNINGS = 20
"""Warnings that are printed at once; the pages that they concern show them all."""


class Terminal:
    """Says in the terminal what has changed and what is wrong."""

    def __init__(self, preview: Preview, watcher: Watcher) -> None:
        """Follow *preview*, which is to follow this instead of *watcher*."""
        self._root = preview.project.root
        self._watcher = watcher
        self._changes: Changes | None = None
        self._began = 0.0
        self._printed: tuple[Diagnostic, ...] = ()
        preview.listen(self._say_changed)

    def wait(self, timeout: float | None) -> Changes | None:
        """Pass on what the watcher tells, and remember it."""
        changes = self._watcher.wait(timeout)
        self._changes = changes if changes and (changes.paths or changes.is_unsure) else None
        self._began = time.perf_counter()
        return changes

    def look(self) -> int:
        """Have the watcher look at all files."""
        return self._watcher.look()

    def _say_changed(self) -> None:
        """Say what has changed, once the preview shows it."""
        changes, self._changes = self._changes, None
        if changes is not None:
            took = 1000 * (time.perf_counter() - self._began)
            # Nobody may be listening any more; browsers still are.
            with contextlib.suppress(OSError):
                say(f"{self._named(changes)} changed: {took:.0f} ms")

    def _named(self, changes: Changes) -> str:
        if changes.is_unsure or not changes.paths:
            return "Several files"
        first = changes.paths[0]
        with contextlib.suppress(ValueError):
            first = first.relative_to(self._root)
        more = len(changes.paths) - 1
        name = visible(first.as_posix())
        return f"{name} and {more} more" if more else name

    def tell(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Print what is wrong and was not before, and say when all mistakes are mended."""
        known, self._printed = self._printed, tuple(diagnostics)
        before = frozenset(known)
        new = [one for one in diagnostics if one not in before]
        errors = [one for one in new if one.severity is Severity.ERROR]
        warnings = [one for one in new if one.severity is Severity.WARNING]
        for one in (*errors, *warnings[:MOST_WARNINGS]):
            print_diagnostic(one)
        if len(warnings) > MOST_WARNINGS:
            say(f"and {len(warnings) - MOST_WARNINGS} more warnings", err=True)
        if _has_errors(known) and not _has_errors(diagnostics):
            say("Mended.")


def _has_errors(diagnostics: Sequence[Diagnostic]) -> bool:
    return any(one.severity is Severity.ERROR for one in diagnostics)
