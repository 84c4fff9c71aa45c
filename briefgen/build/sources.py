"""
Bring what the store remembers of the content up to date.

A file whose size, times and inode are as they were is not read again, unless it
was touched so shortly before it was read that a second change could have gone
unnoticed.  Everything else is read and digested, and parsed if the digest is new.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from hashlib import blake2b

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from briefgen.build.database import damaged
from briefgen.build.project import Project
from briefgen.build.reading import ReadJob, ReadResult, read_batch, settled
from briefgen.build.request import Advance
from briefgen.build.rows import SourceRow, SourceValues, encode_source
from briefgen.build.store import Store
from briefgen.build.workers import Workers, batches
from briefgen.errors import Diagnostic, Location, Severity, warning
from briefgen.fingerprint import DIGEST_SIZE, Digest
from briefgen.model.paths import SourcePath
from briefgen.model.settings import ContentSettings
from briefgen.model.source import Role, SourceFile

WORTH_A_PROCESS = 300_000
"""Bytes to read from which on other processes help; starting them takes 0.1 s."""

_BATCH = 120_000
_ROWS = 100
_decode_notes = msgspec.msgpack.Decoder(
    tuple[tuple[Diagnostic, ...], tuple[tuple[str, Location], ...]]
).decode


class Intake(Struct, frozen=True):
    """What reading the content has shown."""

    digest: Digest
    """Of every source file's path, role and bytes."""
    failed: frozenset[SourcePath]
    errors: tuple[Diagnostic, ...]
    assets: tuple[SourcePath, ...]


def read_sources(
    project: Project,
    sources: tuple[SourceFile, ...],
    store: Store,
    workers: Workers,
    settings: ContentSettings,
    advance: Advance,
    *,
    looks: bool,
) -> Intake:
    """
    Read what is new or was touched, and put it into the store.

    *looks* at pictures, so that their sizes are known.
    """
    jobs, gone = _compare(sources, store.sources())
    for path in gone:
        store.forget_source(path)
    errors: list[Diagnostic] = []
    failed: list[SourcePath] = []
    fresh: list[SourceValues] = []
    results = _read(jobs, project, store, workers, settings, looks=looks)
    for number, ((source, known), result) in enumerate(zip(jobs, results, strict=True), 1):
        advance("Reading", number, len(jobs))
        if result.diagnostics:
            errors += result.diagnostics
            failed.append(result.path)
            if known is None:
                store.forget_source(result.path)
            # Else its last good version stays, for a preview to show; as its stat is that of
            # before, the file is read again each time.
        elif result.values is None:
            _refresh(store, source)
        else:
            fresh.append(result.values)
        if len(fresh) >= _ROWS:
            store.put_rows(fresh)
            fresh.clear()
    store.put_rows(fresh)
    digest = _digest(sources, store.digests(), frozenset(failed))
    assets = tuple(source.path for source in sources if source.role is Role.ASSET)
    return Intake(digest, frozenset(failed), tuple(errors), assets)


def _compare(
    sources: Iterable[SourceFile], rows: Iterator[SourceRow]
) -> tuple[list[ReadJob], list[SourcePath]]:
    """Return the files to read, and those that are gone or are there for something else now."""
    jobs: list[ReadJob] = []
    gone: list[SourcePath] = []
    row = next(rows, None)
    # Both sides come by path.
    for source in sources:
        while row is not None and row.path < source.path:
            gone.append(row.path)
            row = next(rows, None)
        if row is None or row.path != source.path:
            jobs.append((source, None))
            continue
        if row.role is not source.role:
            gone.append(row.path)
            jobs.append((source, None))
        elif row.stat != source.stat:
            jobs.append((source, row.digest))
        row = next(rows, None)
    while row is not None:
        gone.append(row.path)
        row = next(rows, None)
    return jobs, gone


def _digest(
    sources: Iterable[SourceFile],
    known: Iterator[tuple[SourcePath, str, Digest]],
    failed: frozenset[SourcePath],
) -> Digest:
    """
    Return the digest of the paths, roles and bytes of all *sources* that are *known*.

    Raises:
        StoreDamaged: these are not the sources, but for those that have *failed*.

    """
    state = blake2b(digest_size=DIGEST_SIZE)
    row = next(known, None)
    last = SourcePath("")
    for source in sources:
        if row is not None and row[:2] == (source.path, source.role.value):
            state.update(f"{len(source.path)}:{source.path}:{source.role.value}:".encode())
            state.update(row[2])
            row = next(known, None)
        elif source.path not in failed and source.path != last:
            raise damaged(f"it does not know {source.path}")
        last = source.path
    if row is not None:
        raise damaged(f"it knows {row[0]}, which is not there")
    return Digest(state.digest())


def _read(
    jobs: list[ReadJob],
    project: Project,
    store: Store,
    workers: Workers,
    settings: ContentSettings,
    *,
    looks: bool,
) -> Iterator[ReadResult]:
    work = partial(
        read_batch,
        folder=str(project.content),
        settings=settings,
        program=store.program,
        looks=looks,
    )
    groups = batches(jobs, lambda job: job[0].stat.size + 500, _BATCH)
    size = sum(source.stat.size for source, _ in jobs)
    if workers.count > 1 and size > WORTH_A_PROCESS:
        return workers.map(work, groups)
    return (result for group in groups for result in work(group))


def _refresh(store: Store, source: SourceFile) -> None:
    """Remember the new stat of a file whose bytes are as they were."""
    row = store.source(source.path)
    assert row is not None, "its digest was found there"
    touched = replace(row, stat=settled(source.stat))
    store.put_rows([encode_source(touched, store.program)])


def collect_warnings(notes: Iterable[bytes]) -> tuple[Diagnostic, ...]:
    """Return all warnings in *notes*; one for each unknown key, with a count."""
    warnings: list[Diagnostic] = []
    places: dict[str, list[Location]] = {}
    for data in notes:
        found, unknown = _decode_notes(data)
        warnings += [one for one in found if one.severity is Severity.WARNING]
        for name, place in unknown:
            places.setdefault(name, []).append(place)
    for name, found_at in sorted(places.items()):
        count = len(found_at)
        files = "1 file" if count == 1 else f"{count} files"
        warnings.append(
            warning(
                f"nobody knows the field `{name}`, which {files} use"
                f"{'s' if count == 1 else ''}; it is ignored",
                found_at[0],
                help="put it below `extra:`, or map it to a field with `fields:` in briefgen.yml",
            )
        )
    return tuple(warnings)
