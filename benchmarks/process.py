"""Run one whole process to its end and measure what it took."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

INTERVAL = 0.02
"""Seconds between two looks at the memory of a process tree."""


class ProcessFailedError(Exception):
    """A measured process ended with an error; the message holds what it printed."""


@dataclass(frozen=True)
class Cost:
    """What one whole process took; memory is in bytes, None where nobody can tell."""

    seconds: float
    """From just before the start until the process had ended."""

    largest: int | None
    """The largest resident set of any single process in the tree (from the kernel)."""

    parent: int | None
    """The largest resident set seen of the started process itself (sampled)."""

    tree: int | None
    """The largest sum of resident sets over the tree (sampled).

    Memory that two processes share counts twice.
    """


@dataclass
class _Peak:
    parent: int | None = None
    tree: int | None = None

    def see(self, resident: Sequence[int]) -> None:
        if any(resident):
            self.parent = max(self.parent or 0, resident[0])
            self.tree = max(self.tree or 0, sum(resident))


def run(command: Sequence[str], folder: Path) -> Cost:
    """Run `command` in `folder` and return what it took.

    Earlier writes reach the disk before the clock starts. Raises ProcessFailedError
    if the process does not end with status 0.
    """
    if sys.platform != "win32":
        os.sync()
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        with _watched(process.pid) as peak:
            largest = _wait(process)
            seconds = time.perf_counter() - start
        if process.returncode != 0:
            output.seek(0)
            text = output.read().decode(errors="replace").strip()
            raise ProcessFailedError(f"{' '.join(command)}\n{text[-2000:]}")
    return Cost(seconds, largest, peak.parent, peak.tree)


def _wait(process: subprocess.Popen[bytes]) -> int | None:
    """Wait for the end and return the resident set of the largest process below."""
    if sys.platform == "win32":
        process.wait()
        return None
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 if sys.platform == "darwin" else 1024
    return usage.ru_maxrss * unit


@contextmanager
def _watched(pid: int) -> Iterator[_Peak]:
    """Sample the memory of the tree under `pid` while the block runs."""
    peak = _Peak()
    done = threading.Event()

    def watch() -> None:
        peak.see([_resident(member) for member in _tree(pid)])
        while not done.wait(INTERVAL):
            peak.see([_resident(member) for member in _tree(pid)])

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield peak
    finally:
        done.set()
        watcher.join()


def busy_seconds(pid: int) -> float | None:
    """Return the processor time of the tree under `pid` so far, None if unknown."""
    spent = [_spent(member) for member in _tree(pid)]
    return sum(spent) if spent[0] else None


def _tree(pid: int) -> Iterator[int]:
    """Yield `pid` and every process below it, as far as /proc knows them now."""
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in _read(children).split():
            yield from _tree(int(child))


def _resident(pid: int) -> int:
    """Return the resident set of a process in bytes, 0 if it is gone or unknown."""
    fields = _read(Path(f"/proc/{pid}/statm")).split()
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") if fields else 0


def _spent(pid: int) -> float:
    """Return the processor seconds of one process and of its children that ended."""
    # The name of the program comes second, in brackets, and may hold anything.
    fields = _read(Path(f"/proc/{pid}/stat")).rpartition(")")[2].split()
    ticks = sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK") if fields else 0.0


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except OSError:
        return ""
