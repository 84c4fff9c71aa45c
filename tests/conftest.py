"""Fixtures that all tests share."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

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
