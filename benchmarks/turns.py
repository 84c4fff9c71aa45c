"""What is measured of previews, and in which order."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from random import Random

from benchmarks import corpus, servers
from benchmarks.corpus import Article
from benchmarks.pages import Page
from benchmarks.servers import Running, Server

LONGEST_BREAK = 0.5
"""Seconds, at most, that an edit is put off by chance.

Some servers look for changes at a steady beat, which no edit may keep step with.
"""


class Stage(StrEnum):
    """What is measured; the value is how a reader calls it."""

    EDIT = "edit to new text"
    COLD = "start to first page"
    WARM = "start to first page, again"


@dataclass(frozen=True)
class Plan:
    """How large the site is, how often is measured, and how long is waited."""

    articles: int
    edits: int
    starts: int
    patience: float
    start_patience: float

    def limit(self, stage: Stage) -> float:
        """Return the seconds after which a server is given up in `stage`."""
        return self.patience if stage is Stage.EDIT else self.start_patience


@dataclass(frozen=True)
class Record:
    """How long a server took once; None if it was given up.

    Then `fault` is what it printed if it has ended by itself, and is empty if it took
    longer than anybody waited.
    """

    stage: Stage
    server: Server
    seconds: float | None
    fault: str = ""


class Benchmark:
    """The servers that are compared, taking turns, until they are given up."""

    def __init__(self, compared: Sequence[Server], scratch: Path, plan: Plan) -> None:
        self._scratch = scratch
        self._plan = plan
        self._left = list(compared)
        self._chance = Random(corpus.SEED)

    def measure(self) -> Iterator[Record]:
        """Yield every record when it is known; servers that are not asked are paused."""
        for dialect in {server.dialect for server in self._left}:
            corpus.write(self._scratch / dialect, self._plan.articles, dialect)
        for number in range(self._plan.starts):
            for server in tuple(self._left):
                yield from self._starts(server, number)
        with ExitStack() as stack:
            started = {}
            for server in tuple(self._left):
                one = stack.enter_context(servers.running(server, self._site(server)))
                yield from self._opened(one)
                started[server] = one
            for number in range(self._plan.edits):
                for server in tuple(self._left):
                    yield from self._turn(started[server], number)

    def _opened(self, one: Running) -> Iterator[Record]:
        """Have a server ready for its first turn."""
        if self._first_page(one) is None:
            yield self._give_up(one, Stage.WARM)
            return
        self._rest(one)

    def _starts(self, server: Server, number: int) -> Iterator[Record]:
        """Start a server where it has never been, and once more in the same place.

        Nothing is deleted in between, as with the builds (see `rounds`).
        """
        shutil.copytree(self._scratch / server.dialect, self._site(server, number))
        for stage in (Stage.COLD, Stage.WARM):
            _flush()
            with servers.running(server, self._site(server, number)) as one:
                seconds = self._first_page(one)
                if seconds is None:
                    yield self._give_up(one, stage)
                    return
                one.settle(self._plan.patience)
            yield Record(stage, server, seconds)

    def _first_page(self, one: Running) -> float | None:
        """Return how long after its start a server showed the whole home page."""
        home = Page(one.port, "/", one.headers)
        newest = [Article(index).title for index in range(20)]
        end = one.started + self._plan.start_patience
        seconds = None
        # In portions, so that a server that has ended is noticed.
        while seconds is None and time.perf_counter() < end and not one.has_ended:
            portion = min(end, time.perf_counter() + 5) - one.started
            seconds = home.wait_for([*newest, "</html>"], one.started, portion)
        home.close()
        return seconds

    def _turn(self, one: Running, number: int) -> Iterator[Record]:
        """Edit one article that nobody edited before, and wait until that is served."""
        article = Article(self._plan.articles // 2 + number)
        page = Page(one.port, f"/{article.section}/{article.slug}/", one.headers)
        one.resume()
        one.settle(self._plan.patience)
        # The page is open in the browser of whoever edits it.
        seconds = page.wait_for([article.title], time.perf_counter(), self._plan.patience)
        if seconds is not None:
            time.sleep(self._chance.uniform(0, LONGEST_BREAK))
            seconds = self._edited(one, article, page)
        page.close()
        if seconds is None:
            yield self._give_up(one, Stage.EDIT)
            return
        yield Record(Stage.EDIT, one.server, seconds)
        self._rest(one)

    def _edited(self, one: Running, article: Article, page: Page) -> float | None:
        """Return the seconds from just before the edit until the page has it."""
        sentence = f"This sentence was added to article {article.index} later."
        start = time.perf_counter()
        corpus.edit(one.site, article, sentence)
        return page.wait_for([sentence, "</html>"], start, self._plan.patience)

    def _rest(self, one: Running) -> None:
        """Pause a server when it has done everything: that is its time, not others'."""
        one.settle(self._plan.patience)
        one.pause()
        _flush()

    def _give_up(self, one: Running, stage: Stage) -> Record:
        fault = one.last_words() or "no word" if one.has_ended else ""
        one.end()
        self._left.remove(one.server)
        return Record(stage, one.server, None, fault)

    def _site(self, server: Server, number: int | None = None) -> Path:
        last = self._plan.starts - 1
        return self._scratch / f"{server.name}-{last if number is None else number}"


def _flush() -> None:
    """Have everything that was written reach the disk, before a clock starts."""
    if sys.platform != "win32":
        os.sync()
