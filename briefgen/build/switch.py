"""
Put the staged files in place together.

If the system can swap two folders, the unchanged files are linked into the staged
tree and the whole is swapped in one step.  Where it cannot, and for a few changes
to a very large site, the files are moved over one by one after a mark has been set
(``build.journal``): a build that finds the mark finishes what another began.
"""

import os
from collections.abc import Iterable
from pathlib import Path

from briefgen.build.exchange import exchange, has_mounts
from briefgen.build.foreign import find_foreign, refuse_foreign
from briefgen.build.journal import Replacement, staged_files
from briefgen.build.lock import PATIENCE, folder_locked
from briefgen.build.manifest import MANIFEST_NAME, manifest_lines, read_manifest, to_manifest
from briefgen.build.report import Changes
from briefgen.build.stage import Stage, clear
from briefgen.build.store import Store
from briefgen.errors import CommandError, error
from briefgen.fingerprint import digest_bytes
from briefgen.model.paths import OutputPath
from briefgen.regular import digest_of

FEW = 2000
"""Unchanged files that are always worth linking for a swap in one step."""


def put_in_place(changes: Changes, store: Store, stage: Stage) -> None:
    """
    Switch to the new site, unless it is the old one.

    Raises:
        CommandError: files that belong to it are missing, or something that this
            build does not know is in the way.

    """
    known = to_manifest(store.files())
    store.take_outputs(changes.removed, changes.unchanged + changes.written)
    manifest = to_manifest(store.files())
    if changes.written or manifest != read_manifest(stage.output) or not stage.output.exists():
        with folder_locked(stage.output, patience=PATIENCE) as is_alone:
            if not is_alone or not _is_as_known(stage.output, known):
                raise CommandError(
                    error(
                        f"another build has written to {stage.output} meanwhile",
                        help="build again; give each site a folder of its own",
                    )
                )
            _refuse_loss(stage, changes.written)
            kept = (path for path, _ in store.files() if not (stage.tree / path).exists())
            count = changes.unchanged
            switch(stage, manifest, changed=changes.written, kept=kept, kept_count=count)
    store.put_fact("manifest", digest_bytes(manifest))


def _is_as_known(output: Path, known: bytes) -> bool:
    """Whether the output still has the files that this build has seen in it."""
    found = read_manifest(output)
    # What is no line of a manifest counts for nothing.
    return found == known or to_manifest(sorted(dict(manifest_lines(found)).items())) == known


def _refuse_loss(stage: Stage, count: int) -> None:
    """Make sure that all *count* files that were staged still are."""
    found = sum(1 for _ in staged_files(stage.tree))
    if found != count:
        raise CommandError(
            error(
                f"{abs(count - found)} of the files in {stage.folder} are not as this build "
                "has written them",
                help="something else has changed that folder; build again",
            )
        )


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
    elif kept_count <= max(FEW, changed) and _can_swap(stage) and _swap(stage, kept):
        clear(stage, owned=dict(manifest_lines(read_manifest(stage.tree))))
    else:
        replacement = Replacement(stage.tree, stage.output)
        replacement.refuse_obstacles()
        replacement.refuse_gaps()
        replacement.refuse_unwritable()
        stage.note.rename(stage.mark)
        replacement.make()
        stage.mark.unlink()
    stage.discard()


def _can_swap(stage: Stage) -> bool:
    """Whether the output can go away as a whole: it is no disk of its own, and holds none."""
    return stage.folder.parent != stage.output and not has_mounts(stage.output)


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
                new = digest_of(staged) if staged.is_file() else None
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
