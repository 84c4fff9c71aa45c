"""
Keep the three kinds of path apart.

A file in ``content/``, a file in the output and an address on the site all look
like ``world/nato``.  Mixing them is the classic fault of a site generator, so
each has a type, and the type checker sees to it that they do not meet by accident.
"""

import re
from typing import NewType
from urllib.parse import unquote

SourcePath = NewType("SourcePath", str)
"""A file below ``content/``: relative, POSIX separators, NFC; ``world/nato.md``."""

OutputPath = NewType("OutputPath", str)
"""A file below the output folder: relative, POSIX separators, NFC; ``world/nato/index.html``."""

Url = NewType("Url", str)
"""An address on the site, relative to the site's root and not encoded; ``world/nato/``."""


UNUSABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\\\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""
What no path may have, of files or addresses.

Controls and line breaks, backslashes, which separate folders on some systems, what
turns the direction of all that follows, and halves of characters.  All else is an
ordinary name, and an address holds it percent-encoded.
"""

_KEPT = re.compile(r"(%(?:23|25|3[Ff])|%(?![0-9A-Fa-f]{2}))")


def readable(address: str) -> str:
    """
    Return *address* without percent-encoding, but for what would mean something else then.

    >>> readable("a%20b%23c.svg#d"), readable("100%.svg")
    ('a b%23c.svg#d', '100%25.svg')
    """
    if "%" not in address:
        return address
    parts = _KEPT.split(address)
    parts[::2] = map(unquote, parts[::2])
    parts[1::2] = ("%25" if part == "%" else part.upper() for part in parts[1::2])
    return "".join(parts)
