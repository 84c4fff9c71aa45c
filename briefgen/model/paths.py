"""
Keep the three kinds of path apart.

A file in ``content/``, a file in the output and an address on the site all look
like ``world/nato``.  Mixing them is the classic fault of a site generator, so
each has a type, and the type checker sees to it that they do not meet by accident.
"""

from typing import NewType

SourcePath = NewType("SourcePath", str)
"""A file below ``content/``: relative, POSIX separators, NFC; ``world/nato.md``."""

OutputPath = NewType("OutputPath", str)
"""A file below the output folder: relative, POSIX separators, NFC; ``world/nato/index.html``."""

Url = NewType("Url", str)
"""An address on the site, relative to the site's root and not encoded; ``world/nato/``."""
