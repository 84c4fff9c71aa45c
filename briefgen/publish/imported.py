"""
Warn of texts of others that lie in the repository of the sources.

What was imported is kept in ``content/_sources`` as it came: other people's texts,
and mails with addresses.  It is never published, but whoever can read the repository
can read it.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from briefgen.errors import Diagnostic, Location, warning
from briefgen.publish.git import Git, GitFault, clean_environment

_FOLDER = "content/_sources"
_OPEN_HOSTS = re.compile(
    r"[/@.\s]((github|gitlab|bitbucket|gitea)\.com|codeberg\.org|sr\.ht|gitlab\.[\w.-]+|"
    r"(\w+\.)?framagit\.org|notabug\.org)(?=[:/])",
    re.IGNORECASE,
)
"""Hosts at which most repositories can be read by everybody."""

_SHOWN = 3


def snapshot_warnings(root: Path) -> Iterator[Diagnostic]:
    """
    Yield a warning if git keeps the texts that were imported into the site in *root*.

    They may do so on purpose where nobody else can read it, but not where they are ignored
    all the same, nor where a remote is at a host that is open to everybody.
    """
    git = Git(root, clean_environment())
    try:
        kept = git.output("ls-files", "-z", "--", _FOLDER).split("\0")[:-1]
        hosts = _open_hosts(git) if kept else ()
    except (OSError, GitFault):
        # There is no git, or no repository.
        return
    is_ignored = bool(kept) and git.succeeds("check-ignore", "--no-index", "-q", "--", kept[0])
    if not kept or not (hosts or is_ignored):
        return
    named = ", ".join(kept[:_SHOWN]) + (", …" if len(kept) > _SHOWN else "")
    if hosts:
        who = (
            f"and a remote is at {', '.join(hosts)}: if the repository is public, which briefgen "
            "cannot know, everybody can read them"
        )
    else:
        who = "although .gitignore names them: git goes on with what it knew before"
    count = "1 imported text is" if len(kept) == 1 else f"{len(kept)} imported texts are"
    yield warning(
        f"{count} in the git repository ({named}), {who}",
        Location(_FOLDER),
        help=f"`git rm -r --cached {_FOLDER}` takes them out and leaves the files; name "
        f"`{_FOLDER}/` in .gitignore. What was pushed before stays in the history",
    )


def _open_hosts(git: Git) -> tuple[str, ...]:
    """Return the hosts of all remotes that are open to everybody, aliases followed or not."""
    urls = git.output("remote", "-v")
    if git.succeeds("config", "--get-regexp", r"^remote\..*url$"):
        urls += "\n" + git.output("config", "--get-regexp", r"^remote\..*url$")
    return tuple(sorted({found[1].lower() for found in _OPEN_HOSTS.finditer(urls)}))
