"""Look at a preview in a real browser, and compare what it shows with a clean build."""

import contextlib
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error, Page

from briefgen.build.pipeline import build
from briefgen.build.project import Project
from briefgen.build.request import Request
from tests.browser.chromium import MILLISECONDS, SCRIPTS, Visit, visit
from tests.preview.live import COOKIE, Live, live
from tests.testsite import NOW, SiteTest

PANEL = "briefgen-preview"

_COMPARE = (SCRIPTS / "differences.js").read_text(encoding="utf-8")


@dataclass
class Watching:
    """Somebody who writes, and has the preview open beside it."""

    live: Live
    visit: Visit

    @property
    def page(self) -> Page:
        """The tab."""
        return self.visit.page

    @property
    def site(self) -> SiteTest:
        """The site."""
        return self.live.site

    def open(self, at: str = "") -> None:
        """Open a page of the site, and wait until it hears of changes."""
        self.page.goto(self.live.address + at, wait_until="load")
        self.listen()

    def listen(self) -> None:
        """Wait until the tab hears of changes."""
        self.page.wait_for_selector(f"{PANEL}[data-is-connected]", state="attached")

    def sees(self, text: str) -> None:
        """Wait until the page shows *text*."""
        self.page.get_by_text(text).first.wait_for(state="attached")

    def until(self, script: str, argument: object = None) -> None:
        """Wait until *script*, a function, is true of the page."""
        self.page.wait_for_function(script, arg=argument)

    def mark(self) -> None:
        """Leave a mark that a new page would not have."""
        self.page.evaluate("() => { window.isTheSamePage = true; }")

    @property
    def is_same_page(self) -> bool:
        """Whether the page has not been loaded since it was marked."""
        return bool(self.page.evaluate("() => window.isTheSamePage === true"))

    def differences(self, html: str, seconds: int = MILLISECONDS // 1000) -> Any:
        """Return in what the page differs from *html*, as soon as that is nothing, or at last."""
        found: Any = ["there is no page"]
        for _ in range(50 * seconds):
            # While a page is loaded, there is none to look at.
            with contextlib.suppress(Error):
                found = self.page.evaluate(_COMPARE, html)
                if not found:
                    break
            self.page.wait_for_timeout(20)
        return found

    def build(self) -> dict[str, str]:
        """Return the pages of a clean build with drafts, by their addresses."""
        output = self.site.root.parent / "clean"
        shutil.rmtree(output, ignore_errors=True)
        other = self.site.root.parent / "copy"
        shutil.rmtree(other, ignore_errors=True)
        ignored = shutil.ignore_patterns(".briefgen", "site")
        shutil.copytree(self.site.root, other, symlinks=True, ignore=ignored)
        request = Request(instant=NOW, workers=1, output=output, with_drafts=True)
        build(Project(other), request, lambda *_: None)
        return {
            re.sub("(^|/)index.html$", r"\1", path.relative_to(output).as_posix()): path.read_text(
                encoding="utf-8"
            )
            for path in sorted(output.rglob("*.html"))
        }


@contextlib.contextmanager
def watching(
    browser: Browser, site: SiteTest, *, link: str = "", **settings: Any
) -> Iterator[Watching]:
    """Preview *site*, with a new reader, while the block runs."""
    with (
        live(site, link=link) as served,
        visit(browser, f"http://{served.host}/", **settings) as reader,
    ):
        name, value = COOKIE.split("=")
        reader.page.context.add_cookies([{"name": name, "value": value, "url": reader.address}])
        yield Watching(served, reader)


def article_page(site: SiteTest, body: str = "Of peace.", **fields: str) -> Path:
    """Write an article that is long enough to be scrolled, and return its file."""
    parts = "".join(f"\n\n## Part {number}\n\n{'Words. ' * 120}" for number in range(12))
    site.article("world/talks.md", body + parts, **{"title": "Talks", **fields})
    return site.root / "content/world/talks.md"
