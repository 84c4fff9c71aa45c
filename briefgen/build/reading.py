"""
Read and parse a batch of files, in this process or in another.

A batch and its results are plain values, so that the work runs the same way
wherever it runs; what goes into the store is encoded by whoever parsed it.
"""

import os
import time
from collections.abc import Sequence
from io import FileIO
from typing import NamedTuple

from msgspec.structs import replace

from briefgen.build.rows import SourceRow, SourceValues, TextRow, encode_source
from briefgen.content.discover import on_disk, to_stat
from briefgen.content.size import refuse_large
from briefgen.errors import Diagnostic, Location, error
from briefgen.fingerprint import Digest, canonical, digest_bytes, fingerprint
from briefgen.model.article import Failure, Parsed
from briefgen.model.paths import SourcePath
from briefgen.model.settings import ContentSettings
from briefgen.model.source import Role, SourceFile, SourceText, Stat
from briefgen.regular import digest_file, open_regular
from briefgen.structure.pictures import RASTER_SUFFIXES

ReadJob = tuple[SourceFile, Digest | None]
"""A file to be read, and its digest when it was last read."""


_LARGEST_PICTURE = 50_000_000
_BEGINNING = 65_536


class ReadResult(NamedTuple):
    """What reading a file has shown."""

    path: SourcePath
    values: SourceValues | None
    """``None`` if the file is as it was, or cannot be used."""
    diagnostics: tuple[Diagnostic, ...]


def read_batch(
    jobs: Sequence[ReadJob], folder: str, settings: ContentSettings, program: Digest, *, looks: bool
) -> list[ReadResult]:
    """Read and parse a batch of files below *folder*; *looks* at pictures, if wanted."""
    return [_read(source, known, folder, settings, program, looks) for source, known in jobs]


def _read(
    source: SourceFile,
    known: Digest | None,
    folder: str,
    settings: ContentSettings,
    program: Digest,
    looks: bool,
) -> ReadResult:
    try:
        with open_regular(on_disk(folder, source.path)) as file:
            fault = _too_large(source, os.fstat(file.fileno()).st_size, settings, looks)
            if fault is not None:
                return ReadResult(source.path, None, (fault,))
            data, digest = _take_in(file, source, looks)
            stat = settled(to_stat(os.fstat(file.fileno())))
    except OSError as fault:
        place = Location(f"content/{source.path}")
        unreadable = error(f"this file cannot be read: {fault.strerror}", place)
        return ReadResult(source.path, None, (unreadable,))
    if digest == known:
        return ReadResult(source.path, None, ())
    if source.role is Role.ASSET:
        notes, facts = _look_at(source.path, data, looks)
        row = SourceRow(source.path, source.role, stat, digest, b"", Digest(b""), notes, facts)
        return ReadResult(source.path, encode_source(row, program), ())
    # Loaded here because a build with nothing to parse must not pay for the parser.
    from briefgen.content.parse import parse

    parsed = parse(SourceText(source.path, source.role, data), settings)
    if isinstance(parsed, Failure):
        return ReadResult(source.path, None, parsed.diagnostics)
    listing = canonical(parsed.listing)
    about, notes = _about(parsed), _notes(parsed)
    row = SourceRow(source.path, source.role, stat, digest, listing, about, notes)
    text = TextRow(
        outline=canonical(parsed.outline),
        teaser=canonical(parsed.teaser),
        content=canonical(parsed.content),
    )
    return ReadResult(source.path, encode_source(row, program, text), ())


def _is_picture(source: SourceFile, looks: bool) -> bool:
    return looks and source.role is Role.ASSET and source.path.lower().endswith(RASTER_SUFFIXES)


def _too_large(
    source: SourceFile, size: int, settings: ContentSettings, looks: bool
) -> Diagnostic | None:
    """Return what is wrong with a file that would be read as a whole and is too large for it."""
    if source.role is not Role.ASSET:
        return refuse_large(source.path, size, settings.limits)
    if not _is_picture(source, looks) or size <= _LARGEST_PICTURE:
        return None
    most = _LARGEST_PICTURE // 1_000_000
    return error(
        f"this picture has {size // 1_000_000} MB, and {most} MB is the most",
        Location(f"content/{source.path}"),
        help="make it smaller: readers have to wait for it, too",
    )


def _take_in(file: FileIO, source: SourceFile, looks: bool) -> tuple[bytes, Digest]:
    """Return what has to be known of a file, and the digest of all of it."""
    if source.role is Role.ASSET and not _is_picture(source, looks):
        # A film is never in memory as a whole; a drawing says at its beginning how large it is.
        digest = digest_file(file)
        file.seek(0)
        return file.read(_BEGINNING), digest
    data = file.readall()
    return data, digest_bytes(data)


def _about(parsed: Parsed) -> Digest:
    """Return a digest of what other pages may tell of a file: everything but its texts."""
    none = Digest(b"")
    listing = replace(parsed.listing, teaser=none, content=none)
    # What an edition gathers stands on the pages of what is in it.
    return fingerprint((listing, parsed.outline.items))


def _look_at(path: SourcePath, data: bytes, looks: bool) -> tuple[bytes, bytes]:
    """Return what is to be said about a picture, and what is known of it; drawings always are."""
    if path.lower().endswith(".svg"):
        # Loaded here because hardly any build has a new drawing.
        from briefgen.media.drawings import look_at_drawing

        known = look_at_drawing(data)
        return b"", canonical(known) if known else b""
    if not looks or not path.lower().endswith(RASTER_SUFFIXES):
        return b"", b""
    # Loaded here because hardly any build has a new picture.
    from briefgen.media.pictures import look_at

    found = look_at(path, data)
    if isinstance(found, Diagnostic):
        return canonical(((found,), ())), b""
    return b"", canonical(found)


_RACY = 2_000_000_000
"""Nanoseconds within which a file system may give two changes the same time."""


def settled(stat: Stat) -> Stat:
    """
    Return *stat* as it may be remembered.

    A file that was touched just now may be touched again without its times
    changing.  Then its inode is left out: the next build will look again.
    """
    is_racy = max(stat.modified, stat.changed) > time.time_ns() - _RACY
    return replace(stat, inode=0) if is_racy else stat


def _notes(parsed: Parsed) -> bytes:
    if not parsed.warnings and not parsed.unknown:
        return b""
    return canonical((parsed.warnings, parsed.unknown))
