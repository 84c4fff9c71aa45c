"""
Make files that are computed, but are no pages: pictures, cards, an index.

Whoever knows such a file gives its path, a key that stands for everything its
bytes depend on, and a job.  The job is done, in another process if there are
many, only if the file that is there was made for another key.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, islice
from typing import Any, NamedTuple

from msgspec import Struct

from briefgen.build.press import write_staged
from briefgen.build.report import Changes
from briefgen.build.rows import OutputRow
from briefgen.build.shop import Shop, record
from briefgen.build.workers import batches
from briefgen.errors import ContentError, Diagnostic
from briefgen.fingerprint import Digest, digest_bytes
from briefgen.model.paths import OutputPath

WORTH_A_PROCESS = 4
"""Files to make from which on other processes help; starting them takes 0.1 s."""

_BATCH = 4

Work = Callable[[Any], bytes | Diagnostic]
"""
Does a job: returns the bytes of a file, or why there are none.

A function of a module, or a ``partial`` of one, so that other processes know it.
The bytes depend on the job alone.
"""


class Made(Struct, frozen=True):
    """A file that is computed from values and source files."""

    path: OutputPath
    key: Digest
    """Of everything that the bytes depend on, programs among it."""
    job: Any
    """What ``Work`` needs to know; small, as it may be sent to another process."""


class _Order(NamedTuple):
    path: OutputPath
    known: Digest | None
    """Of the file that is there now."""
    job: Any


class _Finished(NamedTuple):
    digest: Digest
    stat: bytes
    """Of the staged file; empty if the file that is there has the same bytes."""
    fault: Diagnostic | None


def make_files(files: Iterable[Made], work: Work, verb: str, shop: Shop, changes: Changes) -> None:
    """
    Put into the stage what of *files* is not there yet; *verb* says what is going on.

    Raises:
        ContentError: with what *work* found wrong.
        CommandError: something that briefgen did not write is in the way.

    """
    waiting: deque[tuple[Made, OutputRow | None]] = deque()
    faults: list[Diagnostic] = []
    orders = _orders(files, waiting, shop, changes)
    for number, done in enumerate(_work(orders, work, shop), 1):
        made, row = waiting.popleft()
        if done.fault:
            faults.append(done.fault)
            continue
        shop.advance(verb, number, number + len(waiting))
        stat = done.stat or (row.stat if row else b"")
        fresh = OutputRow(made.path, made.key, b"", done.digest, stat)
        record(fresh, row, _why(row), shop, changes)
    if faults:
        raise ContentError(*sorted(faults, key=lambda fault: fault.order))


def is_made(path: OutputPath, key: Digest, shop: Shop, changes: Changes) -> bool:
    """Whether the file at *path* is there and was made for *key*; it is kept if so."""
    changes.seen.add(hash(path))
    row = shop.store.output(path)
    is_there = row is not None and row.key == key and bool(row.stat)
    changes.unchanged += is_there
    return is_there


def put_file(path: OutputPath, key: Digest, data: bytes, shop: Shop, changes: Changes) -> None:
    """
    Put a file into the stage that was made already, as its name depends on its bytes.

    Raises:
        CommandError: something that briefgen did not write is in the way.

    """
    changes.seen.add(hash(path))
    row = shop.store.output(path)
    done = _stage(_Order(path, _known(row), None), data, os.fspath(shop.stage.tree))
    stat = done.stat or (row.stat if row else b"")
    record(OutputRow(path, key, b"", done.digest, stat), row, _why(row), shop, changes)


def _orders(
    files: Iterable[Made],
    waiting: deque[tuple[Made, OutputRow | None]],
    shop: Shop,
    changes: Changes,
) -> Iterator[_Order]:
    """Return what is to be made; what is needed once it is goes to *waiting*."""
    for made in files:
        if not is_made(made.path, made.key, shop, changes):
            row = shop.store.output(made.path)
            waiting.append((made, row))
            yield _Order(made.path, _known(row), made.job)


def _known(row: OutputRow | None) -> Digest | None:
    return row.digest if row and row.stat else None


def _why(row: OutputRow | None) -> str:
    return "changed" if row and row.stat else "new"


def _work(orders: Iterator[_Order], work: Work, shop: Shop) -> Iterator[_Finished]:
    """Do *work* here if there is little of it, else in other processes; in order."""
    do = partial(_do_batch, work=work, tree=os.fspath(shop.stage.tree))
    first = list(islice(orders, WORTH_A_PROCESS))
    if len(first) < WORTH_A_PROCESS or shop.workers.count == 1:
        return (done for order in chain(first, orders) for done in do([order]))
    return shop.workers.map(do, batches(chain(first, orders), lambda _: 1, _BATCH))


def _do_batch(orders: Sequence[_Order], *, work: Work, tree: str) -> list[_Finished]:
    return [_do(order, work, tree) for order in orders]


def _do(order: _Order, work: Work, tree: str) -> _Finished:
    data = work(order.job)
    if isinstance(data, Diagnostic):
        return _Finished(Digest(b""), b"", data)
    return _stage(order, data, tree)


def _stage(order: _Order, data: bytes, tree: str) -> _Finished:
    digest = digest_bytes(data)
    if digest == order.known:
        return _Finished(digest, b"", None)
    return _Finished(digest, write_staged(tree, order.path, data), None)
