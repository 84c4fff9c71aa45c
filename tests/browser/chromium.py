"""Open pages in the Chromium that is installed, and write down what goes wrong in them."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, sync_playwright

from tests.tools import chromium

MILLISECONDS = 15_000
"""The longest that a page may take over anything."""

HOSTS = "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""Chromium's rule by which nothing is found elsewhere, so that no test depends on the network."""

SCRIPTS = Path(__file__).parent / "scripts"

Scheme = Literal["light", "dark"]


@contextlib.contextmanager
def launch() -> Iterator[Browser]:
    """Run the browser while the block runs; none of its processes outlives it."""
    executable = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, args=[f"--host-resolver-rules={HOSTS}"], timeout=60_000
        )
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Visit:
    """A tab that belongs to one reader."""

    page: Page
    address: str
    """Where the site is; all that a page asks for has to lie below it."""
    faults: list[str] = field(default_factory=list)
    """Script errors, requests that failed, and requests to other places."""

    def go(self, path: str) -> None:
        """Open *path* and wait until everything it needs is there."""
        self.page.goto(self.address + path, wait_until="load")

    def run(self, script: str, argument: object = None) -> Any:
        """Return what *script*, a function in JavaScript, makes of *argument*."""
        return self.page.evaluate(script, argument)

    def run_file(self, name: str) -> Any:
        """Return what the function in the file *name* of ``scripts/`` makes of the page."""
        return self.run((SCRIPTS / name).read_text(encoding="utf-8"))

    def listen(self) -> None:
        """Begin to write down faults."""
        self.page.on("pageerror", lambda it: self._note(f"script error: {it}"))
        self.page.on("console", self._heard)
        self.page.on("request", self._asked)
        self.page.on("requestfailed", self._failed)
        self.page.on("response", self._answered)

    def _note(self, fault: str) -> None:
        self.faults.append(f"{self.page.url.removeprefix(self.address) or 'home'}: {fault}")

    def _heard(self, said: ConsoleMessage) -> None:
        if said.type in {"error", "warning"}:
            self._note(f"console {said.type}: {said.text} ({said.location['url']})")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self._note(f"asked for {request.url}")

    def _failed(self, request: Request) -> None:
        # What was still on its way when the reader left is no fault.
        if request.failure != "net::ERR_ABORTED":
            self._note(f"failed: {request.url} {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self._note(f"status {response.status}: {response.url}")


@contextlib.contextmanager
def visit(
    browser: Browser,
    address: str,
    *,
    width: int = 1440,
    scheme: Scheme = "light",
    scripts: bool = True,
) -> Iterator[Visit]:
    """Be a new reader of the site at *address*, with a window of *width* pixels."""
    context = browser.new_context(
        viewport={"width": width, "height": 812 if width < 600 else 900},
        color_scheme=scheme,
        # Nothing may be measured while it still moves.
        reduced_motion="reduce",
        java_script_enabled=scripts,
        service_workers="block",
        locale="en-GB",
        timezone_id="UTC",
    )
    try:
        context.set_default_timeout(MILLISECONDS)
        reader = Visit(context.new_page(), address)
        reader.listen()
        yield reader
    finally:
        context.close()
