"""Look at the pages of a preview, again and again, until they show something."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from http.client import HTTPConnection, HTTPException

OFTEN = 0.002
"""Seconds between two looks at first."""

SHARE = 0.01
"""Later, the share of the time waited so far that passes between two looks.

Asking 500 times a second would slow down the very server that is waited for.
"""


class Page:
    """A page, asked for over a connection that is kept as long as the server wants."""

    def __init__(self, port: int, path: str, headers: Mapping[str, str]) -> None:
        self._connection = HTTPConnection("127.0.0.1", port)
        self._path = path
        self._headers = headers

    def text(self, patience: float) -> str:
        """Return the page as it is served now, nothing if there is no such page now."""
        self._connection.timeout = patience
        try:
            self._connection.request("GET", self._path, headers=dict(self._headers))
            answer = self._connection.getresponse()
            body = answer.read()
        except (OSError, HTTPException):
            self.close()
            return ""
        return body.decode(errors="replace") if answer.status == 200 else ""

    def wait_for(self, parts: Sequence[str], since: float, patience: float) -> float | None:
        """Return how long after `since` the page showed all `parts`, None if never."""
        while (waited := time.perf_counter() - since) < patience:
            text = self.text(patience - waited)
            waited = time.perf_counter() - since
            if all(part in text for part in parts):
                return waited
            time.sleep(max(OFTEN, waited * SHARE))
        return None

    def close(self) -> None:
        """Give the connection back; the next question opens another."""
        self._connection.close()
