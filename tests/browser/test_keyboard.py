"""A reader with nothing but a keyboard reaches everything, and always sees where they are."""

from typing import Any

import pytest

from tests.browser.chromium import Visit
from tests.browser.conftest import Visiting
from tests.browser.pages import PAGES, WIDTHS

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.timeout(120)]

# Numbers whatever can be reached, in the order of the document, and remembers how each looks
# without focus.  Of a group of radio buttons, Tab reaches one; arrows do the rest.
_PREPARE = """() => {
  const all = "a[href], area[href], button, input, select, textarea, summary, iframe, audio[controls], video[controls], [tabindex], [contenteditable]";
  const looks = (element) => [null, "::before", "::after"].map((part) => {
    const style = getComputedStyle(element, part);
    const outline = style.outlineStyle === "none" || style.outlineWidth === "0px"
      ? "none" : `${style.outlineStyle} ${style.outlineWidth} ${style.outlineColor}`;
    return `${outline} / ${style.boxShadow}`;
  });
  const isReachable = (element) => element.tabIndex >= 0
    && !element.matches(":disabled") && !element.closest("[inert]")
    && element.checkVisibility({ visibilityProperty: true })
    && (element.type !== "radio" || element.checked || !document.querySelector(
      `input[type=radio][name="${element.name}"]:checked`));
  const found = [...document.querySelectorAll(all)].filter(isReachable);
  window.checked = { looks, found, before: found.map(looks) };
  document.activeElement?.blur();
  return found.map((element) => element.outerHTML.slice(0, 200));
}"""

# Says which of them has the focus: -1 for something else, null for the page itself.
_LOOK = """() => {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;
  const { looks, found, before } = window.checked;
  const index = found.indexOf(element);
  if (index < 0) return { index };
  const inside = (box) => box.width > 0 && box.bottom > 0 && box.right > 0
    && box.top < innerHeight && box.left < innerWidth;
  const boxes = [...element.getClientRects()].filter(inside);
  const isOnTop = (box) => [0.1, 0.5, 0.9].some((share) => {
    const x = Math.min(Math.max(box.left + box.width * share, 0), innerWidth - 1);
    const y = Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1);
    const top = document.elementFromPoint(x, y);
    return top && (element.contains(top) || top.contains(element) || top.closest("label"));
  });
  return {
    index,
    isMarked: looks(element).some((look, part) =>
      look !== before[index][part] && look !== "none / none"),
    isSeen: boxes.some(isOnTop),
  };
}"""


def _walk(reader: Visit, most: int) -> list[dict[str, Any]]:
    """Press Tab until the focus leaves the page or comes round, and return every stop."""
    stops: list[dict[str, Any]] = []
    for _ in range(most):
        reader.page.keyboard.press("Tab")
        stop = reader.run(_LOOK)
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
        expected = reader.run(_PREPARE)
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
