"""Pages work by themselves: without errors, without others' hosts, and without JavaScript."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import Visit, visit
from tests.browser.conftest import Visiting
from tests.browser.demonstration import PREFIX, build_demonstration, read_tree, serve

pytestmark = pytest.mark.timeout(180)


def _pages(tree: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield the address and the bytes of every page, except of those that send readers on."""
    for path, data in tree.items():
        if path.endswith(".html") and b'http-equiv="refresh"' not in data:
            yield path.removesuffix("index.html"), data


def _read(reader: Visit, tree: dict[str, bytes]) -> dict[str, list[str]]:
    texts = {}
    for path, _ in _pages(tree):
        reader.go(path)
        texts[path] = reader.run_file("seen.js")
    return texts


def test_load_without_a_fault_and_say_everything_without_scripts(
    visiting: Visiting, tree: dict[str, bytes]
) -> None:
    """
    No page has a script error or a failed request, or asks another host for anything.

    And without JavaScript, everything is there to read.
    """
    with visiting() as reader:
        texts = _read(reader, tree)
        assert reader.faults == []
    assert sum(len(text) for text in texts.values()) > 10 * len(texts)
    with visiting(scripts=False) as reader:
        for path, text in texts.items():
            reader.go(path)
            plain = reader.run_file("seen.js")
            assert [piece for piece in text if piece not in plain] == [], path
            assert reader.run_file("unseen.js") == [], path
        assert reader.faults == []


def test_load_without_a_fault_below_a_folder(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The same holds where the site is published below a folder of a host."""
    folder = tmp_path_factory.mktemp("below") / "root"
    output = build_demonstration(folder, f"https://example.org{PREFIX}")
    with serve(output, PREFIX) as address, visit(browser, address, width=375) as reader:
        for path, _ in _pages(read_tree(output)):
            reader.go(path)
        assert reader.faults == []


def test_answer_with_a_page_where_there_is_none(visiting: Visiting) -> None:
    """At a deep address that does not exist, the 404 page has its style and its links work."""
    with visiting() as reader:
        reader.go("no/such/page/")
        expected = f"{reader.address}no/such/page/"
        assert [fault for fault in reader.faults if expected not in fault] == []
        assert reader.run("() => document.styleSheets.length") > 0


def test_name_an_icon(tree: dict[str, bytes]) -> None:
    """Every page names its icon; else browsers ask for one where there is none."""
    assert [path for path, data in _pages(tree) if b'rel="icon"' not in data] == []
