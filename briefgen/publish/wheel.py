"""
Pack the running program into a wheel, so that another machine can run the same.

It is made of the files that are running, whether they lie in a checkout or were
installed; nothing is downloaded and nothing is built.  The same files make the
same bytes everywhere.  They are not compressed: git does that, and finds what two
versions have in common.
"""

import csv
import hashlib
import re
import tomllib
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any
from zipfile import ZipFile, ZipInfo

from msgspec import Struct

import briefgen
from briefgen import __version__
from briefgen.errors import CommandError, error

_NAME = "briefgen"
_ABOUT = f"{_NAME}-{__version__}.dist-info"
_OLDEST_TIME = (1980, 1, 1, 0, 0, 0)
_MODE = 0o100644 << 16

_WHEEL = """\
Wheel-Version: 1.0
Generator: briefgen
Root-Is-Purelib: true
Tag: py3-none-any
"""

Contents = dict[str, bytes]
"""The files of a wheel, by path."""


class Wheel(Struct, frozen=True):
    """The program as a file that pip can install."""

    name: str
    data: bytes
    requires: tuple[str, ...]
    """What it needs, as its metadata says."""

    @property
    def sha256(self) -> str:
        """What pip compares it with."""
        return hashlib.sha256(self.data).hexdigest()


def pack_program() -> Wheel:
    """
    Return the program that is running, as a wheel.

    Raises:
        CommandError: its files are not all there, or it does not say what it needs.

    """
    package = Path(briefgen.__file__).resolve().parent
    contents = _of_checkout(package) if is_checkout(package.parent) else _of_installation(package)
    metadata = contents[f"{_ABOUT}/METADATA"].decode("utf-8").partition("\n\n")[0]
    requires = tuple(re.findall(r"^Requires-Dist: (.+)$", metadata, re.MULTILINE))
    return Wheel(f"{_NAME}-{__version__}-py3-none-any.whl", _pack(contents), requires)


def is_checkout(folder: Path) -> bool:
    """Whether *folder* holds the sources of briefgen itself."""
    about = folder / "pyproject.toml"
    return about.is_file() and bool(
        re.search(rf'^name = "{_NAME}"$', about.read_text("utf-8"), re.MULTILINE)
    )


def _of_checkout(package: Path) -> Contents:
    """Return what the build of a checkout would put into a wheel."""
    top = package.parent
    project = tomllib.loads((top / "pyproject.toml").read_text("utf-8"))["project"]
    scripts = "".join(f"{name} = {target}\n" for name, target in project["scripts"].items())
    return {
        **dict(_files(package, _NAME)),
        **dict(_files(top / "themes", f"{_NAME}/themes")),
        f"{_ABOUT}/METADATA": _metadata(project).encode(),
        f"{_ABOUT}/entry_points.txt": f"[console_scripts]\n{scripts}".encode(),
        f"{_ABOUT}/licenses/LICENSE": (top / "LICENSE").read_bytes(),
    }


def _files(folder: Path, prefix: str) -> Iterator[tuple[str, bytes]]:
    for path in folder.rglob("*"):
        inside = path.relative_to(folder)
        is_left_out = any(name.startswith((".", "__pycache__")) for name in inside.parts)
        if path.is_file() and not is_left_out:
            yield f"{prefix}/{inside.as_posix()}", path.read_bytes()


def _metadata(project: dict[str, Any]) -> str:
    lines = [
        "Metadata-Version: 2.4",
        f"Name: {_NAME}",
        f"Version: {__version__}",
        f"Summary: {project['description']}",
        f"License-Expression: {project['license']}",
        "License-File: LICENSE",
        f"Requires-Python: {project['requires-python']}",
        *(f"Requires-Dist: {one}" for one in project["dependencies"]),
    ]
    for extra, requirements in project["optional-dependencies"].items():
        lines.append(f"Provides-Extra: {extra}")
        lines += [f"Requires-Dist: {one}; extra == '{extra}'" for one in requirements]
    return "\n".join([*lines, "", ""])


def _of_installation(package: Path) -> Contents:
    """Return what was installed, but what an installer adds of its own."""
    found = _distribution(package)
    # Not `files`: since Python 3.12 that leaves out what is not there any more.
    record = found.read_text(filename="RECORD") if found else None
    if found is None or not record or found.version != __version__:
        raise CommandError(
            error(
                f"{package} does not say what was installed with it, so that it cannot be passed "
                "on to GitHub",
                help="install briefgen with pip in a virtual environment, then try again",
            )
        )
    contents = {}
    for file in (PurePosixPath(row[0]) for row in csv.reader(record.splitlines()) if row):
        if not _is_own(file):
            continue
        path = Path(str(found.locate_file(file)))
        if not path.is_file():
            raise CommandError(
                error(f"{path} was installed and is not there any more", help="install it anew")
            )
        contents[file.as_posix()] = path.read_bytes()
    return contents


def _distribution(package: Path) -> Distribution | None:
    """Return what is known of the installation of *package*, if it is that which is running."""
    try:
        found = distribution(_NAME)
    except PackageNotFoundError:
        return None
    return found if Path(str(found.locate_file(_NAME))).resolve() == package else None


def _is_own(file: PurePosixPath) -> bool:
    if file.parts[0] == _NAME:
        return file.suffix != ".pyc"
    kept = ("METADATA", "entry_points.txt", "licenses")
    return file.parts[0] == _ABOUT and file.parts[1] in kept


def _pack(contents: Contents) -> bytes:
    files = {**contents, f"{_ABOUT}/WHEEL": _WHEEL.encode()}
    record = f"{_ABOUT}/RECORD"
    lines = [f"{path},{_checksum(files[path])},{len(files[path])}\n" for path in sorted(files)]
    files[record] = "".join([*lines, f"{record},,\n"]).encode()
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        for path in sorted(files):
            info = ZipInfo(path, _OLDEST_TIME)
            # Else the system that packs it would be told.
            info.create_system, info.external_attr = 3, _MODE
            archive.writestr(info, files[path])
    return stream.getvalue()


def _checksum(data: bytes) -> str:
    return f"sha256={urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b'=').decode()}"
