"""P12: killed at any instant, or with somebody else at it, publishing loses nothing."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from tests.processes import environment
from tests.publish.publisher import edit
from tests.publish.repositories import Newsroom, git, tree_of

KILLS = 20
POSIX = pytest.mark.skipif(os.name == "nt", reason="it forks, and hooks are shell scripts")


@contextmanager
def _publisher(newsroom: Newsroom) -> Iterator[subprocess.Popen[str]]:
    """Start a process that publishes *newsroom*, and wait until it can."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.publish.publisher", str(newsroom.root.parent)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()


def _ask(process: subprocess.Popen[str], text: str, *, last: int = 0) -> None:
    """Have it publish *text*, and end itself at the step *last* if there is one."""
    assert process.stdin is not None
    process.stdin.write(f"{last} {text}\n")
    process.stdin.flush()


def _answer(process: subprocess.Popen[str]) -> int:
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, process.stderr and process.stderr.read()
    return int(line)


_KNOWN = re.compile(
    r"(\.gitignore|lock|store\.sqlite|publish/|publish/(\.gitignore|lock|known|repository/)"
    r"|publish/repository/(HEAD|config|shallow|packed-refs"
    r"|(objects|refs|info)/|objects/(info|pack|[0-9a-f]{2})/(\w{38})?"
    r"|objects/pack/pack-[0-9a-f]{40}\.(pack|idx|rev|keep)|refs/(heads|tags|publish)/(tip)?))"
)


def _leftovers(newsroom: Newsroom) -> list[str]:
    """Return what lies about that no run needs."""
    state = tree_of(newsroom.site.project.state)
    beside = {path.name for path in newsroom.root.iterdir()}
    known = {".briefgen", ".git", ".gitignore", "briefgen.yml", "content", "site"}
    return [path for path in state if not _KNOWN.fullmatch(path)] + sorted(beside - known)


def _is_whole(newsroom: Newsroom, old: dict[str, bytes], text: str) -> bool:
    """See that the next run works and leaves nothing over; return whether the last one had."""
    found = newsroom.public()
    edit(newsroom.root, f"{text}\n")
    newsroom.publish()
    new = newsroom.public()
    assert new == newsroom.wanted()
    assert found in (old, new), text
    assert _leftovers(newsroom) == [], text
    return found == new


@POSIX
def test_survive_a_kill_at_any_step(newsroom: Newsroom) -> None:
    """The remote is old or new, the next run works, and then nothing is left over."""
    newsroom.publish()
    before = newsroom.source_side()
    outcomes = set()
    with _publisher(newsroom) as process:
        _ask(process, "counted", last=-1)
        steps = _answer(process)
        newsroom.publish()
        for number in range(KILLS):
            old = newsroom.public()
            last = 1 + (steps - 1) * number // (KILLS - 1)
            _ask(process, f"{number}", last=last)
            assert _answer(process) <= last
            outcomes.add(_is_whole(newsroom, old, f"{number}"))
    assert outcomes == {True, False}
    newsroom.site.remove("content/world/flow.csv")
    assert newsroom.source_side() == before


@POSIX
def test_survive_a_kill_while_the_remote_is_at_work(newsroom: Newsroom) -> None:
    """Whenever the machine stops during the push, on both sides, the site is old or new."""
    newsroom.publish()
    outcomes = []
    instants = ("pre-receive", "update", "reference-transaction", "post-receive", "post-update")
    for number, name in enumerate(instants):
        old = newsroom.public()
        hook = newsroom.remote / "hooks" / name
        with _publisher(newsroom) as process:
            # Git and what it has started are a group of their own; the hook is in it.
            hook.write_text(f"#!/bin/sh\nkill -9 {process.pid}\nkill -9 0\n", encoding="utf-8")
            hook.chmod(0o755)
            _ask(process, f"{number}")
            assert process.wait(60) == -signal.SIGKILL
        hook.unlink()
        for lock in newsroom.remote.rglob("*.lock"):
            # Its owner has to do that after the machine has stopped.
            lock.unlink()
        outcomes.append(_is_whole(newsroom, old, f"{number}"))
    assert outcomes == [False, False, False, True, True]


@POSIX
@pytest.mark.timeout(300)
def test_let_two_publish_at_once(newsroom: Newsroom) -> None:
    """Whoever comes second looks again and comes on top, and each commit is in the history."""
    newsroom.publish()
    other = Newsroom(newsroom.root.parent.parent / "other", newsroom.root.parent)
    shutil.rmtree(other.remote)
    other.git("remote", "set-url", "origin", str(newsroom.remote))
    other.site.article("world/theirs.md", title="Theirs")
    sides = (newsroom, other)
    before = [tree_of(side.root / ".git") for side in sides]
    count = int(newsroom.at_remote("rev-list", "--count", "gh-pages"))
    hook = newsroom.remote / "hooks/pre-receive"
    begun, done = newsroom.root.parent / "begun", newsroom.root.parent / "done"
    for fifo in (begun, done):
        os.mkfifo(fifo)
    for number, (first, second) in enumerate((sides, sides[::-1], sides)):
        # The one who has sent everything waits until the other one is through.
        hook.write_text(f"#!/bin/sh\nrm $0\necho > '{begun}'\nread x < '{done}'\n", "utf-8")
        hook.chmod(0o755)
        edit(first.root, f"first {number}")
        edit(second.root, f"second {number}")
        with ThreadPoolExecutor(1) as pool:
            slower = pool.submit(first.publish)
            begun.read_text(encoding="utf-8")
            try:
                assert second.publish().attempts == 1
            finally:
                done.write_text("\n", encoding="utf-8")
            assert slower.result().attempts == 2
        count += 2
        assert int(newsroom.at_remote("rev-list", "--count", "gh-pages")) == count
        assert newsroom.public() == first.wanted()
    assert newsroom.at_remote("rev-list", "--merges", "--count", "gh-pages") == "0"
    assert [tree_of(side.root / ".git") for side in sides] == before
    git(newsroom.remote, "fsck", "--strict")


@POSIX
def test_give_up_when_others_are_always_faster(newsroom: Newsroom) -> None:
    """After three more tries, the run ends and says so; nothing is overwritten."""
    newsroom.publish()
    newsroom.site.article("world/new.md", title="New")
    # Whoever pushes finds that somebody has just committed.
    hook = newsroom.remote / "hooks/pre-receive"
    hook.write_text(
        "#!/bin/sh\nunset GIT_QUARANTINE_PATH\n"
        "old=$(git rev-parse gh-pages)\n"
        "new=$(git -c user.name=B -c user.email=b@example.org commit-tree"
        " -p $old -m 'Published-with: briefgen' $old^{tree})\n"
        "git update-ref refs/heads/gh-pages $new\nexit 0\n"
    )
    hook.chmod(0o755)
    with pytest.raises(Exception, match="somebody else has pushed to `gh-pages` 4 times"):
        newsroom.publish()
    assert newsroom.at_remote("rev-list", "--count", "gh-pages") == "5"


@pytest.mark.parametrize("path", ["content/world/river.md", "site/world/river/index.html"])
def test_publish_one_state_of_the_site(newsroom: Newsroom, path: str) -> None:
    """What is edited while the run is at it either waits for the next one, or is refused."""
    newsroom.publish()
    newsroom.site.article("world/river.md", "Second.", title="River")
    hook = newsroom.remote / "hooks/pre-receive"
    hook.write_text(f"#!/bin/sh\necho Meanwhile >> '{newsroom.root / path}'\n")
    hook.chmod(0o755)
    newsroom.publish()
    assert b"Meanwhile" not in newsroom.public()["world/river/index.html"]


def test_wait_for_a_run_of_the_same_site(newsroom: Newsroom) -> None:
    """Two runs in one folder do not get in each other's way."""
    newsroom.publish()
    with _publisher(newsroom) as one, _publisher(newsroom) as two:
        for number in range(3):
            for process in (one, two):
                _ask(process, str(number))
            for process in (one, two):
                _answer(process)
    assert newsroom.public() == newsroom.wanted()
    assert _leftovers(newsroom) == []


@POSIX
def test_a_connection_that_breaks_after_all_has_arrived(newsroom: Newsroom) -> None:
    """What is public is reported as published, with the way back."""
    newsroom.publish()
    old = newsroom.tip()
    hook = newsroom.remote / "hooks/post-receive"
    hook.write_text("#!/bin/sh\nkill -9 $PPID\n", encoding="utf-8")
    hook.chmod(0o755)
    newsroom.site.article("world/new.md", title="New")
    receipt = newsroom.publish()
    assert newsroom.tip() == receipt.commit != old
    assert old in receipt.undo


def test_a_domain_in_a_file_that_can_be_run(newsroom: Newsroom) -> None:
    """`CNAME` says what it says, whatever its mode is."""
    newsroom.publish()
    newsroom.commit_at_remote("gh-pages", {"CNAME": "notes.example.org"}, "Create CNAME")
    extra = {"GIT_INDEX_FILE": "other-index"}
    for role in ("AUTHOR", "COMMITTER"):
        extra |= {f"GIT_{role}_NAME": "Bob", f"GIT_{role}_EMAIL": "bob@example.org"}

    def at_remote(*arguments: str) -> str:
        return git(newsroom.remote, *arguments, extra=extra)

    at_remote("read-tree", "gh-pages")
    id = at_remote("rev-parse", "gh-pages:CNAME")
    at_remote("update-index", "--cacheinfo", f"100755,{id},CNAME")
    commit = at_remote("commit-tree", at_remote("write-tree"), "-p", "gh-pages", "-m", "Run it")
    at_remote("update-ref", "refs/heads/gh-pages", commit)
    assert newsroom.publish().place.address == "https://notes.example.org/"
    assert newsroom.public()["CNAME"] == b"notes.example.org"
