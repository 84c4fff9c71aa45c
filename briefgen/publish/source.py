"""
Know the repository that the site's sources are in, without ever changing it.

All that is asked of it is where it pushes to, who commits, and how git is
configured there; the commit itself is made in a repository of our own.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from briefgen.errors import CommandError, error
from briefgen.publish.git import Git, GitFault, clean_environment
from briefgen.publish.transport import check_address

_NOBODY = ("briefgen", "")
"""Who commits if git has not been told: the name of a machine is not for publishing."""

_TRAVELS = re.compile(
    r"(http|credential|protocol|ssh)\..*|core\.(sshcommand|gitproxy|askpass)", re.DOTALL
)
"""What has to do with reaching other machines."""

_OF_REMOTE = ("proxy", "proxyauthmethod", "receivepack", "uploadpack", "serveroption")


class Source(Struct, frozen=True):
    """The repository of a site's sources."""

    git: Git
    top: Path
    """The folder that it is the repository of."""
    branch: str
    """The branch that is checked out; empty if none is."""
    object_format: str
    """``sha1`` or ``sha256``."""
    settings: tuple[tuple[str, str], ...]
    """All that git is configured with there, from every file, in the order of precedence."""

    def setting(self, key: str) -> str:
        """Return what *key* is set to; empty if it is not."""
        return next((text for name, text in reversed(self.settings) if name == key), "")


class Remote(Struct, frozen=True):
    """Where a site is pushed to."""

    name: str
    url: str
    """Where git goes for it."""
    written: str
    """The same as it was written down; aliases may stand in it."""
    settings: tuple[tuple[str, str], ...]
    """What git has to know to get there."""


def find_source(root: Path) -> Source:
    """
    Return the repository that the folder *root* is in.

    Raises:
        CommandError: there is none.

    """
    git = Git(root, clean_environment())
    try:
        top, object_format = git.output(
            "rev-parse", "--show-toplevel", "--show-object-format"
        ).rsplit("\n", 1)
    except GitFault as fault:
        if "not a git repository" in fault.said:
            problem = error(
                f"{root} is not in a git repository",
                help="`git init` makes one; docs/publish.md goes through every step",
            )
        else:
            problem = error(f"git cannot use the repository of {root}: {_first_line(fault)}")
        raise CommandError(problem) from fault
    listed = os.fsdecode(git.run("config", "--list", "-z"))
    return Source(
        git=git,
        top=Path(top),
        branch=_branch(git),
        object_format=object_format,
        settings=tuple(_pairs(listed)),
    )


def find_remote(source: Source, name: str) -> Remote:
    """
    Return where *source* pushes to by the *name* of a remote.

    Raises:
        CommandError: there is no such remote, or it is more than one repository.

    """
    if name.startswith("-"):
        raise CommandError(
            error(
                f"`{name}` cannot be the name of a remote: it would be read as an option",
                help="`git remote` lists those that there are",
            )
        )
    known = source.git.output("remote").split("\n")
    # Settings of a remote that is nowhere make git name it all the same.
    if not name or name not in known or not source.git.succeeds("remote", "get-url", name):
        others = f"; there is {', '.join(known)}" if any(known) else ""
        raise CommandError(
            error(
                f"the repository has no remote `{name}`{others}",
                help=f"`git remote add {name} https://github.com/YOU/NAME.git` adds one; "
                "`--remote` chooses another",
            )
        )
    urls = source.git.output("remote", "get-url", "--push", "--all", name).split("\n")
    if len(urls) > 1:
        raise CommandError(
            error(
                f"the remote `{name}` pushes to {len(urls)} repositories",
                help="choose a remote that means one, with `--remote`",
            )
        )
    check_address(name, urls[0])
    own = f"remote.{name}."
    settings = [
        (f"remote.target.{key.removeprefix(own)}" if key.startswith(own) else key, text)
        for key, text in source.settings
        if _TRAVELS.fullmatch(key) or key in {own + one for one in _OF_REMOTE}
    ]
    written = source.setting(f"{own}pushurl") or source.setting(f"{own}url")
    return Remote(name, _absolute(urls[0], source.top), written, tuple(settings))


def committer(source: Source, environment: Mapping[str, str]) -> tuple[str, str]:
    """Return the name and the address under which git would commit in *source*."""
    name = (
        environment.get("GIT_COMMITTER_NAME")
        or source.setting("committer.name")
        or source.setting("user.name")
    )
    address = (
        environment.get("GIT_COMMITTER_EMAIL")
        or source.setting("committer.email")
        or source.setting("user.email")
    )
    if not name or not address:
        return _NOBODY
    return _plain(name) or _NOBODY[0], _plain(address)


def _branch(git: Git) -> str:
    try:
        return git.output("symbolic-ref", "--quiet", "--short", "HEAD")
    except GitFault:
        return ""


def _pairs(listed: str) -> list[tuple[str, str]]:
    """Take the list apart that ``git config --list -z`` prints."""
    found = []
    for entry in listed.split("\0")[:-1]:
        key, is_set, text = entry.partition("\n")
        found.append((key, text if is_set else "true"))
    return found


def _absolute(url: str, top: Path) -> str:
    """Return *url* as it means the same from everywhere."""
    is_path = "://" not in url and (":" not in url.partition("/")[0] or bool(Path(url).drive))
    return os.fspath(top / url) if is_path else url


def _plain(text: str) -> str:
    """Take out of a name what has a meaning in a commit."""
    return re.sub(r"[<>\x00-\x1f]", "", text).strip()


def _first_line(fault: GitFault) -> str:
    return fault.said.strip().partition("\n")[0].removeprefix("fatal: ")
