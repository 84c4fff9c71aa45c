"""Pages are light; what is counted is what a browser has to read, before compression."""

import re
from posixpath import join, normpath

import pytest

from tests.browser.pages import ARTICLE, PAGES

KILOBYTE = 1000


def _total(tree: dict[str, bytes], ending: str) -> int:
    """Return the size of all files of the theme that end so, as if a page needed them all."""
    return sum(
        len(data)
        for path, data in tree.items()
        if path.endswith(ending) and path.startswith("assets/")
    )


def test_keep_style_sheets_small(tree: dict[str, bytes]) -> None:
    """The theme has at most 30 KB of CSS."""
    assert 0 < _total(tree, ".css") <= 30 * KILOBYTE


def test_keep_scripts_small(tree: dict[str, bytes]) -> None:
    """The theme has at most 10 KB of JavaScript."""
    assert _total(tree, ".js") <= 10 * KILOBYTE


@pytest.mark.parametrize("name", PAGES)
def test_keep_pages_light(tree: dict[str, bytes], name: str) -> None:
    """A page weighs at most 60 KB with its style sheets and scripts, without its images."""
    path = PAGES[name]
    file = path if path.endswith(".html") else f"{path}index.html"
    html = tree[file].decode()
    needed = re.findall(r'<(?:link rel="stylesheet" href|script[^>]* src)="([^"]+)"', html)
    assert needed
    files = {normpath(join(path if path.endswith("/") else "", one)).lstrip("/") for one in needed}
    weight = len(html.encode()) + sum(len(tree[one]) for one in files)
    assert weight <= 60 * KILOBYTE, f"{file} weighs {weight / KILOBYTE:.1f} KB"


def test_measure_a_real_article(tree: dict[str, bytes]) -> None:
    """The article that stands for all is no stub."""
    assert len(tree[f"{ARTICLE}index.html"]) > 5 * KILOBYTE
