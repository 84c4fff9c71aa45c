"""
Read the files of a site, and again those that have changed.

A build goes through the whole folder; here somebody has just saved one file and
is waiting.  A file that cannot be read, or says what makes no sense, stays what
it was, and what is wrong with it is kept beside.
"""

import os
import stat
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress

from msgspec.structs import replace

from briefgen.build.extras import makes_pictures
from briefgen.build.lock import locked
from briefgen.build.pipeline import read_content, reader_digest, require_content, starting_anew
from briefgen.build.project import Project
from briefgen.build.reading import ReadJob, ReadResult, read_batch, settled
from briefgen.build.request import Advance
from briefgen.build.rows import SourceRow, SourceValues
from briefgen.build.sources import Intake
from briefgen.build.store import Store
from briefgen.build.templates import keep_templates, kept_templates, known_template_digests
from briefgen.build.workers import Workers, default_workers
from briefgen.config import Config
from briefgen.content.discover import discover, on_disk, to_stat
from briefgen.errors import CommandError, Diagnostic, StoreDamaged
from briefgen.fingerprint import Digest
from briefgen.model.paths import SourcePath
from briefgen.model.source import SourceFile
from briefgen.model.theme import Theme
from briefgen.preview.known import Extent, Known
from briefgen.preview.problems import lasting, source_of
from briefgen.preview.shelf import Shelf
from briefgen.theme.compiled import Kept

MANY = 200
"""Changed files from which on they are read as at the start, by several processes."""


class Sources:
    """The files of one site."""

    def __init__(self, project: Project, config: Config, advance: Advance) -> None:
        """
        Read the content, from the store as far as that knows it.

        Raises:
            CommandError: the folder cannot be read, or the state not be written.

        """
        self._project = project
        self._config = config
        self._advance = advance
        self._errors: Mapping[SourcePath, tuple[Diagnostic, ...]] = {}
        """What is wrong with files, by file."""
        self._faults: tuple[Diagnostic, ...] = ()
        """What cannot be content at all."""
        self._replaced: list[Shelf] = []
        """What the snapshot that is shown may still ask."""
        self.known = self._load()

    @property
    def folder(self) -> str:
        """Where the content is."""
        return os.fspath(self._project.content)

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """Everything that keeps a file from being read."""
        return (*self._faults, *(one for found in self._errors.values() for one in found))

    @property
    def failed(self) -> frozenset[SourcePath]:
        """The files of which nothing is known, as they could never be read."""
        refused = (source_of(fault) for fault in self._faults)
        unknown = (path for path in self._errors if self.known.row(path) is None)
        return frozenset({*refused, *unknown})

    def templates(self, theme: Theme) -> tuple[Mapping[str, Digest], Kept]:
        """Return what ``known_template_digests`` and ``kept_templates`` do; raise what they do."""

        def ask() -> tuple[Mapping[str, Digest], Kept]:
            with Store(self._project.store, self._program) as store:
                digests = known_template_digests(theme, store)
                store.commit()
                return digests, kept_templates(store)

        with locked(self._project.state):
            return starting_anew(self._project, ask)

    def keep_templates(self, kept: Kept) -> None:
        """Remember what has become known of templates, unless a build is running."""
        project = self._project
        with (
            suppress(CommandError, StoreDamaged),
            locked(project.state, patience=0),
            Store(project.store, self._program) as store,
        ):
            keep_templates(kept, store)
            store.commit()

    def configure(self, config: Config) -> None:
        """Follow a change of the configuration; raises as above."""
        before, looked = self._config, self._looks
        self._config = config
        if (config.content, self._looks) == (before.content, looked):
            if config.settings.assets != before.settings.assets:
                self.refresh()
            return
        try:
            self._reload()
        except Exception:
            # What is known was read as the old one says; the new one is still to be followed.
            self._config = before
            raise

    def update(self, paths: Iterable[SourcePath]) -> Extent:
        """
        Read what has changed at *paths*; if one came or went, look at everything.

        Raises:
            CommandError: the folder is not there, or is a link.

        """
        require_content(self._project)
        changed: list[SourceFile] = []
        for path in paths:
            role = self.known.role(path)
            try:
                status = os.lstat(on_disk(self.folder, path))
            except OSError:
                return self.refresh()
            if role is None or not stat.S_ISREG(status.st_mode):
                return self.refresh()
            changed.append(SourceFile(path, role, to_stat(status)))
        return self._read(changed)

    def refresh(self) -> Extent:
        """Look at every file, and read what has changed; raises as ``update`` does."""
        require_content(self._project)
        known = self.known
        sources, found = discover(self._project.content, self._config.settings.assets)
        faults = lasting(found)
        present = {source.path: source.role for source in sources}
        # What has another role now is another file.
        gone = [row for row in known.rows if present.get(row.path) != known.role(row.path)]
        mended = [path for path in self._errors if path not in present]
        is_other = bool(gone or mended) or faults != self._faults
        self._faults = faults
        self._errors = {path: found for path, found in self._errors.items() if path in present}
        for row in gone:
            known.forget(row.path)
        changed = [source for source in sources if not _is_same(source, known.row(source.path))]
        if len(changed) > MANY:
            self._reload()
            return Extent.SITE
        extent = self._read(changed)
        lost = {row.digest: row.path for row in gone}
        for source in changed:
            old = lost.get(known.digest(source.path))
            if old is not None and old != source.path:
                known.rename(old, source.path)
        known.sort()
        return Extent.SITE if is_other else extent

    def _read(self, sources: Sequence[SourceFile]) -> Extent:
        extent = Extent.NOTHING
        rows = [self.known.row(source.path) for source in sources]
        jobs = [
            (source, row.digest if row else None) for source, row in zip(sources, rows, strict=True)
        ]
        errors = dict(self._errors)
        for source, row, result in zip(sources, rows, self._parse(jobs), strict=True):
            had_errors = errors.pop(source.path, None)
            if result.diagnostics:
                errors[source.path] = result.diagnostics
                # A file that was never good is missing from the site in another way.
                is_new = row is None and had_errors is None
                extent = max(extent, Extent.SITE if is_new else Extent.TEXTS)
            elif result.values is not None:
                extent = max(extent, self.known.take(source.path, result.values))
            elif row is not None:
                self.known.keep(replace(row, stat=settled(source.stat)))
                extent = max(extent, Extent.TEXTS if had_errors else Extent.NOTHING)
        self._errors = errors
        return extent

    def _parse(self, jobs: Sequence[ReadJob]) -> list[ReadResult]:
        settings = self._config.content
        return read_batch(jobs, self.folder, settings, self._program, looks=self._looks)

    def _reread(self, path: SourcePath) -> SourceValues | None:
        row, role = self.known.row(path), self.known.role(path)
        if row is None or role is None or self._project.content.is_symlink():
            return None
        return self._parse([(SourceFile(path, role, row.stat), None)])[0].values

    @property
    def _looks(self) -> bool:
        return makes_pictures(self._config.settings.output)

    @property
    def _program(self) -> Digest:
        return reader_digest(self._config)

    def _reload(self) -> None:
        before, self.known = self.known, self._load()
        self.known.follow(before)
        self._replaced.append(before.shelf)

    def let_go(self) -> None:
        """Close what nobody asks any more; call it once a snapshot of what is new is shown."""
        while self._replaced:
            self._replaced.pop().close()

    def close(self) -> None:
        """Let go of everything; nothing may be asked any more."""
        self.let_go()
        self.known.shelf.close()

    def _load(self) -> Known:
        """Read everything, as a build does."""
        with locked(self._project.state):
            intake, rows = starting_anew(self._project, self._take_in)
            shelf = Shelf(self._project.store, self._program, self._reread)
        errors: dict[SourcePath, tuple[Diagnostic, ...]] = {}
        intake_errors = lasting(intake.errors)
        for one in intake_errors:
            errors[source_of(one)] = (*errors.get(source_of(one), ()), one)
        self._faults = tuple(one for one in intake_errors if source_of(one) not in intake.failed)
        self._errors = {path: found for path, found in errors.items() if path in intake.failed}
        return Known(rows, shelf)

    def _take_in(self) -> tuple[Intake, dict[SourcePath, SourceRow]]:
        project = self._project
        with Store(project.store, self._program) as store, Workers(default_workers()) as workers:
            intake = read_content(project, store, workers, self._config, self._advance)
            store.commit()
            return intake, {row.path: row for row in store.sources()}


def _is_same(source: SourceFile, row: SourceRow | None) -> bool:
    return row is not None and row.stat == source.stat
