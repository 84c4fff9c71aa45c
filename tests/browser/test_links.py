"""Nothing on the site leads nowhere, wherever it is served."""

from pathlib import Path

from tests.browser.demonstration import PREFIX, build_demonstration, read_tree
from tests.browser.references import Site

BASE = "https://example.org/"


def test_lead_somewhere_at_the_root_of_a_host(tree: dict[str, bytes]) -> None:
    """Every link, anchor, image, script, style sheet, feed entry and address exists."""
    site = Site(tree, BASE)
    assert sum(map(len, site.found.values())) > 10 * len(site.pages)
    assert not site.broken(), "\n".join(site.broken())


def test_lead_somewhere_below_any_folder(tree: dict[str, bytes]) -> None:
    """The same bytes work below a folder; only the 404 page has to know where that is."""
    broken = Site(tree, BASE, f"https://elsewhere.example{PREFIX}").broken(but={"404.html"})
    assert not broken, "\n".join(broken)


def test_lead_somewhere_when_published_below_a_folder(tmp_path: Path) -> None:
    """With a folder in ``base_url``, every address on the site begins with it."""
    base = f"https://example.org{PREFIX}"
    site = Site(read_tree(build_demonstration(tmp_path / "root", base)), base)
    assert not site.broken(), "\n".join(site.broken())


def test_reach_every_page_from_the_home_page(tree: dict[str, bytes]) -> None:
    """Whoever follows links finds every page, except those that only send readers on."""
    assert Site(tree, BASE).unreachable() == []
