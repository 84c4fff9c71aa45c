"""
Compare the output with what is remembered of it.

The manifest says which files are briefgen's; the store only adds how they came
about.  So what the store says of a file counts if the manifest agrees with it,
and the file itself is looked at before it is relied upon.
"""

import os
from hashlib import blake2b
from pathlib import Path

from msgspec.structs import replace

from briefgen.build.foreign import is_file_with
from briefgen.build.manifest import (
    MANIFEST_NAME,
    declared_count,
    first_line,
    manifest_lines,
    read_manifest,
    to_line,
    to_manifest,
    write_manifest,
)
from briefgen.build.rows import OutputRow
from briefgen.build.store import Store
from briefgen.errors import CommandError, Diagnostic, error
from briefgen.fingerprint import DIGEST_SIZE, Digest, digest_bytes
from briefgen.regular import digest_of

_NO_KEY = Digest(b"")


def output_stat(status: os.stat_result) -> bytes:
    """Return what tells whether a file of the output was touched since it was written."""
    return b"%d %d %d" % (status.st_size, status.st_mtime_ns, status.st_ino)


def reconcile(store: Store, folder: Path) -> bool:
    """
    Make the store agree with the output in *folder*; return whether it did already.

    Afterwards its rows are exactly the files that the manifest lists.  Files that
    are missing have lost their key, and so will be written again.

    Raises:
        CommandError: files were changed by somebody else since briefgen wrote them.

    """
    manifest = read_manifest(folder)
    digest = digest_bytes(manifest)
    agreed = digest == store.fact("manifest")
    faults: list[Diagnostic] = []
    touched: list[OutputRow] = []
    if not agreed or _look(store, folder, touched, faults) != digest:
        # Rows were damaged or are another output's: the manifest knows better.
        agreed = False
        _adopt(store, folder, manifest)
        touched, faults = [], []
        _look(store, folder, touched, faults)
    if faults:
        raise CommandError(*faults)
    store.put_outputs(touched)
    return agreed and not touched


def _adopt(store: Store, folder: Path, manifest: bytes) -> None:
    """
    Take the files of the output from its *manifest*.

    Raises:
        CommandError: it has lost some of its lines, and nothing else knows of these files.

    """
    listed = dict(manifest_lines(manifest))
    lost = {
        row.path: row.digest
        for row in store.outputs()
        if row.path not in listed and is_file_with(folder / row.path, row.digest)
    }
    files = sorted({**listed, **lost}.items())
    if len(files) < declared_count(manifest):
        raise CommandError(
            error(
                f"{folder / MANIFEST_NAME}, the list of what briefgen wrote, lacks "
                f"{declared_count(manifest) - len(files)} of its lines",
                help="so it is not known what has to go: delete that folder, but for what is not "
                "from briefgen, then build again",
            )
        )
    if lost:
        # Whatever happens next, they are known to be briefgen's.
        write_manifest(folder, to_manifest(files))
    rows = []
    for path, digest in files:
        row = store.output(path)
        if row is None or row.digest != digest:
            row = OutputRow(path, _NO_KEY, b"", digest, b"")
        rows.append(row)
    store.forget_outputs()
    store.put_outputs(rows)


def _look(store: Store, folder: Path, touched: list[OutputRow], faults: list[Diagnostic]) -> Digest:
    """
    Look at every file of the output; return the digest of the manifest the store would write.

    New rows for files that are not as they were left go to *touched*.
    """
    top = os.fspath(folder)
    state = blake2b(first_line(store.count_outputs()), digest_size=DIGEST_SIZE)
    for row in store.outputs():
        state.update(to_line(row.path, row.digest))
        file = f"{top}/{row.path}"
        try:
            status = os.lstat(file)
        except (FileNotFoundError, NotADirectoryError):
            if row.stat:
                touched.append(replace(row, key=_NO_KEY, marks=b"", stat=b""))
            continue
        stat = output_stat(status)
        if stat == row.stat:
            continue
        path = Path(file)
        if path.is_symlink() or not path.is_file() or digest_of(path) != row.digest:
            faults.append(_changed(path))
        else:
            touched.append(replace(row, stat=stat))
    return Digest(state.digest())


def _changed(path: Path) -> Diagnostic:
    return error(
        f"{path} was changed since briefgen wrote it",
        help="move it away, then build again; briefgen never overwrites what it did not write",
    )
