"""
Do the two kinds of work that run in parallel: parsing files and rendering pages.

Both take a batch and return plain values, so that they run the same way in this
process and in another.  What is large stays where it is: a rendered page is
written to the stage by the process that rendered it, and only its digest returns.
"""

import os
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from briefgen.build.store import SourceRow, SourceValues, Store, TextRow, encode_source
from briefgen.build.views import ViewDecoder
from briefgen.content.discover import to_stat
from briefgen.errors import Diagnostic, Location, error
from briefgen.fingerprint import Digest, canonical, digest_bytes
from briefgen.model.article import Failure, Parsed
from briefgen.model.held import Shared
from briefgen.model.page import Frame, Page
from briefgen.model.paths import OutputPath, SourcePath
from briefgen.model.settings import ContentSettings
from briefgen.model.source import Role, SourceFile, SourceText, Stat
from briefgen.model.theme import Theme
from briefgen.theme.thaw import Shelf

ReadJob = tuple[SourceFile, Digest | None]
"""A file to be read, and its digest when it was last read."""


class ReadResult(NamedTuple):
    """What reading a file has shown."""

    path: SourcePath
    values: SourceValues | None
    """``None`` if the file is as it was, or cannot be used."""
    diagnostics: tuple[Diagnostic, ...]


class RenderJob(NamedTuple):
    """A page to be rendered, in a form that is cheap to send."""

    path: OutputPath
    template: str
    view: bytes
    """Encoded as for its key."""
    known: Digest | None
    """Of the file that is there now."""


class Rendered(NamedTuple):
    """A page that was rendered."""

    digest: Digest
    stat: bytes
    """Of the staged file; empty if the file that is there has the same bytes."""
    fault: Diagnostic | None


def read_batch(
    jobs: Sequence[ReadJob], folder: str, settings: ContentSettings, program: Digest
) -> list[ReadResult]:
    """Read and parse a batch of files below *folder*."""
    return [_read(source, known, folder, settings, program) for source, known in jobs]


def _read(
    source: SourceFile,
    known: Digest | None,
    folder: str,
    settings: ContentSettings,
    program: Digest,
) -> ReadResult:
    try:
        with open(f"{folder}/{source.path}", "rb", buffering=0) as file:
            data = file.readall()
            stat = settled(to_stat(os.fstat(file.fileno())))
    except OSError as fault:
        place = Location(f"content/{source.path}")
        unreadable = error(f"this file cannot be read: {fault.strerror}", place)
        return ReadResult(source.path, None, (unreadable,))
    digest = digest_bytes(data)
    if digest == known:
        return ReadResult(source.path, None, ())
    if source.role is Role.ASSET:
        row = SourceRow(source.path, stat, digest, b"", b"")
        return ReadResult(source.path, encode_source(row, program), ())
    # Loaded here because a build with nothing to parse must not pay for the parser.
    from briefgen.content.parse import parse

    parsed = parse(SourceText(source.path, source.role, data), settings)
    if isinstance(parsed, Failure):
        return ReadResult(source.path, None, parsed.diagnostics)
    row = SourceRow(source.path, stat, digest, canonical(parsed.listing), _notes(parsed))
    text = TextRow(
        outline=canonical(parsed.outline),
        teaser=canonical(parsed.teaser),
        content=canonical(parsed.content),
    )
    return ReadResult(source.path, encode_source(row, program, text), ())


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


class Press:
    """Renders pages of one theme into one stage."""

    def __init__(self, theme: Theme, shelf: Shelf, tree: Path, frame: Shared[Frame]) -> None:
        """Get ready; templates are compiled when a page first needs them."""
        # Loaded here because a build with nothing to render must not pay for Jinja.
        from briefgen.theme.render import Renderer

        self._renderer = Renderer(theme)
        self._shelf = shelf
        self._tree = os.fspath(tree)
        self._decode = ViewDecoder(frame)

    def render(self, jobs: Sequence[RenderJob]) -> list[Rendered]:
        """Render a batch of pages, and write those whose bytes have changed."""
        return [self._render(job) for job in jobs]

    def _render(self, job: RenderJob) -> Rendered:
        view = self._decode(job.template, job.view)
        data = self._renderer.render(Page(job.path, job.template, view), self._shelf)
        if isinstance(data, Diagnostic):
            return Rendered(Digest(b""), b"", data)
        digest = digest_bytes(data)
        if digest == job.known:
            return Rendered(digest, b"", None)
        return Rendered(digest, write_staged(self._tree, job.path, data), None)


def write_staged(tree: str, path: OutputPath, data: bytes) -> bytes:
    """Write a file of the next site, and return its stat for the store."""
    target = os.path.join(tree, path)
    try:
        file = open(target, "wb", buffering=0)  # noqa: SIM115 - closed by the block below
    except FileNotFoundError:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        file = open(target, "wb", buffering=0)  # noqa: SIM115
    with file:
        view = memoryview(data)
        while view:
            view = view[file.write(view) :]
        return output_stat(os.fstat(file.fileno()))


def output_stat(status: os.stat_result) -> bytes:
    """Return what tells whether a file of the output was touched since it was written."""
    return b"%d %d %d" % (status.st_size, status.st_mtime_ns, status.st_ino)


_press: Press | None = None


def set_up_press(
    theme: Theme, store: Path, program: Digest, tree: Path, frame: Shared[Frame]
) -> None:
    """Get this worker process ready for ``render_batch``."""
    global _press  # noqa: PLW0603 - one per worker process, set once by the pool
    _press = Press(theme, Store(store, program, read_only=True), tree, frame)


def render_batch(jobs: Sequence[RenderJob]) -> list[Rendered]:
    """Render a batch of pages in a worker process."""
    assert _press is not None, "set_up_press comes first"
    return _press.render(jobs)
