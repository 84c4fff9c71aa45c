"""
Run a preview until somebody stops it.

Three things go on at once: the server in an event loop, the preview in a thread
of its own, and the watcher's threads.  They meet in ``News`` alone.
"""

import asyncio
import contextlib
import logging
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from socket import socket
from typing import Any

from starlette.types import ASGIApp
from uvicorn import Config, Server

from briefgen.preview.addresses import Listening
from briefgen.preview.changes import Watching
from briefgen.preview.connections import Connection
from briefgen.preview.guard import Guard
from briefgen.preview.news import Listener, News
from briefgen.preview.preview import Preview
from briefgen.preview.server import make_app

_SECONDS_TO_STOP = 1


def serve(
    preview: Preview,
    watching: Watching,
    listening: Listening,
    *,
    guard: Guard,
    link: str = "",
    listener: Listener = lambda _: None,
    ready: Callable[["PreviewServer"], None] = lambda _: None,
) -> None:
    """
    Show *preview*, and follow what *watching* tells, until Ctrl-C or ``PreviewServer.stop``.

    *guard* says who may look. *listener* is told of all problems whenever they change;
    *ready* is called as soon as browsers are answered.
    """
    news = News(preview, link)
    server = PreviewServer(make_app(news, guard), news, listener, ready)
    worker = threading.Thread(target=preview.run, args=(watching,), daemon=True)
    server.worker = worker
    server.run(sockets=[listening.socket])


class PreviewServer(Server):
    """A server that lets go of listening tabs when it is stopped."""

    worker: threading.Thread

    def __init__(
        self,
        app: ASGIApp,
        news: News,
        listener: Listener,
        ready: Callable[["PreviewServer"], None],
    ) -> None:
        """Answer with *app*."""
        super().__init__(
            Config(
                app,
                http=Connection,
                ws="none",
                loop="asyncio",
                lifespan="off",
                log_config=None,
                log_level=logging.ERROR,
                access_log=False,
                server_header=False,
                h11_max_incomplete_event_size=16 * 1024,
                timeout_graceful_shutdown=_SECONDS_TO_STOP,
            )
        )
        self._news = news
        self._listener = listener
        self._ready = ready
        self._stopping: asyncio.Event | None = None

    async def startup(self, sockets: Sequence[socket] | None = None) -> None:
        """Begin to answer, and to follow the preview."""
        self._loop = asyncio.get_running_loop()
        self._stopping = asyncio.Event()
        self._news.begin(self._listener)
        await super().startup(sockets=list(sockets or ()))
        self.worker.start()
        self._ready(self)

    async def main_loop(self) -> None:
        """Wait until the server shall stop; keep the date of its answers right until then."""
        assert self._stopping is not None
        counter = 0
        while not await self.on_tick(counter):
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), 1)
            counter += 10

    async def shutdown(self, sockets: Sequence[socket] | None = None) -> None:
        """Let all tabs go, and end."""
        self._news.end()
        # Those who are cut off in the middle of a download know why.
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        await super().shutdown(sockets=list(sockets or ()))

    def stop(self) -> None:
        """End; may be called from any thread, and from a signal."""
        self.should_exit = True
        with contextlib.suppress(RuntimeError):
            assert self._stopping is not None
            self._loop.call_soon_threadsafe(self._stopping.set)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop on Ctrl-C and when asked to end; both are how a preview is meant to end."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        names = (signal.SIGINT, signal.SIGTERM)
        before = {name: signal.signal(name, self._handle) for name in names}
        try:
            yield
        finally:
            for name, handler in before.items():
                signal.signal(name, handler)

    def _handle(self, *_: Any) -> None:
        if self.should_exit:
            # Asked for twice: without waiting for anybody.
            self.force_exit = True
        self.stop()
