"""Show how far a build is, once it takes longer than a blink."""

import os
import sys
import time
from types import TracebackType
from typing import Any, Self

BLINK = 0.4
"""Seconds before anything is shown."""

_INTERVAL = 0.1


class Progress:
    """A progress bar on a terminal that may draw, and nothing anywhere else."""

    def __init__(self, *, is_shown: bool) -> None:
        """Show nothing yet."""
        # A bar is nothing but control codes: who wants no colour wants none of them.
        is_plain = bool(os.environ.get("NO_COLOR")) or not sys.stderr.isatty()
        self._is_shown = is_shown and not is_plain
        self._started = time.monotonic()
        self._last = 0.0
        self._bar: Any = None
        self._task: Any = None

    def __enter__(self) -> Self:
        """Begin; nothing is shown before a blink is over."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()

    def advance(self, verb: str, done: int, total: int) -> None:
        """Show that *done* of *total* steps of something are done."""
        now = time.monotonic()
        if not self._is_shown or now - self._started < BLINK or now - self._last < _INTERVAL:
            return
        self._last = now
        if self._bar is None:
            self._start()
        self._bar.update(self._task, description=verb, completed=done, total=total)
        self._bar.refresh()

    def _start(self) -> None:
        # Loaded here because most builds are over before a bar could be read.
        from rich.console import Console
        from rich.progress import Progress as Bar

        # The bar draws itself only when told to: a thread of its own would be in
        # the way of starting processes.
        self._bar = Bar(console=Console(stderr=True), transient=True, auto_refresh=False)
        self._task = self._bar.add_task("", total=None)
        self._bar.start()
