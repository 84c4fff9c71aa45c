"""Know the files that editors put beside what they edit, and that nobody wants to see."""

import re
from collections.abc import Iterable

_TEMPORARY = re.compile(
    r"""
    \..*                        # hidden files, such as Vim's .talks.md.swp and Emacs' .#talks.md
    | .*~                       # backups of many editors
    | \#.*\#                    # Emacs: what is not saved yet
    | 4913 | 5036 | 5159        # Vim: whether it may write to a folder
    | .*\.(?:sw[a-z]|tmp|bak|orig|crswap|part|partial|crdownload|kate-swp)
    | .*___jb_(?:tmp|old|bak)___
    | sed[A-Za-z0-9]{6}         # sed -i
    | .*\.sb-[0-9a-f]{8}-\w{6}  # macOS: what its own editors save to first
    | ~\$.*                     # office programs
    """,
    re.VERBOSE,
)


def is_temporary(names: Iterable[str]) -> bool:
    """
    Return whether a path, given as the names of its folders and of itself, concerns no site.

    >>> is_temporary(["world", "talks.md"]), is_temporary(["world", "talks.md~"])
    (False, True)
    """
    return any(_TEMPORARY.fullmatch(name) for name in names)
