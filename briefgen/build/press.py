"""
Render a batch of pages, in this process or in another.

What is large stays where it is: a rendered page is written to the stage by the
process that rendered it, and only its digest returns.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from multiprocessing.util import Finalize
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from briefgen.build.keys import page_marks
from briefgen.build.output import output_stat
from briefgen.build.store import Store
from briefgen.build.views import ViewDecoder
from briefgen.errors import Diagnostic
from briefgen.fingerprint import Digest, digest_bytes
from briefgen.model.elements import Frame
from briefgen.model.held import Shared
from briefgen.model.page import Page
from briefgen.model.paths import OutputPath
from briefgen.model.theme import Theme
from briefgen.theme.compiled import Kept
from briefgen.theme.render import Renderer
from briefgen.theme.thaw import Shelf


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
    marks: bytes
    """What its key is made of, for ``keys.reason``."""
    stat: bytes
    """Of the staged file; empty if the file that is there has the same bytes."""
    fault: Diagnostic | None


class Plate(Struct, frozen=True):
    """What all pages of one build are rendered from and to."""

    theme: Theme
    templates: Mapping[str, Digest]
    """Of each template with all it consists of."""
    kept: Kept
    """What is known of templates; it grows while pages are rendered."""
    program: Digest
    frame: Shared[Frame]
    tree: str
    """The folder of the stage that the pages go to."""


class Press:
    """Renders pages of one theme into one stage."""

    def __init__(self, plate: Plate, shelf: Shelf) -> None:
        """Get ready; templates are compiled when a page first needs them."""
        self._renderer = Renderer(plate.theme, plate.kept)
        self._shelf = shelf
        self._plate = plate
        self._decode = ViewDecoder(plate.frame)

    def render(self, jobs: Sequence[RenderJob]) -> list[Rendered]:
        """Render a batch of pages, and write those whose bytes have changed."""
        return [self._render(job) for job in jobs]

    def _render(self, job: RenderJob) -> Rendered:
        view = self._decode(job.template, job.view)
        data = self._renderer.render(Page(job.path, job.template, view), self._shelf)
        if isinstance(data, Diagnostic):
            return Rendered(Digest(b""), b"", b"", data)
        marks = page_marks(view, self._plate.templates[job.template], self._plate.program)
        digest = digest_bytes(data)
        if digest == job.known:
            return Rendered(digest, marks, b"", None)
        return Rendered(digest, marks, write_staged(self._plate.tree, job.path, data), None)


def write_staged(tree: str, path: OutputPath, data: bytes) -> bytes:
    """Write a file of the next site, and return its stat for the store."""
    folder, _, name = f"{tree}/{path}".rpartition("/")
    if name == "index.html":
        # Nearly every page has a folder of its own, which is not there yet.
        try:
            os.mkdir(folder)
        except OSError:
            os.makedirs(folder, exist_ok=True)
    else:
        os.makedirs(folder, exist_ok=True)
    with open(f"{folder}/{name}", "wb", buffering=0) as file:
        view = memoryview(data)
        while view:
            view = view[file.write(view) :]
        return output_stat(os.fstat(file.fileno()))


_press: Callable[[], Press] | None = None


def set_up_press(plate: Plate, store: Path, program: Digest) -> None:
    """Get this worker process ready for ``render_batch``."""
    global _press  # noqa: PLW0603 - one per worker process, set once by the pool
    _press = cache(partial(_open_press, plate, store, program))


def _open_press(plate: Plate, store: Path, program: Digest) -> Press:
    opened = Store(store, program, read_only=True)
    Finalize(None, opened.close, exitpriority=0)
    return Press(plate, opened)


def render_batch(jobs: Sequence[RenderJob]) -> list[Rendered]:
    """
    Render a batch of pages in a worker process.

    Raises:
        StoreDamaged: the store is not what it was when the pages were planned.

    """
    assert _press is not None, "set_up_press comes first"
    return _press().render(jobs)
