"""P2, P3 and P6: the folder in which a site is put together belongs to one build alone."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import briefgen.build.stage
import briefgen.build.switch
from briefgen.build.lock import folder_locked
from briefgen.build.project import stage_prefix
from briefgen.errors import CommandError
from tests.processes import snapshot
from tests.testsite import CONFIG, SiteTest

pytestmark = pytest.mark.usefixtures("quick_jinja")


@pytest.fixture
def other(tmp_path: Path) -> SiteTest:
    """Return another site than ``site``."""
    other = SiteTest(tmp_path / "other-root")
    other.article("markets/fed.md", title="Fed")
    return other


def _once(do: Callable[[], object]) -> Callable[[], None]:
    """Return a function that does *do* when it is called first."""
    waiting = [do]

    def first() -> None:
        if waiting:
            waiting.pop()()

    return first


def _entitle(site: SiteTest, title: str) -> None:
    text = CONFIG.replace("Test", title)
    (site.root / "briefgen.yml").write_text(text, encoding="utf-8")


def _files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def _beside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let stages lie beside the output, as for one on another disk."""
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if target.parent.name == ".briefgen" and self.name.startswith(".briefgen-stage-"):
            raise OSError(18, "Invalid cross-device link")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)


def test_leave_the_stage_of_a_neighbour_alone(
    site: SiteTest, other: SiteTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two sites that are built beside each other at once both come out whole."""
    _beside(monkeypatch)
    site.article("world/nato.md", title="NATO")
    for title in ("First", "Second"):
        _entitle(site, title)
        _entitle(other, title)
        seen: list[str] = []

        def build_other(seen: list[str] = seen) -> None:
            seen += [path.name for path in tmp_path.glob(".briefgen-stage-*")]
            other.build(output=tmp_path / "b")

        site.build(output=tmp_path / "a", meanwhile=_once(build_other))
        assert len(seen) == 1
        assert _files(tmp_path / "a") == site.clean_tree()
        assert _files(tmp_path / "b") == other.clean_tree()
        assert not list(tmp_path.glob(".briefgen-*"))


def test_tell_two_sites_apart_that_share_an_output(
    site: SiteTest, other: SiteTest, tmp_path: Path
) -> None:
    """Of two builds into one folder at once, one is told; the folder holds the other as a whole."""
    site.article("world/nato.md", title="NATO")
    shared = tmp_path / "shared"
    site.build(output=shared)
    for round in range(2):
        _entitle(site, f"Round {round}")
        with pytest.raises(CommandError, match=r"has written to \S+shared meanwhile"):
            site.build(output=shared, meanwhile=_once(lambda: other.build(output=shared)))
        assert _files(shared) == other.clean_tree()
        # Whoever builds last has it, and nothing of the other is left.
        site.build(output=shared)
        assert _files(shared) == site.clean_tree()


@pytest.mark.parametrize("kind", ["swap", "journal"])
def test_fail_when_the_stage_is_deleted(
    site: SiteTest, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stage of which something has gone makes no site; the old one stays, and all is tidy."""
    if kind == "journal":
        monkeypatch.setattr(briefgen.build.switch, "exchange", lambda *_: False)
    site.article("world/nato.md", title="NATO")
    site.build()
    before = snapshot(site.output)
    stage = Path()

    def lose(path: str) -> Callable[[], None]:
        def delete() -> None:
            nonlocal stage
            stages = list(site.project.state.glob("stage-*"))
            if not stages or not (stages[0] / path).exists():
                return
            stage = stages[0]
            target = stage / path
            shutil.rmtree(target) if target.is_dir() else target.unlink()

        return delete

    for number, path in enumerate((".", "tree", "tree/world", "tree/index.html")):
        _entitle(site, f"Title {number}")
        with pytest.raises((CommandError, OSError)) as fault:
            site.build(meanwhile=lose(path))
        assert str(stage) in str(fault.value), "the message names the folder"
        assert snapshot(site.output) == before
        assert {one.name for one in site.project.state.iterdir()} == {
            ".gitignore",
            "lock",
            "store.sqlite",
        }
    site.build()
    assert site.tree() == site.clean_tree()


def test_fail_when_the_output_loses_files_meanwhile(
    site: SiteTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was to stay as it is, and has gone, makes the build fail before anything is moved."""
    monkeypatch.setattr(briefgen.build.switch, "exchange", lambda *_: False)
    site.article("world/nato.md", title="NATO")
    site.article("world/un.md", title="UN")
    site.build()
    site.article("world/nato.md", "More.", title="NATO")
    before = site.tree()
    lost = site.output / "world/un/index.html"
    with pytest.raises(CommandError, match=r"world/un/index\.html has gone"):
        site.build(meanwhile=lambda: lost.unlink(missing_ok=True))
    assert site.tree() == {
        one: data for one, data in before.items() if one != "world/un/index.html"
    }
    site.build()
    assert site.tree() == site.clean_tree()


def test_build_one_site_into_two_outputs_at_once(site: SiteTest, tmp_path: Path) -> None:
    """Even where what keeps builds of one site apart was deleted, both outputs are right."""
    site.article("world/nato.md", title="NATO")
    site.build(output=tmp_path / "a")
    _entitle(site, "Other")

    def build_again() -> None:
        # As whoever deletes .briefgen while a build runs: its lock is gone as well.
        (site.project.state / "lock").unlink()
        again = SiteTest.__new__(SiteTest)
        again.root, again.project = site.root, site.project
        again.project.store.unlink()
        again.build(output=tmp_path / "b")

    with pytest.MonkeyPatch.context() as patch:
        _beside(patch)
        # The stage of the one is there while the other clears away what is left over.
        site.build(output=tmp_path / "a", meanwhile=_once(build_again))
    assert _files(tmp_path / "a") == site.clean_tree()
    assert _files(tmp_path / "b") == site.clean_tree()


def _leave(folder: Path, *, note: str = "", mark: str = "") -> Path:
    """Leave a stage behind as a build that was killed would."""
    (folder / "tree/world").mkdir(parents=True)
    (folder / "tree/world/half.html").write_text("half", encoding="utf-8")
    for name, text in (("output", note), ("ready", mark)):
        if text:
            (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_clear_away_what_is_left_over_and_nothing_else(site: SiteTest, tmp_path: Path) -> None:
    """What killed builds for this output have left goes; what others have, or use, stays."""
    site.article("world/nato.md", title="NATO")
    output = tmp_path / "www" / "a"
    site.build(output=output)
    state = site.project.state
    mine = stage_prefix(state, output)
    gone = [
        _leave(state / "stage-old"),
        _leave(state / "stage-new", note="../../www/a"),
        _leave(state / "stage-of-another-output", note="../../www/b"),
        _leave(output.parent / f"{mine}beside", note="a"),
        _leave(output / f"{mine}inside", note="."),
        # As the site calls none, since its folder was moved.
        _leave(output.parent / f"{stage_prefix(tmp_path, output)}moved", note="a"),
        _leave(output / f"{stage_prefix(tmp_path, output)}moved", note="."),
        _leave(output / f"{stage_prefix(tmp_path, output)}moved-without-note"),
    ]
    (output.parent / f"{mine}empty").mkdir()
    stays = [
        _leave(output.parent / f"{stage_prefix(state, tmp_path / 'b')}x", note="b"),
        _leave(output.parent / ".briefgen-stage-abcd_123"),
        _leave(output.parent / ".briefgen-stage-marked-1", mark=str(output.parent / "b")),
        _leave(state / "stage-marked", mark="../../www/b"),
        _leave(output / f"{stage_prefix(tmp_path, output)}in-use-by-another", note="."),
        _leave(output.parent / f"{mine}in-use", note="a"),
    ]
    with folder_locked(stays[-1]) as is_free, folder_locked(stays[-2]) as is_free_too:
        assert is_free
        assert is_free_too
        site.build(output=output)
    assert [one for one in gone if one.exists()] == []
    assert not (output.parent / f"{mine}empty").exists()
    assert [one for one in stays if not (one / "tree/world/half.html").exists()] == []
    shutil.rmtree(state / "stage-marked")
    site.build(output=output)
    assert not stays[-1].exists(), "nobody uses it any more"


@pytest.mark.parametrize("where", ["in the state", "beside, named as before", "in the output"])
def test_finish_a_switch_wherever_its_stage_is(site: SiteTest, tmp_path: Path, where: str) -> None:
    """A mark is followed in each place that a stage may be in, by whoever builds that output."""
    site.article("world/nato.md", title="NATO")
    output = tmp_path / "www" / "a"
    site.build(output=output)
    _entitle(site, "Other")
    site.build(output=tmp_path / "www" / "wanted")
    folder, mark = {
        "in the state": (site.project.state / "stage-x", "../../www/a"),
        "beside, named as before": (output.parent / ".briefgen-stage-abcdefgh", str(output)),
        "in the output": (output / f"{stage_prefix(site.project.state, output)}x", "."),
    }[where]
    folder.mkdir()
    (tmp_path / "www" / "wanted").rename(folder / "tree")
    (folder / "ready").write_text(mark, encoding="utf-8")
    # Some files have gone over already.
    os.replace(folder / "tree/index.html", output / "index.html")
    site.build(output=output)
    assert _files(output) == site.clean_tree()
    assert not folder.exists()


def test_put_the_file_of_another_output_back_into_that(site: SiteTest, tmp_path: Path) -> None:
    """A file that came into an output in the last instant goes back there, not into the next."""
    site.article("world/nato.md", title="NATO")
    site.build(output=tmp_path / "a")
    site.build(output=tmp_path / "b")
    left = site.project.state / "stage-x"
    left.mkdir()
    shutil.copytree(tmp_path / "a", left / "tree")
    (left / "tree/mine.txt").write_text("mine", encoding="utf-8")
    (left / "output").write_text("../../a", encoding="utf-8")
    site.build(output=tmp_path / "b")
    assert (tmp_path / "a/mine.txt").read_text(encoding="utf-8") == "mine"
    assert not (tmp_path / "b/mine.txt").exists()
    assert not left.exists()


def test_build_into_folders_that_are_not_there_yet(site: SiteTest, tmp_path: Path) -> None:
    """An output deep below what is there is made with all its folders, and nothing else."""
    site.article("world/nato.md", title="NATO")
    site.build(output=tmp_path / "new/deep/site")
    assert _files(tmp_path / "new/deep/site") == site.clean_tree()
    assert [one.name for one in (tmp_path / "new").rglob("*") if one.name.startswith(".b")] == [
        ".briefgen.manifest"
    ]
