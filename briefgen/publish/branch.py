"""
Say what the name of a branch must not be.

The rules are those of ``git check-ref-format``, and besides what git would take for
something else than a branch.  They are asked before git is, so that no name is ever
read as an option.
"""

import re

from briefgen.errors import CommandError, error

_LONGEST = 200
"""Bytes; a host has to make a file of that name."""

_RULES = (
    (r"", "it is empty"),
    (r"-.*", "it begins with a hyphen, and would be read as an option"),
    (r"HEAD|FETCH_HEAD|ORIG_HEAD|MERGE_HEAD|@", "it means something else to git"),
    (r"refs/.*", "it begins with refs/; write what follows on refs/heads/"),
    (r"[0-9a-f]{40}|[0-9a-f]{64}", "it looks like a commit"),
    (r".*[\x00-\x1f\x7f\u2028\u2029\ud800-\udfff].*", "it holds signs that cannot be seen"),
    (
        r".*[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad].*",
        "it holds signs that cannot be seen",
    ),
    (r".*\s.*", "it holds a space"),
    (r".*[~^:?*\[\\].*", r"it holds one of the signs ~ ^ : ? * [ \ "),
    (r".*(\.\.|@\{).*", "it holds .. or @{"),
    (r"/.*|.*/|.*//.*", "a slash stands at its beginning, at its end, or twice"),
    (r"(.*/)?\..*|.*\.", "it begins or ends with a dot, or a part of it begins with one"),
    (r".*\.lock(/.*)?", "it, or a part of it, ends with .lock"),
)


def check_branch(name: str) -> None:
    """
    Make sure that a branch can be called *name*.

    Raises:
        CommandError: with the reason why not.

    """
    reasons = (why for pattern, why in _RULES if re.fullmatch(pattern, name, re.DOTALL))
    is_long = len(name.encode("utf-8", "surrogatepass")) > _LONGEST
    why = next(reasons, "it is too long" if is_long else "")
    if why:
        raise CommandError(
            error(
                f"`{name}` cannot be the name of a branch: {why.strip()}",
                help="choose a plain one, such as gh-pages, with `--branch` or in briefgen.yml as "
                "`publish: {branch: gh-pages}`",
            )
        )
