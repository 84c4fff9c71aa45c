"""A preview goes on where a browser or a theme makes it hard."""

import pytest
from playwright.sync_api import Browser

from tests.browser.previewing import article_page, watching
from tests.testsite import SiteTest

TALKS = "world/talks/"

NO_STORAGE = """
Object.defineProperty(window, "sessionStorage", {
  get() { throw new DOMException("blocked", "SecurityError"); },
});
"""
OTHER_BASE = """
document.addEventListener("DOMContentLoaded", () => {
  const base = document.createElement("base");
  base.href = "https://elsewhere.invalid/";
  document.head.append(base);
});
"""
NO_CHANGES = """
addEventListener("load", () => {
  if (sessionStorage.getItem("seen")) return;
  sessionStorage.setItem("seen", "1");
  document.importNode = () => { throw new Error("no"); };
});
"""
MANY_TABS = """
async () => {
  const { Connection } = await import(new URL("/_briefgen/connection.js", location.origin));
  const connection = new Connection();
  return new Promise((resolve) => {
    for (let number = 0; number < 40; number += 1) {
      const at = "ж".repeat(60) + `-${number}/`;
      connection.join({ at, base: "/briefing/", key: "", hear: () => resolve(at) });
    }
  });
}
"""


@pytest.mark.parametrize("script", [NO_STORAGE, OTHER_BASE, NO_CHANGES])
def test_follow_wherever_it_is_hard(browser: Browser, site: SiteTest, script: str) -> None:
    """Without storage, with a base elsewhere, and after a step that fails, pages still follow."""
    article_page(site, "Of peace.")
    with watching(browser, site) as writer:
        writer.page.add_init_script(script)
        writer.open(TALKS)
        article_page(site, "Of war.", title="Another Title")
        writer.sees("Of war.")
        writer.listen()
        article_page(site, "Of trade.", title="A Third Title")
        writer.sees("Of trade.")


def test_name_no_more_tabs_than_the_server_hears(browser: Browser, site: SiteTest) -> None:
    """Many tabs with long addresses in other scripts do not keep the newest from hearing."""
    article_page(site, "Of peace.")
    with watching(browser, site) as writer:
        writer.open(TALKS)
        assert "-39/" in str(writer.page.evaluate(MANY_TABS))
