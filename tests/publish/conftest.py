"""One template for all tests; each has a copy of its own."""

from pathlib import Path

import pytest

from tests.publish.repositories import ENVIRONMENT, Newsroom, make_template


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the site and the repositories that tests begin with."""
    folder = tmp_path_factory.mktemp("newsroom")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("briefgen.build.extras.has", lambda _: False)
        make_template(folder)
    return folder


@pytest.fixture
def newsroom(
    template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_jinja: None
) -> Newsroom:
    """Return a site in a repository that can be published."""
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM", "HOME"):
        monkeypatch.setenv(name, ENVIRONMENT[name])
    return Newsroom(tmp_path / "newsroom", template)
