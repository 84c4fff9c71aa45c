"""
Know what is in the finished site, and refuse what does not belong there.

What the build has made is known by its manifest.  Anything else in the folder was
put there by somebody; it is published only if the settings name it, so that no
note, backup or password file becomes public because it lay in the wrong place.
"""

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from msgspec import Struct

from briefgen.build.foreign import find_foreign
from briefgen.build.manifest import MANIFEST_NAME, manifest_lines, read_manifest
from briefgen.errors import ContentError, Diagnostic, error, warning
from briefgen.fingerprint import Digest, digest_bytes
from briefgen.model.paths import OutputPath
from briefgen.publish.difference import DOMAIN, NO_JEKYLL

MEGABYTE = 1_000_000
LARGEST_FILE = 100 * MEGABYTE
LARGEST_SITE = 1000 * MEGABYTE
LARGE_SITE = 800 * MEGABYTE

_WELL_KNOWN = ".well-known"
_TELLING_NOTHING = {
    *(".ds_store", ".localized", "icon\r", "thumbs.db", "ehthumbs.db", "desktop.ini", ".directory"),
    *(".gitignore", ".gitkeep", ".gitattributes", ".keep", ".empty", ".hgignore", ".editorconfig"),
}
"""What systems and git leave in a folder, in lower case."""

_SHOWN = 10


class Snapshot(Struct, frozen=True):
    """What a folder holds that is to be published."""

    folder: Path
    manifest: bytes
    files: dict[OutputPath, Digest]
    """What the build has made, by path; the empty digest stands for what it has not."""
    size: int
    """Of all files together, in bytes."""
    warnings: tuple[Diagnostic, ...]

    def read(self, path: OutputPath) -> bytes:
        """
        Return the bytes of a file.

        Raises:
            ContentError: it is not what the build has made.

        """
        if path == MANIFEST_NAME:
            return self.manifest
        file = self.folder / path
        data = b"" if file.is_symlink() else file.read_bytes()
        if file.is_symlink() or self.files[path] not in {digest_bytes(data), b""}:
            raise ContentError(
                error(
                    f"{file} was changed since briefgen wrote it",
                    help="move it away, then publish again",
                )
            )
        return data


def take_snapshot(folder: Path, keep: Collection[str]) -> Snapshot:
    """
    Return what is in *folder*; *keep* names files that briefgen did not make.

    Raises:
        ContentError: there is something that must not be published.

    """
    manifest = read_manifest(folder)
    files = dict(manifest_lines(manifest))
    faults: list[Diagnostic] = []
    for name in sorted(_foreign_files(folder, files, keep)):
        if name in {DOMAIN, NO_JEKYLL} or _is_passed_over(folder / name):
            continue
        fault = _foreign_fault(folder, name, keep)
        if fault:
            faults.append(fault)
        else:
            files[OutputPath(name)] = Digest(b"")
    faults += [_hidden(folder, path) for path in files if _is_hidden(path)]
    if DOMAIN in files or (folder / DOMAIN).exists():
        faults.append(_misplaced_domain(folder / DOMAIN))
    size, size_faults = _measure(folder, files)
    faults = [*size_faults, *faults]
    if faults:
        raise ContentError(*faults[:_SHOWN], *_rest(len(faults) - _SHOWN))
    return Snapshot(folder, manifest, files, size, tuple(_size_warnings(size)))


def _foreign_files(
    folder: Path, owned: dict[OutputPath, Digest], keep: Collection[str]
) -> Iterator[str]:
    """Return what is foreign, and what a foreign folder holds if something in it is meant."""
    for name in find_foreign(folder, owned):
        path = folder / name
        is_meant = name.split("/")[0] == _WELL_KNOWN or any(
            one.startswith(f"{name}/") for one in keep
        )
        if is_meant and path.is_dir() and not path.is_symlink():
            for inner in sorted(path.rglob("*")):
                if inner.is_symlink() or not inner.is_dir():
                    yield inner.relative_to(folder).as_posix()
        else:
            yield name


def _foreign_fault(folder: Path, name: str, keep: Collection[str]) -> Diagnostic | None:
    path = folder / name
    if path.is_symlink():
        return error(
            f"{path} is a symbolic link, and what it leads to may not be meant for the public",
            help="put a copy of the file there instead, or delete the link",
        )
    if path.is_dir():
        return error(
            f"{path} is a folder that briefgen did not make",
            help="move it away; to publish files in it, name them in `publish.keep`",
        )
    if not path.is_file():
        return error(f"{path} is not a regular file", help="move it away")
    if _is_hidden(name):
        return _hidden(folder, name)
    if name in keep or name.startswith(f"{_WELL_KNOWN}/"):
        return None
    return error(
        f"{path} was not made by briefgen",
        help=f"move it away, or name it in briefgen.yml: `publish: {{keep: [{name}]}}`",
    )


def _is_passed_over(path: Path) -> bool:
    if not path.is_dir() or path.is_symlink():
        return _is_left_by_systems(path.name)
    # Not by a function that calls itself: nobody knows how deep the folders go.
    waiting = [os.fspath(path)]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as listing:
                for entry in listing:
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    elif not _is_left_by_systems(entry.name):
                        return False
        except OSError:
            # What cannot be looked at is not harmless.
            return False
    return True


def _is_left_by_systems(name: str) -> bool:
    """Whether *name* tells nothing; what editors save for a while holds whole texts."""
    return name.startswith("._") or name.casefold() in _TELLING_NOTHING


def _is_hidden(path: str) -> bool:
    parts = path.split("/")
    first = parts[1:] if parts[0] == _WELL_KNOWN else parts
    return any(name.startswith(".") for name in first) and path != NO_JEKYLL


def _hidden(folder: Path, path: str) -> Diagnostic:
    return error(
        f"{folder / path} is a hidden file, and such files hold passwords more often than pages",
        help="move it away; only `.nojekyll` and what is in `.well-known` is published",
    )


def _misplaced_domain(file: Path) -> Diagnostic:
    return error(
        f"{file} would say what domain the site has, which is a setting",
        help="set it in briefgen.yml, as `publish: {domain: example.org}`, and delete the file",
    )


def _measure(folder: Path, files: dict[OutputPath, Digest]) -> tuple[int, list[Diagnostic]]:
    total, faults, top = 0, [], os.fspath(folder)
    for path in files:
        size = os.lstat(f"{top}/{path}").st_size
        total += size
        if size > LARGEST_FILE:
            faults.append(
                error(
                    f"{folder / path} has {size // MEGABYTE} MB; GitHub takes 100 MB at most",
                    help="make it smaller, or put it somewhere else and link to it",
                )
            )
    if total > LARGEST_SITE:
        faults.insert(
            0,
            error(
                f"the site has {total // MEGABYTE} MB; GitHub Pages takes at most 1,000 MB",
                help="make pictures smaller, or publish it elsewhere: see docs/publish.md",
            ),
        )
    return total, faults


def _size_warnings(size: int) -> Iterator[Diagnostic]:
    if size >= LARGE_SITE:
        yield warning(
            f"the site has {size // MEGABYTE} MB of the 1,000 MB that GitHub Pages takes",
            help="think of another place for large files soon",
        )


def _rest(number: int) -> list[Diagnostic]:
    return [error(f"and {number} more files that must not be published")] if number > 0 else []
