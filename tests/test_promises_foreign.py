"""P3: briefgen deletes and overwrites only what it wrote itself, and is still as it wrote it."""

import os
import shutil
from pathlib import Path

import pytest

from briefgen.errors import BriefgenError, CommandError
from tests.edits import Editor
from tests.processes import snapshot
from tests.testsite import CONFIG, SiteTest

pytestmark = pytest.mark.usefixtures("quick_jinja")


def _plant(site: SiteTest, elsewhere: Path, *, with_folders: bool) -> None:
    """Put all kinds of things into the output that briefgen did not write."""
    output = site.output
    (output / "CNAME").write_text("example.org\n", encoding="utf-8")
    (output / ".nojekyll").touch()
    (output / "world").mkdir(exist_ok=True)
    (output / "world/own.txt").write_text("mine", encoding="utf-8")
    (output / "world/read-only.txt").write_text("mine", encoding="utf-8")
    (output / "world/read-only.txt").chmod(0o444)
    (output / "link").symlink_to(elsewhere)
    (output / "world/link.html").symlink_to(elsewhere / "secret.txt")
    (output / "dangling").symlink_to("nowhere")
    for page in output.glob("*/story-*"):
        (page / "notes.txt").write_text("mine", encoding="utf-8")
    if with_folders:
        (output / ".git/objects").mkdir(parents=True)
        (output / ".git/config").write_text("[core]\n", encoding="utf-8")
        (output / "deep/er").mkdir(parents=True)
        (output / "deep/er/file").write_text("mine", encoding="utf-8")
        (output / "world/empty").mkdir()
    else:
        (output / ".git").write_text("gitdir: ../.git/worktrees/site\n", encoding="utf-8")


def _of_others(site: SiteTest, before: dict[str, tuple[object, ...]]) -> dict[str, object]:
    found = snapshot(site.output)
    return {name: found.get(name) for name in before}


@pytest.mark.parametrize("with_folders", [False, True], ids=["swapped", "moved"])
@pytest.mark.parametrize("seed", range(3))
def test_keep_the_files_of_others(
    site: SiteTest, tmp_path: Path, seed: int, *, with_folders: bool
) -> None:
    """Over any builds, what briefgen did not write keeps its bytes, inode and time."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "secret.txt").write_text("secret", encoding="utf-8")
    editor = Editor(site, seed)
    site.build()
    own = set(snapshot(site.output))
    _plant(site, elsewhere, with_folders=with_folders)
    others = {name: it for name, it in snapshot(site.output).items() if name not in own}
    outside = snapshot(elsewhere)
    assert len(others) > 10
    for _ in range(6):
        editor.edit()
        try:
            site.build()
        except BriefgenError:
            editor.mend()
            site.build()
        assert _of_others(site, others) == others, editor.log
        assert snapshot(elsewhere) == outside
    shutil.rmtree(site.project.state)
    site.build()
    assert _of_others(site, others) == others
    clean = site.clean_tree()
    assert {name: it for name, it in site.tree().items() if name not in others} == clean


def test_keep_what_was_there_before_the_first_build(site: SiteTest) -> None:
    """A folder that has files already becomes the output without losing one."""
    site.output.mkdir()
    (site.output / ".gitignore").write_text("*\n", encoding="utf-8")
    (site.output / "notes").mkdir()
    before = snapshot(site.output)
    site.article("world/nato.md")
    site.build()
    site.article("world/nato.md", title="Other")
    site.build()
    assert _of_others(site, before) == before


def _in_the_way(site: SiteTest, kind: str, elsewhere: Path) -> str:
    """Put something in the place of the page of ``world/new.md``; return what is named."""
    page = site.output / "world/new/index.html"
    if kind == "a file":
        page.parent.mkdir()
        page.write_text("mine", encoding="utf-8")
    elif kind == "a folder":
        page.mkdir(parents=True)
    elif kind == "a link":
        page.parent.mkdir()
        page.symlink_to(elsewhere / "secret.txt")
    elif kind == "a file instead of its folder":
        page.parent.write_text("mine", encoding="utf-8")
        return "site/world/new"
    elif kind == "a link instead of its folder":
        page.parent.symlink_to(elsewhere)
        return "site/world/new"
    elif kind == "a file instead of a whole section":
        shutil.rmtree(site.output / "world")
        (site.output / "world").write_text("mine", encoding="utf-8")
        return "site/world"
    else:
        shutil.rmtree(site.output / "world")
        (elsewhere / "new").mkdir()
        (site.output / "world").symlink_to(elsewhere)
        return "site/world"
    return "site/world/new/index.html"


@pytest.mark.parametrize("git", [False, True], ids=["swapped", "moved"])
@pytest.mark.parametrize(
    "kind",
    [
        "a file",
        "a folder",
        "a link",
        "a file instead of its folder",
        "a link instead of its folder",
        "a file instead of a whole section",
        "a link instead of a whole section",
    ],
)
def test_name_what_is_in_the_way_of_a_page(
    site: SiteTest, tmp_path: Path, kind: str, *, git: bool
) -> None:
    """What stands where a page should be is named, and neither it nor the site is touched."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "secret.txt").write_text("secret", encoding="utf-8")
    site.article("world/nato.md", title="NATO")
    site.article("markets/fed.md", title="Fed")
    site.build()
    if git:
        (site.output / ".git").mkdir()
    named = _in_the_way(site, kind, elsewhere)
    before, outside = snapshot(site.output), snapshot(elsewhere)
    site.article("world/new.md", title="New")
    for _ in range(2):
        with pytest.raises(CommandError, match=f"{named} is in the way"):
            site.build()
        assert snapshot(site.output) == before
        assert snapshot(elsewhere) == outside


def test_take_a_foreign_file_with_the_very_same_bytes_as_it_is(site: SiteTest) -> None:
    """A file that is as briefgen would write it is no obstacle: the manifest may be lost."""
    site.article("world/nato.md", title="NATO")
    site.build()
    wanted = site.tree()
    (site.output / ".briefgen.manifest").unlink()
    shutil.rmtree(site.project.state)
    site.build()
    assert site.tree() == wanted


@pytest.mark.parametrize("change", ["its page changes", "its page goes", "nothing else changes"])
@pytest.mark.parametrize("git", [False, True], ids=["swapped", "moved"])
@pytest.mark.parametrize("store", [True, False], ids=["store", "no store"])
def test_name_a_page_that_was_edited_by_hand(
    site: SiteTest, change: str, *, git: bool, store: bool
) -> None:
    """A page that somebody has edited in the output is neither overwritten nor deleted."""
    site.article("world/nato.md", title="NATO")
    site.article("world/un.md", title="UN")
    site.build()
    if git:
        (site.output / ".git").mkdir()
    page = site.output / "world/nato/index.html"
    page.write_text("mine", encoding="utf-8")
    if not store:
        shutil.rmtree(site.project.state)
    if change == "its page changes":
        site.article("world/nato.md", title="Other")
    elif change == "its page goes":
        site.remove("content/world/nato.md")
    before = snapshot(site.output)
    with pytest.raises(
        CommandError, match=r"site/world/nato/index.html was changed since briefgen wrote it"
    ):
        site.build()
    assert snapshot(site.output) == before


@pytest.mark.parametrize("kind", ["a link", "a folder"])
def test_name_what_has_taken_the_place_of_a_page(site: SiteTest, tmp_path: Path, kind: str) -> None:
    """A link or a folder in the place of a page of ours is somebody else's."""
    site.article("world/nato.md", title="NATO")
    site.build()
    page = site.output / "world/nato/index.html"
    copy = tmp_path / "copy.html"
    page.rename(copy)
    if kind == "a link":
        page.symlink_to(copy)
    else:
        page.mkdir()
    site.article("world/nato.md", title="Other")
    with pytest.raises(CommandError, match=r"site/world/nato/index\.html"):
        site.build()
    assert page.is_symlink() or page.is_dir()
    assert "NATO" in copy.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "folder",
    [
        *(".", "..", "/", "~", "content", "content/world", "themes", "themes/site", ".git"),
        *(".git/hooks", ".briefgen", ".briefgen/site", "../..", "site/..", "site/../content"),
        *("briefgen.yml", "link", "link/site", "to-content/site", "dangling"),
    ],
)
def test_refuse_an_output_that_holds_more_than_the_site(
    site: SiteTest, tmp_path: Path, folder: str
) -> None:
    """Folders with what is dear to their owner are refused before anything is done."""
    site.article("world/nato.md", title="NATO")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/file").touch()
    (site.root / ".git/hooks").mkdir(parents=True)
    (site.root / "themes").mkdir()
    (site.root / "link").symlink_to(tmp_path / "elsewhere")
    (site.root / "dangling").symlink_to(tmp_path / "nowhere")
    (site.root / "to-content").symlink_to("content")
    before = snapshot(tmp_path)
    chosen = Path.home() if folder == "~" else Path(folder)
    if folder == "link/site":
        # A link above the output is followed, as long as it leads nowhere dear.
        (site.root / "link").unlink()
        (site.root / "link").symlink_to(".")
        chosen = Path("link/content")
        before = snapshot(tmp_path)
    with pytest.raises(CommandError, match="cannot write the site to"):
        site.build(output=chosen)
    (site.root / "briefgen.yml").write_text(
        f"{CONFIG}output:\n  folder: '{chosen}'\n", encoding="utf-8"
    )
    before["site-root/briefgen.yml"] = snapshot(tmp_path)["site-root/briefgen.yml"]
    with pytest.raises(CommandError, match="cannot write the site to"):
        site.build()
    after = snapshot(tmp_path)
    for name in list(after):
        if name.startswith("site-root/.briefgen"):
            del after[name]
    assert after == before


def test_never_write_into_content_or_themes(site: SiteTest) -> None:
    """What editors and designers write is only read."""
    site.write("""
        -- themes/own/theme.yml --
        name: own
        extends: briefing
        -- content/world/nato/index.md --
        ---
        title: NATO
        ---
        Text.
        """)
    os.chmod(site.root / "content/world/nato/index.md", 0o400)
    before = snapshot(site.root)
    site.build()
    after = snapshot(site.root)
    assert {name: after[name] for name in before} == before
    assert {name.split("/")[0] for name in after.keys() - before.keys()} == {"site", ".briefgen"}


@pytest.mark.parametrize("folder", ["content-preview", "themes-preview", "site-root-preview"])
def test_accept_an_output_that_only_begins_like_something_dear(site: SiteTest, folder: str) -> None:
    """A folder is inside of another by its path, not by the letters of its name."""
    (site.root / "themes").mkdir()
    site.article("world/nato.md")
    site.build(output=Path(folder))
    assert (site.root / folder / "index.html").is_file()
