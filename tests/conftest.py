"""Fixtures that all tests share."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from tests.processes import Runs
from tests.templates import compiled_once
from tests.testsite import SiteTest

# Building a site takes as long as it takes; a slow machine is no fault.
settings.register_profile(
    "briefgen",
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("briefgen")


@pytest.fixture
def site(tmp_path: Path) -> SiteTest:
    """Return a site with no content yet."""
    return SiteTest(tmp_path / "site-root")


@pytest.fixture(autouse=True)
def extras(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Test as where the extras are not installed, but for what is marked ``extras``.

    Cards and the search index take several times as long as the small sites of most
    tests take themselves, and say nothing about what these tests are about.
    """
    if request.node.get_closest_marker("extras") is None:
        monkeypatch.setattr("briefgen.build.extras.has", lambda _: False)
        monkeypatch.setattr(Runs, "have_extras", False)


@pytest.fixture(scope="session")
def quick_jinja() -> Iterator[None]:
    """Compile every template once in this process: the same text compiles to the same code."""
    with compiled_once():
        yield


class _BrowserInOneProcess(LoadScopeScheduling):
    """Gives all that needs the browser to one process, and the rest out one by one."""

    def _split_scope(self, nodeid: str) -> str:
        return "browser" if nodeid.startswith("tests/browser/") else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling | None:
    """Build and open the demonstration site once, however many processes test."""
    # pytest-xdist's own groups have no effect with pytest 9.2.
    return _BrowserInOneProcess(config, log) if config.getvalue("dist") == "load" else None
