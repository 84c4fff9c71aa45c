"""axe-core finds nothing that would keep a reader out."""

from typing import Any

import pytest

from tests.browser.chromium import Visit
from tests.browser.conftest import Visiting
from tests.browser.pages import PAGES, SCHEMES, WIDTHS
from tests.tools import MissingToolError, package, skip_or_fail

pytestmark = pytest.mark.timeout(60)

_RUN = """async () => {
  const { violations, passes } = await axe.run(document, { resultTypes: ["violations"] });
  return { violations, passes: passes.length };
}"""


@pytest.fixture(scope="module")
def axe() -> str:
    """Return the script of axe-core."""
    try:
        return package("axe-core/axe.min.js").read_text(encoding="utf-8")
    except MissingToolError as missing:
        skip_or_fail(missing)


def _say(violation: dict[str, Any]) -> str:
    places = "\n".join(
        f"    {node['html']}\n{node['failureSummary']}" for node in violation["nodes"]
    )
    return f"{violation['id']} ({violation['impact']}): {violation['help']}\n{places}"


def _assert_open_to_all(reader: Visit, axe: str) -> None:
    reader.run(f"() => {{ {axe} }}")
    for scheme in SCHEMES:
        reader.page.emulate_media(color_scheme=scheme)
        found = reader.run(_RUN)
        assert found["passes"] > 5, "axe-core has checked next to nothing"
        assert not found["violations"], "\n".join([scheme, *map(_say, found["violations"])])


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_keep_nobody_out(visiting: Visiting, axe: str, name: str, width: int) -> None:
    """No kind of page has a violation, light or dark, on a phone or at a desk."""
    with visiting(width=width) as reader:
        reader.go(PAGES[name])
        _assert_open_to_all(reader, axe)


def test_keep_nobody_out_of_what_was_found(visiting: Visiting, axe: str) -> None:
    """What a search finds has no violation."""
    with visiting() as reader:
        reader.go(f"{PAGES['search']}?q=canal")
        reader.page.wait_for_selector(".search__results li")
        _assert_open_to_all(reader, axe)
