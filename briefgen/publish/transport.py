"""
Reach a remote without running anything that its address names, and without waiting for ever.

Git takes some addresses for programs to run and some for options of ssh.  Only those
that mean a place are let through.  Nobody may be there to answer a question, so ssh
asks none, and a connection that has fallen silent is given up.
"""

import os
import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from briefgen.errors import CommandError, error
from briefgen.publish.git import without_credentials

ANSWER_SECONDS = 60
"""For a remote to say what it has."""

TRANSFER_SECONDS = 3600
"""For all that is sent or fetched; silence is noticed long before, see ``patient_settings``."""

_SCHEMES = {"https", "http", "ssh", "git+ssh", "ssh+git", "git", "file"}
_HELPER = re.compile(r"([A-Za-z0-9][A-Za-z0-9+.-]*)::")
_SCHEME = re.compile(r"([A-Za-z0-9][A-Za-z0-9+.-]*)://(?P<place>[^/?#]*)(?P<path>.*)", re.DOTALL)
_DRIVE = re.compile(r"[A-Za-z]:")
_SSH = (
    "ssh -o BatchMode=yes -o ConnectTimeout=30 -o ServerAliveInterval=15 -o ServerAliveCountMax=4"
)
_SILENCE = "60"


def check_address(name: str, url: str) -> None:
    """
    Make sure that *url*, which the remote *name* has, means a place.

    Raises:
        CommandError: git would run a program for it, or read it as an option.

    """
    why = next(_objections(url), "")
    if why:
        raise CommandError(
            error(
                f"the address of the remote `{name}` cannot be used, for {why}: "
                f"`{without_credentials(url)}`",
                help=f"`git remote set-url {name} https://github.com/YOU/NAME.git` sets another; "
                "https, http, ssh, git and file are understood, and paths of folders",
            )
        )


def patient_settings(
    settings: tuple[tuple[str, str], ...], environment: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    """Return *settings* of git's, with those that end a silent connection; the user's own win."""
    patient = [("http.lowspeedlimit", "1"), ("http.lowspeedtime", _SILENCE)]
    own = {key for key, _ in settings} | environment.keys()
    if own.isdisjoint({"core.sshcommand", "ssh.variant", "GIT_SSH", "GIT_SSH_COMMAND"}):
        patient.append(("core.sshcommand", _SSH))
    return (*patient, *settings)


def _objections(url: str) -> Iterator[str]:
    if not url or re.search(r"[\x00-\x1f\x7f]", url):
        yield "it is empty, or holds signs that cannot be seen"
    if url.startswith("-"):
        yield "it begins with a hyphen, and would be read as an option"
    if found := _HELPER.match(url):
        yield f"git would run a program called git-remote-{found[1]}"
    if found := _SCHEME.fullmatch(url):
        # Git takes `HTTPS` for the name of a program; only some of its schemes have two cases.
        if found[1] not in _SCHEMES:
            yield f"git would run a program called git-remote-{found[1]}"
        host, path = unquote(found["place"]), ""
    elif os.name == "nt" and _DRIVE.match(url):
        return
    else:
        host, colon, path = url.partition(":")
        if not colon or "/" in host:
            return
    if any(part.startswith("-") for part in (host, host.rpartition("@")[2], path)):
        yield "its host or path begins with a hyphen, and would be read as an option"
