"""A reader with nothing but a keyboard reaches everything, and always sees where they are."""

from typing import Any

import pytest

from tests.browser.chromium import Visit
from tests.browser.conftest import Visiting
from tests.browser.pages import PAGES, WIDTHS

pytestmark = pytest.mark.timeout(120)


def _walk(reader: Visit, most: int) -> list[dict[str, Any]]:
    """Press Tab until the focus leaves the page or comes round, and return every stop."""
    stops: list[dict[str, Any]] = []
    for _ in range(most):
        reader.page.keyboard.press("Tab")
        stop = reader.run_file("focus.js")
        if stop is None or (stops and stop["index"] == stops[0]["index"]):
            break
        stops.append(stop)
    return stops


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_reach_everything_with_tab(visiting: Visiting, name: str, width: int) -> None:
    """Tab goes through every link and control in order; each is in view, and marked."""
    with visiting(width=width) as reader:
        reader.go(PAGES[name])
        expected = reader.run_file("reachable.js")
        assert len(expected) > 3
        stops = _walk(reader, 2 * len(expected) + 20)
    # Something else may take the focus too: a table that scrolls, for instance.
    known = [stop for stop in stops if stop["index"] >= 0]
    reached = [expected[stop["index"]] for stop in known]
    assert reached == expected
    assert [expected[stop["index"]] for stop in known if not stop["isMarked"]] == []
    assert [expected[stop["index"]] for stop in known if not stop["isSeen"]] == []


@pytest.mark.parametrize("name", PAGES)
def test_skip_to_the_main_content(visiting: Visiting, name: str) -> None:
    """The first stop is a link past the navigation; the next stop after it is in the content."""
    with visiting() as reader:
        reader.go(PAGES[name])
        reader.page.keyboard.press("Tab")
        assert reader.run("() => document.activeElement.getAttribute('href')") == "#main"
        box = reader.run("() => document.activeElement.getBoundingClientRect().toJSON()")
        assert box["top"] >= 0
        assert box["left"] >= 0
        assert box["width"] > 20
        reader.page.keyboard.press("Enter")
        assert reader.run("() => location.hash") == "#main"
        reader.page.keyboard.press("Tab")
        assert reader.run(
            """() => {
              const main = document.getElementById("main");
              const position = main.compareDocumentPosition(document.activeElement);
              const after = Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY;
              return Boolean(position & after);
            }"""
        )
