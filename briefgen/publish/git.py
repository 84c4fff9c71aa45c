"""
Run git, and pass on in its own words what goes wrong.

Everything goes through here, so that no call inherits what a shell, a hook or an
editor has set for another repository, and none can stop to ask a question.
"""

import os
import re
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from briefgen.errors import CommandError, error

_PROGRAM = "git"

_OLDEST = (2, 32)
"""The first version that can be told to read no configuration but ours."""

_OF_ANOTHER_REPOSITORY = {
    *("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_PREFIX"),
    *("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE"),
    *("GIT_SHALLOW_FILE", "GIT_GRAFT_FILE", "GIT_REPLACE_REF_BASE", "GIT_NO_REPLACE_OBJECTS"),
    *("GIT_IMPLICIT_WORK_TREE", "GIT_INTERNAL_SUPER_PREFIX", "GIT_DEFAULT_HASH"),
    *("GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS"),
}

_CREDENTIALS = re.compile(r"(?<=://)[^/\s]+@")


class GitFault(Exception):  # noqa: N818  # no error: whoever called knows what it means
    """Git has refused; ``said`` is what it wrote about that."""

    def __init__(self, said: str) -> None:
        """Keep what git *said*, without passwords."""
        self.said = without_credentials(said)
        super().__init__(self.said)


class Git(Struct, frozen=True):
    """Git, as it is called for one repository."""

    folder: Path
    """Where it is called."""
    environment: Mapping[str, str]

    def run(
        self, *arguments: str, data: bytes | None = None, seconds: float | None = None
    ) -> bytes:
        """
        Return what ``git`` with *arguments* prints, given *data* to read.

        If *seconds* are given, it is stopped after that time, with all that it has started.

        Raises:
            GitFault: it did not succeed.

        """
        has_group = seconds is not None and os.name != "nt"
        with subprocess.Popen(  # noqa: S603  # no shell, and no word of an option is a user's
            [_PROGRAM, *arguments],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL if data is None else subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            # Without a terminal, no program that git starts can wait for somebody to type.
            start_new_session=has_group,
        ) as process:
            try:
                printed, complaints = process.communicate(data, timeout=seconds)
            except BaseException as fault:
                _stop(process, has_group=has_group)
                if isinstance(fault, subprocess.TimeoutExpired):
                    raise GitFault(f"no answer within {seconds:.0f} seconds") from fault
                raise
        if process.returncode:
            said = (complaints + b"\n" + printed).decode("utf-8", "replace").strip()
            raise GitFault(said or f"git {arguments[0]} failed")
        return printed

    def output(self, *arguments: str) -> str:
        """Return the same as text, without the end of the last line."""
        return os.fsdecode(self.run(*arguments)).rstrip("\n")

    def succeeds(self, *arguments: str) -> bool:
        """Whether ``git`` with *arguments* succeeds."""
        try:
            self.run(*arguments)
        except GitFault:
            return False
        return True

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start ``git`` with *arguments* to write to it."""
        return subprocess.Popen(  # noqa: S603  # as above
            [_PROGRAM, *arguments],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )


def _stop(process: subprocess.Popen[bytes], *, has_group: bool) -> None:
    """End *process*, and the group that it leads, if it does."""
    if has_group:
        # It may have ended by itself just now.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def clean_environment(**more: str) -> dict[str, str]:
    """Return our environment without what belongs to another repository, and with *more*."""
    kept = {name: text for name, text in os.environ.items() if name not in _OF_ANOTHER_REPOSITORY}
    quiet = {
        # Nobody may be there to answer, and what is printed is read by a program.
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "LC_ALL": "C",
        "LANGUAGE": "C",
    }
    return {**kept, **quiet, **more}


def closed_environment(settings: Sequence[tuple[str, str]], **more: str) -> dict[str, str]:
    """Return an environment in which *settings* are all that git is configured with."""
    environment = clean_environment(
        GIT_CONFIG_GLOBAL=os.devnull,
        GIT_CONFIG_NOSYSTEM="1",
        GIT_CONFIG_COUNT=str(len(settings)),
        **more,
    )
    environment.pop("GIT_CONFIG_PARAMETERS", None)
    for number, (key, text) in enumerate(settings):
        environment[f"GIT_CONFIG_KEY_{number}"] = key
        environment[f"GIT_CONFIG_VALUE_{number}"] = text
    return environment


def check_version() -> None:
    """
    Make sure that there is a git that can be used.

    Raises:
        CommandError: there is none, or it is too old.

    """
    try:
        said = Git(Path.cwd(), clean_environment()).output("version")
    except (OSError, GitFault) as fault:
        raise CommandError(
            error("git is not installed", help="install it from https://git-scm.com/")
        ) from fault
    found = re.search(r"(\d{1,9})\.(\d{1,9})", said)
    if found and (int(found[1]), int(found[2])) < _OLDEST:
        raise CommandError(
            error(
                f"git {found[0]} is too old to publish with",
                help=f"install git {'.'.join(map(str, _OLDEST))} or newer",
            )
        )


def without_credentials(text: str) -> str:
    """
    Return *text* without the passwords of the addresses in it.

    >>> without_credentials("cannot read https://ada:secret@example.org/x")
    'cannot read https://example.org/x'
    """
    return _CREDENTIALS.sub("", text)
