"""P12: whatever state a repository is in, the right tree arrives and nothing here changes."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.publish.backend import serve_git
from tests.publish.repositories import Newsroom, git, tree_of


@pytest.fixture(params=["file", "http"])
def transport(request: pytest.FixtureRequest, newsroom: Newsroom) -> Iterator[str]:
    """Have the remote behind an address of each kind."""
    if request.param == "file":
        newsroom.git("remote", "set-url", "origin", newsroom.remote.as_uri())
        yield "file"
        return
    newsroom.at_remote("config", "http.receivepack", "true")
    with serve_git(newsroom.remote.parent) as address:
        newsroom.git("remote", "set-url", "origin", f"{address}/remote.git")
        yield "http"


def _publish_twice(newsroom: Newsroom) -> None:
    """Publish, change the site, and publish again; nothing among the sources may change."""
    before = newsroom.source_side()
    newsroom.publish()
    assert newsroom.public() == newsroom.wanted()
    assert newsroom.source_side() == before
    newsroom.site.article("world/river.md", "Another text.", title="Sharing a river")
    newsroom.site.remove("content/world/train.md")
    before = newsroom.source_side()
    second = newsroom.publish()
    assert newsroom.public() == newsroom.wanted()
    assert newsroom.source_side() == before
    assert second.attempts == 1


@pytest.mark.usefixtures("transport")
def test_a_new_repository(newsroom: Newsroom) -> None:
    """A remote with no pages yet gets a branch for them; the sources' branch stays."""
    main = newsroom.tip("main")
    _publish_twice(newsroom)
    assert newsroom.tip("main") == main


@pytest.mark.usefixtures("transport")
def test_an_empty_remote(newsroom: Newsroom) -> None:
    """If nothing was pushed yet, a warning says that GitHub would make the pages the default."""
    newsroom.at_remote("update-ref", "-d", "refs/heads/main")
    receipt = newsroom.publish()
    assert any("has no branch yet" in one.message for one in receipt.warnings)
    assert newsroom.public() == newsroom.wanted()


@pytest.mark.usefixtures("transport")
def test_a_branch_with_a_history_of_others(newsroom: Newsroom) -> None:
    """What briefgen did not write is replaced only if that is said, and stays in the history."""
    newsroom.commit_at_remote("gh-pages", {"index.html": "Old", "old/notes.md": "Mine"}, "By hand")
    old = newsroom.tip()
    said = newsroom.refusal()
    assert "the branch was not written by briefgen: it has 2 files" in said
    assert "--adopt" in said
    receipt = newsroom.publish(adopts=True)
    assert newsroom.public() == newsroom.wanted()
    assert "old/notes.md" in receipt.gone.paths
    assert newsroom.at_remote("rev-parse", "gh-pages^") == old
    newsroom.site.article("world/new.md", title="New")
    _publish_twice(newsroom)


@pytest.mark.usefixtures("transport")
@pytest.mark.parametrize("domain", ["notes.example.org", "notes.example.org\n"])
def test_a_domain_that_was_set_at_the_remote(newsroom: Newsroom, domain: str) -> None:
    """`CNAME`, which GitHub commits itself, is carried over byte for byte."""
    newsroom.publish()
    newsroom.commit_at_remote("gh-pages", {"CNAME": domain}, "Create CNAME")
    newsroom.site.article("world/new.md", title="New")
    for keeps_history in (True, False):
        newsroom.site.article("world/new.md", str(keeps_history), title="New")
        receipt = newsroom.publish(keeps_history=keeps_history)
        assert receipt.place.address == "https://notes.example.org/"
        assert newsroom.public() == {**newsroom.wanted(), "CNAME": domain.encode()}
    assert b"https://notes.example.org/feed.xml" in newsroom.public()["feed.xml"]


@pytest.mark.usefixtures("transport")
def test_files_that_somebody_added_to_the_pages(newsroom: Newsroom) -> None:
    """A file or a change by hand is named; it is replaced on demand, or kept if it is listed."""
    newsroom.publish()
    newsroom.commit_at_remote(
        "gh-pages", {"proof.html": "proof", "index.html": "by hand"}, "Add a file"
    )
    newsroom.site.article("world/new.md", title="New")
    said = newsroom.refusal()
    assert "somebody has changed the branch since: `index.html`, `proof.html`" in said
    newsroom.configure("publish: {keep: [proof.html]}\n")
    assert "since: `index.html`\n" in newsroom.refusal()
    newsroom.publish(adopts=True)
    assert newsroom.public() == {**newsroom.wanted(), "proof.html": b"proof"}


@pytest.mark.usefixtures("transport")
def test_a_branch_that_has_diverged(newsroom: Newsroom) -> None:
    """If somebody else has published since, the new commit comes on top of theirs."""
    newsroom.publish()
    other = Newsroom(newsroom.remote.parent / "other", newsroom.remote.parent)
    shutil.rmtree(other.remote)
    other.git("remote", "set-url", "origin", newsroom.git("remote", "get-url", "origin"))
    shutil.rmtree(other.root / ".briefgen")
    other.site.article("world/theirs.md", title="Theirs")
    theirs = other.publish().commit
    newsroom.site.article("world/mine.md", title="Mine")
    receipt = newsroom.publish()
    assert newsroom.at_remote("rev-parse", f"{receipt.commit}^") == theirs
    assert newsroom.public() == newsroom.wanted()
    assert "world/theirs/index.html" in receipt.gone.paths


@pytest.mark.usefixtures("transport")
def test_a_shallow_clone(newsroom: Newsroom) -> None:
    """A clone without its past stays without it."""
    newsroom.git("commit", "--quiet", "--allow-empty", "-m", "Second")
    newsroom.git("push", "--quiet", "origin", "main")
    clone = newsroom.remote.parent / "shallow"
    git(
        newsroom.remote.parent, "clone", "--quiet", "--depth=1", newsroom.remote.as_uri(), "shallow"
    )
    git(clone, "remote", "set-url", "origin", newsroom.git("remote", "get-url", "origin"))
    newsroom.site.root = clone
    newsroom.site.project = type(newsroom.site.project)(clone)
    assert newsroom.git("rev-parse", "--is-shallow-repository") == "true"
    _publish_twice(newsroom)


@pytest.mark.usefixtures("transport")
def test_a_file_of_some_size(newsroom: Newsroom) -> None:
    """What is sent in more than one piece arrives whole."""
    (newsroom.root / "content/world/film.webm").write_bytes(os.urandom(3_000_000))
    _publish_twice(newsroom)


def test_no_branch_checked_out(newsroom: Newsroom) -> None:
    """A detached HEAD stays where it is."""
    newsroom.git("checkout", "--quiet", "--detach")
    _publish_twice(newsroom)


def test_a_tree_full_of_unfinished_work(newsroom: Newsroom) -> None:
    """Staged, changed, untracked, stashed, in the middle of a conflict: all stays as it is."""
    river = newsroom.root / "content/world/river.md"
    text = river.read_text(encoding="utf-8")
    river.write_text(f"{text}\nStashed.\n", encoding="utf-8")
    newsroom.git("stash")
    river.write_text(f"{text}\nTheirs.\n", encoding="utf-8")
    newsroom.git("commit", "--quiet", "-am", "Theirs")
    newsroom.git("branch", "theirs")
    newsroom.git("reset", "--quiet", "--hard", "HEAD^")
    river.write_text(f"{text}\nMine.\n", encoding="utf-8")
    newsroom.git("commit", "--quiet", "-am", "Mine")
    with pytest.raises(AssertionError):
        newsroom.git("merge", "theirs")
    river.write_text(f"{text}\nBoth.\n", encoding="utf-8")
    (newsroom.root / "content/world/new.md").write_text("---\ntitle: New\ndate: 2026-11-01\n---\n")
    newsroom.git("add", "content/world/new.md")
    (newsroom.root / "untracked.txt").write_text("Mine", encoding="utf-8")
    _publish_twice(newsroom)
    assert "Stashed." in newsroom.git("stash", "show", "-p")


def test_a_linked_worktree(newsroom: Newsroom) -> None:
    """Published from a second worktree, both stay as they are."""
    linked = newsroom.root.parent / "linked"
    newsroom.git("worktree", "add", "--quiet", "-b", "autumn", str(linked))
    shutil.copytree(newsroom.root / "content", linked / "content", dirs_exist_ok=True)
    first = newsroom.root
    newsroom.site.root = linked
    newsroom.site.project = type(newsroom.site.project)(linked)
    before = tree_of(first, but=("site", ".briefgen"))
    _publish_twice(newsroom)
    assert tree_of(first, but=("site", ".briefgen")) == before


def test_a_branch_that_another_worktree_shows(newsroom: Newsroom) -> None:
    """A checkout of the pages somewhere else is not touched."""
    newsroom.publish()
    newsroom.git("fetch", "--quiet", "origin")
    pages = newsroom.root.parent / "pages"
    newsroom.git("worktree", "add", "--quiet", "-b", "gh-pages", str(pages), "origin/gh-pages")
    before = tree_of(pages)
    newsroom.site.article("world/new.md", title="New")
    _publish_twice(newsroom)
    assert tree_of(pages) == before


def test_a_submodule(newsroom: Newsroom) -> None:
    """A site that is a submodule is pushed to its own remote; the outer repository stays."""
    outer = newsroom.root.parent / "outer"
    git(newsroom.root.parent, "init", "--quiet", str(outer))
    allow = ("-c", "protocol.file.allow=always")
    git(outer, *allow, "submodule", "--quiet", "add", newsroom.remote.as_uri(), "notes")
    newsroom.site.root = outer / "notes"
    newsroom.site.project = type(newsroom.site.project)(newsroom.site.root)
    git(newsroom.site.root, "checkout", "--quiet", "-B", "main", "origin/main")
    before = tree_of(outer / ".git")
    _publish_twice(newsroom)
    assert tree_of(outer / ".git") == before


def test_a_site_in_a_folder_of_the_repository(newsroom: Newsroom) -> None:
    """The repository is found above the site."""
    inner = newsroom.root / "notes"
    inner.mkdir()
    for name in ("content", "briefgen.yml", ".gitignore"):
        (newsroom.root / name).rename(inner / name)
    newsroom.site.root = inner
    newsroom.site.project = type(newsroom.site.project)(inner)
    newsroom.publish()
    assert newsroom.public() == newsroom.wanted()


def test_hooks_of_every_kind(newsroom: Newsroom) -> None:
    """No hook of the sources runs, whatever git would call it for."""
    witness = newsroom.root.parent / "witness"
    hooks = newsroom.root / ".git/hooks"
    names = (
        "pre-commit",
        "commit-msg",
        "post-commit",
        "pre-push",
        "post-checkout",
        "post-index-change",
    )
    for name in (
        *names,
        "reference-transaction",
        "prepare-commit-msg",
        "post-rewrite",
        "pre-auto-gc",
    ):
        (hooks / name).write_text(f"#!/bin/sh\necho {name} >> '{witness}'\nexit 1\n")
        (hooks / name).chmod(0o755)
    newsroom.git("config", "core.hooksPath", str(hooks))
    _publish_twice(newsroom)
    assert not witness.exists()


@pytest.mark.parametrize("setting", ["core.autocrlf=true", "core.autocrlf=input", "core.eol=crlf"])
def test_settings_that_change_bytes(newsroom: Newsroom, setting: str) -> None:
    """Ends of lines, filters and attributes of the sources have no say in what is published."""
    newsroom.git("config", *setting.split("="))
    newsroom.git("config", "filter.shout.clean", "tr a-z A-Z")
    (newsroom.root / ".gitattributes").write_text("* text=auto filter=shout eol=crlf ident\n")
    (newsroom.root / "content/world/lines.txt.csv").write_bytes(b"a,b\r\n$Id$\r\nc,d\n")
    _publish_twice(newsroom)
    assert newsroom.public()["world/lines.txt.csv"] == b"a,b\r\n$Id$\r\nc,d\n"


def test_names_of_every_kind(newsroom: Newsroom) -> None:
    """Spaces, quotation marks and letters of any script arrive as they are."""
    for name in ("two words.csv", 'a "quoted" one.csv', "größe-шлях-道.csv", "it's.csv", "-x.csv"):
        (newsroom.root / "content/world" / name).write_text(name, encoding="utf-8")
    _publish_twice(newsroom)
    assert newsroom.public()['world/a "quoted" one.csv'] == b'a "quoted" one.csv'


def test_no_identity(newsroom: Newsroom) -> None:
    """Without a name, briefgen commits under its own, and says nothing of the machine."""
    newsroom.git("config", "--unset", "user.name")
    newsroom.git("config", "--unset", "user.email")
    newsroom.at_remote("config", "receive.fsckObjects", "true")
    _publish_twice(newsroom)
    assert newsroom.at_remote("log", "-1", "--format=%an <%ae> %cn <%ce>", "gh-pages") == (
        "briefgen <> briefgen <>"
    )


def test_settings_of_another_repository(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Called from a hook of some other repository, nothing of it is used."""
    other = newsroom.root.parent / "other"
    git(newsroom.root.parent, "init", "--quiet", str(other))
    before = tree_of(other)
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git/index"))
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(other / ".git/objects"))
    newsroom.publish()
    monkeypatch.undo()
    assert newsroom.public() == newsroom.wanted()
    assert tree_of(other) == before


def test_an_object_format_of_the_future(newsroom: Newsroom) -> None:
    """Repositories with SHA-256 work as those with SHA-1 do."""
    folder = newsroom.root.parent
    shutil.rmtree(newsroom.remote)
    shutil.rmtree(newsroom.root / ".git")
    git(folder, "init", "--quiet", "--bare", "--object-format=sha256", str(newsroom.remote))
    git(newsroom.root, "init", "--quiet", "--object-format=sha256", "-b", "main")
    newsroom.git("remote", "add", "origin", str(newsroom.remote))
    _publish_twice(newsroom)


REFUSALS = {
    "no repository": "is not in a git repository",
    "no remote": "the repository has no remote `origin`",
    "other remote": "the repository has no remote `up`; there is origin",
    "two remotes": "the remote `origin` pushes to 2 repositories",
    "no such repository": "there is no repository at the remote (`origin`)",
    "nobody answers": "the remote does not answer (`origin`)",
    "current branch": "`main` is the branch that you work on",
    "default branch": "`main` is the default branch of the remote",
    "no branch": "`a..b` cannot be the name of a branch",
    "remote refuses": "the remote refuses the push (`origin`): ",
    "not signed in": "the remote does not know you (`origin`)",
    "not allowed": "you are not allowed to push there (`origin`)",
}


@pytest.mark.parametrize("cause", REFUSALS)
def test_name_the_cause_of_each_refusal(newsroom: Newsroom, cause: str) -> None:
    """Nothing changes here or at the remote, and the message says why and what to do."""
    wishes: dict[str, str] = {}
    status = {"not signed in": 401, "not allowed": 403}.get(cause, 200)
    with serve_git(newsroom.remote.parent, status=status) as address:
        match cause:
            case "no repository":
                shutil.rmtree(newsroom.root / ".git")
            case "no remote":
                newsroom.git("remote", "remove", "origin")
            case "other remote":
                wishes = {"remote": "up"}
            case "two remotes":
                newsroom.git("remote", "set-url", "--add", "origin", "../other.git")
            case "no such repository":
                newsroom.git("remote", "set-url", "origin", "../nowhere.git")
            case "nobody answers":
                newsroom.git("remote", "set-url", "origin", "http://127.0.0.1:9/x.git")
            case "current branch":
                wishes = {"branch": "main"}
            case "default branch":
                newsroom.git("checkout", "--quiet", "-b", "other")
                wishes = {"branch": "main"}
            case "no branch":
                wishes = {"branch": "a..b"}
            case "remote refuses":
                hook = newsroom.remote / "hooks/pre-receive"
                hook.write_text("#!/bin/sh\necho 'Friday is no day for that' >&2\nexit 1\n")
                hook.chmod(0o755)
            case _:
                newsroom.git("remote", "set-url", "origin", f"{address}/remote.git")
        before = newsroom.source_side()
        said = newsroom.refusal(**wishes)
    assert said.startswith("error: ")
    assert REFUSALS[cause] in said
    assert "= help: " in said or cause == "no branch"
    if cause == "remote refuses":
        assert "Friday is no day for that" in said
    assert newsroom.source_side() == before


def test_say_no_password_aloud(newsroom: Newsroom) -> None:
    """An address with a password in it is shown without it."""
    with serve_git(newsroom.remote.parent, status=403) as address:
        url = address.replace("//", "//ada:open-sesame@") + "/remote.git"
        newsroom.git("remote", "set-url", "origin", url)
        assert "open-sesame" not in newsroom.refusal()


def test_publish_to_another_remote_and_branch(newsroom: Newsroom) -> None:
    """Options come before settings, and settings before what is usual."""
    second = Path(newsroom.root.parent / "second.git")
    git(newsroom.root.parent, "init", "--quiet", "--bare", str(second))
    newsroom.git("remote", "add", "second", os.fspath(second))
    newsroom.configure("publish: {remote: second, branch: pages}\n")
    newsroom.publish()
    assert git(second, "for-each-ref", "--format=%(refname)") == "refs/heads/pages"
    newsroom.publish(remote="origin", branch="www/site")
    assert newsroom.public("www/site") == newsroom.wanted()
