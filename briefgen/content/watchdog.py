"""
End the conversion of a text that would take forever.

A parser of Markdown takes quadratic time on some hostile texts, and no list of
patterns is complete.  A thread watches the clock and raises an exception in the
one that converts; unlike a signal, that works on every system.
"""

import ctypes
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class TookTooLong(Exception):  # noqa: N818  # not a fault of the program
    """The time is over."""


def within(seconds: float | None, work: Callable[[], T]) -> T:
    """
    Return what *work* returns, if it does within *seconds*; ``None`` sets no limit.

    Raises:
        TookTooLong: from wherever the work happened to be.

    """
    if seconds is None:
        return work()
    target = threading.get_ident()
    lock = threading.Lock()
    is_done = False
    # Held until the work is done.  An event would not do: it is written in Python, and
    # the exception may strike in it, after which nobody could ever set it again.
    working = threading.Lock()
    working.acquire()

    def watch() -> None:
        # Again and again, for an exception that is raised in a callback may be lost.
        pause = seconds
        while not working.acquire(timeout=pause):
            pause = _AGAIN
            with lock:
                if not is_done:
                    _raise_in(target, TookTooLong)

    def stop() -> None:
        nonlocal is_done
        is_done = True
        with lock:
            _raise_in(target, None)
        working.release()

    # This is no context manager, for the exception may strike in any function, and
    # on the way out of one it would never come to its end.
    try:
        threading.Thread(target=watch, daemon=True).start()
        return work()
    finally:
        try:
            stop()
        except TookTooLong:
            # The work was done at the same instant; the next attempt is far away.
            stop()


_AGAIN = 0.5
"""Seconds until the next attempt."""


def _raise_in(thread: int, exception: type[Exception] | None) -> None:
    """Let *thread* raise *exception* soon; ``None`` takes back one that it has not yet raised."""
    # CPython's documented way to interrupt a thread; other implementations lack it,
    # and there the limit does nothing.
    python = getattr(ctypes, "pythonapi", None)
    if python is not None:
        argument = ctypes.py_object(exception) if exception else ctypes.py_object()
        python.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), argument)
