"""What readers get from the branch that `briefgen publish` has written works like the site."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from briefgen.build.project import Project
from briefgen.publish.order import Order
from briefgen.publish.release import publish
from tests.browser.chromium import visit
from tests.browser.demonstration import ROOT, read_tree, serve
from tests.browser.references import Site
from tests.publish.repositories import ENVIRONMENT, git
from tests.testsite import NOW

_FEEDS = """async () => {
  const read = async (link) => {
    const answer = await fetch(link.href);
    const text = await answer.text();
    if (link.type.endsWith("json")) return JSON.parse(text).items.length;
    const parsed = new DOMParser().parseFromString(text, "application/xml");
    return parsed.querySelector("parsererror") ? 0 : parsed.querySelectorAll("entry, item").length;
  };
  const links = [...document.querySelectorAll('link[rel="alternate"][type*="feed"], '
    + 'link[rel="alternate"][type*="atom"], link[rel="alternate"][type*="rss"]')];
  return Promise.all(links.map(read));
}"""


def _publish(folder: Path, name: str) -> Path:
    """Publish the demonstration site for the repository *name*, and check the branch out."""
    root, bare = folder / "root", folder / "remote.git"
    root.mkdir()
    for part in ("content", "themes"):
        shutil.copytree(ROOT / part, root / part)
    lines = (ROOT / "briefgen.yml").read_text(encoding="utf-8").splitlines(keepends=True)
    text = "".join(line for line in lines if not line.startswith("base_url:"))
    (root / "briefgen.yml").write_text(text, encoding="utf-8")
    git(folder, "init", "--quiet", "--bare", "-b", "main", str(bare))
    git(root, "init", "--quiet", "-b", "main")
    url = f"https://github.com/meridian/{name}.git"
    git(root, "remote", "add", "origin", url)
    git(root, "config", f"url.{bare.as_uri()}.insteadOf", url)
    publish(Project(root), Order(instant=NOW, workers=1), lambda *_: None)
    checkout = folder / "checkout"
    git(folder, "clone", "--quiet", "--branch=gh-pages", bare.as_uri(), str(checkout))
    return checkout


@pytest.mark.extras
@pytest.mark.timeout(240)
@pytest.mark.parametrize(
    ("name", "prefix"), [("repo", "/repo/"), ("meridian.github.io", "/")], ids=["project", "user"]
)
def test_work_where_github_shows_it(
    browser: Browser,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    prefix: str,
) -> None:
    """No page has a broken link, image or script, every feed can be read, and searching works."""
    for variable in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM"):
        monkeypatch.setenv(variable, ENVIRONMENT[variable])
    output = _publish(tmp_path, name)
    tree = {path: data for path, data in read_tree(output).items() if not path.startswith(".git/")}
    base = f"https://meridian.github.io{prefix}"
    assert Site(tree, base).broken() == []
    with serve(output, prefix) as address, visit(browser, address) as reader:
        for path, data in tree.items():
            if path.endswith(".html") and b'http-equiv="refresh"' not in data:
                reader.go(path.removesuffix("index.html"))
        reader.go("")
        feeds = reader.run(_FEEDS)
        assert len(feeds) >= 3
        assert all(feeds)
        reader.go("search/")
        reader.page.fill(".search [name=q]", "lighthouse")
        found = reader.page.wait_for_selector(".search__results a")
        assert found is not None
        found.click()
        reader.page.wait_for_url(f"{address}**/")
        reader.go("no/such/page/")
        assert reader.run("() => document.styleSheets.length") > 0
        missing = f"{address}no/such/page/"
        assert [fault for fault in reader.faults if missing not in fault] == []
