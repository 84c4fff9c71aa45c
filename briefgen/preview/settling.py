"""
Know when a preview has settled: it shows, and has checked, all that was written.

Tests and scripts wait for that, and for no time that somebody has guessed.
"""

import gc
import time
from collections.abc import Callable
from importlib import import_module
from threading import Condition

from briefgen.preview.changes import Watching


class Settling:
    """How far a preview has come; it may be asked from any thread."""

    def __init__(self) -> None:
        """Begin with a preview that follows nothing yet."""
        self._watching: Watching | None = None
        self._looks = 0
        self._is_over = False
        self._moved = Condition()

    def note(self, watching: Watching, looks: int) -> None:
        """Note that *looks* calls of ``watching.look`` have been followed."""
        with self._moved:
            self._watching = watching
            self._looks = max(self._looks, looks)
            self._moved.notify_all()

    def end(self) -> None:
        """Let all go who wait: nothing is followed any more."""
        with self._moved:
            self._is_over = True
            self._moved.notify_all()

    def wait(self, timeout: float) -> bool:
        """Have a look taken, and wait until it is followed; false if that does not happen."""
        end = time.monotonic() + timeout
        with self._moved:
            self._wait_for(lambda: self._watching is not None, end)
            watching = self._watching
        if watching is None:
            return False
        look = watching.look()
        with self._moved:
            self._wait_for(lambda: self._looks >= look, end)
            return self._looks >= look

    def _wait_for(self, is_so: Callable[[], bool], end: float) -> None:
        left = max(0.0, end - time.monotonic())
        self._moved.wait_for(lambda: self._is_over or is_so(), left)


def get_ready() -> None:
    """Do what the first change would have to wait for."""
    import_module("briefgen.content.parse")
    # What is there now will stay: looking for rubbish in it takes longer than an edit.
    # What comes from now on comes and goes for hours.
    gc.freeze()
    gc.enable()
