"""
Let no client hold a connection for longer than it has use for it.

Who opens connections and says nothing, says it a letter at a time, or does not read
the answer would keep everybody else from being answered, sooner or later.
"""

import asyncio
from typing import Any, cast

from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

MOST_CONNECTIONS = 256
"""More than all tabs of all browsers that one writer has open."""
SECONDS_FOR_HEAD = 10.0
"""In which a request has to be complete, from the connection or the last answer on."""
SECONDS_FOR_READING = 60.0
"""In which a client has to take what was sent, before more is sent."""


class Connection(H11Protocol):
    """A connection to one client."""

    seconds_for_head = SECONDS_FOR_HEAD
    seconds_for_reading = SECONDS_FOR_READING
    most = MOST_CONNECTIONS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take what uvicorn gives."""
        super().__init__(*args, **kwargs)
        self.began = 0.0
        """When this client was answered last, or came."""
        self._asking: asyncio.TimerHandle | None = None
        self._reading: asyncio.TimerHandle | None = None

    @property
    def is_idle(self) -> bool:
        """Whether nobody waits for an answer here."""
        # There is none before the first request, whatever uvicorn says of its type.
        cycle = cast("RequestResponseCycle | None", self.cycle)
        return cycle is None or cycle.response_complete

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to wait for a request; of too many clients, let the one go that has asked least."""
        assert isinstance(transport, asyncio.Transport)
        super().connection_made(transport)
        self.began = self.loop.time()
        self._expect_request()
        if len(self.connections) > self.most:
            others = [one for one in self.connections if isinstance(one, Connection)]
            idle = [one for one in others if one.is_idle and not one.transport.is_closing()]
            min(idle, key=lambda one: (one is self, one.began)).transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing any more."""
        self._forget_timers()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take a part of a request; the time for a head does not begin anew with each."""
        super().data_received(data)
        if not self.is_idle and self._asking:
            self._asking.cancel()
            self._asking = None

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        self.began = self.loop.time()
        super().on_response_complete()
        if self.is_idle:
            self._expect_request()

    def pause_writing(self) -> None:
        """Wait until the client has read what it was sent."""
        super().pause_writing()
        self._reading = self.loop.call_later(self.seconds_for_reading, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on writing."""
        if self._reading:
            self._reading.cancel()
            self._reading = None
        super().resume_writing()

    def _expect_request(self) -> None:
        if self._asking is None:
            self._asking = self.loop.call_later(self.seconds_for_head, self._end_waiting)

    def _end_waiting(self) -> None:
        self._asking = None
        if self.flow.write_paused:
            # It is still reading the last answer, which has a time of its own.
            self._expect_request()
        else:
            self.transport.abort()

    def _forget_timers(self) -> None:
        for timer in (self._asking, self._reading):
            if timer:
                timer.cancel()
        self._asking = self._reading = None
