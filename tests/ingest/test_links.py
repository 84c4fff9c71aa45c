"""An import writes and reads inside of the site, whatever its folders are links to."""

import os
from pathlib import Path

import pytest

from briefgen.errors import CommandError
from briefgen.ingest.draft import Given
from briefgen.ingest.importing import Desk, understand
from briefgen.ingest.reading import Input
from tests.testsite import SiteTest

TEXT = b"A title of six words here\n\nThe ferry was late, and nobody could say why it was.\n"


def _import(root: Path, section: str = "") -> str:
    desk = Desk(root, "en")
    source = Input("a.txt", TEXT, "text")
    there = desk.already(source)
    understood = understand(source, Given(), frozenset())
    return (there or desk.place(understood, section, Given(), dry=False)).path


@pytest.mark.parametrize("folder", ["content", "content/_sources", "content/unsorted"])
@pytest.mark.parametrize("leads_to", ["a folder", "nowhere"])
def test_a_folder_that_is_a_link_is_refused_by_name(
    tmp_path: Path, folder: str, leads_to: str
) -> None:
    """Neither the text as it came nor the draft is written outside, and nothing is read there."""
    root, outside = tmp_path / "site", tmp_path / "outside"
    (root / folder).parent.mkdir(parents=True)
    if leads_to == "a folder":
        outside.mkdir()
    (root / folder).symlink_to(outside, target_is_directory=True)
    with pytest.raises(CommandError, match=f"^{folder} is a link") as no:
        _import(root)
    assert "put a folder in its place" in no.value.diagnostics[0].help
    assert not outside.exists() or not any(outside.iterdir())
    assert not list(root.rglob("*.txt"))


def test_a_section_that_is_a_link_is_refused_by_name(site: SiteTest, tmp_path: Path) -> None:
    """Asked for by its name, too."""
    site.article("world/older.md")
    outside = tmp_path / "outside"
    outside.mkdir()
    (site.root / "content/linked").symlink_to(outside, target_is_directory=True)
    with pytest.raises(CommandError, match="content/linked is"):
        _import(site.root, "linked")
    assert not any(outside.iterdir())


def test_a_draft_is_never_written_over_a_link(site: SiteTest, tmp_path: Path) -> None:
    """Its name counts as taken, and what it leads to stays as it is."""
    site.article("world/older.md")
    path = _import(site.root)
    (site.root / path).unlink()
    (site.root / "content/_sources" / Path(path).with_suffix(".txt").name).unlink()
    target = tmp_path / "precious.md"
    (site.root / path).symlink_to(target)
    assert _import(site.root) != path
    assert not target.exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_no_pipe_and_no_link_is_read(site: SiteTest) -> None:
    """A pipe that nobody writes into would be read for ever."""
    site.article("world/older.md")
    _import(site.root)
    os.mkfifo(site.root / "content/world/pipe.md")
    os.mkfifo(site.root / "content/_sources/pipe.txt")
    (site.root / "content/world/linked.md").symlink_to(site.root / "content/world/pipe.md")
    assert _import(site.root).startswith("content/world/")
