"""
Swap two folders in one step, where the system can.

Linux has ``renameat2`` with ``RENAME_EXCHANGE``, macOS ``renamex_np`` with
``RENAME_SWAP``.  Elsewhere, and on file systems that cannot do it, the caller
has to replace one file after the other.
"""

import ctypes
import os
import re
import sys
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2


def has_mounts(folder: Path) -> bool:
    """Whether another disk stands in the place of a folder below *folder*, as Linux tells."""
    try:
        lines = Path("/proc/self/mountinfo").read_bytes().splitlines()
    except OSError:
        return False
    inside = os.fsencode(folder) + b"/"
    # The kernel writes white space and backslashes as octal numbers.
    places = (re.sub(rb"\\([0-7]{3})", _unescaped, line.split(b" ")[4]) for line in lines)
    return any(place.startswith(inside) for place in places)


def _unescaped(found: re.Match[bytes]) -> bytes:
    return bytes([int(found[1], 8)])


def exchange(first: Path, second: Path) -> bool:
    """Swap the two folders; return False, with nothing done, if that cannot be done."""
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "linux":
            arguments = (_AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second))
            return bool(library.renameat2(*arguments, _RENAME_EXCHANGE) == 0)
        if sys.platform == "darwin":
            paths = (os.fsencode(first), os.fsencode(second))
            return bool(library.renamex_np(*paths, _RENAME_SWAP) == 0)
    except (OSError, AttributeError, TypeError):
        # No C library to be loaded, or one without the call.
        return False
    return False
