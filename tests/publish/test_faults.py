"""P12: killed at any instant, or with somebody else at it, publishing loses nothing."""

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from tests.processes import environment
from tests.publish.publisher import edit
from tests.publish.repositories import Newsroom, git, tree_of

ROUNDS = 50
INSTANTS = 40


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


def _ask(process: subprocess.Popen[str], text: str) -> None:
    assert process.stdin is not None
    process.stdin.write(f"{text}\n")
    process.stdin.flush()


def _answer(process: subprocess.Popen[str]) -> int:
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, process.stderr and process.stderr.read()
    return int(line)


def _kill(process: subprocess.Popen[str], *, with_children: bool) -> None:
    if with_children:
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


_KNOWN = re.compile(
    r"(lock|store\.sqlite|publish/|publish/(lock|known|repository/)"
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


@pytest.mark.parametrize("with_children", [True, False])
def test_survive_a_kill_at_any_instant(newsroom: Newsroom, with_children: bool) -> None:
    """The remote is old or new, the next run works, and then nothing is left over."""
    newsroom.publish()
    with _publisher(newsroom) as process:
        started = time.monotonic()
        _ask(process, "measured")
        _answer(process)
        seconds = time.monotonic() - started
    before = newsroom.source_side()
    outcomes = []
    for number in range(INSTANTS // 2):
        old = newsroom.public()
        with _publisher(newsroom) as process:
            _ask(process, f"{number}")
            time.sleep(seconds * number / (INSTANTS // 2 - 2))
            if number == INSTANTS // 2 - 1:
                _answer(process)
            _kill(process, with_children=with_children)
        edit(newsroom.root, f"{number}\n")
        found = newsroom.public()
        newsroom.publish()
        new = newsroom.public()
        assert new == newsroom.wanted()
        assert found in (old, new)
        outcomes.append(found == new)
        assert _leftovers(newsroom) == []
    assert set(outcomes) == {True, False}
    edit(newsroom.root, "measured\n")
    assert newsroom.source_side() == before


def test_let_two_publish_at_once(newsroom: Newsroom) -> None:
    """Both get through, one on top of the other, and each commit is in the history."""
    newsroom.publish()
    other = Newsroom(newsroom.root.parent.parent / "other", newsroom.root.parent)
    shutil.rmtree(other.remote)
    other.git("remote", "set-url", "origin", str(newsroom.remote))
    other.site.article("world/theirs.md", title="Theirs")
    sides = (newsroom, other)
    before = [tree_of(side.root / ".git") for side in sides]
    raced = 0
    with ExitStack() as stack:
        processes = [stack.enter_context(_publisher(side)) for side in sides]
        count = int(newsroom.at_remote("rev-list", "--count", "gh-pages"))
        for number in range(ROUNDS):
            for process in processes:
                _ask(process, str(number))
            attempts = [_answer(process) for process in processes]
            assert max(attempts) <= 2
            raced += max(attempts) > 1
            count += 2
            assert int(newsroom.at_remote("rev-list", "--count", "gh-pages")) == count
            assert newsroom.public() in [side.wanted() for side in sides]
    assert raced > ROUNDS // 10
    assert newsroom.at_remote("rev-list", "--merges", "--count", "gh-pages") == "0"
    assert [tree_of(side.root / ".git") for side in sides] == before
    git(newsroom.remote, "fsck", "--strict")


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
        for number in range(5):
            for process in (one, two):
                _ask(process, str(number))
            for process in (one, two):
                _answer(process)
    assert newsroom.public() == newsroom.wanted()
    assert _leftovers(newsroom) == []


@pytest.mark.skipif(os.name == "nt", reason="the hook is a shell script")
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
