"""The previews that are compared, and how each one is started and ended."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from benchmarks import node, process, tools
from benchmarks.corpus import Dialect
from benchmarks.tools import Command, ToolMissingError
from briefgen.preview.guard import Guard
from briefgen.preview.token import kept_token

LONGEST_GOODBYE = 5.0
"""Seconds a server has for ending by itself."""

WINDOW = 0.25
"""Seconds between two looks at whether a server is at rest."""


@dataclass(frozen=True)
class Server:
    """A preview of sites of one dialect."""

    name: str
    version: str
    dialect: Dialect
    command: Callable[[int], Command]
    """Gives the command that serves the site in the working folder on a port."""
    headers: Callable[[Path], Mapping[str, str]] = lambda _: {}
    """Gives what a browser says that may look at a site."""


class Running:
    """A server that was started, with everything that it starts itself."""

    def __init__(self, server: Server, site: Path, output: IO[bytes]) -> None:
        self.server = server
        self.site = site
        self.port = _free_port()
        self._output = output
        self._has_ended = False
        self.headers = server.headers(site)
        environment = {**os.environ, "TMPDIR": str(site.parent), "NO_COLOR": "1"}
        self.started = time.perf_counter()
        self._process = subprocess.Popen(
            server.command(self.port),
            cwd=site,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    @property
    def has_ended(self) -> bool:
        """Whether the server is gone."""
        return self._process.poll() is not None

    def last_words(self) -> str:
        """Return the end of what the server has printed."""
        self._output.seek(0)
        return self._output.read().decode(errors="replace").strip()[-2000:]

    def settle(self, patience: float) -> None:
        """Wait until the server has done what it had to do, or for `patience` seconds.

        It is at rest when it takes less than half a processor twice in a row: the ones
        that look for changes again and again always take some.
        """
        calm, end = 0, time.perf_counter() + patience
        while calm < 2 and time.perf_counter() < end:
            before = process.busy_seconds(self._process.pid)
            time.sleep(WINDOW)
            after = process.busy_seconds(self._process.pid)
            is_busy = before and after and after - before > WINDOW / 2
            calm = 0 if is_busy else calm + 1

    def pause(self) -> None:
        """Keep the server from running at all, where the system can do that."""
        if sys.platform != "win32":
            self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let a paused server go on."""
        if sys.platform != "win32":
            self._signal(signal.SIGCONT)

    def end(self) -> None:
        """End the server and its children; nothing is left when this returns."""
        if self._has_ended:
            return
        self._has_ended = True
        self.resume()
        self._signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(LONGEST_GOODBYE)
        if sys.platform != "win32":
            self._signal(signal.SIGKILL)
        self._process.kill()
        self._process.wait()

    def _signal(self, number: int) -> None:
        """Send a signal to the whole group of processes, if there still is one."""
        try:
            if sys.platform == "win32":
                self._process.terminate()
            else:
                os.killpg(self._process.pid, number)
        except ProcessLookupError:
            pass


@contextmanager
def running(server: Server, site: Path) -> Iterator[Running]:
    """Serve `site` while the block runs."""
    with tempfile.TemporaryFile() as output:
        started = Running(server, site, output)
        try:
            yield started
        finally:
            started.end()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _briefgen() -> Server:
    tool = tools.find(Dialect.BRIEFGEN)
    command = (sys.executable, "-m", "briefgen", "serve", "--port")

    def headers(site: Path) -> Mapping[str, str]:
        state = site / ".briefgen"
        state.mkdir(exist_ok=True)
        return {"Cookie": Guard((), kept_token(state)).cookie.partition(";")[0]}

    return Server(
        tool.name, tool.version, tool.dialect, lambda port: (*command, str(port)), headers
    )


def _hugo() -> Server:
    tool = tools.find(Dialect.HUGO)
    binary = tools.hugo_binary()

    def command(port: int) -> Command:
        # The site switches reloading off for builds; without it, there would be no
        # fast rendering either.
        settings = ("--renderToMemory", "--disableLiveReload=false")
        return (binary, "server", "--bind", "127.0.0.1", "--port", str(port), *settings)

    return Server(tool.name, tool.version, tool.dialect, command)


def _zensical() -> Server:
    program = _python_program("zensical")
    version = tools.version((*program, "--version"), "pip install --group bench")

    def command(port: int) -> Command:
        return (*program, "serve", "--dev-addr", f"127.0.0.1:{port}")

    return Server("Zensical", version, Dialect.MKDOCS, command)


def _mkdocs() -> Server:
    program = _python_program("mkdocs")
    version = tools.version((*program, "--version"), "pip install --group bench")

    def command(port: int) -> Command:
        # Watching is the default, but with some versions of click only if asked for.
        return (*program, "serve", "--livereload", "--dev-addr", f"127.0.0.1:{port}")

    return Server("MkDocs", version, Dialect.MKDOCS, command)


def _eleventy() -> Server:
    script = str(node.PROGRAM)
    version = tools.version(("node", script, "--version"), "python -m benchmarks.node")

    def command(port: int) -> Command:
        start = ("node", "--require", "./loopback.cjs", script, "--quiet")
        return (*start, "--serve", "--incremental", "--port", str(port))

    return Server("Eleventy", version, Dialect.ELEVENTY, command)


def _python_program(name: str) -> Command:
    """Return how a program made of Python is started, here or wherever it is."""
    if importlib.util.find_spec(name):
        return (sys.executable, "-m", name)
    return (shutil.which(name) or name,)


_FOUND_BY: dict[str, Callable[[], Server]] = {
    "briefgen": _briefgen,
    "hugo": _hugo,
    "zensical": _zensical,
    "mkdocs": _mkdocs,
    "eleventy": _eleventy,
}
NAMES = tuple(_FOUND_BY)
"""The names by which servers are chosen; the first is what others are compared to."""


def find(names: tuple[str, ...]) -> list[Server]:
    """Return the installed servers, or raise ToolMissingError that names the others."""
    found, missing = [], []
    for name in names:
        try:
            found.append(_FOUND_BY[name]())
        except ToolMissingError as error:
            missing.append(str(error))
    if missing:
        raise ToolMissingError("; ".join(missing))
    return found
