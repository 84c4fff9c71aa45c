"""
End the conversion of a text that would take forever.

A parser of Markdown takes quadratic time on some hostile texts, and no list of
patterns is complete.  A thread watches the clock and raises an exception in the
one that converts; unlike a signal, that works on every system.
"""

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class TookTooLong(Exception):
    """The time is over."""


@contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """
    Raise ``TookTooLong`` in this thread after *seconds*; ``None`` sets no limit.

    Raises:
        TookTooLong: from wherever the code inside happens to be.

    """
    if seconds is None:
        yield
        return
    target = threading.get_ident()
    lock = threading.Lock()
    is_over = False

    def interrupt() -> None:
        with lock:
            if not is_over:
                _raise_in(target)

    timer = threading.Timer(seconds, interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        with lock:
            is_over = True
        timer.cancel()


def _raise_in(thread: int) -> None:
    # CPython's documented way to interrupt a thread; other implementations lack it,
    # and there the limit does nothing.
    raise_in_thread = getattr(ctypes, "pythonapi", None)
    if raise_in_thread is not None:
        raise_in_thread.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(thread), ctypes.py_object(TookTooLong)
        )
