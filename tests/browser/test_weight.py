"""Pages are light; what is counted is what a browser has to read, before compression."""

import re
from posixpath import dirname, join, normpath
from statistics import median

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


def _weight(tree: dict[str, bytes], file: str) -> int:
    """Return the bytes of a page with its style sheets and scripts, without its images."""
    html = tree[file].decode()
    needed = re.findall(r'<(?:link rel="stylesheet" href|script[^>]* src)="([^"]+)"', html)
    assert needed
    files = {normpath(join(dirname(file), one)).lstrip("/") for one in needed}
    return len(html.encode()) + sum(len(tree[one]) for one in files)


@pytest.mark.parametrize("name", PAGES)
def test_keep_pages_light(tree: dict[str, bytes], name: str) -> None:
    """No page weighs more than 70 KB, not even the article that has everything."""
    path = PAGES[name]
    weight = _weight(tree, path if path.endswith(".html") else f"{path}index.html")
    assert weight <= 70 * KILOBYTE, f"{path} weighs {weight / KILOBYTE:.1f} KB"


def test_keep_articles_light(tree: dict[str, bytes]) -> None:
    """A typical article, with as many above it as below, weighs at most 60 KB."""
    weights = [
        _weight(tree, path)
        for path, data in tree.items()
        if path.endswith("/index.html") and b'property="og:type" content="article"' in data
    ]
    assert len(weights) > 10
    assert median(weights) <= 60 * KILOBYTE


def test_measure_a_real_article(tree: dict[str, bytes]) -> None:
    """The article that stands for all is no stub."""
    assert len(tree[f"{ARTICLE}index.html"]) > 5 * KILOBYTE
