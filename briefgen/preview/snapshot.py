"""
Answer what stands at an address, in one state of the site.

A snapshot knows all addresses, and puts a page together only when it is asked
for.  So the first page is there as soon as the site is laid out, and a change to
one file costs what the pages cost that somebody is looking at.
"""

from collections import OrderedDict
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from threading import Event, Lock, RLock
from zoneinfo import ZoneInfo

from briefgen.build.assembly import check_site
from briefgen.build.keys import page_key
from briefgen.config import Config
from briefgen.errors import ContentError, Diagnostic, StoreDamaged
from briefgen.fingerprint import canonical, digest_bytes
from briefgen.model.page import Page
from briefgen.model.paths import OutputPath, Url
from briefgen.preview.answers import About, Answer
from briefgen.preview.files import Files
from briefgen.preview.layout import Layout, Look
from briefgen.preview.media_types import media_type
from briefgen.preview.search import SearchIndex
from briefgen.preview.sources import Sources
from briefgen.structure.links import LinkReport
from briefgen.structure.urls import NOT_FOUND, base_path, encoded, output_path


@dataclass(slots=True)
class Memory:
    """What was put together before, and may be asked for again."""

    answers: OrderedDict[OutputPath, Answer] = field(default_factory=OrderedDict)
    """The last good ones, the latest asked for last."""
    faults: dict[OutputPath, tuple[str, Diagnostic]] = field(default_factory=dict)
    """What was wrong with templates: the key of the page that showed it, and the fault."""
    lock: RLock = field(default_factory=RLock)
    """Held while a page is put together: one at a time is as fast, and safe."""
    drawing: Lock = field(default_factory=Lock)
    """Held while a picture is drawn, which no page has to wait for."""
    begun: Event = field(default_factory=Event)
    """Set as soon as somebody has seen something."""
    search: SearchIndex = field(default_factory=SearchIndex)

    def asked(self) -> tuple[OutputPath, ...]:
        """Return the paths of what was asked for."""
        with self.lock:
            return tuple(self.answers)

    def put(self, path: OutputPath, answer: Answer) -> Answer:
        """Keep *answer*, and let go of the one that nobody has asked for longest."""
        with self.lock:
            self.answers[path] = answer
            self.answers.move_to_end(path)
            if len(self.answers) > _KEPT:
                self.answers.popitem(last=False)
        self.begun.set()
        return answer


_KEPT = 256


class Snapshot:
    """One state of the site; it may be asked from any thread."""

    def __init__(
        self,
        number: int,
        sources: Sources,
        config: Config,
        layout: Layout,
        look: Look,
        instant: datetime,
        memory: Memory,
    ) -> None:
        """Take what the state consists of; *memory* outlives it."""
        self.number = number
        self.instant = instant
        self.layout = layout
        self.config = config
        self._known = sources.known
        self._failed = sources.failed
        self._folder = sources.folder
        self._look = look
        self._memory = memory
        self._checking = RLock()

    @property
    def base_path(self) -> str:
        """Where on its server the site will be: ``/``, or ``/briefing/``."""
        return base_path(self.layout.site.settings.base_url)

    @property
    def links(self) -> LinkReport:
        """What is to be said about how the parts of the site fit together."""
        # Whoever needs it first has it found out, and others wait for that.
        with self._checking:
            return self._links

    @cached_property
    def _links(self) -> LinkReport:
        known, theme = self._known, self._look.theme
        return check_site(self.layout.site, known.shelf.outline, known.facts(), theme, self._failed)

    def locate(self, url_path: str) -> OutputPath | None:
        """Return the file at an address below the site's root; ``None`` if there is none."""
        path = output_path(Url(url_path))
        is_there = path in self.layout.pages or self.files.find(path) is not None
        return path if is_there else None

    @cached_property
    def files(self) -> Files:
        """Everything that is no page."""
        search = self._memory.search
        return Files(self.layout, self._look, self._known, self._folder, lambda: self.links, search)

    def key(self, path: OutputPath) -> str:
        """Return the key of what stands at *path*; empty if nothing does."""
        if path in self.layout.pages:
            try:
                return self._key(self.layout.pages[path].page())
            except StoreDamaged:
                # The file of the page has just gone; the next snapshot knows it.
                return ""
        file = self.files.find(path)
        return file.key if file else ""

    def _key(self, page: Page) -> str:
        view = canonical(page.view)
        key = page_key(page, view, self._look.templates, self._look.program)
        for source, digest in self._known.touched().items():
            # The address of a picture stays the same when its bytes change.
            url = self.layout.site.asset_urls.get(source)
            if url is not None and encoded(url).encode() in view:
                key = digest_bytes(key + digest)
        return key.hex()

    def answer(self, path: OutputPath) -> Answer:
        """
        Return what stands at *path*.

        Raises:
            LookupError: nothing does.
            ContentError: its template is at fault, and no page was good before.
            CommandError: Pagefind fails.

        """
        try:
            planned = self.layout.pages.get(path)
            if planned is None:
                return self._answer_file(path)
            with self._memory.lock:
                return self._answer_page(path, planned.page())
        except StoreDamaged as fault:
            raise LookupError(path) from fault

    def _answer_page(self, path: OutputPath, page: Page) -> Answer:
        known = self._memory.answers.get(path)
        key = self._key(page)
        if known is not None and known.key == key:
            return known
        data = self._look.renderer.render(page, self._known.shelf)
        if isinstance(data, Diagnostic):
            self._memory.faults[path] = key, data
            if known is None:
                raise ContentError(data)
            return known
        self._memory.faults.pop(path, None)
        return self._memory.put(path, Answer(data, None, media_type(path), key))

    def _answer_file(self, path: OutputPath) -> Answer:
        file = self.files.find(path)
        if file is None:
            raise LookupError(path)
        with self._memory.drawing if file.is_drawn else nullcontext():
            # Somebody else may just have had it drawn.
            known = self._memory.answers.get(path)
            if known is not None and known.key == file.key:
                return known
            answer = file.answer()
        return self._memory.put(path, answer) if answer.file is None else answer

    def not_found(self) -> Answer:
        """Return the page for addresses that do not exist; raises as ``answer`` does."""
        return self.answer(output_path(NOT_FOUND))

    def about(self, path: OutputPath) -> About:
        """Return what the preview says of the page at *path*."""
        planned = self.layout.pages.get(path)
        listing = self._known.listing(planned.source) if planned and planned.source else None
        if listing is None:
            return About("", "", "")
        source = f"content/{listing.path}"
        if listing.draft:
            return About(source, "draft", "")
        if listing.publish_at and listing.publish_at > self.instant:
            local = listing.publish_at.astimezone(ZoneInfo(self.config.settings.timezone))
            return About(source, "scheduled", f"{local:%Y-%m-%d %H:%M}")
        return About(source, "", "")

    def faults(self) -> tuple[Diagnostic, ...]:
        """Return what is wrong with templates, as far as pages have shown it."""
        with self._memory.lock:
            found = self._memory.faults.items()
            faults = [fault for path, (key, fault) in found if self.key(path) == key]
        # One template is at fault on many pages; saying it once is enough.
        return tuple({(one.location, one.message): one for one in reversed(faults)}.values())
