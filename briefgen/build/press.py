"""
Render a batch of pages, in this process or in another.

What is large stays where it is: a rendered page is written to the stage by the
process that rendered it, and only its digest returns.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from briefgen.build.output import output_stat
from briefgen.build.store import Store
from briefgen.build.views import ViewDecoder
from briefgen.errors import Diagnostic
from briefgen.fingerprint import Digest, digest_bytes
from briefgen.model.held import Shared
from briefgen.model.page import Frame, Page
from briefgen.model.paths import OutputPath
from briefgen.model.theme import Theme
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
    stat: bytes
    """Of the staged file; empty if the file that is there has the same bytes."""
    fault: Diagnostic | None


class Press:
    """Renders pages of one theme into one stage."""

    def __init__(self, theme: Theme, shelf: Shelf, tree: Path, frame: Shared[Frame]) -> None:
        """Get ready; templates are compiled when a page first needs them."""
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
