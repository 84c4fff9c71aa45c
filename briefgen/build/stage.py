"""
Write the changed files aside, then put them in place together.

A build that fails or is killed must leave the old site whole.  So everything is
written below ``.briefgen`` first.  If the system can swap two folders, the
unchanged files are linked into the staged tree and the whole is swapped in one
step.  Where it cannot, and for a few changes to a very large site, the files are
moved over one by one after a mark has been set (``build.journal``): a build that
finds the mark finishes what another began.

Files that the manifest does not list are somebody else's.  They are carried
over, never replaced, and never deleted.
"""

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from briefgen.build.exchange import exchange
from briefgen.build.foreign import Owned, find_foreign, refuse_foreign
from briefgen.build.journal import Replacement
from briefgen.build.manifest import MANIFEST_NAME, manifest_lines, read_manifest, to_manifest
from briefgen.build.project import STAGE_PREFIX
from briefgen.build.report import Changes
from briefgen.build.store import Store
from briefgen.fingerprint import digest_bytes
from briefgen.model.paths import OutputPath

FEW = 2000
"""Unchanged files that are always worth linking for a swap in one step."""


class Stage(Struct, frozen=True):
    """A folder in which the next site is put together."""

    folder: Path
    output: Path

    @property
    def tree(self) -> Path:
        """Where the staged files are, by their path in the output."""
        return self.folder / "tree"

    @property
    def mark(self) -> Path:
        """Is there while staged files are on their way into the site; says into which."""
        return self.folder / "ready"

    def discard(self) -> None:
        """Delete the folder, unless its files are on their way into the site."""
        if not self.mark.exists():
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
    except OSError as fault:
        # Writing to an open file fails without a name.
        fault.filename = fault.filename or os.fspath(stage.folder)
        raise
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
    store.take_outputs(changes.removed, changes.unchanged + changes.written)
    manifest = to_manifest(store.files())
    if changes.written or manifest != read_manifest(stage.output) or not stage.output.exists():
        kept = (path for path, _ in store.files() if not (stage.tree / path).exists())
        count = changes.unchanged
        switch(stage, manifest, changed=changes.written, kept=kept, kept_count=count)
    store.put_fact("manifest", digest_bytes(manifest))


def _existing(path: Path) -> Path:
    while not path.exists():
        path = path.parent
    return path


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def recover(stage: Stage) -> None:
    """
    Finish the switch that an interrupted build began, or clear its stage away.

    A switch of another output is left for the next build of that one.
    """
    if stage.mark.exists():
        if stage.mark.read_text(encoding="utf-8") != str(stage.output):
            return
        replacement = Replacement(stage.tree, stage.output)
        replacement.refuse_obstacles()
        replacement.make()
        stage.mark.unlink()
    _clear(stage, owned=dict(manifest_lines(read_manifest(stage.tree))))


def switch(
    stage: Stage,
    manifest: bytes,
    *,
    changed: int,
    kept: Iterable[OutputPath],
    kept_count: int,
) -> None:
    """
    Make the staged tree the site; *kept* are the files that stay as they are.

    Raises:
        CommandError: something that briefgen did not write is in the way.

    """
    (stage.tree / MANIFEST_NAME).write_bytes(manifest)
    if not stage.output.exists():
        stage.output.parent.mkdir(parents=True, exist_ok=True)
        os.rename(stage.tree, stage.output)
    elif kept_count <= max(FEW, changed) and _swap(stage, kept):
        _clear(stage, owned=dict(manifest_lines(read_manifest(stage.tree))))
    else:
        replacement = Replacement(stage.tree, stage.output)
        replacement.refuse_obstacles()
        new_mark = stage.folder / f"{stage.mark.name}.new"
        new_mark.write_text(str(stage.output), encoding="utf-8")
        new_mark.rename(stage.mark)
        replacement.make()
        stage.mark.unlink()
    stage.discard()


def _swap(stage: Stage, kept: Iterable[OutputPath]) -> bool:
    """Complete the staged tree with links and swap it in; False if that cannot be done."""
    linked: list[Path] = []
    try:
        for path in kept:
            linked.append(_link(stage, path))
        for name in find_foreign(stage.output, dict(manifest_lines(read_manifest(stage.output)))):
            file, staged = stage.output / name, stage.tree / name
            if file.is_dir() and not file.is_symlink():
                raise IsADirectoryError(name)
            if os.path.lexists(staged):
                new = digest_bytes(staged.read_bytes()) if staged.is_file() else None
                refuse_foreign(file, None, new)
            else:
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


def _clear(stage: Stage, *, owned: Owned) -> None:
    """
    Delete an old tree or an unfinished one, but nothing that is not in the site too.

    A file that somebody put into the site in the instant before the switch is
    moved back to it.
    """
    if owned:
        for name in list(find_foreign(stage.tree, owned)):
            target = stage.output / name
            if not os.path.lexists(target):
                target.parent.mkdir(parents=True, exist_ok=True)
                os.replace(stage.tree / name, target)
    stage.discard()
