"""
Know when git is changing many files, as when another branch is checked out.

While it does, there is a file ``index.lock`` beside its index; the last thing git
does is to rename it (gitrepository-layout(5), and ``lockfile.h`` of git itself).
"""

import os
import time
from contextlib import suppress
from pathlib import Path

_SECONDS_BEFORE_STALE = 10.0
"""A lock that is older was left by a git that has crashed, or by one that waits for a message."""


def find_lock(folder: Path) -> Path | None:
    """Return where the lock of the repository is that *folder* is in; ``None`` if in none."""
    for parent in (folder, *folder.parents):
        git = parent / ".git"
        if git.is_dir():
            return git / "index.lock"
        if git.is_file():
            # That of a linked working tree, or of a submodule, is elsewhere.
            with suppress(OSError):
                said = git.read_text(encoding="utf-8", errors="replace")
                return parent / said.removeprefix("gitdir:").strip() / "index.lock"
    return None


def is_held(lock: Path | None) -> bool:
    """Whether git is at work in the repository that has *lock*."""
    try:
        return lock is not None and time.time() - os.stat(lock).st_mtime < _SECONDS_BEFORE_STALE
    except OSError:
        return False
