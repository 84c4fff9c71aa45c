"""
Write the changed files aside, before they are put in place together.

A build that fails or is killed must leave the old site whole.  So everything is
written to a folder of its own first, from which files can be moved into the
output without being copied (``build.switch``).

Files that the manifest does not list are somebody else's.  They are carried
over, never replaced, and never deleted.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from msgspec import Struct

from briefgen.build.foreign import Owned, find_foreign
from briefgen.build.journal import Replacement
from briefgen.build.lock import folder_locked
from briefgen.build.manifest import manifest_lines, read_manifest
from briefgen.build.project import NOTE, READY, destination, stage_prefix


class Stage(Struct, frozen=True):
    """A folder in which the next site is put together; no other process touches it."""

    folder: Path
    output: Path

    @property
    def tree(self) -> Path:
        """Where the staged files are, by their path in the output."""
        return self.folder / "tree"

    @property
    def note(self) -> Path:
        """Says where the output is, from the folder that the stage lies in."""
        return self.folder / NOTE

    @property
    def mark(self) -> Path:
        """What the note is called while staged files are on their way into the site."""
        return self.folder / READY

    def discard(self) -> None:
        """Delete the folder, unless its files are on their way into the site."""
        if not self.mark.exists():
            try:
                shutil.rmtree(self.folder, ignore_errors=True)
            except RecursionError:
                _flatten(self.folder)
                shutil.rmtree(self.folder, ignore_errors=True)


def _flatten(folder: Path) -> None:
    """Move all folders below *folder* up into it, as deep as they may lie."""
    names = (f"moved-{number}" for number in count())
    waiting = [entry.path for entry in os.scandir(folder) if entry.is_dir(follow_symlinks=False)]
    while waiting:
        with os.scandir(waiting.pop()) as listing:
            inside = [entry.path for entry in listing if entry.is_dir(follow_symlinks=False)]
        for path in inside:
            moved = os.fspath(folder / next(names))
            os.rename(path, moved)
            waiting.append(moved)


@contextmanager
def opened_stage(state: Path, output: Path) -> Iterator[Stage]:
    """
    Provide an empty stage whose files can be moved into *output*.

    What is left in it at the end goes.
    """
    with _begun(state, output) as begun:
        stage = Stage(_moved_out(begun, state, output), output)
        try:
            # The bytes of the name, which need be no text.
            stage.note.write_bytes(os.fsencode(os.path.relpath(output, stage.folder.parent)))
            stage.tree.mkdir()
            # mkdtemp makes folders that only their owner can read; a site is for everyone.
            stage.tree.chmod(0o777 & ~_umask())
            yield stage
        except OSError as fault:
            # Writing to an open file fails without a name.
            fault.filename = fault.filename or os.fspath(stage.folder)
            raise
        finally:
            stage.discard()


@contextmanager
def _begun(state: Path, output: Path) -> Iterator[Path]:
    """Provide a new folder in *output*, locked before another build takes it for left over."""
    while True:
        begun = Path(tempfile.mkdtemp(prefix=stage_prefix(state, output), dir=_existing(output)))
        with folder_locked(begun) as is_ours:
            if is_ours and begun.is_dir():
                yield begun
                return


def _moved_out(begun: Path, state: Path, output: Path) -> Path:
    """
    Move a folder that was begun in the output away from there, and return where it is.

    It can be moved back from wherever it can be moved to.  Only where the output
    is a disk of its own, it has to stay in it.
    """
    try:
        return begun.rename(state / begun.name.removeprefix(".briefgen-"))
    except OSError:
        pass
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        return begun.rename(output.parent / begun.name)
    except OSError:
        return begun


def _existing(path: Path) -> Path:
    while not path.exists():
        path = path.parent
    return path


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def recover(folder: Path, output: Path) -> None:
    """
    Finish the switch that an interrupted build began, or clear its stage away.

    A switch of another output is left for the next build of that one, and a stage
    that somebody is using to that build.
    """
    with folder_locked(folder) as is_free:
        stage = Stage(folder, destination(folder) or output)
        if not is_free or (stage.mark.exists() and stage.output != output):
            return
        if stage.mark.exists():
            replacement = Replacement(stage.tree, stage.output)
            replacement.refuse_obstacles()
            replacement.refuse_unwritable()
            replacement.make()
            stage.mark.unlink()
        clear(stage, owned=dict(manifest_lines(read_manifest(stage.tree))))


def clear(stage: Stage, *, owned: Owned) -> None:
    """
    Delete an old tree or an unfinished one, but nothing that is not in the site too.

    A file that somebody put into the site in the instant before the switch is
    moved back to it.
    """
    if owned:
        for name in list(find_foreign(stage.tree, owned)):
            target = stage.output / name
            if not stage.output.is_dir():
                return
            if not os.path.lexists(target):
                target.parent.mkdir(parents=True, exist_ok=True)
                os.replace(stage.tree / name, target)
    stage.discard()
