"""Whatever is edited, no open page is ever stale."""

import random
import re
from difflib import unified_diff
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser

from briefgen.errors import Severity
from tests.browser.previewing import Watching, watching
from tests.edits import EDITS, Editor
from tests.testsite import SiteTest

EDITS_IN_ALL, UNTIL_COMPARED, UNTIL_ELSEWHERE = 200, 20, 6
OF_THE_OUTPUT = "delete a file of the output"
PAGES = ("", "world/", "world/anchor/", "topics/", "markets/", "archive/", "corrections/")
SECONDS = 15


def _at(writer: Watching) -> str:
    return unquote(urlsplit(writer.page.url).path)


def _stale(writer: Watching) -> list[str]:
    """Return in what the tab differs from its address, as soon as that is nothing, or at last."""
    differences: list[list[str]] = []
    for _ in range(SECONDS):
        body = writer.live.ask(urlsplit(writer.page.url).path)[2].decode()
        differences = writer.differences(body, 1)
        if not differences:
            break
    return [
        line
        for expected, shown in differences
        for line in unified_diff(expected.splitlines(), shown.splitlines(), lineterm="", n=0)
    ]


def _errors(writer: Watching) -> list[str]:
    problems = writer.live.preview.problems
    return [one.message for one in problems if one.severity is Severity.ERROR]


@pytest.mark.timeout(240)
@pytest.mark.usefixtures("quick_jinja")
def test_show_no_stale_page_in_many_edits(browser: Browser, site: SiteTest) -> None:
    """After each of many random edits a tab shows what a clean build makes of its page."""
    editor = Editor(site, 4)
    choice = random.Random(4)
    kinds = sorted(EDITS.keys() - {OF_THE_OUTPUT})
    with watching(browser, site) as writer:
        for number in range(EDITS_IN_ALL):
            if number % UNTIL_ELSEWHERE == 0:
                pages = [path.stem for path in editor.articles() if path.parent.name == "world"]
                found = [*PAGES, *(f"world/{name}/" for name in pages)]
                writer.page.goto(writer.live.address + choice.choice(found))
            editor.edit(kind=choice.choice(kinds))
            writer.live.settle()
            assert not _stale(writer), (editor.log[-3:], _at(writer))
            if _errors(writer):
                editor.mend()
                writer.live.settle()
                assert not _stale(writer), (editor.log[-3:], _at(writer))
            if number % UNTIL_COMPARED == 0 and not _errors(writer):
                clean = writer.build()
                at = re.sub("^/b/", "", _at(writer))
                assert not writer.differences(clean.get(at, clean["404.html"])), editor.log
        # What is damaged is in the log as well.
        assert len([one for one in editor.log if one in EDITS]) == EDITS_IN_ALL
