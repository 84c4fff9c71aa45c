"""The watchdog ends what takes too long, and never strikes afterwards."""

import time
from contextlib import suppress
from functools import partial

import pytest

from briefgen.content.watchdog import TookTooLong, within


def _work(seconds: float) -> int:
    end = time.perf_counter() + seconds
    steps = 0
    while time.perf_counter() < end:
        steps += 1
    return steps


def test_work_within_its_limit_is_done() -> None:
    """A limit changes nothing for what is quick."""
    assert within(5, partial(_work, 0.001))


def test_work_beyond_its_limit_is_ended() -> None:
    """A loop that would go on is interrupted where it is."""
    started = time.perf_counter()
    with pytest.raises(TookTooLong):
        within(0.05, partial(_work, 30))
    assert time.perf_counter() - started < 10


def test_no_limit_is_no_limit() -> None:
    """Without seconds nothing is watched."""
    assert within(None, partial(_work, 0.001))


def test_an_interruption_that_is_lost_is_repeated() -> None:
    """Code that swallows exceptions is interrupted again."""

    def stubborn() -> int:
        try:
            return _work(30)
        except TookTooLong:
            return _work(30)

    with pytest.raises(TookTooLong):
        within(0.02, stubborn)


def test_nothing_strikes_after_the_work_is_done() -> None:
    """Where work and limit end at the same instant, either wins, but nothing comes later."""
    for number in range(300):
        with suppress(TookTooLong):
            within(0.001, partial(_work, 0.0009 + number % 10 * 0.00002))
    _work(0.7)


def test_a_fault_inside_comes_through() -> None:
    """Other exceptions are not touched."""
    with pytest.raises(ZeroDivisionError):
        within(5, lambda: 1 // 0)
