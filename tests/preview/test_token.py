"""The token of a site is its owner's alone, and stays what it is for as long as that is so."""

import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.preview.token import kept_token, new_token

NAME = "preview-token"
GIVEN = "abcdefghijklmnopqrstuvwx"

posix = pytest.mark.skipif(sys.platform == "win32", reason="who may read is said otherwise there")


def test_keep_the_token_of_a_site(tmp_path: Path) -> None:
    """It is made once, differs from site to site, and is all that is left in the folder."""
    token = kept_token(tmp_path)
    assert kept_token(tmp_path) == token
    assert [path.name for path in tmp_path.iterdir()] == [NAME]
    assert (tmp_path / NAME).read_text(encoding="ascii") == token
    assert len({token, *(new_token() for _ in range(50))}) == 51
    (tmp_path / NAME).unlink()
    assert kept_token(tmp_path) != token


@posix
@pytest.mark.parametrize("mask", [0o000, 0o077, 0o777])
def test_let_nobody_else_read_it(tmp_path: Path, mask: int) -> None:
    """Whatever new files may be, this one is its owner's alone from the first moment."""
    before = os.umask(mask)
    try:
        kept_token(tmp_path)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) & 0o077 == 0


def _link(path: Path, to: str) -> None:
    target = path.with_name(to)
    target.write_text(GIVEN, encoding="ascii")
    target.chmod(0o600)
    path.symlink_to(target)


def _written(text: bytes, mode: int = 0o600) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_bytes(text)
        path.chmod(mode)

    return write


def _of_somebody_else(path: Path) -> None:
    _written(GIVEN.encode())(path)
    if os.geteuid() != 0:
        pytest.skip("only root can give a file away")
    os.chown(path, 65534, 65534)


UNTRUSTED: dict[str, Callable[[Path], None]] = {
    "a link": lambda path: _link(path, "elsewhere"),
    "a link to nothing": lambda path: path.symlink_to("nothing"),
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a pipe": lambda path: os.mkfifo(path, 0o600),
    "readable by the group": _written(GIVEN.encode(), 0o640),
    "readable by all": _written(GIVEN.encode(), 0o604),
    "writable by all": _written(GIVEN.encode(), 0o602),
    "empty": _written(b""),
    "too short": _written(b"a" * 23),
    "with a line break": _written(GIVEN.encode() + b"\n"),
    "with something else": _written(b"abcdefghijklmnopqrst/../"),
    "no ASCII": _written("ä".encode() * 12),
    "huge": _written(b"a" * 100_000),
    "of somebody else": _of_somebody_else,
}


@posix
@pytest.mark.parametrize("put", UNTRUSTED.values(), ids=UNTRUSTED)
def test_trust_no_token_that_others_may_know(tmp_path: Path, put: Callable[[Path], None]) -> None:
    """What is a link, a pipe, damaged, another's or open to others is replaced, not followed."""
    put(tmp_path / NAME)
    before = {path.name: path.read_bytes() for path in tmp_path.glob("elsewhere")}
    token = kept_token(tmp_path)
    assert token != GIVEN
    assert kept_token(tmp_path) == token
    status = (tmp_path / NAME).lstat()
    assert stat.S_ISREG(status.st_mode)
    assert stat.S_IMODE(status.st_mode) == 0o600
    assert {path.name: path.read_bytes() for path in tmp_path.glob("elsewhere")} == before


@posix
def test_keep_no_token_where_that_is_not_safe(tmp_path: Path) -> None:
    """A folder of the state that is a link is not written to, and a folder is no token."""
    (tmp_path / "real").mkdir()
    (tmp_path / "linked").symlink_to("real")
    with pytest.raises(OSError, match="symbolic link"):
        kept_token(tmp_path / "linked")
    assert list((tmp_path / "real").iterdir()) == []
    (tmp_path / "real" / NAME).mkdir()
    with pytest.raises(OSError, match=NAME):
        kept_token(tmp_path / "real")
    assert [path.name for path in (tmp_path / "real").iterdir()] == [NAME]
