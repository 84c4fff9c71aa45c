"""Where the system does not tell of changes, files are looked at, and nothing is missed."""

import os
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from briefgen.preview.changes import Changes
from briefgen.preview.scan import Scan
from briefgen.preview.watcher import NOT_TOLD, POLLING_SECONDS, Watcher
from tests.processes import environment

SECONDS = 60.0
"""The longest that anything may take."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return the folder of a site with two articles."""
    (tmp_path / "content/world").mkdir(parents=True)
    (tmp_path / "briefgen.yml").write_text("title: Test\n", encoding="utf-8")
    for name in ("talks", "ships"):
        (tmp_path / f"content/world/{name}.md").write_text("one\n", encoding="utf-8")
    os.link(_talks(tmp_path), tmp_path / "elsewhere.md")
    return tmp_path


def _talks(root: Path) -> Path:
    return root / "content/world/talks.md"


def _keep_size_and_time(root: Path) -> None:
    file = _talks(root)
    status = file.stat()
    file.write_text("two\n", encoding="utf-8")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))


def _keep_size_in_the_same_second(root: Path) -> None:
    file = _talks(root)
    second = file.stat().st_mtime_ns // 10**9 * 10**9
    file.write_text("two\n", encoding="utf-8")
    os.utime(file, ns=(second, second + 1))


def _replace_by_an_older_one(root: Path) -> None:
    other = root / "older.md"
    other.write_text("two\n", encoding="utf-8")
    os.utime(other, (1_000_000_000, 1_000_000_000))
    other.replace(_talks(root))


def _write_by_another_name(root: Path) -> None:
    """Write to a file by a name outside of what is watched; inotify does not tell of that."""
    (root / "elsewhere.md").write_text("two\n", encoding="utf-8")


def _put_a_file_for_a_folder(root: Path) -> None:
    shutil.rmtree(root / "content/world")
    (root / "content/world").write_text("one\n", encoding="utf-8")


EDITS: dict[str, tuple[Callable[[Path], object], set[str]]] = {
    "written": (lambda root: _talks(root).write_text("longer\n"), {"world/talks.md"}),
    "of the same size and time": (_keep_size_and_time, {"world/talks.md"}),
    "in the same second": (_keep_size_in_the_same_second, {"world/talks.md"}),
    "replaced by an older one": (_replace_by_an_older_one, {"world/talks.md"}),
    "deleted": (lambda root: _talks(root).unlink(), {"world/talks.md"}),
    "renamed": (
        lambda root: _talks(root).rename(_talks(root).with_name("a.md")),
        {"world/talks.md", "world/a.md"},
    ),
    "a new folder": (lambda root: (root / "content/science").mkdir(), {"science"}),
    "a folder that goes": (
        lambda root: shutil.rmtree(root / "content/world"),
        {"world", "world/talks.md", "world/ships.md"},
    ),
    "a file in the place of a folder": (
        _put_a_file_for_a_folder,
        {"world", "world/talks.md", "world/ships.md"},
    ),
}


@pytest.mark.parametrize(("edit", "expected"), EDITS.values(), ids=EDITS)
def test_find_what_has_changed(
    root: Path, edit: Callable[[Path], object], expected: set[str]
) -> None:
    """Whatever a file's size and time say, an edit is found by looking, and found once."""
    if sys.platform == "win32" and "time" in edit.__name__:
        pytest.skip("there, nothing but its time says that a file was written")
    scan = Scan({f"{root}/content": "content"}, [])
    assert scan.changes(again=False) == set()
    edit(root)
    found = {path.removeprefix("content/") for path in scan.changes(again=False)}
    assert found == expected
    assert scan.changes(again=False) == set()


def test_find_what_is_written_again_at_once(root: Path) -> None:
    """A file that is written twice, with a look in between, is never taken for the same."""
    file = _talks(root)
    scan = Scan({f"{root}/content": "content"}, [])
    for number in range(200):
        file.write_text(f"{number % 2}\n", encoding="utf-8")
        scan.changes(again=True)
        file.write_text(f"{number % 2 + 2}\n", encoding="utf-8")
        assert "content/world/talks.md" in scan.changes(again=True), number


def test_look_at_what_a_link_leads_to(root: Path) -> None:
    """A configuration that is a link has changed when the file has that it leads to."""
    real, link = root / "real.yml", root / "linked.yml"
    real.write_text("title: One\n", encoding="utf-8")
    link.symlink_to(real)
    scan = Scan({}, [os.fspath(link)])
    real.write_text("title: Another\n", encoding="utf-8")
    assert scan.changes(again=False) == {os.fspath(link)}
    link.unlink()
    assert scan.changes(again=False) == {os.fspath(link)}


@pytest.fixture
def polling(root: Path) -> Iterator[Watcher]:
    """Watch the site by looking alone."""
    with closing(
        Watcher([root / "content", root / "themes"], [root / "briefgen.yml"], polls=True)
    ) as watcher:
        yield watcher


def _found_by(watcher: Watcher) -> set[Path]:
    """Return what is told of a look at all files."""
    look, found = watcher.look(), set[Path]()
    while (changes := watcher.wait(SECONDS)) is not None:
        found |= {*changes.paths}
        if changes.looks >= look:
            return found
    raise AssertionError("nobody has looked")


def test_tell_of_everything_that_a_look_finds(root: Path, polling: Watcher) -> None:
    """Content, a theme that comes later and the configuration are looked at; helpers are not."""
    assert polling.is_polling
    _keep_size_and_time(root)
    (root / "themes/own").mkdir(parents=True)
    for name in ("themes/own/theme.yml", "briefgen.yml", "content/.DS_Store", "content/a.md~"):
        (root / name).write_text("name: own\n", encoding="utf-8")
    expected = {_talks(root), root / "themes/own", root / "themes/own/theme.yml"}
    assert expected | {root / "briefgen.yml"} <= (found := _found_by(polling))
    assert not {root / "content/.DS_Store", root / "content/a.md~"} & found


def test_tell_without_being_asked(root: Path, polling: Watcher) -> None:
    """A change is told by itself, as soon as the next look is due."""
    _talks(root).write_text("longer\n", encoding="utf-8")
    told = set[Path]()
    while _talks(root) not in told:
        changes = polling.wait(SECONDS)
        assert changes
        told |= {*changes.paths}


def test_look_less_often_where_a_look_takes_long(polling: Watcher) -> None:
    """However large a site and slow its disk is, looking takes a tenth of the time at most."""
    polling._scan.seconds = 0.001
    assert polling._seconds_until_look() == POLLING_SECONDS
    polling._scan.seconds = 3.0
    assert polling._seconds_until_look() == pytest.approx(30)


def test_answer_a_look_that_finds_nothing(root: Path) -> None:
    """Who asks for a look hears of it, though nothing has changed, and once for each."""
    with closing(Watcher([root / "content"], [])) as watcher:
        look = watcher.look()
        assert watcher.wait(SECONDS) == Changes((), is_unsure=False, looks=look)
        _talks(root).write_text("longer\n", encoding="utf-8")
        assert _talks(root) in _found_by(watcher)


@pytest.fixture
def complaints() -> list[tuple[str, str]]:
    """Return a list for what a watcher complains of."""
    return []


@pytest.fixture
def impatient(
    root: Path, complaints: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Watcher]:
    """Watch the site, and look again and again whether the system tells of everything."""
    for module in ("probe", "watcher"):
        monkeypatch.setattr(f"briefgen.preview.{module}.SECONDS_TO_BE_TOLD", 0.2)
    with closing(
        Watcher(
            [root / "content"],
            [root / "briefgen.yml"],
            lambda *said: complaints.append(said),
            probing_seconds=0.05,
        )
    ) as watcher:
        yield watcher


def _tells(watcher: Watcher, path: Path) -> bool:
    """Wait until *watcher* tells of *path*."""
    while changes := watcher.wait(SECONDS):
        if path in changes.paths:
            return True
    return False


@pytest.mark.skipif(sys.platform != "linux", reason="other systems tell of this")
def test_notice_that_the_system_does_not_tell(
    root: Path, impatient: Watcher, complaints: list[tuple[str, str]]
) -> None:
    """An edit that no event tells of is shown; that is said once, and files are looked at."""
    assert not impatient.is_polling
    _write_by_another_name(root)
    assert _tells(impatient, _talks(root))
    assert impatient.is_polling
    other = root / "content/world/new.md"
    other.write_text("new\n", encoding="utf-8")
    assert _tells(impatient, other)
    assert complaints == [NOT_TOLD]


@pytest.mark.parametrize("edit", [edit for edit, _ in EDITS.values()], ids=EDITS)
def test_notice_that_events_are_swallowed(
    root: Path, impatient: Watcher, edit: Callable[[Path], object]
) -> None:
    """Whatever the edit is, it is told of where no event comes at all."""
    assert impatient._system
    impatient._system._tell = lambda *_: None
    impatient._system._doubt = lambda: None
    edit(root)
    told = set[Path]()
    while not told & {_talks(root), root / "content/science"}:
        changes = impatient.wait(SECONDS)
        assert changes
        told |= {*changes.paths}
    assert impatient.is_polling


def test_raise_no_false_alarm(
    root: Path, complaints: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the system tells of, before or after a look finds it, is no reason to complain."""
    for module in ("probe", "watcher"):
        monkeypatch.setattr(f"briefgen.preview.{module}.SECONDS_TO_BE_TOLD", SECONDS)
    folder = root / "content/world"
    with closing(
        Watcher([root / "content"], [], lambda *said: complaints.append(said), probing_seconds=0)
    ) as watcher:
        for number in range(40):
            file = folder / f"story-{number}.md"
            file.write_text("one\n", encoding="utf-8")
            file.chmod(0o600)
            os.utime(file, (number, number))
            file.rename(folder / f"renamed-{number}.md")
            (folder / f"folder-{number}").mkdir()
            _found_by(watcher)
        last = folder / "last.md"
        last.write_text("last\n", encoding="utf-8")
        assert _tells(watcher, last)
        # What was found first, and is told now, is forgotten.
        while watcher._probe.untold:
            watcher.look()
            watcher.wait(SECONDS)
        assert not watcher.is_polling
    assert complaints == []


OVERLAY = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from briefgen.build import extras
from briefgen.build.project import Project
from briefgen.model.paths import OutputPath
from briefgen.preview.preview import Preview, PreviewOptions
from briefgen.preview.watcher import Watcher
extras.has = lambda _: False
lower, root = Path(sys.argv[1]), Path(sys.argv[2])
watcher = Watcher([root / "content", root / "themes"], [root / "briefgen.yml"],
                  lambda *said: print(*said), probing_seconds=0.1)
print(watcher.is_polling)
preview = Preview(Project(root), PreviewOptions(datetime(2026, 11, 22, tzinfo=UTC)), print)
text = "---\\ntitle: Talks\\ndate: 2026-11-01\\n---\\n{}\\n"

def shows(body, folder):
    (folder / "content/world/talks.md").write_text(text.format(body))
    while True:
        preview.follow(watcher.wait(60))
        if body.encode() in preview.snapshot.answer(OutputPath("world/talks/index.html")).body:
            return True

print(shows("They talk on.", lower), watcher.is_polling)
print(shows("They have talked.", lower), watcher.is_polling)
preview.close()
watcher.close()
"""

MOUNT = """
mount -t tmpfs tmpfs "$1" && mkdir "$1"/lower "$1"/upper "$1"/work "$1"/site &&
cp -R "$2"/content "$2"/briefgen.yml "$1"/lower && mount -t overlay overlay "$1"/site \
-o lowerdir="$1"/lower,upperdir="$1"/upper,workdir="$1"/work || exit 77
exec "$3" "$4" "$1"/lower "$1"/site
"""


def test_follow_the_lower_layer_of_an_overlay(root: Path, tmp_path: Path) -> None:
    """A site that is shown through an overlay follows edits below it, as in many containers."""
    if not shutil.which("unshare"):
        pytest.skip("there is no unshare here, so nothing can be mounted for a test alone")
    _talks(root).write_text("---\ntitle: Talks\ndate: 2026-11-01\n---\nThey talk.\n")
    (root / "content/world/ships.md").unlink()
    script, place = tmp_path / "overlay.py", tmp_path / "place"
    script.write_text(textwrap.dedent(OVERLAY), encoding="utf-8")
    place.mkdir()
    apart = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-Urm"]
    done = subprocess.run(
        [*apart, "sh", "-c", MOUNT, "-", place, root, sys.executable, script],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=2 * SECONDS,
        check=False,
    )
    if done.returncode == 77 or "unshare" in done.stderr:
        pytest.skip(f"nothing can be mounted here: {done.stderr.strip()}")
    assert done.stderr == ""
    said = [line for line in done.stdout.splitlines() if "True" in line or "False" in line]
    assert said == ["False", "True True", "True True"]
    assert done.stdout.count("has not told of") == 1
