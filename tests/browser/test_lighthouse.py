"""Lighthouse has nothing to improve on the article page."""

import pytest

from tests.browser.lighthouse import STEADY, TARGETS, ask, lost, scores
from tests.browser.pages import ARTICLE
from tests.tools import MissingToolError, skip_or_fail

pytestmark = pytest.mark.timeout(200)


def test_reach_the_highest_scores(address: str) -> None:
    """Accessibility, best practices and SEO are at 100 on a phone."""
    try:
        report = ask(address + ARTICLE, STEADY)
    except MissingToolError as missing:
        skip_or_fail(missing)
    assert "runtimeError" not in report
    reached = scores(report)
    assert list(reached) == list(STEADY)
    for name, score in reached.items():
        assert score >= TARGETS[name], "\n".join(lost(report, name))
