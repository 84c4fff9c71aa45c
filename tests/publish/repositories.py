"""A site in a git repository, and a bare repository that it is published to."""

import io
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from briefgen.build.project import Project
from briefgen.errors import BriefgenError, to_text
from briefgen.publish.order import Order
from briefgen.publish.receipt import Receipt
from briefgen.publish.release import publish
from tests.testsite import NOW, SiteTest

CONFIG = "title: Notes\ntheme: plain\noutput: {markdown: false}\n"

ENVIRONMENT = {
    **{name: text for name, text in os.environ.items() if not name.startswith("GIT_")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "HOME": "/nonexistent",
}
"""Nothing of the one who runs the tests reaches git."""


def git(folder: Path, *arguments: str, extra: Mapping[str, str] | None = None) -> str:
    """Run git in *folder* and return what it says."""
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={**ENVIRONMENT, **(extra or {})},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode("utf-8", "surrogateescape").rstrip("\n")


def make_template(folder: Path) -> None:
    """Make a site with two articles in a repository, its bare remote, and the first build."""
    bare = folder / "remote.git"
    git(folder, "init", "--quiet", "--bare", "--initial-branch=main", str(bare))
    site = SiteTest(folder / "site-root")
    (site.root / "briefgen.yml").write_text(CONFIG, encoding="utf-8")
    (site.root / ".gitignore").write_text(".briefgen/\nsite/\n", encoding="utf-8")
    site.article("world/river.md", "The water is shared.", title="Sharing a river")
    site.article("world/train.md", "It runs at night.", title="The night train")
    site.build()
    git(site.root, "init", "--quiet", "--initial-branch=main")
    git(site.root, "config", "user.name", "Ada")
    git(site.root, "config", "user.email", "ada@example.org")
    git(site.root, "remote", "add", "origin", "../remote.git")
    git(site.root, "add", "-A")
    git(site.root, "commit", "--quiet", "-m", "Begin")
    git(site.root, "push", "--quiet", "origin", "main")


class Newsroom:
    """A copy of the template, in a folder of its own."""

    def __init__(self, folder: Path, template: Path) -> None:
        """Copy *template* to *folder*."""
        if template != folder:
            shutil.copytree(template, folder, symlinks=True, dirs_exist_ok=True)
        self.remote = folder / "remote.git"
        self.site = SiteTest.__new__(SiteTest)
        self.site.root = folder / "site-root"
        self.site.project, self.site.report = Project(self.site.root), None

    @property
    def root(self) -> Path:
        """The folder of the site."""
        return self.site.root

    def git(self, *arguments: str) -> str:
        """Run git among the sources."""
        return git(self.root, *arguments)

    def at_remote(self, *arguments: str) -> str:
        """Run git in the bare repository."""
        return git(self.remote, *arguments)

    def configure(self, text: str) -> None:
        """Set the settings to what the template has, and *text*."""
        (self.root / "briefgen.yml").write_text(CONFIG + text, encoding="utf-8")

    def publish(self, **wishes: Any) -> Receipt:
        """Publish, and return the receipt."""
        return publish(self.site.project, order(**wishes), lambda *_: None)

    def refusal(self, **wishes: Any) -> str:
        """Publish, which must be refused, and return what is said about that."""
        before = self.refs()
        try:
            self.publish(**wishes)
        except BriefgenError as fault:
            assert self.refs() == before
            return "\n".join(to_text(one) for one in fault.diagnostics)
        raise AssertionError("it was published")

    def refs(self) -> str:
        """Return all branches of the remote with their commits."""
        return self.at_remote("for-each-ref")

    def tip(self, branch: str = "gh-pages") -> str:
        """Return the commit that the remote has on *branch*."""
        return self.at_remote("rev-parse", f"refs/heads/{branch}")

    def public(self, branch: str = "gh-pages") -> dict[str, bytes]:
        """Return the files that the remote has on *branch*."""
        return files_at(self.remote, branch)

    def wanted(self) -> dict[str, bytes]:
        """Return the files that shall be there: those of the finished site."""
        return {**self.site.tree(), ".nojekyll": b""}

    def commit_at_remote(self, branch: str, files: Mapping[str, str], message: str) -> None:
        """Have somebody else commit *files* to *branch* of the remote."""
        clone = self.remote.parent / "elsewhere"
        git(self.remote.parent, "clone", "--quiet", str(self.remote), str(clone))
        if branch in self.at_remote("branch", "--format=%(refname:short)").split("\n"):
            git(clone, "checkout", "--quiet", branch)
        else:
            git(clone, "checkout", "--quiet", "--orphan", branch)
            git(clone, "rm", "-rfq", ".")
        for path, text in files.items():
            (clone / path).parent.mkdir(parents=True, exist_ok=True)
            (clone / path).write_text(text, encoding="utf-8", newline="")
        git(clone, "add", "-A", "-f")
        who = ("-c", "user.name=Bob", "-c", "user.email=bob@example.org")
        git(clone, *who, "commit", "--quiet", "-m", message)
        git(clone, "push", "--quiet", "origin", branch)
        shutil.rmtree(clone)

    def source_side(self) -> dict[str, bytes]:
        """Return every byte of the sources and their repository, but not what builds write."""
        return tree_of(self.root, but=("site", ".briefgen"))


def order(**wishes: Any) -> Order:
    """Return the order for one fixed instant, with *wishes*."""
    return Order(**{"instant": NOW, "workers": 1, **wishes})


def tree_of(folder: Path, *, but: tuple[str, ...] = ()) -> dict[str, bytes]:
    """Return every file below *folder* with its bytes; links with where they lead."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name.split("/")[0] in but:
            continue
        if path.is_symlink():
            found[name] = b"-> " + os.fsencode(os.readlink(path))
        elif path.is_file():
            found[name] = path.read_bytes()
        else:
            found[f"{name}/"] = b""
    return found


def files_at(repository: Path, branch: str) -> dict[str, bytes]:
    """Return the files of a commit with their bytes, as git has them."""
    listed = git(repository, "ls-tree", "-r", "-z", "--full-tree", branch)
    id_by_path = {}
    for line in listed.split("\0")[:-1]:
        what, _, path = line.partition("\t")
        mode, _, id_by_path[path] = what.split(" ")
        assert mode == "100644", line
    done = subprocess.run(
        ["git", "cat-file", "--batch"],
        cwd=repository,
        env=ENVIRONMENT,
        input="".join(f"{id}\n" for id in id_by_path.values()).encode(),
        capture_output=True,
        check=True,
    )
    stream, found = io.BytesIO(done.stdout), {}
    for path in id_by_path:
        size = int(stream.readline().split(b" ")[2])
        found[path] = stream.read(size)
        stream.readline()
    return found
