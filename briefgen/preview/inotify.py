"""Find out whether Linux watches all the folders that it was asked to watch."""

import os
import sys
import time
from collections.abc import Iterator, Sequence

if sys.platform == "linux":
    from watchdog.observers.inotify_c import InotifyFD

_SECONDS = 0.05


def is_told() -> bool:
    """Whether watchdog still hears what Linux tells: a fault of its own ends that for good."""
    return sys.platform != "linux" or InotifyFD.get_instance().is_alive()


def watches_folders(roots: Sequence[str], *, more: int) -> bool:
    """
    Return whether *roots*, all folders in them, and *more* others are watched.

    When Linux has no watch left, watchdog goes on without it and says nothing,
    so they are counted.  Other systems have no such limit.
    """
    if sys.platform != "linux":
        return True
    # A folder may just be coming or going, so the second look decides.
    if _count_watches() >= more + _count_folders(roots):
        return True
    time.sleep(_SECONDS)
    return _count_watches() >= more + _count_folders(roots)


def _count_folders(roots: Sequence[str]) -> int:
    return sum(1 for root in roots for _ in _folders(root))


def _folders(root: str) -> Iterator[str]:
    """Return *root* and the folders in it, as watchdog sees them."""
    for folder, names, _ in os.walk(root):
        yield folder
        names[:] = [name for name in names if not os.path.islink(os.path.join(folder, name))]


def _count_watches() -> int:
    """Return how many folders are watched for this process, from what the kernel says of it."""
    count = 0
    for number in os.listdir("/proc/self/fd"):
        try:
            if os.readlink(f"/proc/self/fd/{number}") == "anon_inode:inotify":
                with open(f"/proc/self/fdinfo/{number}", encoding="ascii") as lines:
                    count += sum(line.startswith("inotify ") for line in lines)
        except OSError:
            # The descriptor was that of the list, or has just been closed.
            continue
    return count
