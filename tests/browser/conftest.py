"""One build of the demonstration site and one browser, for all tests of this folder."""

import contextlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import Visit, launch, visit
from tests.browser.demonstration import build_demonstration, read_tree, serve
from tests.tools import MissingToolError, skip_or_fail

Visiting = Callable[..., AbstractContextManager[Visit]]


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the demonstration site, and return the folder that it was written to."""
    return build_demonstration(tmp_path_factory.mktemp("demonstration") / "root")


@pytest.fixture(scope="session")
def tree(demonstration: Path) -> dict[str, bytes]:
    """Return every file of the demonstration site with its bytes."""
    return read_tree(demonstration)


@pytest.fixture(scope="session")
def address(demonstration: Path) -> Iterator[str]:
    """Serve the demonstration site at the root of a host."""
    with serve(demonstration) as served:
        yield served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Run Chromium."""
    with contextlib.ExitStack() as stack:
        try:
            started = stack.enter_context(launch())
        except MissingToolError as missing:
            skip_or_fail(missing)
        yield started


@pytest.fixture
def visiting(browser: Browser, address: str) -> Visiting:
    """Return a context manager that makes a new reader of the demonstration site."""
    return partial(visit, browser, address)
