"""`briefgen publish` says what it does in words, or as JSON, and ends with the right code."""

import json
import subprocess

import pytest

from tests.processes import run
from tests.publish.repositories import ENVIRONMENT, Newsroom


def _run(newsroom: Newsroom, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(newsroom.root, "publish", *arguments, extra=ENVIRONMENT)


def _at_github(newsroom: Newsroom) -> None:
    url = "https://github.com/Ada/notes.git"
    newsroom.git("remote", "set-url", "origin", url)
    newsroom.git("config", f"url.{newsroom.remote.as_uri()}.insteadOf", url)


def test_tell_a_newcomer_what_to_do(newsroom: Newsroom) -> None:
    """The first time: what is public, where, what to switch on, and how to take it back."""
    _at_github(newsroom)
    rehearsed = _run(newsroom, "--dry-run")
    assert rehearsed.returncode == 0
    assert "Would publish to origin, branch gh-pages (new)" in rehearsed.stdout
    assert "Nothing was pushed." in rehearsed.stdout
    assert "It would be at https://ada.github.io/notes/ (project page)" in rehearsed.stdout
    done = _run(newsroom)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].startswith("Published to origin, branch gh-pages (new): 0.")
    assert "  Sharing a river  —  world/river/index.html" in lines
    assert "It will be at https://ada.github.io/notes/ (project page)" in lines
    assert "  1. Open https://github.com/Ada/notes/settings/pages" in lines
    assert lines[-2] == "To take it back:"
    assert lines[-1] == (
        f"  git push --force-with-lease=gh-pages:{newsroom.tip()} origin :refs/heads/gh-pages"
    )
    again = _run(newsroom)
    assert again.stdout.startswith("Nothing has changed: origin, branch gh-pages has this site")


def test_tell_a_regular_only_what_is_new(newsroom: Newsroom) -> None:
    """Later, what has changed is shown with its title, and the first steps are not repeated."""
    _at_github(newsroom)
    newsroom.publish()
    newsroom.site.article("world/bridge.md", title="A bridge")
    said = _run(newsroom, "-m", "The bridge is open").stdout
    assert "\nNew:\n  A bridge  —  world/bridge/index.html\n" in said
    assert "settings" not in said
    assert "git fetch origin gh-pages && git push --force-with-lease=gh-pages:" in said
    assert newsroom.at_remote("log", "-1", "--format=%s", "gh-pages") == "The bridge is open"


def test_tell_a_script(newsroom: Newsroom) -> None:
    """With `--json` there is one object and nothing else."""
    _at_github(newsroom)
    data = json.loads(_run(newsroom, "--json").stdout)
    assert data["address"] == "https://ada.github.io/notes/"
    assert data["kind"] == "project page"
    assert data["commit"] == newsroom.tip()
    assert (data["is_pushed"], data["is_first"], data["is_dry_run"]) == (True, True, False)
    assert {"path": "world/river/index.html", "title": "Sharing a river"} in data["new"]["pages"]
    assert ".nojekyll" in data["new"]["generated"]
    assert data["gone"] == {"pages": [], "files": [], "generated": []}
    rehearsed = json.loads(_run(newsroom, "--json", "--dry-run").stdout)
    assert (rehearsed["is_pushed"], rehearsed["previous"]) == (False, newsroom.tip())


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--now", "2999-01-01T00:00Z"), 2, "is still to come"),
        (("--now", "tomorrow"), 2, "is not an instant"),
        (("--base-url", "https://example.org/"), 2, "--base-url belongs to --check"),
        (("--adopt", "--no-history"), 2, "--adopt keeps what is there in the history"),
        (("--branch", "main"), 2, "`main` is the branch that you work on"),
        (("--remote", "up"), 2, "has no remote `up`"),
    ],
)
def test_refuse_with_the_right_code(
    newsroom: Newsroom, arguments: tuple[str, ...], code: int, message: str
) -> None:
    """A fault of the command has the code 2, and nothing is pushed."""
    refs = newsroom.refs()
    done = _run(newsroom, *arguments)
    assert done.returncode == code
    assert message in done.stderr
    assert newsroom.refs() == refs


@pytest.mark.parametrize("arguments", [(), ("--check",)])
def test_refuse_a_leak_with_the_code_of_content(
    newsroom: Newsroom, arguments: tuple[str, ...]
) -> None:
    """What an editor wrote is at fault: code 1, with or without a remote."""
    newsroom.site.article("world/river.md", "See `/home/ada/notes`.")
    done = _run(newsroom, *arguments)
    assert done.returncode == 1
    assert "this holds a path on your own machine: `/home/ada/notes`" in done.stderr
    assert "Traceback" not in done.stderr


def test_check_without_a_repository(newsroom: Newsroom) -> None:
    """`--check` builds and looks through the site, and needs no git."""
    newsroom.site.remove(".git")
    done = _run(newsroom, "--check", "--base-url", "https://example.org/notes")
    assert done.returncode == 0
    assert "nothing was found that must not be public" in done.stdout
    assert "https://example.org/notes/feed.xml" in newsroom.site.read("feed.xml")


def test_tell_of_the_workflow(newsroom: Newsroom) -> None:
    """What was written is said, with what to switch on, and that GitHub stops after a while."""
    said = _run(newsroom, "--workflow").stdout
    assert said.startswith("Wrote .github/workflows/publish.yml.")
    assert "60 days" in said
    assert _run(newsroom, "--workflow").stdout.startswith("There is already")


def test_tell_that_git_is_missing_or_old(newsroom: Newsroom) -> None:
    """Without git, or with one of long ago, the message says which one is needed."""
    empty = newsroom.root.parent / "empty"
    empty.mkdir()
    extra = {**ENVIRONMENT, "PATH": str(empty)}
    assert "error: git is not installed" in run(newsroom.root, "publish", extra=extra).stderr
    (empty / "git").write_text("#!/bin/sh\necho git version 2.20.1\n", encoding="utf-8")
    (empty / "git").chmod(0o755)
    extra["PATH"] = f"{empty}:/bin:/usr/bin"
    assert "error: git 2.20 is too old" in run(newsroom.root, "publish", extra=extra).stderr


def test_a_repository_that_git_distrusts(newsroom: Newsroom) -> None:
    """A repository that cannot be read is named, in git's own words."""
    (newsroom.root / ".git/config").write_text("[broken\n", encoding="utf-8")
    done = _run(newsroom)
    assert done.returncode == 2
    assert "error: git cannot use the repository of" in done.stderr
    assert "bad config line 1" in done.stderr
