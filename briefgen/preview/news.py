"""
Tell every open tab what is new to it, and nothing else.

A tab says where it is and what it shows.  It is told when that differs from the
newest state of the site; what came in between is never kept for it.  So a tab
that reads slowly, or was asleep, costs nothing and catches up in one step.
"""

import asyncio
import contextlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from msgspec import Struct
from starlette.concurrency import run_in_threadpool
from starlette.types import Receive, Scope, Send

from briefgen.errors import BriefgenError, Diagnostic, visible
from briefgen.model.paths import Url
from briefgen.preview.preview import Preview
from briefgen.preview.problems import Problems, link_to, tell
from briefgen.structure.urls import NOT_FOUND, encoded, output_path

HEARTBEAT = 15.0
"""Seconds after which tabs hear that the server is there still."""

Listener = Callable[[tuple[Diagnostic, ...]], None]


class Place(Struct, frozen=True):
    """What stands at an address now."""

    key: str
    moved: str
    """The address where it is instead, or empty."""
    panel: str
    """What is to be said over the page, as JSON."""


class News:
    """What is new in a preview; but for ``preview`` everything belongs to one event loop."""

    def __init__(self, preview: Preview, link: str) -> None:
        """*link* is how links to the user's editor look."""
        self.preview = preview
        self._link = link
        self._waiting: set[asyncio.Event] = set()
        self._places: dict[str, asyncio.Future[Place]] = {}
        self._problems: asyncio.Future[Problems] | None = None
        self._told: tuple[Diagnostic, ...] = ()
        self._faults: tuple[Diagnostic, ...] = ()
        self._listener: Listener = lambda _: None
        self._loop: asyncio.AbstractEventLoop | None = None
        self.is_over = False

    def begin(self, listener: Listener) -> None:
        """Follow the preview from now on; *listener* is told of all problems when they change."""
        self._loop = asyncio.get_running_loop()
        self._listener = listener
        self.preview.listen(self._hear)
        self.spread()

    def _hear(self) -> None:
        """Pass on, from the preview's thread, that something has changed."""
        # The loop may just have ended.
        with contextlib.suppress(RuntimeError):
            assert self._loop is not None
            self._loop.call_soon_threadsafe(self.spread)

    def spread(self) -> None:
        """Have every tab compare what it shows."""
        self._places = {}
        self._problems = asyncio.ensure_future(self._find_problems())
        for wake in self._waiting:
            wake.set()

    def end(self) -> None:
        """Let all tabs go."""
        self.is_over = True
        for wake in self._waiting:
            wake.set()

    def join(self, wake: asyncio.Event) -> None:
        """Set *wake* whenever there may be news."""
        self._waiting.add(wake)

    def leave(self, wake: asyncio.Event) -> None:
        """Set *wake* no longer."""
        self._waiting.discard(wake)

    async def notice_faults(self) -> None:
        """Find out whether what has just been rendered has shown a template to be at fault."""
        faults = await run_in_threadpool(self.preview.snapshot.faults)
        if faults != self._faults:
            self._faults = faults
            self.spread()

    async def place(self, at: str) -> Place:
        """Return what stands at *at*; found out once for all tabs that are there."""
        if at not in self._places:
            problems = self._problems
            assert problems is not None
            self._places[at] = asyncio.ensure_future(self._find_place(at, problems))
        # One tab that goes away must not take the others' answer with it.
        return await asyncio.shield(self._places[at])

    async def _find_problems(self) -> Problems:
        def find() -> tuple[tuple[Diagnostic, ...], Problems]:
            diagnostics = self.preview.problems
            return diagnostics, tell(diagnostics, self.preview.project.root, self._link)

        diagnostics, problems = await run_in_threadpool(find)
        # Who was asked before may answer after; only the newest answer is still true.
        is_newest = asyncio.current_task() is self._problems
        if is_newest and diagnostics != self._told:
            self._told = diagnostics
            self._listener(diagnostics)
        return problems

    async def _find_place(self, at: str, problems: asyncio.Future[Problems]) -> Place:
        key, moved, about = await run_in_threadpool(self._look, at)
        known = await asyncio.shield(problems)
        panel = {
            **about,
            "errors": known.errors,
            "more": known.more,
            "warnings": known.warnings.get(about["source"], []),
        }
        return Place(key, moved, json.dumps(panel, ensure_ascii=False))

    def _look(self, at: str) -> tuple[str, str, dict[str, Any]]:
        snapshot = self.preview.snapshot
        nothing = {"source": "", "state": "", "publishAt": "", "edit": ""}
        try:
            path = snapshot.locate(at)
            if path is None:
                gone = output_path(Url(at))
                url = self.preview.moved_to(gone)
                moved = "" if url is None else snapshot.base_path + encoded(url)
                return f"missing-{snapshot.key(output_path(NOT_FOUND))}", moved, nothing
            about = snapshot.about(path)
            found = {
                "source": visible(about.source),
                "state": about.state,
                "publishAt": about.publish_at,
                "edit": link_to(self.preview.project.root, about.source, self._link),
            }
            return snapshot.key(path), "", found
        except (BriefgenError, LookupError, OSError):
            # What is wrong is among the problems; the page may have changed, too.
            return f"unknown-{snapshot.number}", "", nothing


@dataclass(slots=True)
class Tab:
    """An open tab, and what it shows."""

    at: str
    """Where it is, below ``base``."""
    base: str
    key: str
    panel: str = ""


class EventStream:
    """The answer to tabs that listen, over one connection (server-sent events)."""

    def __init__(self, news: News, tabs: Sequence[Tab]) -> None:
        """Each of *tabs* is named by its number."""
        self._news = news
        self._tabs = tabs

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Tell what is new until the connection is closed or the server stops."""
        wake = asyncio.Event()
        gone = asyncio.ensure_future(_until_gone(receive))
        gone.add_done_callback(lambda _: wake.set())
        self._news.join(wake)
        try:
            await send(_start())
            await send(_chunk(_event("beat", "{}")))
            while not (gone.done() or self._news.is_over):
                wake.clear()
                for number, tab in enumerate(self._tabs):
                    text = self._compare(number, tab, await self._news.place(tab.at))
                    if text:
                        await send(_chunk(text))
                try:
                    await asyncio.wait_for(wake.wait(), HEARTBEAT)
                except TimeoutError:
                    await send(_chunk(_event("beat", "{}")))
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            self._news.leave(wake)
            gone.cancel()

    def _compare(self, number: int, tab: Tab, place: Place) -> str:
        """Return the events that bring *tab* up to date."""
        events = ""
        base = self._news.preview.snapshot.base_path
        moved = place.moved or (base + encoded(tab.at) if base != tab.base else "")
        if moved:
            tab.base, tab.key = base, place.key
            events += _event("moved", json.dumps({"tab": number, "address": moved}))
        elif place.key != tab.key:
            tab.key = place.key
            events += _event("page", json.dumps({"tab": number, "key": place.key}))
        if place.panel != tab.panel:
            tab.panel = place.panel
            events += _event("panel", f'{{"tab": {number}, {place.panel[1:]}')
        return events


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _start() -> dict[str, Any]:
    headers = [(b"content-type", b"text/event-stream; charset=utf-8")]
    return {"type": "http.response.start", "status": 200, "headers": headers}


def _chunk(text: str) -> dict[str, Any]:
    return {"type": "http.response.body", "body": text.encode(), "more_body": True}


def _event(name: str, data: str) -> str:
    return f"event: {name}\ndata: {data}\n\n"
