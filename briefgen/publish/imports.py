"""
Say to ``git fast-import`` what a commit holds.

It takes files from memory, writes one pack, and needs neither an index nor a
working tree; a stream that ends too early leaves no commit.
"""

import time

from msgspec import Struct

NEXT = "refs/publish/next"
"""What names the commit until it is at the remote."""

_FILE = "100644"


class Changes(Struct, frozen=True):
    """What a new commit has to change."""

    base: str
    """The commit whose files it begins with; empty for none."""
    written: tuple[str, ...]
    removed: tuple[str, ...]
    keeps_history: bool
    """Whether the base stays the parent of the new commit."""


def blob_text(mark: int, data: bytes) -> bytes:
    """Return the command that takes in a file, which is known by its *mark* afterwards."""
    return b"blob\nmark :%d\ndata %d\n%b\n" % (mark, len(data), data)


def commit_text(changes: Changes, tree: str, message: str, author: tuple[str, str]) -> bytes:
    """Return the commands that make the commit; the files written have the marks from 1 on."""
    text = message.encode("utf-8", "replace")
    mark = len(changes.written) + 1
    lines = [
        f"commit {NEXT}\nmark :{mark}".encode(),
        f"committer {author[0]} <{author[1]}> {int(time.time())} +0000".encode(),
        b"data %d\n%b" % (len(text), text),
    ]
    if changes.base and changes.keeps_history:
        lines.append(f"from {changes.base}".encode())
    elif changes.base:
        lines.append(f'M 040000 {tree} ""'.encode())
    lines += [b"D " + _quoted(path) for path in changes.removed]
    lines += [
        b"M %b :%d %b" % (_FILE.encode(), number, _quoted(path))
        for number, path in enumerate(changes.written, 1)
    ]
    lines += [b"", f"get-mark :{mark}".encode(), b"done", b""]
    return b"\n".join(lines)


def _quoted(path: str) -> bytes:
    plain = path.encode("utf-8", "surrogateescape")
    escaped = plain.replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n")
    return b'"' + escaped + b'"'
