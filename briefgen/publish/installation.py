"""
Decide how GitHub gets briefgen, and which files of the site's repository that takes.

What somebody else has written there is never overwritten: only what the line at its
top, or the hash in our list of requirements, says is ours.
"""

import hashlib
import os
from pathlib import Path

from msgspec import Struct

from briefgen.errors import CommandError, error
from briefgen.publish.requirements import (
    EXTRAS,
    VENDOR,
    names_place,
    to_requirements,
    vendored,
    wants_hashes,
)
from briefgen.publish.signature import is_signed, sign, was_signed
from briefgen.publish.wheel import is_checkout, pack_program

_USUAL = "requirements.txt"
_BESIDE = "requirements-briefgen.txt"
"""Our list, where the usual name is taken."""


class Installation(Struct, frozen=True):
    """How briefgen is installed, in the folder of the site."""

    arguments: str
    """What follows on ``pip install``."""
    files: dict[str, bytes]
    """What has to lie in the folder for that, by path."""
    outdated: tuple[str, ...] = ()
    """What lay there for an older briefgen, and can go."""


def plan_installation(root: Path) -> Installation:
    """
    Return how GitHub installs the running program for the site in the folder *root*.

    Raises:
        CommandError: something is in the way, or the program cannot be passed on.

    """
    if is_checkout(root):
        return Installation(f'".[{",".join(EXTRAS)}]"', {})
    usual = read_own(root, _USUAL)
    is_taken = (root / _USUAL).exists() and not is_signed(usual) and not was_signed(usual)
    if is_taken and names_place(usual):
        return Installation(f"-r {_USUAL}", {})
    if is_taken and wants_hashes(usual):
        raise CommandError(
            error(
                f"{root / _USUAL} asks pip for a hash of everything, and does not say where "
                "briefgen comes from",
                help="add it there, by its address and with its hash, and all that it needs",
            )
        )
    return _from_wheel(root, _BESIDE if is_taken else _USUAL)


def _from_wheel(root: Path, name: str) -> Installation:
    """Return an installation from a wheel in *root*, for which our list has that *name*."""
    old = read_own(root, name)
    if old and not is_signed(old):
        raise CommandError(
            error(
                f"{root / name} was written by briefgen, and somebody has changed it since",
                help=f"move your own lines to another file, and delete {name}",
            )
        )
    wheel = pack_program()
    path = f"{VENDOR}/{wheel.name}"
    before, digest = vendored(old)
    _refuse_unusual(root, path)
    if _sha256(root / path) not in {"", wheel.sha256, digest if before == path else ""}:
        raise CommandError(
            error(
                f"{root / path} is in the way: it is not what briefgen has put there",
                help="move it away, then try again",
            )
        )
    files = {path: wheel.data, name: sign(to_requirements(wheel)).encode()}
    is_outdated = before not in {"", path} and _sha256(root / before) == digest
    # Ours first: then pip knows where briefgen is before another list asks for it by name.
    arguments = f"-r {_USUAL}" if name == _USUAL else f"-r {name} -r {_USUAL}"
    return Installation(arguments, files, (before,) if is_outdated else ())


def read_own(top: Path, path: str) -> str:
    """
    Return the text of the file at *path* below *top*; empty if there is none.

    Raises:
        CommandError: it is no plain file, or is reached by a symbolic link.

    """
    _refuse_unusual(top, path)
    data = (top / path).read_bytes() if (top / path).exists() else b""
    # As git may have checked it out on Windows.
    return data.decode("utf-8", "replace").replace("\r\n", "\n")


def write_own(top: Path, path: str, data: bytes) -> bool:
    """Write *data* to *path* below *top*; return whether anything has changed by that."""
    file = top / path
    there = file.read_bytes() if file.is_file() else None
    if there is not None and data in {there, there.replace(b"\r\n", b"\n")}:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_name(f"{file.name}.new")
    temporary.write_bytes(data)
    os.replace(temporary, file)
    return True


def _refuse_unusual(top: Path, path: str) -> None:
    file = top / path
    folders = [one for one in file.parents if one != top and one.is_relative_to(top)]
    for one, is_usual in [(file, file.is_file), *((folder, folder.is_dir) for folder in folders)]:
        if one.is_symlink() or (one.exists() and not is_usual()):
            kind = "file" if one == file else "folder"
            raise CommandError(
                error(
                    f"{one} is in the way: it is no {kind}, or is a symbolic link",
                    help="move it away, then try again",
                )
            )


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else ""
