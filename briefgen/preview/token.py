"""
Keep the token of a site, by which a preview knows the person who started it.

Every user of a machine can connect to its loopback address, so an address alone
keeps no draft private.  The token outlives the preview, so that open tabs and
bookmarks go on after a restart, and only its owner can read it.
"""

import os
import re
import secrets
import stat
from contextlib import suppress
from pathlib import Path

_NAME = "preview-token"
_BYTES = 18
_TOKEN = re.compile(rb"[\w-]{24}")


def new_token() -> str:
    """Return a token that nobody can guess, made of what an address can hold as it is."""
    return secrets.token_urlsafe(_BYTES)


def kept_token(state: Path) -> str:
    """
    Return the token that is kept in the folder *state*; make one if there is none.

    What others could have read or put there is no token: a link, a special file, a
    file of another user, or one that others may read.  It is replaced.

    Raises:
        OSError: the folder is a link, or none can be kept in it.

    """
    if state.is_symlink():
        raise OSError(f"{state} is a symbolic link")
    path = state / _NAME
    return _read(path) or _make(path)


def _read(path: Path) -> str:
    """Return the token in the file at *path*; empty if that is not to be trusted."""
    # A link is not followed, and a pipe that nobody writes to is not waited for.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with suppress(OSError):
        if path.is_symlink():
            return ""
        descriptor = os.open(path, flags)
        try:
            found = os.read(descriptor, 100) if _is_private(os.fstat(descriptor)) else b""
        finally:
            os.close(descriptor)
        return found.decode("ascii") if _TOKEN.fullmatch(found) else ""
    return ""


def _is_private(status: os.stat_result) -> bool:
    if not stat.S_ISREG(status.st_mode):
        return False
    if os.name == "nt":
        # There, who may read a file follows from its folder, not from its mode.
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & 0o077


def _make(path: Path) -> str:
    """Keep a new token at *path*; whoever looks finds the whole file, or the one of before."""
    token = new_token()
    beside = path.with_name(f"{path.name}-{secrets.token_hex(8)}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(token.encode("ascii"))
        os.replace(beside, path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    return token
