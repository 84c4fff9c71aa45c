"""
Write the changed files aside, then put them in place together.

A build that fails or is killed must leave the old site whole.  So everything is
written below ``.briefgen`` first.  If the system can swap two folders, the
unchanged files are linked into the staged tree and the whole is swapped in one
step.  Where it cannot, and for a few changes to a very large site, the files are
moved over one by one after a mark has been set: a build that finds the mark
finishes what another began.

Files that the manifest does not list are somebody else's.  They are carried
over, never replaced, and never deleted.
"""

import os
import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from briefgen.build.exchange import exchange
from briefgen.build.manifest import MANIFEST_NAME, manifest_lines, read_manifest, to_manifest
from briefgen.build.output import STAGE_PREFIX
from briefgen.build.report import Changes
from briefgen.build.store import Store
from briefgen.errors import CommandError, error
from briefgen.fingerprint import Digest, digest_bytes
from briefgen.model.paths import OutputPath

_READY = "ready"

FEW = 2000
"""Unchanged files that are always worth linking for a swap in one step."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A folder in which the next site is put together."""

    folder: Path
    output: Path

    @property
    def tree(self) -> Path:
        """Where the staged files are, by their path in the output."""
        return self.folder / "tree"

    def discard(self) -> None:
        """Delete the folder and what is left in it."""
        shutil.rmtree(self.folder, ignore_errors=True)


@contextmanager
def opened_stage(state: Path, output: Path) -> Iterator[Stage]:
    """
    Provide an empty stage on the same file system as *output*.

    What is left in it at the end goes.
    """
    stage = _open(state, output)
    try:
        yield stage
    finally:
        stage.discard()


def _open(state: Path, output: Path) -> Stage:
    parent = state
    try:
        if state.stat().st_dev != _existing(output).stat().st_dev:
            parent = output.parent
    except OSError:
        parent = state
    prefix = STAGE_PREFIX if parent == state else f".briefgen-{STAGE_PREFIX}"
    stage = Stage(Path(tempfile.mkdtemp(prefix=prefix, dir=parent)), output)
    stage.tree.mkdir()
    # mkdtemp makes folders that only their owner can read; a site is for everyone.
    stage.tree.chmod(0o777 & ~_umask())
    return stage


def put_in_place(changes: Changes, store: Store, stage: Stage) -> None:
    """Switch to the new site, unless it is the old one."""
    if changes.written or changes.removed or not stage.output.exists():
        store.take_outputs(changes.removed)
        manifest = to_manifest((row.path, row.digest) for row in store.outputs())
        kept = (row.path for row in store.outputs() if not (stage.tree / row.path).exists())
        count = changes.unchanged
        switch(stage, manifest, changed=changes.written, kept=kept, kept_count=count)
        store.put_fact("manifest", digest_bytes(manifest))
    else:
        store.take_outputs(())
        store.put_fact("manifest", digest_bytes(read_manifest(stage.output)))


def _existing(path: Path) -> Path:
    while not path.exists():
        path = path.parent
    return path


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def recover(stage: Stage) -> None:
    """Finish the switch that an interrupted build began, or clear its stage away."""
    if (stage.folder / _READY).exists():
        target = (stage.folder / _READY).read_text(encoding="utf-8")
        if target == str(stage.output):
            _replace_files(stage)
    _clear(stage, owned=dict(manifest_lines(read_manifest(stage.tree))))


def switch(
    stage: Stage,
    manifest: bytes,
    *,
    changed: int,
    kept: Collection[OutputPath] | Iterable[OutputPath],
    kept_count: int,
) -> None:
    """Make the staged tree the site; *kept* are the files that stay as they are."""
    (stage.tree / MANIFEST_NAME).write_bytes(manifest)
    if not stage.output.exists():
        stage.output.parent.mkdir(parents=True, exist_ok=True)
        os.rename(stage.tree, stage.output)
    elif kept_count <= max(FEW, changed) and _swap(stage, kept):
        owned = dict(manifest_lines(read_manifest(stage.tree)))
        _clear(stage, owned=owned)
    else:
        mark = stage.folder / f"{_READY}.new"
        mark.write_text(str(stage.output), encoding="utf-8")
        mark.rename(stage.folder / _READY)
        _replace_files(stage)
    stage.discard()


def _swap(stage: Stage, kept: Iterable[OutputPath]) -> bool:
    """Complete the staged tree with links and swap it in; False if that cannot be done."""
    linked: list[Path] = []
    try:
        for path in kept:
            linked.append(_link(stage, path))
        for name in _foreign(stage.output, dict(manifest_lines(read_manifest(stage.output)))):
            if (stage.output / name).is_dir() and not (stage.output / name).is_symlink():
                raise IsADirectoryError(name)
            if not os.path.lexists(stage.tree / name):
                linked.append(_link(stage, name))
    except (OSError, NotImplementedError):
        done = False
    else:
        done = exchange(stage.tree, stage.output)
    if not done:
        for file in linked:
            file.unlink(missing_ok=True)
    return done


def _link(stage: Stage, path: str) -> Path:
    target = stage.tree / path
    target.parent.mkdir(parents=True, exist_ok=True)
    os.link(stage.output / path, target, follow_symlinks=False)
    return target


def _foreign(folder: Path, owned: Mapping[OutputPath, Digest]) -> Iterator[str]:
    """Return what in *folder* is not briefgen's: files, and folders with none of its files."""
    folders = {MANIFEST_NAME}
    for path in owned:
        parent = path.rpartition("/")[0]
        while parent and parent not in folders:
            folders.add(parent)
            parent = parent.rpartition("/")[0]
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        with os.scandir(folder / prefix) as listing:
            for entry in listing:
                path = OutputPath(prefix + entry.name)
                if path in owned or path == MANIFEST_NAME:
                    continue
                if entry.is_dir(follow_symlinks=False) and path in folders:
                    waiting.append(f"{path}/")
                else:
                    yield path


def _replace_files(stage: Stage) -> None:
    """Move the staged files over one by one; the manifest, which ends it, last."""
    old = dict(manifest_lines(read_manifest(stage.output)))
    new_data = read_manifest(stage.tree)
    new = dict(manifest_lines(new_data))
    staged = sorted(path for path in new if (stage.tree / path).is_file())
    # What pages refer to first, so that no page is ever ahead of its style sheet.
    for path in sorted(staged, key=_rank):
        target = stage.output / path
        _make_way(target, stage.output)
        refuse_foreign(target, old.get(path), new[path])
        os.replace(stage.tree / path, target)
    for path, digest in old.items():
        if path not in new:
            _remove(stage.output, path, digest)
    manifest = stage.tree / MANIFEST_NAME
    if manifest.exists():
        os.replace(manifest, stage.output / MANIFEST_NAME)


def _rank(path: str) -> int:
    if path.startswith("assets/"):
        return 0
    return 1 if path.endswith(".html") else 2


def _make_way(target: Path, output: Path) -> None:
    """Make the folders above *target*; a link in the way is refused."""
    for parent in reversed(target.parents):
        if parent.is_relative_to(output) and parent != output and parent.is_symlink():
            raise CommandError(
                error(f"cannot write below {parent}: it is a symbolic link", help="remove it")
            )
    target.parent.mkdir(parents=True, exist_ok=True)


def refuse_foreign(target: Path, old: Digest | None, new: Digest | None) -> None:
    """
    Make sure that *target* may be replaced or deleted.

    Raises:
        CommandError: it is something that briefgen did not write, or has been
            changed since.

    """
    if not os.path.lexists(target):
        return
    if target.is_file() and not target.is_symlink():
        digest = digest_bytes(target.read_bytes())
        if digest in {old, new}:
            return
    what = "was changed since briefgen wrote it" if old else "was not written by briefgen"
    raise CommandError(
        error(
            f"{target} is in the way: it {what}",
            help="move it away, then build again; briefgen never overwrites what it did not write",
        )
    )


def _remove(output: Path, path: OutputPath, digest: Digest) -> None:
    """Delete a file of the old site, and the folders that it leaves empty."""
    target = output / path
    if any(parent.is_symlink() for parent in target.parents if parent != output):
        return
    if target.is_file() and not target.is_symlink():
        if digest_bytes(target.read_bytes()) != digest:
            return
        target.unlink()
    _prune(target.parent, output)


def _prune(folder: Path, top: Path) -> None:
    while folder != top and folder.is_relative_to(top):
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


def _clear(stage: Stage, *, owned: Mapping[OutputPath, Digest]) -> None:
    """
    Delete an old tree or an unfinished one, but nothing that is not in the site too.

    A file that somebody put into the site in the instant before the switch is
    moved back to it.
    """
    if not owned:
        stage.discard()
        return
    for name in list(_foreign(stage.tree, owned)) if stage.tree.exists() else []:
        file = stage.tree / name
        target = stage.output / name
        if not os.path.lexists(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(file, target)
    stage.discard()
