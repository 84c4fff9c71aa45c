"""Measure how the processor time of one piece of work grows with its input."""

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from msgspec import Struct

MOST_PER_DOUBLING = 3.0
"""How many times as long the double may take: twice, with room for what a machine does besides."""

_FLOOR = 0.03
"""Seconds below which a time says nothing."""

_ROUNDS = 5
"""The best of so many counts: whatever disturbs a measurement makes it longer."""

_PATIENCE = 20.0
"""Seconds of processor time after which work is given up."""

Work = Callable[[int], Callable[[], object]]
"""Prepares an input of a size, and returns what is to be measured."""


class Growth(Struct, frozen=True):
    """What one piece of work takes at a size, at its double, and at the double of that."""

    name: str
    size: int
    seconds: tuple[float, ...]
    """At one, two and four times the size; fewer if it was given up."""

    @property
    def steepest(self) -> float:
        """How many times as long a doubling takes at the most."""
        if len(self.seconds) < 3:
            return float("inf")
        if self.seconds[-1] < _FLOOR:
            return 0.0
        pairs = zip(self.seconds, self.seconds[1:], strict=False)
        # What is below the floor is noise: only its double or more says something.
        return max(after / max(before, _FLOOR / 4) for before, after in pairs)

    @property
    def is_bounded(self) -> bool:
        """Whether it grows no faster than its input."""
        return self.steepest <= MOST_PER_DOUBLING


class GaveUpError(Exception):
    """It took too long."""


def growth(name: str, work: Work, *, smallest: int, largest: int) -> Growth:
    """
    Return how *work* grows, at the first size from *smallest* on at which that can be told.

    Up to four times *largest* is measured, if all before was too quick to tell.  Beginning
    small, what grows fast is known before it takes long.
    """
    size = smallest
    while True:
        try:
            with _patience():
                longest = _seconds(work(4 * size))
        except GaveUpError:
            return Growth(name, size, ())
        if longest >= _FLOOR or size >= largest:
            break
        size = min(2 * size, largest)
    if longest < _FLOOR:
        return Growth(name, size, (0.0, 0.0, longest))
    found = Growth(name, size, (_seconds(work(size)), _seconds(work(2 * size)), longest))
    # What looks steep may only have been disturbed, or have been too short to tell: what grows
    # too fast does so again, and at larger sizes more than ever.
    for times in (1, 2, 4):
        if found.is_bounded:
            break
        found = _again(name, work, times * size)
    return found


def _again(name: str, work: Work, size: int) -> Growth:
    """Return how *work* grows from *size* on, measured with more care."""
    try:
        with _patience():
            _seconds(work(4 * size))
    except GaveUpError:
        return Growth(name, size, ())
    return Growth(name, size, tuple(_best(work(times * size)) for times in (1, 2, 4)))


def _best(run: Callable[[], object]) -> float:
    return min(_seconds(run) for _ in range(_ROUNDS))


def _seconds(run: Callable[[], object]) -> float:
    began = time.process_time()
    run()
    return time.process_time() - began


@contextmanager
def _patience() -> Iterator[None]:
    """Give work up that takes too long; where the system has no such clock, wait for it."""

    def give_up(*_: object) -> None:
        raise GaveUpError

    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, _PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
