"""Follow a site as the preview does, without a browser and a clock."""

import os
from pathlib import Path

from briefgen.errors import Diagnostic, to_text
from briefgen.model.paths import OutputPath
from briefgen.preview.changes import Changes
from briefgen.preview.preview import Preview, PreviewOptions
from tests.testsite import NOW, SiteTest

Seen = dict[Path, tuple[int, int, int]]


_OPEN: list[Preview] = []


def preview_of(site: SiteTest, options: PreviewOptions | None = None) -> Preview:
    """Return a preview of *site*, which is closed when the test has ended."""
    preview = Preview(site.project, options or PreviewOptions(NOW), lambda *_: None)
    _OPEN.append(preview)
    return preview


def close_all() -> None:
    """Close all previews that are open."""
    while _OPEN:
        _OPEN.pop().close()


class Looking:
    """A preview of a site that is told what has changed when it is asked to follow."""

    def __init__(self, site: SiteTest, *, with_drafts: bool = False) -> None:
        """Open the preview."""
        self._root = site.root
        self.preview = preview_of(site, PreviewOptions(NOW, with_drafts=with_drafts))
        self.told = 0
        self.preview.listen(self._count)
        self._seen = _look(self._root)
        self.preview.check()

    def _count(self) -> None:
        self.told += 1

    def follow(self) -> int:
        """Show what has changed on the disk; return how often the preview told of news."""
        seen = _look(self._root)
        paths = {path for path, _ in seen.items() ^ self._seen.items()}
        self._seen = seen
        before = self.told
        self.preview.follow(Changes(tuple(sorted(paths)), is_unsure=False))
        return self.told - before

    def read(self, path: str) -> bytes:
        """Return the bytes of a file of the site."""
        answer = self.preview.snapshot.answer(OutputPath(path))
        return answer.file.read_bytes() if answer.file else answer.body

    def key(self, path: str) -> str:
        """Return the key of a file of the site."""
        return self.preview.snapshot.key(OutputPath(path))

    @property
    def problems(self) -> str:
        """What is wrong, as a terminal shows it."""
        return "\n".join(to_text(one) for one in self.preview.problems)

    @property
    def errors(self) -> list[Diagnostic]:
        """What keeps a build from being made."""
        return [one for one in self.preview.problems if one.severity.value == "error"]


def _look(root: Path) -> Seen:
    return {
        path: (status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
        for place in (root / "content", root / "themes", root / "briefgen.yml")
        for path in [place, *place.rglob("*")]
        if not path.is_dir() and os.path.lexists(path)
        for status in [path.lstat()]
    }
