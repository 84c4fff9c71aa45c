"""P1: whatever was edited, an incremental build is byte for byte a clean one."""

import os
import random
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TypeVar

import pytest

from briefgen.errors import ContentError, Diagnostic
from tests.edits import EDITS, Editor
from tests.processes import build, snapshot
from tests.stores import upgrades_undone
from tests.testsite import REMEMBERED, SiteTest

T = TypeVar("T")
COUNT = 5000 if os.environ.get("BRIEFGEN_FULL") else 120
"""Edits that are made at random in all."""

LENGTH, WITH_EXTRAS = 8, 2
"""Steps of a sequence, each of several edits, and sequences with pictures, cards and the index."""

SHOWN_BY_EXTRAS = {
    *("article into a folder", "draft", "edit a block", "edit an asset", "edit the image"),
    *("edit the title", "rename"),
}
"""Kinds of edits that reach pictures, cards or the index."""


@pytest.fixture(autouse=True)
def _as_installed() -> Iterator[None]:
    with upgrades_undone():
        yield


def _check(site: SiteTest, editor: Editor) -> bool:
    """
    Compare a build of *site* with a clean one, and build again for nothing.

    Return whether the site can be built.  If not, both say the same about it.
    """
    before = snapshot(site.output)
    faults, report = _faults_or_report(site.build)
    clean_faults, clean = _faults_or_report(site.clean_build)
    assert faults == clean_faults, editor.log
    if report is None or clean is None:
        assert snapshot(site.output) == before, editor.log
        return False
    tree, findings = site.tree(), clean[1]
    assert tree.keys() == clean[0].keys(), editor.log
    assert [path for path in tree if tree[path] != clean[0][path]] == [], editor.log
    assert report.findings == findings, editor.log
    before = snapshot(site.output)
    report = site.build()
    assert report is not None
    assert (report.made, report.written, report.removed) == (0, 0, ()), editor.log
    assert report.findings == findings, editor.log
    assert snapshot(site.output) == before, editor.log
    assert {path.name for path in site.project.state.iterdir()} == {
        ".gitignore",
        "lock",
        "store.sqlite",
    }
    return True


def _faults_or_report(make: Callable[[], T]) -> tuple[tuple[Diagnostic, ...], T | None]:
    try:
        return (), make()
    except ContentError as fault:
        return fault.diagnostics, None


def _check_or_mend(site: SiteTest, editor: Editor) -> None:
    if not _check(site, editor):
        editor.mend()
        assert _check(site, editor), editor.log


@pytest.mark.usefixtures("quick_jinja")
@pytest.mark.parametrize(
    "seed",
    [
        pytest.param(seed, marks=pytest.mark.extras if seed < WITH_EXTRAS else ())
        for seed in range(-(-COUNT // (3 * LENGTH)))
    ],
)
def test_build_as_from_scratch_after_every_edit(site: SiteTest, seed: int) -> None:
    """Whatever changes together, output and report are those of a clean build."""
    editor = Editor(site, seed)
    site.build()
    for _ in range(LENGTH):
        editor.step()
        _check_or_mend(site, editor)


@pytest.mark.usefixtures("quick_jinja")
def test_build_as_from_scratch_after_each_kind_of_edit(site: SiteTest) -> None:
    """Every kind of edit is made by itself."""
    _make_each(site, sorted(EDITS))


@pytest.mark.extras
@pytest.mark.usefixtures("quick_jinja")
def test_build_extras_as_from_scratch_after_each_kind_of_edit(site: SiteTest) -> None:
    """So is every kind that pictures, cards and the index show, with these."""
    _make_each(site, sorted(SHOWN_BY_EXTRAS))


def _make_each(site: SiteTest, kinds: list[str]) -> None:
    editor = Editor(site, seed=7)
    site.build()
    random.Random(7).shuffle(kinds)
    for kind in kinds:
        editor.edit(kind=kind)
        _check_or_mend(site, editor)


def test_write_nothing_when_nothing_has_changed(site: SiteTest) -> None:
    """A second run of the program touches no file of the output and says so."""
    site.article("world/nato.md", "First.", title="NATO")
    assert build(site.root).returncode == 0
    before = snapshot(site.output)
    state = {path.name for path in site.project.state.iterdir()}
    done = build(site.root)
    assert "0 files written" in done.stdout
    assert snapshot(site.output) == before
    assert {path.name for path in site.project.state.iterdir()} == state == REMEMBERED


@pytest.mark.usefixtures("quick_jinja")
def test_build_as_from_scratch_when_articles_come_due(site: SiteTest) -> None:
    """Time alone changes the site, in both directions, exactly as a clean build would."""
    site.article("world/soon.md", title="Soon", publish_at="2026-11-23T10:00Z", date="2026-11-23")
    site.article("world/gone.md", title="Gone", expires="2026-11-24T10:00Z")
    for instant in ("22T09:00", "23T09:59", "23T10:00", "24T09:59", "24T10:00", "22T09:00"):
        now = datetime.fromisoformat(f"2026-11-{instant}+00:00")
        site.build(now=now)
        tree = site.tree()
        assert ("world/soon/index.html" in tree) == (instant >= "23T10")
        assert ("world/gone/index.html" in tree) == (instant < "24T10")
        assert tree == site.clean_tree(now=now)


def test_show_edits_that_a_failed_build_has_read(site: SiteTest) -> None:
    """What was read by a build that failed is not taken for shown by the next one."""
    site.article("world/nato.md", "First.", title="NATO")
    site.article("world/un.md", "Second.", title="UN")
    site.build()
    site.article("world/nato.md", "First, edited.", title="NATO")
    site.article("world/un.md", "Second, [broken](nowhere.md).", title="UN")
    with pytest.raises(ContentError):
        site.build()
    site.article("world/un.md", "Second.", title="UN")
    site.build()
    assert "First, edited." in site.read("world/nato/index.html")
    assert site.tree() == site.clean_tree()


def test_show_edits_in_two_outputs_by_turns(site: SiteTest) -> None:
    """A text that was edited before one output was built is new to the other one, too."""
    site.article("world/nato.md", "First.", title="NATO")
    site.article("world/un.md", "Second.", title="UN", draft="true")
    preview = site.root / "preview"
    for text in ("One.", "Two.", "Three."):
        site.article("world/nato.md", text, title="NATO")
        site.build(drafts=True, output=preview)
        assert text in (preview / "world/nato/index.html").read_text("utf-8")
        site.build()
        assert site.tree() == site.clean_tree()
