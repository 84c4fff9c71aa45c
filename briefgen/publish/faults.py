"""Say what it means when a remote cannot be reached, or refuses."""

import re

from briefgen.errors import Diagnostic, error

_NOTHING = "nothing was published"

_CAUSES = (
    # How far one gets: to the host, into it, and to the repository.
    (
        r"could not resolve|name or service not known|network is unreachable|no route to host",
        "there is no way to the remote",
        f"check the connection, then try again; {_NOTHING}",
    ),
    (
        (
            r"connection refused|timed out|failed to connect|no answer within|too slow"
            r"|not responding"
        ),
        "the remote does not answer",
        "check the address of the remote with `git remote -v`, then try again",
    ),
    (
        r"host key verification failed|host identification has changed|no matching host key",
        "the remote's host key is not one that you have accepted",
        (
            "connect once by hand, such as with `ssh -T git@github.com`, and accept the key "
            "if it is the one that the host publishes"
        ),
    ),
    (
        r"ssl certificate|certificate verif|self.signed certificate|local issuer certificate",
        "the remote's certificate is not one that your machine trusts",
        "check the address and the clock of your machine, and ask who runs the remote",
    ),
    (
        r"saml sso|single sign-on",
        "the organisation asks for single sign-on",
        "authorise your key or token for it in your settings at the host",
    ),
    (
        r"archived|read-only mode|maintenance mode",
        "the repository is closed to changes",
        "open it again in its settings, or choose another remote with `--remote`",
    ),
    (
        r"account (is|was|has been) suspended|repository (has been|is) (disabled|blocked|locked)",
        "the host has closed the account or the repository",
        "its support says why",
    ),
    (
        r"marked as read.only|deploy key|personal access token",
        "the key or token that you use may not write there",
        "make one that may write, or sign in with `gh auth login`",
    ),
    (
        r"dubious ownership",
        "git does not trust the repository there, which belongs to somebody else",
        "have it given to whoever publishes, or publish by ssh or https",
    ),
    # What is sent is refused.
    (
        r"push protection|push cannot contain secrets|secret.{0,200}detected",
        "the remote has found something secret in the site",
        "take it out and replace the key; what it names is a file of the finished site",
    ),
    (
        r"gh001|exceeds|too large|http 413|error: 413|maximum allowed size|object size limit",
        "the remote takes nothing so large",
        "make the files smaller, or put them somewhere else and link to them",
    ),
    (
        r"no space left|disk (is )?full|quota|insufficient storage|storage limit",
        "the remote has no room left",
        "make room there, or ask its owner to",
    ),
    (
        (
            r"non-fast-forward \(you should pull|denying non-fast-forward|cannot force.push"
            r"|force.push\w* (is |are )?not (allowed|permitted)"
        ),
        "the remote does not let history be replaced",
        "publish without `--no-history`, or change the rules for this branch",
    ),
    (
        r"protected (branch|ref)|gh006|gh013|rule violations",
        "the branch is protected",
        (
            "allow the push in the rules for branches in the repository's settings, or choose "
            "another branch with `--branch`"
        ),
    ),
    (
        r"exists; cannot create",
        "another branch at the remote is in the way",
        "choose another name with `--branch`, or delete that branch there",
    ),
    (
        r"unable to create .{0,300}file exists|another git process",
        "the remote's repository is locked",
        (
            "try again in a minute; if it stays so, an interrupted push has left the file named "
            "here, and who runs the remote may delete it"
        ),
    ),
    (
        r"checked out branch|currently checked out",
        "somebody works on this branch in the remote's folder",
        "check out another branch there, or publish to a bare repository",
    ),
    (
        r"hidden ref|funny refname",
        "the remote takes no branch of this name",
        "choose another with `--branch`",
    ),
    (
        r"shallow update not allowed",
        "the remote does not have what this commit follows on",
        "publish again; if it stays so, delete .briefgen/publish, which only saves time",
    ),
    (
        (
            r"unpacker error|unpack.{0,200} failed|index-pack"
            r"|adding an object to repository database|unable to (create|write)"
        ),
        "the remote could not store what was sent",
        f"that is a fault of the remote: tell who runs it what it says here; {_NOTHING}",
    ),
    (
        r"hook declined|declined by hook",
        "a rule of the remote refuses the push",
        "its owner has set it; do what it says, or choose another branch with `--branch`",
    ),
    # Who one is.
    (
        (
            r"permission to \S+ denied|error: 403|write access to repository not granted"
            r"|not allowed to (push|upload|write)|access denied|denied by|insufficient permission"
            r"|not permitted to|don't have permission|pushing is disabled"
        ),
        "you are not allowed to push there",
        "ask the owner of the repository for the right to write",
    ),
    (
        (
            r"prompts disabled|authentication failed|could not read (user|pass)|error: 401"
            r"|permission denied|passphrase"
        ),
        "the remote does not know you",
        (
            "sign in once, with `gh auth login` or an SSH key, which `ssh-add` unlocks; "
            "`git push --dry-run` tries it out"
        ),
    ),
    (
        r"not found|does not appear to be a git repository|does not exist|error: 404",
        "there is no repository at the remote",
        "make it first, and check its address with `git remote -v`",
    ),
    (
        (
            r"hung up|early eof|connection (was )?(reset|closed)|broken pipe|rpc failed|disconnect"
            r"|error: 5\d\d|http 5\d\d|internal (server )?error|unavailable|commit_refs"
        ),
        "the connection to the remote broke off",
        f"try again in a while; {_NOTHING}",
    ),
    (
        r"remote rejected|refusing|denied|declined",
        "the remote refuses the push",
        "what it says here is all that is known; ask who runs it",
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
    # What files and repositories are called says nothing of the cause.
    plain = re.sub(r"(?<!\w)'[^'\n]*'|(?<!\w)\w+://\S+", "…", said)
    for pattern, meaning, help in _CAUSES:
        if re.search(pattern, plain, re.IGNORECASE):
            return error(f"{meaning} (`{remote}`): {words}", help=help)
    return error(
        f"git cannot use the remote `{remote}`: {words}",
        help="`git ls-remote` shows the same without briefgen",
    )


def is_busy(said: str) -> bool:
    """Whether a remote may have refused because of somebody who pushes in the same instant."""
    return any(one in said for one in _BUSY) and "cannot create" not in said


def _telling(said: str) -> str:
    """Return the lines of *said* that name a cause, in one."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    told = [line for line in lines if re.match(r"(fatal|error|remote|ssh):|! ?\[|!\t", line)]
    plain = (re.sub(r"^((fatal|error|remote|!\s*):?\s*)+", "", line) for line in told or lines[-1:])
    kept = [line for line in dict.fromkeys(plain) if line and "hint:" not in line]
    return "; ".join(kept[:4]) or "it gives no reason"
