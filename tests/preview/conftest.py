"""Fixtures that the tests of the preview share."""

from collections.abc import Iterator

import pytest

from tests.preview.looking import close_all


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Close what a test has opened, on every way out of it."""
    yield
    close_all()
