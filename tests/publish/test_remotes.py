"""P12: no name and no address runs anything or hangs, and each refusal says what is true."""

import os
import re
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.errors import CommandError
from briefgen.publish import depot
from briefgen.publish.branch import check_branch
from briefgen.publish.faults import explain
from briefgen.publish.transport import check_address
from tests.publish.backend import serve_git
from tests.publish.repositories import ENVIRONMENT, Newsroom

POSIX = pytest.mark.skipif(os.name == "nt", reason="the programs are shell scripts")

NO_BRANCHES = (
    *("", " ", "-", "-x", "--mirror", "--delete", "-oProxyCommand=x", "HEAD", "@", "FETCH_HEAD"),
    *("refs/heads/x", "refs/heads/gh-pages", "a b", "gh-pages ", " gh-pages", "a\tb", "a\nb"),
    *("a\u00a0b", "a..b", "..", ".", "a/..", "x.lock", "a.lock/b", "x.", ".x", "a/.x", "/a", "a/"),
    *("a//b", "a~1", "a^", "a:b", ":a", "+a:b", "a?", "a*", "a[b", "a\\b", "a@{1}", "@{-1}"),
    *("a\x00b", "a\x01b", "a\x7fb", "a\x1b[31mb", "gh\u200bpages", "a\u202eb", "a\ud800b"),
    *("é" * 150, "4b825dc642cb6eb9a060e54bf8d69288fbee4904"),
)
BRANCHES = ("gh-pages", "pages/www", "größe", "сайт", "v1.0", "a@b", "a-", "lock", "x.lock.y", "#1")


def test_know_what_is_no_name_of_a_branch(newsroom: Newsroom) -> None:
    """Each is refused by name before git is asked, from the options and from the settings."""
    for name in NO_BRANCHES:
        with pytest.raises(CommandError) as fault:
            check_branch(name)
        (found,) = fault.value.diagnostics
        assert re.match(rf"`{re.escape(name)}` cannot be the name of a branch: \w+", found.message)
        assert found.help
    for name in BRANCHES:
        check_branch(name)
    for name in ("", "HEAD", "--mirror"):
        assert "cannot be the name of a branch" in newsroom.refusal(branch=name)
        newsroom.configure(f"publish: {{branch: '{name}'}}\n")
        assert "cannot be the name of a branch" in newsroom.refusal()
        newsroom.configure("")
    newsroom.publish(branch="größe/x@y")
    assert newsroom.public("größe/x@y") == newsroom.wanted()


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab/.@{}~^:?*[\\ -\x07é\u200bHEAD", max_size=8) | st.text(max_size=6))
def test_take_no_name_that_git_does_not(name: str) -> None:
    """Whatever is let through, git takes for the name of a branch, and of no other one."""
    try:
        check_branch(name)
    except CommandError:
        return
    asked = ("git", "check-ref-format", "--branch", name)
    done = subprocess.run(asked, capture_output=True, env=ENVIRONMENT, check=False)
    assert done.stdout.decode().rstrip("\n") == name


NO_ADDRESSES = (
    *("fd::17", "fd::17/foo", "ext::sh -c touch% {}", "file::/srv/x.git", "gcrypt::rsync://x/y"),
    *("persistent-https::x", "a+b::x", "foo://x/y", "codecommit://x", "javascript://x"),
    *("HTTP://example.org/x", "Https://example.org/x", "FTP://x/y", "File:///x", "GIT+SSH://x/y"),
    *("-oProxyCommand=touch {}", "--upload-pack=touch {}", "-x", "-oProxyCommand=touch {}:x"),
    *("ssh://-oProxyCommand=touch {}/x", "ssh://%2DoProxyCommand=x/y", "ssh://a@-x/y"),
    *("ssh://-a@example.org/y", "git+ssh://-x/y", "git://-x/y", "SSH://-x/y", "a@-x:y", "-a@x:y"),
    *("example.org:-x", "https://-x/y", "https://example.org/\x1b[31m", "https://example.org/\n-x"),
)
ADDRESSES = (
    *("https://github.com/ada/notes.git", "http://127.0.0.1:8000/x", "ssh://git@example.org:22/x"),
    *("git@github.com:ada/notes.git", "example.org:notes.git", "ada@[::1]:x", "ssh://[::1]/x"),
    *("git://example.org/x", "git+ssh://example.org/x", "file:///srv/x.git", "/srv/a:b/x.git"),
    *(
        "../notes.git",
        "./-x",
        "https://example.org/-x",
        "https://ada:pass@example.org/x",
        "../a::b",
    ),
)


def test_go_to_places_only(newsroom: Newsroom) -> None:
    """An address that git would run, or read as an option, is refused by name; none is run."""
    witness = newsroom.root.parent / "witness"
    for url in NO_ADDRESSES:
        with pytest.raises(CommandError, match="the address of the remote `origin` cannot be used"):
            check_address("origin", url.format(witness))
    for url in ADDRESSES:
        check_address("origin", url)
    newsroom.git("config", "protocol.allow", "always")
    for url in ("fd::17", f"ext::sh -c touch% {witness}", "foo://x", "ssh://-oProxyCommand=x/y"):
        newsroom.git("config", "remote.origin.url", url)
        assert "the address of the remote `origin` cannot be used, for " in newsroom.refusal()
    # An alias may lead there, too, and a name of a remote may be an option.
    newsroom.git("config", "remote.origin.url", "mine:x")
    newsroom.git("config", f"url.ext::sh -c touch% {witness} .insteadOf", "mine:")
    assert "git would run a program called git-remote-ext" in newsroom.refusal()
    newsroom.git("config", "remote.--all.url", "../remote.git")
    assert "`--all` cannot be the name of a remote" in newsroom.refusal(remote="--all")
    assert "the repository has no remote ``; there is" in newsroom.refusal(remote="")
    assert not witness.exists()


@contextmanager
def _silent() -> Iterator[int]:
    """Take connections and never say a word; gives the port."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@POSIX
def test_give_up_on_who_never_answers(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever way a remote is reached, its silence ends the run, and all that was started."""
    monkeypatch.setattr(depot, "ANSWER_SECONDS", 0.5)
    fifo = newsroom.root.parent / "fifo"
    os.mkfifo(fifo)
    command = newsroom.root.parent / "never"
    command.write_text(f"#!/bin/sh\nexec 9>'{fifo}'\nsleep 3600\n", encoding="utf-8")
    command.chmod(0o755)
    newsroom.git("config", "core.sshCommand", str(command))
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    try:
        with _silent() as port:
            for scheme in ("git", "http", "ssh"):
                newsroom.git("config", "remote.origin.url", f"{scheme}://127.0.0.1:{port}/x.git")
                said = newsroom.refusal()
                assert "the remote does not answer (`origin`): no answer within" in said
        os.set_blocking(reader, True)
        # It ends when nobody is left who could write.
        assert os.read(reader, 1) == b""
    finally:
        os.close(reader)


@POSIX
def test_let_ssh_ask_nothing(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ssh is told that nobody is there, unless the user runs it in a way of their own."""
    programs = newsroom.root.parent / "programs"
    programs.mkdir()
    asked = programs / "asked"
    for name in ("ssh", "mine"):
        (programs / name).write_text(
            f"#!/bin/sh\necho {name} \"$@\" > '{asked}'\n"
            "echo Host key verification failed. >&2\nexit 255\n",
            encoding="utf-8",
        )
        (programs / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    newsroom.git("config", "remote.origin.url", "git@example.org:notes.git")
    said = newsroom.refusal()
    assert "the remote's host key is not one that you have accepted" in said
    assert "ssh-T" in said.replace(" ", "")
    assert asked.read_text(encoding="utf-8").startswith("ssh -o BatchMode=yes -o ConnectTimeout=30")
    newsroom.git("config", "core.sshCommand", "mine")
    newsroom.refusal()
    assert asked.read_text(encoding="utf-8").startswith("mine ")


def test_name_the_branch_that_is_in_the_way(newsroom: Newsroom) -> None:
    """Where git cannot have two branches, the other one is named, before anything is built."""
    newsroom.at_remote("update-ref", "refs/heads/gh-pages/preview", "main")
    said = newsroom.refusal()
    assert "has a branch `gh-pages/preview`, and git cannot have one called `gh-pages`" in said
    assert "`git push origin --delete gh-pages/preview`" in said
    newsroom.git("push", "--quiet", "origin", "--delete", "gh-pages/preview")
    newsroom.publish()
    said = newsroom.refusal(branch="gh-pages/2026")
    assert "has a branch `gh-pages`, and git cannot have one called `gh-pages/2026`" in said
    # Nobody is told to delete the site, or the sources.
    assert "--delete" not in said
    newsroom.publish(branch="gh-pages-2")


def _hook(newsroom: Newsroom, *lines: str) -> None:
    hook = newsroom.remote / "hooks/pre-receive"
    said = "".join(f"echo '{line}' >&2\n" for line in lines)
    hook.write_text(f"#!/bin/sh\n{said}exit 1\n", encoding="utf-8")
    hook.chmod(0o755)


@POSIX
def test_pass_on_why_the_remote_refuses(newsroom: Newsroom) -> None:
    """A refusal of the push is explained in the remote's own words, and never as a race."""
    newsroom.publish()
    newsroom.site.article("world/new.md", title="New")
    _hook(newsroom, "error: GH006: Protected branch update failed for refs/heads/gh-pages.")
    assert "the branch is protected (`origin`): GH006" in newsroom.refusal()
    _hook(newsroom, "error: File film.mp4 is 120 MB; this exceeds the limit of 100 MB")
    assert "the remote takes nothing so large (`origin`): File film" in newsroom.refusal()
    (newsroom.remote / "hooks/pre-receive").unlink()
    for key, text, said in (
        ("receive.maxInputSize", "10", "the remote takes nothing so large"),
        ("receive.denyNonFastForwards", "true", "the remote does not let history be replaced"),
        ("transfer.hideRefs", "refs/heads/gh-pages", "the remote takes no branch of this name"),
    ):
        newsroom.at_remote("config", key, text)
        keeps_history = key != "receive.denyNonFastForwards"
        assert f"error: {said} (`origin`): " in newsroom.refusal(keeps_history=keeps_history), key
        newsroom.at_remote("config", "--unset", key)
    lock = newsroom.remote / "refs/heads/gh-pages.lock"
    lock.touch()
    said = newsroom.refusal()
    assert "the remote's repository is locked (`origin`): " in said
    assert "gh-pages.lock" in said
    assert "somebody else" not in said
    lock.unlink()
    newsroom.at_remote("config", "core.bare", "false")
    newsroom.at_remote("symbolic-ref", "HEAD", "refs/heads/main")
    pages = newsroom.root.parent / "pages"
    newsroom.at_remote("worktree", "add", "--quiet", str(pages), "gh-pages")
    assert "somebody works on this branch in the remote's folder" in newsroom.refusal()


SAID = {
    "there is no way": "ssh: Could not resolve hostname github.com: Name or service not known",
    "does not answer": "fatal: unable to access 'https://x/': Failed to connect to x port 443",
    "does not answer ": "ssh: connect to host x port 22: Connection timed out",
    "certificate": "fatal: unable to access 'https://x/': SSL certificate problem: expired",
    "host key": "@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @",
    "single sign-on": "remote: The organisation has enforced SAML SSO.\nfatal: error: 403",
    "closed to changes": "remote: This repository was archived so it is read-only.\nfatal: 403",
    "closed the account": "ERROR: Your account is suspended.",
    "key or token": "ERROR: The key you are authenticating with has been marked as read only.",
    "something secret": "remote: error: GH013: Repository rule violations\nremote: - Push cannot "
    "contain secrets",
    "is protected": "remote: error: GH013: Repository rule violations found for refs/heads/x",
    "is protected ": "! [remote rejected] a -> b (protected branch hook declined)",
    "history be replaced": "remote: error: GH006: Protected branch\nremote: - Cannot force-push",
    "nothing so large": "error: RPC failed; HTTP 413 curl 22 The requested URL returned error: 413",
    "nothing so large ": "remote: fatal: pack exceeds maximum allowed size\nfatal: early EOF",
    "no room": "remote: fatal: write error: No space left on device\nerror: unpack failed",
    "no room ": "remote: GitLab: Your push has been rejected: project over storage limit",
    "could not store": "error: remote unpack failed: index-pack abnormal exit\n! [remote rejected]"
    " a -> b (unpacker error)",
    "could not store ": "remote: error: insufficient permission for adding an object to repository "
    "database objects\n! [remote rejected] a -> b (unpacker error)",
    "follows on": "! [remote rejected] a -> b (shallow update not allowed)",
    "a rule of the remote": "remote: FATAL: W refs/heads/b notes ada DENIED by fallthru\n"
    "! [remote rejected] a -> b (hook declined)",
    "not allowed to push": "ERROR: Permission to ada/notes.git denied to bob.",
    "not allowed to push ": "remote: You are not allowed to push code to this project.",
    "not allowed to push  ": "fatal: unable to access 'https://x/': The requested URL returned "
    "error: 403",
    "does not know you": "git@github.com: Permission denied (publickey).",
    "does not know you ": "fatal: could not read Username for 'https://x': prompts disabled",
    "no repository": "fatal: repository 'https://x/archived/' not found",
    "broke off": "fatal: the remote end hung up unexpectedly",
    "broke off ": "fatal: unable to access 'https://x/': The requested URL returned error: 503",
    "broke off  ": "remote: fatal error in commit_refs\n! [remote rejected] a -> b (failure)",
    "refuses the push": "! [remote rejected] a -> b (something new)",
    "cannot use the remote": "fatal: something that nobody has seen yet",
}


def test_know_what_hosts_say() -> None:
    """What the well-known hosts and git answer is put into words that lead on."""
    wrong = {}
    for meaning, said in SAID.items():
        found = explain(said, "origin")
        if meaning.strip() not in found.message.partition("(`")[0] or not found.help:
            wrong[meaning] = found.message
    assert wrong == {}


def test_tell_a_host_in_trouble_from_a_refusal(newsroom: Newsroom) -> None:
    """A host that is down for a while is no fault of the user's."""
    for status, said in ((404, "there is no repository"), (503, "the connection to the remote")):
        with serve_git(newsroom.remote.parent, status=status) as address:
            newsroom.git("remote", "set-url", "origin", f"{address}/remote.git")
            assert said in newsroom.refusal()
