"""
Run batches of work, in this process or in several.

The order of the results is the order of the batches, whoever did them, and only
a few batches are under way at a time: neither the number of workers nor the size
of the site changes what comes out or how much memory it takes.
"""

import gc
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from typing import Any, Self, TypeVar

from briefgen.errors import CommandError, error

A = TypeVar("A")
R = TypeVar("R")
SetUp = tuple[Callable[..., None], tuple[Any, ...]]


def default_workers() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


def batches(entries: Iterable[A], size: Callable[[A], int], limit: int) -> Iterator[list[A]]:
    """
    Return *entries* in batches of about *limit* by *size*.

    >>> list(batches([3, 4, 9, 1], lambda number: number, 7))
    [[3, 4], [9], [1]]
    """
    batch: list[A] = []
    total = 0
    for entry in entries:
        if batch and total + size(entry) > limit:
            yield batch
            batch, total = [], 0
        batch.append(entry)
        total += size(entry)
    if batch:
        yield batch


class Workers:
    """Processes that are started when there is enough to do for them."""

    def __init__(self, count: int) -> None:
        """Allow *count* processes."""
        self.count = count
        self._pool: Executor | None = None

    def __enter__(self) -> Self:
        """Begin with no process at all."""
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """End all processes; at once if something went wrong."""
        if self._pool is not None:
            for process in getattr(self._pool, "_processes", None) or {}:
                _end(process)
            self._pool.shutdown(wait=False, cancel_futures=True)

    def map(
        self,
        work: Callable[[list[A]], list[R]],
        groups: Iterable[list[A]],
        *,
        set_up: SetUp | None = None,
    ) -> Iterator[R]:
        """
        Return the results of *work* on every group, in order.

        *set_up* is a function and its arguments, called once in every process.
        """
        pool = self._pool = _start(self.count, set_up)
        under_way: deque[Future[list[R]]] = deque()
        for group in groups:
            under_way.append(_submit(pool, work, group))
            if len(under_way) > self.count + 1:
                yield from _result(under_way.popleft())
        while under_way:
            yield from _result(under_way.popleft())
        pool.shutdown()
        self._pool = None


def _submit(pool: Executor, work: Callable[[list[A]], list[R]], group: list[A]) -> Future[list[R]]:
    try:
        return pool.submit(work, group)
    except (RuntimeError, OSError, MemoryError) as fault:
        # The system gives no more processes or threads, or one of them has ended.
        raise _lost(fault) from fault


def _result(future: Future[list[R]]) -> list[R]:
    from concurrent.futures import BrokenExecutor

    try:
        return future.result()
    except (BrokenExecutor, MemoryError) as fault:
        raise _lost(fault) from fault


def _lost(fault: BaseException) -> CommandError:
    """Return what it means that a process of ours was not to be had, or has ended by itself."""
    said = str(fault).partition("\n")[0]
    return CommandError(
        error(
            f"the system has ended a process that helps with the build, or gives none: {said}",
            help="mostly there is too little memory: close other programs, or use `--workers 1`",
        )
    )


def _start(count: int, set_up: SetUp | None) -> Executor:
    # Loaded here because most builds need no second process.
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Forking is safe while no other thread is running, and saves every worker the
    # time to import what this process has imported already.
    can_fork = sys.platform == "linux" and threading.active_count() == 1
    context = get_context("fork" if can_fork else "spawn")
    return ProcessPoolExecutor(count, mp_context=context, initializer=_begin, initargs=(set_up,))


def _begin(set_up: SetUp | None) -> None:
    """Get a worker process ready: Ctrl-C is for its parent, and so is its end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # Neither parsing nor rendering leaves cycles behind; looking for them takes a
    # fifth of the time.
    gc.disable()
    if set_up is not None:
        work, arguments = set_up
        work(*arguments)


def _end_with_parent() -> None:
    from multiprocessing import parent_process

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _end(process: int) -> None:
    try:
        os.kill(process, signal.SIGTERM)
    except OSError:
        return
