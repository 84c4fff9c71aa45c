"""
Tell what on a branch is briefgen's own.

A branch that somebody else has written may be all they have of something.  A
commit of ours says so; where the last commit is by somebody else, the manifest
among its files says which of them are ours, and only those are replaced.
"""

import re

from briefgen import __version__
from briefgen.build.manifest import MANIFEST_NAME, manifest_lines
from briefgen.errors import CommandError, error
from briefgen.fingerprint import digest_bytes
from briefgen.publish.depot import Depot, Files
from briefgen.publish.difference import DOMAIN, NO_JEKYLL

_TRAILER = "Published-with: briefgen"
_OURS = re.compile(rf"^{_TRAILER}\b", re.MULTILINE)
_SPECIAL = {DOMAIN, NO_JEKYLL, MANIFEST_NAME}
_AT_ONCE = 500
"""Files that are held in memory together."""

_SHOWN = 5


def to_message(text: str) -> str:
    """Return the message of a commit of ours that says *text*."""
    return f"{text.strip()}\n\n{_TRAILER} {__version__}\n"


def refuse_foreign(depot: Depot, commit: str, files: Files, keep: tuple[str, ...]) -> None:
    """
    Make sure that the *files* of *commit* may be replaced; *keep* names some that stay.

    Raises:
        CommandError: somebody else has written some of them.

    """
    if not commit or _OURS.search(depot.message_of(commit)):
        return
    if MANIFEST_NAME not in files:
        raise CommandError(
            error(
                "the branch was not written by briefgen: "
                f"it has {len(files)} files, such as {_some(sorted(files))}",
                help="choose another with `--branch`, or have it replaced with `--adopt`; "
                "what is there now stays in its history",
            )
        )
    foreign = [path for path in _foreign(depot, files) if path not in keep]
    if foreign:
        raise CommandError(
            error(
                f"somebody has changed the branch since: {_some(foreign)}",
                help="save what you need of it, then publish with `--adopt`; files that shall "
                "stay there are named in briefgen.yml: `publish: {keep: […]}`",
            )
        )


def _foreign(depot: Depot, files: Files) -> list[str]:
    """Return the files that are not as the manifest among them says."""
    manifest = depot.read([files[MANIFEST_NAME]]).get(files[MANIFEST_NAME], b"")
    listed = {str(path): digest for path, digest in manifest_lines(manifest)}
    plain = [path for path in listed if " " not in files.get(path, " ")]
    ours = set(_SPECIAL)
    for at in range(0, len(plain), _AT_ONCE):
        some = plain[at : at + _AT_ONCE]
        data = depot.read(files[path] for path in some)
        ours.update(path for path in some if digest_bytes(data[files[path]]) == listed[path])
    return sorted(files.keys() - ours)


def _some(paths: list[str]) -> str:
    shown = ", ".join(f"`{path}`" for path in paths[:_SHOWN])
    return shown if len(paths) <= _SHOWN else f"{shown} and {len(paths) - _SHOWN} more"
