"""Say what it means when a remote cannot be reached, or refuses."""

import re

from briefgen.errors import Diagnostic, error

_CAUSES = (
    (
        r"could not resolve|name or service not known|network is unreachable|no route to host",
        "there is no way to the remote",
        "check the connection, then try again; nothing was published",
    ),
    (
        r"connection refused|connection timed out|failed to connect|operation timed out",
        "the remote does not answer",
        "check the address of the remote with `git remote -v`, then try again",
    ),
    (
        r"prompts disabled|authentication failed|could not read (user|pass)|\(publickey|error: 401",
        "the remote does not know you",
        "sign in once, with `gh auth login` or an SSH key; `git push --dry-run` tries it out",
    ),
    (
        r"permission to \S+ denied|error: 403|write access to repository not granted",
        "you are not allowed to push there",
        "ask the owner of the repository for the right to write",
    ),
    (
        r"not found|does not appear to be a git repository|does not exist|error: 404",
        "there is no repository at the remote",
        "make it first, and check its address with `git remote -v`",
    ),
    (
        r"protected branch|pre-receive hook declined|remote rejected|gh006|hook declined",
        "the remote refuses the push",
        "its owner has set rules for this branch; choose another with `--branch`, or ask them",
    ),
)

_BUSY = ("cannot lock ref", "failed to update ref", "incorrect old value", "reference already")
"""What a remote says when somebody else pushes in the same instant."""


def explain(said: str, remote: str) -> Diagnostic:
    """
    Return what it means that git has *said* this about the *remote*.

    >>> print(explain("fatal: Could not resolve host: github.com", "origin").message)
    there is no way to the remote (`origin`): Could not resolve host: github.com
    """
    words = _telling(said)
    for pattern, meaning, help in _CAUSES:
        if re.search(pattern, said, re.IGNORECASE):
            return error(f"{meaning} (`{remote}`): {words}", help=help)
    return error(
        f"git cannot use the remote `{remote}`: {words}",
        help="`git ls-remote` shows the same without briefgen",
    )


def is_busy(said: str) -> bool:
    """Whether a remote has refused because of somebody who pushes in the same instant."""
    return any(one in said for one in _BUSY)


def _telling(said: str) -> str:
    """Return the lines of *said* that name a cause, in one."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    told = [line for line in lines if re.match(r"(fatal|error|remote|ssh):|! ?\[|!\t", line)]
    plain = (re.sub(r"^(fatal|error|remote|!\s*):?\s*", "", line) for line in told or lines[-1:])
    kept = [line for line in dict.fromkeys(plain) if line and "hint:" not in line]
    return "; ".join(kept[:4]) or "it gives no reason"
