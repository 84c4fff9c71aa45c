"""
Keep a preview up to date: the file to read first.

``Preview.run`` waits for a change, reads what has changed, lays the site out anew
if that can matter, and says so.  What cannot be read or does not fit leaves the
last good state in place, and becomes a problem that is shown over it.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from threading import Event

from msgspec import Struct

from briefgen.build.assembly import find_warnings
from briefgen.build.project import Project
from briefgen.build.request import Advance
from briefgen.config import CONFIG_NAME
from briefgen.errors import BriefgenError, ContentError, Diagnostic, Severity, error
from briefgen.model.paths import OutputPath, SourcePath
from briefgen.preview.changes import Changes, Watching
from briefgen.preview.known import Extent
from briefgen.preview.layout import Layout, Look, lay_out
from briefgen.preview.settings_files import read_config, read_theme
from briefgen.preview.settling import Settling, get_ready
from briefgen.preview.snapshot import Memory, Snapshot
from briefgen.preview.sources import Sources
from briefgen.theme.dependencies import template_digests

Listener = Callable[[], None]

_SECONDS_FOR_FIRST = 0.3
_LONGEST_WAIT = 86_400.0
"""Seconds; there are systems that cannot wait for months."""


class PreviewOptions(Struct, frozen=True):
    """What a preview is asked to show."""

    instant: datetime | None = None
    """The moment that is shown; ``None`` for the present one."""
    with_drafts: bool = True


class Preview:
    """The newest state of a site, and what is wrong with what is written now."""

    def __init__(self, project: Project, options: PreviewOptions, advance: Advance) -> None:
        """
        Read the site, and lay it out.

        Raises:
            ContentError: the configuration or the theme is at fault, so that
                nothing can be shown.
            CommandError: the site cannot be read.

        """
        self.project = project
        self._options = options
        self._listeners: list[Listener] = []
        self._stopping = Event()
        self.settling = Settling()
        self._memory = Memory()
        self._shown: dict[OutputPath, SourcePath] = {}
        """Of pages that somebody has looked at: the files that they were made of."""
        self._faults: Mapping[str, tuple[Diagnostic, ...]] = {}
        """What keeps the configuration, the theme or the whole site from being read."""
        self._findings: tuple[Diagnostic, ...] = ()
        """What does not fit together, and what is odd."""
        self._config = read_config(project.root)
        theme = read_theme(project.root, self._config.settings)
        self._sources = Sources(project, self._config, advance)
        try:
            self._look = Look(theme, *self._sources.templates(theme))
            self.snapshot = self._snapshot(1, self._lay_out())
        except BaseException:
            self._sources.close()
            raise

    def listen(self, listener: Listener) -> None:
        """Call *listener*, in this preview's thread, whenever something has changed."""
        self._listeners.append(listener)

    def run(self, watching: Watching) -> None:
        """Follow the changes that *watching* tells of, until ``stop``."""
        # Who has just begun is to see the first page before anything else is done.
        self._memory.begun.wait(_SECONDS_FOR_FIRST)
        self._survive(self.check)
        self._survive(partial(self._sources.keep_templates, self._look.kept))
        get_ready()
        self.settling.note(watching, 0)
        while not self._stopping.is_set():
            changes = watching.wait(self._seconds_until_change())
            if not self._stopping.is_set():
                self._survive(partial(self.follow, changes))
                self.settling.note(watching, changes.looks if changes else 0)

    def _survive(self, step: Callable[[], None]) -> None:
        """Take *step*; what goes wrong must not keep later changes from being shown."""
        try:
            step()
        except Exception as fault:  # noqa: BLE001  # whatever it is, it is shown
            hint = "save the file again; if this stays, start the preview anew"
            self._note("site", (error(f"the preview could not follow: {fault}", help=hint),))
            self._tell()

    def stop(self) -> None:
        """Let ``run`` end; what is shown stays."""
        self._stopping.set()
        self.settling.end()

    def close(self) -> None:
        """Let ``run`` end, and close what was opened; nothing may be asked any more."""
        self.stop()
        self._sources.close()

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        """Everything that is wrong now: what keeps a build from being made comes first."""
        snapshot = self.snapshot
        found = [
            *(one for faults in self._faults.values() for one in faults),
            *self._sources.errors,
            *snapshot.layout.clashes,
            *snapshot.faults(),
            *self._findings,
        ]
        return tuple(sorted(found, key=lambda one: (one.severity is Severity.WARNING, one.order)))

    def moved_to(self, path: OutputPath) -> str | None:
        """Return the address of the page now that was at *path*; ``None`` if it has none."""
        source = self._shown.get(path)
        listing = self._sources.known.successor(source) if source else None
        if listing is None or listing.path not in self.snapshot.layout.site.public:
            return None
        return listing.url

    def follow(self, changes: Changes | None) -> None:
        """Show what *changes* have brought; ``None`` stands for the passing of time."""
        had_faults = self._faults
        if "site" in had_faults:
            # What was to be read then has to be read now.
            changes = Changes(changes.paths if changes else (), is_unsure=True)
        # Only loading the configuration and the theme again shows whether they are mended.
        self._faults = {where: had for where, had in had_faults.items() if where != "site"}
        extent = Extent.SITE
        try:
            if changes is not None:
                extent = self._read(changes)
        except BriefgenError as fault:
            self._note("site", fault.diagnostics)
        except OSError as fault:
            message = f"cannot read {fault.filename or 'a file'}: {fault.strerror or fault}"
            self._note("site", (error(message, help="mend that, and this goes by itself"),))
        if extent is Extent.NOTHING and self._faults == had_faults:
            return
        layout = self._lay_out() if extent is Extent.SITE else self.snapshot.layout
        self._remember_shown()
        self.snapshot = self._snapshot(self.snapshot.number + 1, layout)
        self._sources.let_go()
        self._tell()
        # Whether everything fits together takes longer than to show what was written.
        self.check()

    def _note(self, where: str, faults: tuple[Diagnostic, ...]) -> None:
        self._faults = {**self._faults, where: faults}

    def _remember_shown(self) -> None:
        """Keep which files the pages are made of that somebody has looked at."""
        for path in self._memory.asked():
            planned = self.snapshot.layout.pages.get(path)
            if planned and planned.source:
                self._shown[path] = planned.source

    def _read(self, changes: Changes) -> Extent:
        """Read what has changed, and say how much of the site that concerns."""
        paths = changes.inside(self.project.content)
        extent = Extent.NOTHING
        if changes.is_unsure or len(paths) < len(changes.paths):
            extent = self._reload()
        if changes.is_unsure:
            return max(extent, self._sources.refresh())
        return max(extent, self._sources.update(paths))

    def _reload(self) -> Extent:
        """Load the configuration and the theme again; keep the good ones if they are bad."""
        config, look = self._config, self._look
        self._faults = {}
        try:
            config = read_config(self.project.root)
        except ContentError as fault:
            self._note(CONFIG_NAME, fault.diagnostics)
        try:
            theme = read_theme(self.project.root, config.settings)
            if theme.digest != look.theme.digest:
                look = Look(theme, template_digests(theme), look.kept)
        except ContentError as fault:
            self._note("theme", fault.diagnostics)
            if config.settings != self._config.settings:
                # What the settings say of the theme would not fit the one that is kept.
                config = self._config
        self._sources.configure(config)
        is_same = (config, look) == (self._config, self._look)
        self._config, self._look = config, look
        return Extent.NOTHING if is_same else Extent.SITE

    def _lay_out(self) -> Layout:
        self._instant = self._options.instant or datetime.now(UTC)
        return lay_out(
            self._sources.known,
            self._sources.failed,
            self._config.settings,
            self._look.theme,
            self._instant,
            with_drafts=self._options.with_drafts,
        )

    def _snapshot(self, number: int, layout: Layout) -> Snapshot:
        return Snapshot(
            number, self._sources, self._config, layout, self._look, self._instant, self._memory
        )

    def check(self) -> None:
        """Find out whether everything fits together, and tell if that is news."""
        snapshot = self.snapshot
        links = snapshot.links
        notes = (row.notes for row in self._sources.known.rows if row.notes)
        warnings = find_warnings(snapshot.layout.site, self._config, links, notes, self._instant)
        errors = [one for one in links.diagnostics if one.severity is Severity.ERROR]
        known, self._findings = self._findings, (*errors, *warnings)
        if self._findings != known:
            self._tell()

    def _tell(self) -> None:
        for listener in self._listeners:
            listener()

    def _seconds_until_change(self) -> float | None:
        """Return when the site will change by itself; ``None`` if it will not."""
        change = self.snapshot.layout.site.next_change
        if change is None or self._options.instant is not None:
            return None
        seconds = (change - datetime.now(UTC)).total_seconds()
        return min(max(0.0, seconds) + 0.05, _LONGEST_WAIT)
