"""Whatever was edited, the preview shows what a clean build would write."""

import random

import pytest

from briefgen.errors import ContentError
from briefgen.model.paths import OutputPath
from briefgen.structure.urls import SEARCH_FILES
from tests.edits import EDITS, Editor
from tests.preview.looking import Looking
from tests.test_equivalence import COUNT, SHOWN_BY_EXTRAS
from tests.testsite import SiteTest

LENGTH = 8
NOT_SEEN = {"delete a file of the output", "upgrade"}
"""Edits of what a preview never looks at, and what cannot happen while one runs."""


def _check(site: SiteTest, editor: Editor, looking: Looking) -> bool:
    """Compare all that the preview shows with a clean build; return whether there is one."""
    looking.follow()
    try:
        tree, findings = site.clean_build()
    except ContentError as fault:
        found = {one.message for one in fault.diagnostics}
    else:
        found = set()
    if found:
        assert found <= {one.message for one in looking.errors}, editor.log
        return False
    assert looking.preview.problems == findings.warnings, editor.log
    tree.pop(".briefgen.manifest")
    # A search begins with the last of its files, and is a search in what is there then.
    for path, data in sorted(tree.items(), key=lambda one: one[0] != SEARCH_FILES[-1]):
        assert looking.read(path) == data, (path, editor.log)
        assert looking.key(path), (path, editor.log)
    pages = looking.preview.snapshot.layout.pages
    assert pages.keys() <= tree.keys(), editor.log
    return True


def _check_or_mend(site: SiteTest, editor: Editor, looking: Looking) -> None:
    if not _check(site, editor, looking):
        editor.mend()
        assert _check(site, editor, looking), editor.log


@pytest.mark.usefixtures("quick_jinja")
@pytest.mark.parametrize("seed", range(-(-COUNT // (6 * LENGTH))))
def test_show_what_a_clean_build_writes_after_every_edit(site: SiteTest, seed: int) -> None:
    """Whatever changes together, every file and every warning is that of a clean build."""
    editor = Editor(site, seed)
    looking = Looking(site)
    for _ in range(LENGTH):
        editor.step(without=NOT_SEEN)
        _check_or_mend(site, editor, looking)


@pytest.mark.usefixtures("quick_jinja")
def test_show_what_a_clean_build_writes_after_each_kind_of_edit(site: SiteTest) -> None:
    """Every kind of edit is made by itself."""
    _make_each(site, sorted(EDITS.keys() - NOT_SEEN))


@pytest.mark.extras
@pytest.mark.usefixtures("quick_jinja")
def test_show_extras_as_a_clean_build_writes_after_each_kind_of_edit(site: SiteTest) -> None:
    """So is every kind that pictures, cards and the search show, with these."""
    _make_each(site, sorted(SHOWN_BY_EXTRAS))


def _make_each(site: SiteTest, kinds: list[str]) -> None:
    editor = Editor(site, seed=7)
    looking = Looking(site)
    random.Random(7).shuffle(kinds)
    for kind in kinds:
        editor.edit(kind=kind)
        _check_or_mend(site, editor, looking)


def test_show_drafts_as_a_build_with_drafts_does(site: SiteTest) -> None:
    """Drafts and scheduled articles are there, and every page is that of such a build."""
    site.article("world/open.md")
    site.article("world/draft.md", draft="true")
    site.article("world/later.md", publish_at="2027-01-01T09:00+00:00")
    looking = Looking(site, with_drafts=True)
    site.build(drafts=True)
    tree = site.tree()
    tree.pop(".briefgen.manifest")
    assert {path: looking.read(path) for path in tree} == tree
    snapshot = looking.preview.snapshot
    states = {
        name: snapshot.about(OutputPath(f"world/{name}/index.html"))
        for name in ("open", "draft", "later")
    }
    assert [states[name].state for name in states] == ["", "draft", "scheduled"]
    assert states["later"].publish_at == "2027-01-01 09:00"
    assert states["draft"].source == "content/world/draft.md"
