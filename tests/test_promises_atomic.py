"""P2: a build that fails, is stopped or is killed leaves the old site whole."""

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import briefgen.build.switch
from briefgen.errors import BriefgenError
from tests.processes import INSTANT, build, command, environment, group_members, start
from tests.testsite import CONFIG, REMEMBERED, SiteTest

Tree = dict[str, bytes]


def _entitle(site: SiteTest, title: str) -> None:
    """Give the site another title, which changes every page."""
    text = CONFIG.replace("Test", title)
    (site.root / "briefgen.yml").write_text(text, encoding="utf-8")


def _state(site: SiteTest) -> set[str]:
    return {path.name for path in site.project.state.iterdir()}


@pytest.fixture
def old(site: SiteTest, quick_jinja: None) -> SiteTest:
    """Return a built site of twelve articles."""
    for number in range(12):
        site.article(f"world/story-{number}.md", "Text.\n\n" * 20, title=f"Story {number}")
    site.build()
    return site


def _seconds(site: SiteTest) -> float:
    """Return how long a build of everything takes now, on this machine."""
    _entitle(site, "Measured")
    started = time.monotonic()
    assert build(site.root, "--workers", "1").returncode == 0
    return time.monotonic() - started


def _kill_often(site: SiteTest, rounds: int, check: Callable[[Tree, Tree, Tree], None]) -> None:
    """Kill builds at random instants; *check* sees the trees before, wanted, and found."""
    seconds = _seconds(site)
    chance = random.Random(rounds)
    for number in range(rounds):
        before = site.tree()
        _entitle(site, f"Title {number}")
        wanted = site.clean_tree()
        with start(site.root, "--workers", "1") as process:
            time.sleep(seconds * chance.uniform(0.3, 1.05))
            os.killpg(process.pid, signal.SIGKILL)
        check(before, wanted, site.tree())
        site.build()
        assert site.tree() == wanted
        assert _state(site) == REMEMBERED


def _old_or_new(before: Tree, wanted: Tree, found: Tree) -> None:
    assert found in (before, wanted)


def _each_file_old_or_new(before: Tree, wanted: Tree, found: Tree) -> None:
    assert found.keys() >= before.keys() & wanted.keys()
    names = found.keys() & (before.keys() | wanted.keys())
    assert all(found[name] in (before.get(name), wanted.get(name)) for name in names)


@pytest.mark.parametrize("rounds", [5, 6])
def test_leave_the_old_or_the_new_site_when_killed(old: SiteTest, rounds: int) -> None:
    """Killed at any instant, the site is old or new as a whole; the next build is right."""
    _kill_often(old, rounds, _old_or_new)


def test_leave_whole_files_when_killed_where_folders_cannot_be_swapped(old: SiteTest) -> None:
    """With a foreign folder in the output, files are moved one by one, and none is torn or gone."""
    (old.output / ".git").mkdir()
    _kill_often(old, 5, _each_file_old_or_new)


def can_trace() -> bool:
    """Whether faults can be injected into system calls."""
    if shutil.which("strace") is None:
        return False
    return subprocess.run(["strace", "true"], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not can_trace(), reason="strace is not here, or may not trace")
@pytest.mark.parametrize("foreign", ["nothing", "a folder"])
def test_leave_the_site_whole_when_killed_at_a_system_call(old: SiteTest, foreign: str) -> None:
    """Killed at any call that changes folders, the site is whole and the next build right."""
    if foreign == "a folder":
        (old.output / ".git").mkdir()
    calls = "rename,renameat2,link,linkat,unlink,unlinkat,rmdir"
    whole = _old_or_new if foreign == "nothing" else _each_file_old_or_new
    for number, call in enumerate((1, 3, 12, 20, 32)):
        before = old.tree()
        _entitle(old, f"Title {number}")
        # The removal of pages is a part of the switch, too.
        old.remove(f"content/world/story-{number}.md")
        wanted = old.clean_tree()
        traced = ["strace", "-qq", "-o", "/dev/null", "-e", f"trace={calls}", "-e"]
        traced += [f"inject={calls}:signal=KILL:when={call}"]
        words = [*traced, *command(), "build", "--now", INSTANT, "--workers", "1"]
        subprocess.run(words, cwd=old.root, env=environment(), capture_output=True, check=False)
        whole(before, wanted, old.tree())
        old.build()
        assert old.tree() == wanted
        assert _state(old) == REMEMBERED


class Cut(BaseException):
    """Stands for the end of the process."""


def _interrupt(patch: pytest.MonkeyPatch, when: int) -> list[int]:
    """Let the process end at the *when*-th file that is moved; return how many were."""
    moved: list[int] = []
    replace = os.replace

    def cut_short(source: Path, target: Path) -> None:
        if len(moved) == when:
            raise Cut
        moved.append(1)
        replace(source, target)

    patch.setattr("briefgen.build.journal.os.replace", cut_short)
    return moved


@pytest.mark.usefixtures("quick_jinja")
def test_finish_a_switch_that_was_interrupted_between_any_two_files(site: SiteTest) -> None:
    """Whichever file was the last to be moved, the next build completes the switch."""
    for number in range(4):
        site.article(f"world/story-{number}.md", title=f"Story {number}")
    site.build()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(briefgen.build.switch, "exchange", lambda *_: False)
        when = 0
        while True:
            before = site.tree()
            _entitle(site, f"Title {when}")
            # One page comes, and one goes.
            site.article(f"markets/new-{when}.md", title="New")
            site.remove(
                f"content/{'world/story-0.md' if not when else f'markets/new-{when - 1}.md'}"
            )
            wanted = site.clean_tree()
            with pytest.MonkeyPatch.context() as inner:
                moved = _interrupt(inner, when)
                try:
                    site.build()
                except Cut:
                    pass
                else:
                    break
            assert len(moved) == when
            _each_file_old_or_new(before, wanted, site.tree())
            site.build()
            assert site.tree() == wanted
            assert _state(site) == REMEMBERED
            when += 1
    assert when > 10


@pytest.mark.usefixtures("quick_jinja")
def test_keep_the_site_when_only_the_mark_of_a_switch_is_left(
    site: SiteTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build that was killed after its last move, before it tidied up, costs no file."""
    monkeypatch.setattr(briefgen.build.switch, "exchange", lambda *_: False)
    site.article("world/nato.md", title="NATO")
    site.build()
    before = site.tree()
    left = site.project.state / "stage-left"
    (left / "tree").mkdir(parents=True)
    (left / "ready").write_text(str(site.output), encoding="utf-8")
    # What the next build finds wrong comes after the recovery.
    site.article(
        "world/bad.md",
        title="[",
    )
    with pytest.raises(BriefgenError):
        site.build()
    assert site.tree() == before


@pytest.mark.usefixtures("quick_jinja")
def test_leave_an_interrupted_switch_to_the_output_it_is_for(
    site: SiteTest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A build into another folder does not take the files of an interrupted one away."""
    monkeypatch.setattr(briefgen.build.switch, "exchange", lambda *_: False)
    site.article("world/nato.md", title="NATO")
    site.build()
    _entitle(site, "Other")
    wanted = site.clean_tree()
    with pytest.MonkeyPatch.context() as inner:
        _interrupt(inner, 2)
        with pytest.raises(Cut):
            site.build()
    site.build(output=tmp_path / "elsewhere")
    site.build()
    assert site.tree() == wanted
    assert _state(site) == REMEMBERED


# A build that says when it has rendered its tenth page, and waits there.
_PAUSING = """
import signal
from itertools import islice
from time import sleep
from briefgen.build import extras, pages
from briefgen.cli.app import main

render = pages._render

def render_and_wait(*arguments):
    rendered = render(*arguments)
    yield from islice(rendered, 10)
    print("rendering", flush=True)
    while True:
        # A signal that comes just before one long wait would end none.
        sleep(0.01)

# What runs in the background of a shell begins with Ctrl-C switched off.
signal.signal(signal.SIGINT, signal.default_int_handler)
extras.has = lambda _: False
pages._render = render_and_wait
main()
"""


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="this system has no such signals")
@pytest.mark.parametrize("foreign", ["nothing", "a folder"])
def test_leave_the_old_site_when_stopped_by_its_user(site: SiteTest, foreign: str) -> None:
    """Ctrl-C ends the build with code 130; the site is as it was and no process is left."""
    for number in range(260):
        site.article(f"world/story-{number}.md", "Text.\n\n" * 30, title=f"Story {number}")
    site.build()
    if foreign == "a folder":
        (site.output / ".git").mkdir()
    before = site.tree()
    _entitle(site, "Other")
    process = start(site.root, "--workers", "2", code=_PAUSING)
    assert process.stdout
    assert process.stdout.readline() == "rendering\n"
    assert list(site.project.state.glob("stage-*/tree/world"))
    assert len(group_members(process.pid)) == 3
    os.killpg(process.pid, signal.SIGINT)
    # Until nobody holds the other end of the pipes.
    _, errors = process.communicate()
    assert process.returncode == 130
    assert errors.strip() == "Stopped; the site is as it was."
    while group_members(process.pid):
        time.sleep(0.01)
    assert site.tree() == before
    # What is left over in .briefgen goes with the next build.
    site.build()
    assert _state(site) == REMEMBERED


@pytest.mark.usefixtures("quick_jinja")
@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("content/world/bad.md", "---\ndate: 2026-02-30\n---\n"),
        ("content/world/bad.md", "[no](nowhere.md)"),
        ("themes/own/templates/article.html", "{{ view.titel }}"),
        ("themes/own/templates/feed.xml", "{% if %}"),
        ("briefgen.yml", "titel: Test\n"),
    ],
)
def test_leave_the_old_site_when_a_build_fails(site: SiteTest, path: str, text: str) -> None:
    """Whatever is at fault, nothing of the site changes, and nothing is left over."""
    site.write("-- themes/own/theme.yml --\nname: own\nextends: briefing\n")
    (site.root / "briefgen.yml").write_text(f"{CONFIG}theme: own\n", encoding="utf-8")
    site.article("world/nato.md", title="NATO")
    site.build()
    before = site.tree()
    (site.root / path).parent.mkdir(parents=True, exist_ok=True)
    (site.root / path).write_text(text, encoding="utf-8")
    with pytest.raises(BriefgenError):
        site.build()
    assert site.tree() == before
    assert _state(site) == REMEMBERED
