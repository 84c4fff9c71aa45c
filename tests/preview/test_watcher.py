"""Whatever way a file is saved in, it is noticed once, and when it is complete."""

import math
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest
from msgspec.structs import replace

from briefgen.preview.changes import Batch, Changes, Event
from briefgen.preview.watcher import Watcher
from tests.processes import environment

SECONDS = 60.0
"""The longest that anything may take; what is waited for is there long before."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return the folder of a site with one article."""
    (tmp_path / "content/world").mkdir(parents=True)
    (tmp_path / "briefgen.yml").write_text("title: Test\n", encoding="utf-8")
    (tmp_path / "content/world/talks.md").write_text("one\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def watcher(root: Path) -> Iterator[Watcher]:
    """Watch the site."""
    watching = Watcher([root / "content", root / "themes"], [root / "briefgen.yml"])
    yield watching
    watching.close()


def _all(watcher: Watcher, action: Callable[[], object]) -> list[Changes]:
    """
    Return what *watcher* tells of *action*, and nothing that comes later.

    The system tells of changes in their order.  So what it has told before it tells of
    a last file, which is not returned, is all.
    """
    action()
    last = Path(next(iter(watcher._folders.values()))) / f"{uuid4()}.md"
    last.touch()
    with watcher._changed:
        assert watcher._changed.wait_for(lambda: os.fspath(last) in watcher._batch._due, SECONDS)
    told = list[Changes]()
    while not any(last in one.paths for one in told):
        changes = watcher.wait(SECONDS)
        assert changes
        told.append(changes)
    rest = (replace(one, paths=tuple(path for path in one.paths if path != last)) for one in told)
    return [one for one in rest if one.paths or one.is_unsure]


def _until(
    watcher: Watcher, action: Callable[[], object], is_there: Callable[[Changes], bool]
) -> None:
    """Wait until *watcher* tells of what *action* has done, whatever else it tells of before."""
    action()
    while (changes := watcher.wait(SECONDS)) is not None:
        if is_there(changes):
            return
    raise AssertionError("nothing was told")


def _in_place(file: Path) -> None:
    file.write_text("two\n", encoding="utf-8")


def _write_and_rename(file: Path) -> None:
    other = file.with_name("new-talks")
    other.write_text("two\n", encoding="utf-8")
    other.replace(file)


def _delete_and_make(file: Path) -> None:
    file.unlink()
    file.write_text("two\n", encoding="utf-8")


def _backup_and_make(file: Path) -> None:
    file.rename(file.with_name("talks.md~"))
    file.write_text("two\n", encoding="utf-8")
    file.with_name("talks.md~").unlink()


def _in_pieces(file: Path) -> None:
    with file.open("w", encoding="utf-8") as stream:
        for letter in "two\n":
            stream.write(letter)
            stream.flush()


def _run(*command: str, folder: Path | None = None) -> None:
    subprocess.run(
        command,
        check=True,
        capture_output=True,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        timeout=2 * SECONDS,
    )


def _sed(file: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("sed -i has other arguments here")
    _run("sed", "-i", "s/one/two/", str(file))


def _vim(*settings: str) -> Callable[[Path], None]:
    def save(file: Path) -> None:
        if shutil.which("vim") is None:
            pytest.skip("vim is not installed")
        commands = [*settings, "%s/one/two/", "wq"]
        options = [part for command in commands for part in ("-c", command)]
        _run("vim", "-u", "NONE", "-es", *options, str(file))

    return save


SAVES: dict[str, Callable[[Path], None]] = {
    "in place": _in_place,
    "written elsewhere and renamed": _write_and_rename,
    "deleted and made anew": _delete_and_make,
    "renamed to a backup and made anew": _backup_and_make,
    "in pieces": _in_pieces,
    "by sed": _sed,
    "by Vim": _vim(),
    "by Vim, with a backup by renaming": _vim("set backup writebackup backupcopy=no"),
    "by Vim, with a backup by copying": _vim("set backup writebackup backupcopy=yes"),
}


@pytest.mark.parametrize("save", SAVES.values(), ids=SAVES)
def test_notice_a_save_once(root: Path, watcher: Watcher, save: Callable[[Path], None]) -> None:
    """However an editor saves, one change is told, of that file alone, and it is complete."""
    file = root / "content/world/talks.md"
    assert _all(watcher, lambda: save(file)) == [Changes((file,), is_unsure=False)]
    assert file.read_text(encoding="utf-8") == "two\n"


@pytest.mark.parametrize(
    "name",
    [
        *("talks.md~", ".talks.md.swp", "4913", ".#talks.md", "#talks.md#", "talks.md.tmp"),
        *("talks.md___jb_tmp___", ".goutputstream-X1Y2Z3", ".DS_Store", "~$talks.docx"),
        *("talks.md.sb-0a1b2c3d-xY12ab", ".git/index"),
    ],
)
def test_say_nothing_of_files_that_editors_keep(root: Path, watcher: Watcher, name: str) -> None:
    """Backups, swap files and other helpers are no changes."""
    folder = root / "content/world"
    (folder / name).parent.mkdir(exist_ok=True)

    def keep() -> None:
        (folder / name).write_text("x", encoding="utf-8")
        (folder / name).unlink()

    _all(watcher, lambda: None)
    assert _all(watcher, keep) == []


def test_say_nothing_of_reading_and_of_other_folders(root: Path, watcher: Watcher) -> None:
    """What a build writes, and what anybody reads, is no change."""

    def act() -> None:
        (root / "content/world/talks.md").read_bytes()
        for name in ("site", ".briefgen", "drafts"):
            (root / name).mkdir()
            (root / name / "a.md").write_text("x", encoding="utf-8")
        (root / "notes.txt").write_text("x", encoding="utf-8")

    assert _all(watcher, act) == []


def test_notice_that_a_file_may_be_read(root: Path, watcher: Watcher) -> None:
    """Who may read a file decides what is shown of it, though it says what it said."""
    file = root / "content/world/talks.md"
    told = [Changes((file,), is_unsure=False)]
    assert _all(watcher, lambda: file.chmod(0o600)) == told


def test_give_a_file_its_time_whatever_else_happens_to_it() -> None:
    """A file that is being written is not complete because its mode was changed."""
    batch = Batch()
    batch.add(Event.WRITTEN, "a.md", 1.0)
    batch.add(Event.TOUCHED, "a.md", 1.01)
    assert batch.ready_at == pytest.approx(1.05)


def test_notice_the_configuration(root: Path, watcher: Watcher) -> None:
    """`briefgen.yml` is watched, though the folder that it lies in is not."""
    file = root / "briefgen.yml"
    assert _all(watcher, lambda: _write_and_rename(file)) == [Changes((file,), is_unsure=False)]


def test_name_both_ends_of_a_rename(root: Path, watcher: Watcher) -> None:
    """After a rename both the old and the new name are to be looked at."""
    old, new = root / "content/world/talks.md", root / "content/world/agreement.md"
    assert _all(watcher, lambda: old.rename(new)) == [Changes((new, old), is_unsure=False)]


def test_notice_a_file_that_goes(root: Path, watcher: Watcher) -> None:
    """A file that is deleted, or moved away, is named."""
    file = root / "content/world/talks.md"
    away = Changes((file,), is_unsure=False)
    assert _all(watcher, lambda: file.rename(root / "elsewhere.md")) == [away]
    assert _all(watcher, lambda: (root / "elsewhere.md").rename(file)) == [away]
    assert _all(watcher, file.unlink) == [away]


def test_watch_folders_that_come_later(root: Path, watcher: Watcher) -> None:
    """A folder that is made, at any depth, or put in the place of another one, is watched."""
    for name in ("content/science/2026/figures", "themes/own/templates", "content/world"):
        folder = root / name
        shutil.rmtree(folder, ignore_errors=True)
        _until(watcher, partial(folder.mkdir, parents=True), lambda told: told.is_unsure)
        _write(watcher, folder / "new.md")


def _write(watcher: Watcher, file: Path) -> None:
    """Write *file*, and wait until the system tells of it: nobody looks meanwhile."""
    watcher._look_at = math.inf
    _until(watcher, partial(_in_place, file), lambda told: file in told.paths)
    assert not watcher.is_polling


def test_watch_a_content_folder_that_is_replaced(root: Path, watcher: Watcher) -> None:
    """When `content/` itself goes and comes back, as in a checkout, it is watched again."""
    content = root / "content"

    def replace_it() -> None:
        shutil.rmtree(content)
        (content / "world").mkdir(parents=True)

    _until(watcher, replace_it, lambda told: told.is_unsure)
    _write(watcher, content / "world/talks.md")


@pytest.mark.parametrize("name", ["content", "themes"])
def test_watch_later_folders_where_nobody_counts(
    root: Path, watcher: Watcher, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On systems that do not say what they watch, a folder that comes later is watched, too."""
    monkeypatch.setattr("briefgen.preview.system_events.watches_folders", lambda *_, **__: True)
    shutil.rmtree(root / name, ignore_errors=True)
    _until(watcher, (root / name).mkdir, lambda told: told.is_unsure)
    _write(watcher, root / name / "new.md")


def test_take_a_checkout_of_many_files_as_one_change(root: Path) -> None:
    """Another branch with 500 other files is one batch."""
    git = ("git", "-c", "user.name=Test", "-c", "user.email=test@example.org")
    folder = root / "content/world"
    _run(*git, "init", "-q", "-b", "main", folder=root)
    for branch in ("main", "other"):
        if branch != "main":
            _run(*git, "checkout", "-q", "-b", branch, folder=root)
        for number in range(500):
            folder.joinpath(f"story-{number}.md").write_text(f"{branch}\n", encoding="utf-8")
        _run(*git, "add", ".", folder=root)
        _run(*git, "commit", "-q", "-m", branch, folder=root)
    watching = Watcher([root / "content"], [])
    try:
        told = _all(watching, lambda: _run(*git, "checkout", "-q", "main", folder=root))
    finally:
        watching.close()
    assert len(told) == 1
    assert told[0].is_unsure or len(told[0].paths) == 500


@pytest.mark.parametrize("is_linked", [False, True])
def test_wait_until_git_has_done_its_work(root: Path, is_linked: bool) -> None:
    """While git holds its lock, what has changed is not told; a lock that is forgotten is none."""
    lock = root / ".git/index.lock"
    if is_linked:
        (root / ".git").write_text("gitdir: elsewhere/worktrees/site\n", encoding="utf-8")
        lock = root / "elsewhere/worktrees/site/index.lock"
    lock.parent.mkdir(parents=True)
    watching = Watcher([root / "content"], [])
    first, second = root / "content/world/talks.md", root / "content/world/ships.md"

    def take(path: Path) -> Changes | None:
        """Return what may be told when *path* has had all the time that it is given."""
        _in_place(path)
        with watching._changed:
            due = watching._batch._due
            assert watching._changed.wait_for(lambda: os.fspath(path) in due, SECONDS)
            due.update(dict.fromkeys(due, 0.0))
            lock.touch()
            return watching._take()

    try:
        assert take(first) is None
        assert take(second) is None
        lock.unlink()
        assert watching.wait(SECONDS) == Changes((second, first), is_unsure=False)
        lock.touch()
        os.utime(lock, (0, 0))
        assert _all(watching, lambda: _in_place(first))
    finally:
        watching.close()


def test_follow_a_folder_that_is_a_link(root: Path, tmp_path: Path) -> None:
    """Changes in a folder that is a link are told with the name it has in the site."""
    real = tmp_path / "elsewhere"
    (root / "content").rename(real)
    (root / "content").symlink_to(real)
    watching = Watcher([root / "content"], [])
    try:
        told = _all(watching, lambda: _in_place(real / "world/talks.md"))
    finally:
        watching.close()
    assert [one.paths for one in told] == [(root / "content/world/talks.md",)]


def test_stop_waiting_when_closed(root: Path, watcher: Watcher) -> None:
    """Whoever waits for changes is let go at once."""
    with ThreadPoolExecutor() as threads:
        waiting = threads.submit(watcher.wait, None)
        watcher.close()
        assert waiting.result(SECONDS) is None


LIMITED = """
import sys
from pathlib import Path
from briefgen.preview import watcher as watching
root = Path(sys.argv[1])
watching.POLLING_SECONDS = 0.1
watcher = watching.Watcher(
    [root / "content"], [root / "briefgen.yml"], lambda *said: print(*said), probing_seconds=60
)
print(watcher.is_polling)
for number in range(9):
    (root / f"content/new-{number}").mkdir()
while not watcher.is_polling:
    watcher.wait(60)
print(watcher.is_polling)
file = root / "content/new-8/talks.md"
file.write_text("new")
while file not in watcher.wait(60).paths:
    pass
print(True)
watcher.close()
"""


@pytest.mark.parametrize(("limit", "at_start"), [(1, True), (6, False)])
def test_look_once_a_second_where_no_more_can_be_watched(
    root: Path, limit: int, at_start: bool
) -> None:
    """When the system's limit is reached, that is said once, and nothing is missed."""
    script = root / "limited.py"
    script.write_text(LIMITED, encoding="utf-8")
    shell = 'echo "$1" > /proc/sys/user/max_inotify_watches && exec "$2" "$3" "$4"'
    done = (
        subprocess.run(
            ["unshare", "-Ur", "sh", "-c", shell, "-", str(limit), sys.executable, script, root],
            env=environment(),
            capture_output=True,
            text=True,
            timeout=2 * SECONDS,
            check=False,
        )
        if shutil.which("unshare")
        else None
    )
    if done is None or "unshare" in done.stderr or "max_inotify" in done.stderr:
        pytest.skip("no user may have limits of their own here")
    lines = done.stdout.splitlines()
    assert [line for line in lines if line in {"True", "False"}] == [str(at_start), "True", "True"]
    assert done.stdout.count("changes are looked for once a second") == 1
    assert done.stderr == ""


UNHEARD = """
import sys
from pathlib import Path
from watchdog.observers.inotify_c import InotifyFD
from briefgen.preview import watcher as watching
watching.POLLING_SECONDS = watching._SECONDS_UNHEARD = 0.1
root = Path(sys.argv[1])
watcher = watching.Watcher(
    [root / "content"], [root / "briefgen.yml"], lambda *said: print(*said), probing_seconds=60
)
InotifyFD.get_instance().stop()
print(watcher.wait(60).is_unsure, watcher.is_polling)
file = root / "content/world/new.md"
file.write_text("new")
print(file in watcher.wait(60).paths)
watcher.close()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems are listened to otherwise")
def test_go_on_when_the_system_is_heard_no_more(root: Path) -> None:
    """If whatever listens to the system ends, everything is looked at, once a second from then."""
    done = subprocess.run(
        [sys.executable, "-c", UNHEARD, str(root)],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=2 * SECONDS,
        check=False,
    )
    assert done.stderr == ""
    complaint, *rest = done.stdout.splitlines()
    assert "they are looked for once a second" in complaint
    assert rest == ["True True", "True"]


def test_be_ready_when_files_have_had_their_patience() -> None:
    """A file that is closed is ready at once, one that is written to a moment later."""
    batch = Batch()
    batch.add(Event.WRITTEN, "a.md", 1.0)
    assert batch.ready_at == pytest.approx(1.05)
    batch.add(Event.COMPLETE, "a.md", 1.01)
    assert batch.ready_at == pytest.approx(1.015)


def test_wait_no_longer_than_two_seconds() -> None:
    """A file that is written to again and again does not keep the others back."""
    batch = Batch()
    for step in range(100):
        batch.add(Event.WRITTEN, "log.csv", 5 + step / 25)
    assert batch.ready_at == pytest.approx(7.0)


def test_forget_what_came_and_went() -> None:
    """A file that was made and deleted in the meantime is not worth looking at."""
    batch = Batch()
    batch.add(Event.MADE, "sedXyZ123", 1.0)
    batch.add(Event.GONE, "sedXyZ123", 1.1)
    assert batch.ready_at is None
    assert batch.take() == Changes((), is_unsure=False)


def test_name_no_endless_list_of_files() -> None:
    """With very many files everything is looked at instead."""
    batch = Batch()
    for number in range(6000):
        batch.add(Event.COMPLETE, f"{number}.md", 1.0)
    assert batch.take().is_unsure
