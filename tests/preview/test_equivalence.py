"""Whatever was edited, the preview shows what a clean build would write."""

import os

import pytest

from briefgen.errors import ContentError
from briefgen.model.paths import OutputPath
from briefgen.structure.urls import SEARCH_FILES
from tests.edits import EDITS, Editor
from tests.preview.looking import Looking
from tests.test_equivalence import SHOWN_BY_EXTRAS
from tests.testsite import SiteTest

SEQUENCES, LENGTH = (10, 20) if os.environ.get("BRIEFGEN_FULL") else (2, 12)
OF_THE_OUTPUT = {"delete a file of the output"}
"""Edits of what a preview never looks at."""


def _check(site: SiteTest, editor: Editor, looking: Looking) -> bool:
    """Compare all that the preview shows with a clean build; return whether there is one."""
    looking.follow()
    try:
        tree = site.clean_tree()
    except ContentError as fault:
        found = {one.message for one in fault.diagnostics}
    else:
        found = set()
    if found:
        assert found <= {one.message for one in looking.errors}, editor.log
        return False
    assert not looking.errors, (editor.log, looking.problems)
    tree.pop(".briefgen.manifest")
    # A search begins with the last of its files, and is a search in what is there then.
    for path, data in sorted(tree.items(), key=lambda one: one[0] != SEARCH_FILES[-1]):
        assert looking.read(path) == data, (path, editor.log)
        assert looking.key(path), (path, editor.log)
    pages = looking.preview.snapshot.layout.pages
    assert pages.keys() <= tree.keys(), editor.log
    return True


@pytest.mark.usefixtures("quick_jinja")
@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_show_what_a_clean_build_writes_after_every_edit(site: SiteTest, seed: int) -> None:
    """After every edit of a random sequence, every file is that of a clean build."""
    editor = Editor(site, seed)
    looking = Looking(site)
    for _ in range(LENGTH):
        editor.edit()
        if not _check(site, editor, looking):
            editor.mend()
            assert _check(site, editor, looking), editor.log


def _make_each(site: SiteTest, kinds: set[str]) -> None:
    editor = Editor(site, seed=7)
    looking = Looking(site)
    for kind in sorted(kinds):
        editor.edit(kind=kind)
        if not _check(site, editor, looking):
            editor.mend()
            assert _check(site, editor, looking), editor.log


@pytest.mark.usefixtures("quick_jinja")
def test_show_what_a_clean_build_writes_after_each_kind_of_edit(site: SiteTest) -> None:
    """Every kind of edit is made."""
    _make_each(site, EDITS.keys() - OF_THE_OUTPUT - SHOWN_BY_EXTRAS)


@pytest.mark.extras
@pytest.mark.usefixtures("quick_jinja")
def test_show_what_a_clean_build_writes_with_extras(site: SiteTest) -> None:
    """Every kind of edit is made that reaches pictures, cards or the search."""
    _make_each(site, SHOWN_BY_EXTRAS)


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
