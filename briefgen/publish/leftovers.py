"""
Delete what git has left behind in a repository of our own.

Git protects its objects from being written, and Windows deletes nothing that is
protected.
"""

import shutil
import stat
from contextlib import suppress
from itertools import chain
from pathlib import Path

from briefgen.publish.imports import NEXT

_UNFINISHED = (
    *("objects/pack/tmp_*", "objects/pack/.tmp*", "objects/??/tmp_obj_*", "**/*.lock"),
    *("fast_import_crash_*", "shallow_*"),
    # What was not remembered as published is of no use any more.
    NEXT,
)


def tidy(folder: Path) -> None:
    """Clear away what an interrupted run has left in the repository in *folder*."""
    for leftover in chain.from_iterable(map(folder.glob, _UNFINISHED)):
        _unprotect(leftover)
        leftover.unlink(missing_ok=True)
    for leftover in folder.glob("objects/tmp_objdir-*"):
        discard(leftover)


def discard(folder: Path) -> None:
    """Delete *folder* with all that is in it, as far as that can be done."""
    for path in folder.rglob("*"):
        _unprotect(path)
    shutil.rmtree(folder, ignore_errors=True)


def _unprotect(path: Path) -> None:
    if not path.is_symlink():
        with suppress(OSError):
            path.chmod(stat.S_IRWXU)
