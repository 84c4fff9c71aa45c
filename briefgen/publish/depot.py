"""
Make commits in a repository of our own, and bring them to the remote.

The repository of the sources is never written to: no index, no branch, no stash,
and no object.  Ours lies in ``.briefgen``, holds what was published last, and may
be deleted at any time; then the next run fetches that again.
"""

import errno
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from briefgen.errors import CommandError
from briefgen.publish.faults import explain
from briefgen.publish.git import Git, GitFault, closed_environment
from briefgen.publish.imports import NEXT, Changes, blob_text, commit_text
from briefgen.publish.leftovers import discard, tidy
from briefgen.publish.source import Remote
from briefgen.publish.transport import ANSWER_SECONDS, TRANSFER_SECONDS, patient_settings

_TIP = "refs/publish/tip"
_MANY_PACKS = 40
"""Each run leaves one pack; from so many on they are made one."""

_FILE = "100644"
_NOBODY_READS = {errno.EPIPE, errno.EINVAL}
"""What writing to a program that has ended gives; the second on Windows."""

Files = dict[str, str]
"""The files of a commit: the id that git has for the content of each, by path."""

Read = Callable[[str], bytes]


class DepotDamaged(Exception):  # noqa: N818  # no error: caught, and begun anew
    """The repository of our own cannot be used."""


class Tip(Struct, frozen=True):
    """What the remote has."""

    commit: str
    """The commit of the branch; empty if there is no such branch."""
    default_branch: str
    """Empty if the remote does not say."""
    branches: int
    """How many branches there are."""
    neighbour: str
    """A branch beside which there cannot be one of the name; empty if there is none."""


class Depot:
    """A bare repository that knows one remote."""

    def __init__(self, folder: Path, remote: Remote, object_format: str) -> None:
        """
        Open the repository in *folder*, which is made if it is not there.

        Raises:
            DepotDamaged: git could not.

        """
        self.folder = folder
        self._remote = remote
        settings = [("remote.target.url", remote.url)]
        settings += patient_settings(remote.settings, os.environ)
        settings += [("gc.auto", "0"), ("maintenance.auto", "false"), ("push.gpgSign", "false")]
        settings += [("fastimport.unpackLimit", "1"), ("core.bare", "true")]
        environment = closed_environment(settings, GIT_DIR=str(folder))
        self._git = Git(folder.parent, environment)
        if (folder / "HEAD").is_file() and self._git.succeeds("rev-parse", "--git-dir"):
            tidy(folder)
        else:
            discard(folder)
            options = ("--quiet", "--bare", "--template=", f"--object-format={object_format}")
            self._here("init", *options, str(folder))

    def read_tip(self, branch: str) -> Tip:
        """
        Ask the remote for the commit of *branch*, and for its default branch.

        Raises:
            CommandError: the remote does not answer.

        """
        commit = default = neighbour = ""
        branches = 0
        asked = ("ls-remote", "--symref", "target", "HEAD", "refs/heads/*")
        said = self._remotely(*asked, seconds=ANSWER_SECONDS)
        for line in said.decode("utf-8", "replace").splitlines():
            what, _, ref = line.partition("\t")
            name = ref.removeprefix("refs/heads/")
            branches += name != ref
            if name not in (ref, branch) and _are_nested(name, branch):
                neighbour = name
            if ref == f"refs/heads/{branch}":
                commit = what
            elif ref == "HEAD" and what.startswith("ref: refs/heads/"):
                default = what.removeprefix("ref: refs/heads/")
        return Tip(commit, default, branches, neighbour)

    def fetch(self, tip: Tip, branch: str) -> Tip:
        """
        Have the files of *tip* here; return what is here, should the branch have moved on.

        Raises:
            CommandError: the remote does not answer.

        """
        if not tip.commit or self._git.succeeds("cat-file", "-e", f"{tip.commit}^{{tree}}"):
            return tip
        options = ("--quiet", "--depth=1", "--no-tags", "--no-write-fetch-head", "--update-shallow")
        reference = f"+refs/heads/{branch}:{_TIP}"
        self._remotely("fetch", *options, "target", reference, seconds=TRANSFER_SECONDS)
        return replace(tip, commit=self._here("rev-parse", _TIP).decode().strip())

    def files_of(self, commit: str) -> Files:
        """Return the files of *commit*; what is no plain file has an id that no file has."""
        if not commit:
            return {}
        found: Files = {}
        listed = self._here("ls-tree", "-r", "-z", "--full-tree", commit)
        for line in listed.decode("utf-8", "surrogateescape").split("\0")[:-1]:
            what, _, path = line.partition("\t")
            mode, _, id = what.split(" ")
            found[path] = id if mode == _FILE else f"{mode} {id}"
        return found

    def message_of(self, commit: str) -> str:
        """Return what *commit* says of itself."""
        return (
            self._here("cat-file", "commit", commit).decode("utf-8", "replace").partition("\n\n")[2]
        )

    def read(self, ids: Iterable[str]) -> dict[str, bytes]:
        """
        Return the contents that git knows by *ids*.

        Raises:
            DepotDamaged: one is not there.

        """
        wanted = list(ids)
        asked = "".join(f"{id.rpartition(' ')[2]}\n" for id in wanted)
        data = self._here("cat-file", "--batch", given=asked.encode()) if wanted else b""
        found, at = {}, 0
        for id in wanted:
            end = data.index(b"\n", at)
            kind, *size = data[at:end].split(b" ")[1:]
            if kind == b"missing":
                message = f"{id} is missing"
                raise DepotDamaged(message)
            at = end + 2 + int(size[0])
            found[id] = data[end + 1 : at - 1]
        return found

    def commit(self, changes: Changes, read: Read, message: str, author: tuple[str, str]) -> str:
        """
        Make a commit and return its id; *read* returns the bytes of each file written.

        Raises:
            DepotDamaged: git could not.

        """
        base_tree = "" if changes.keeps_history else self._tree_of(changes.base)
        process = self._git.start("fast-import", "--quiet", "--done", "--force")
        assert process.stdin is not None
        try:
            with process.stdin as stream:
                for number, path in enumerate(changes.written, 1):
                    data = read(path)
                    stream.write(blob_text(number, data))
                stream.write(commit_text(changes, base_tree, message, author))
        except BaseException as fault:
            # If git has gone, it says why on its way out.
            if not (isinstance(fault, OSError) and fault.errno in _NOBODY_READS):
                process.kill()
                raise
        finally:
            process.stdin = None
            said, complaints = process.communicate()
        if process.returncode:
            raise DepotDamaged(complaints.decode("utf-8", "replace"))
        return said.decode().strip()

    def push(self, commit: str, branch: str, *, replaces: str | None) -> str:
        """
        Make *commit* the tip of *branch* at the remote; return why not, or nothing.

        *replaces* is the tip that may be given up, or empty for none; without it, the
        new commit has to follow on what is there.
        """
        options = ["--porcelain", "--no-verify", "--thin", "--recurse-submodules=no"]
        options += ["--no-signed", "--no-follow-tags"]
        if replaces:
            # Git looks at all that the remote has, and not just at the parents of what it
            # sends, only where history is cut off; else it would send the whole site anew.
            (self.folder / "shallow").write_text(f"{replaces}\n", encoding="ascii")
        if replaces is not None:
            options.append(f"--force-with-lease=refs/heads/{branch}:{replaces}")
        try:
            reference = f"{commit}:refs/heads/{branch}"
            self._git.run("push", *options, "target", reference, seconds=TRANSFER_SECONDS)
        except GitFault as fault:
            return fault.said or "the remote has refused"
        return ""

    def remember(self, commit: str) -> None:
        """Keep *commit* as what was published last, if that can be done: it is a hint."""
        self._git.succeeds("update-ref", _TIP, commit)
        self._git.succeeds("update-ref", "-d", NEXT)
        if sum(1 for _ in self.folder.glob("objects/pack/*.pack")) > _MANY_PACKS:
            self._git.succeeds("repack", "-a", "-d", "-q")

    def refusal(self, said: str) -> CommandError:
        """Return what it means that the remote has *said* no."""
        return CommandError(explain(said, self._remote.name))

    def _tree_of(self, commit: str) -> str:
        """Return the id of all files of *commit* together; empty for no commit."""
        return self._here("rev-parse", f"{commit}^{{tree}}").decode().strip() if commit else ""

    def _remotely(self, *arguments: str, seconds: float) -> bytes:
        try:
            return self._git.run(*arguments, seconds=seconds)
        except GitFault as fault:
            raise self.refusal(fault.said) from fault

    def _here(self, *arguments: str, given: bytes | None = None) -> bytes:
        try:
            return self._git.run(*arguments, data=given)
        except GitFault as fault:
            raise DepotDamaged(fault.said) from fault


def _are_nested(one: str, other: str) -> bool:
    """Whether git would need a file and a folder of the same name for two branches."""
    return f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/")
