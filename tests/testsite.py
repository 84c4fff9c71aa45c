"""Make small sites, build them, and look at what came out."""

import re
import shutil
import textwrap
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from briefgen.build.pipeline import build
from briefgen.build.project import Project
from briefgen.build.report import Findings, Report
from briefgen.build.request import Advance, Request
from briefgen.errors import BriefgenError, to_text

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

REMEMBERED = {".gitignore", "lock", "store.sqlite"}
"""What lies in ``.briefgen/`` when no build has left anything over."""

CONFIG = "title: Test\nbase_url: https://example.org/briefing/\n"

_FILE = re.compile(r"^-- (?P<path>.+) --$", re.MULTILINE)


def _while_rendering(do: Callable[[], None]) -> Advance:
    def advance(verb: str, *_: int) -> None:
        if verb == "Rendering":
            do()

    return advance


class SiteTest:
    """
    A site in a folder of its own.

    Files are written as in a txtar archive: a line ``-- path --`` and then the
    text, so that a test can be read without opening another file.
    """

    def __init__(self, root: Path) -> None:
        """Begin with nothing but a ``briefgen.yml`` and an empty ``content/``."""
        self.root = root
        self.project = Project(root)
        self.report: Report | None = None
        (root / "content").mkdir(parents=True)
        (root / "briefgen.yml").write_text(CONFIG, encoding="utf-8")

    @property
    def output(self) -> Path:
        """The folder of the finished site."""
        return self.root / "site"

    def write(self, archive: str) -> None:
        """Write the files of *archive*, which may be indented."""
        parts = _FILE.split(textwrap.dedent(archive))
        for path, text in zip(parts[1::2], parts[2::2], strict=True):
            file = self.root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text.lstrip("\n"), encoding="utf-8")

    def article(self, path: str, body: str = "Text.", **fields: str) -> None:
        """Write an article with a title and a date, and whatever *fields* say."""
        matter = {"title": "Article", "date": "2026-11-01", **fields}
        head = "".join(f"{name}: {value}\n" for name, value in matter.items())
        file = self.root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\n{head}---\n{body}\n", encoding="utf-8")

    def remove(self, path: str) -> None:
        """Delete a file or folder of the site."""
        target = self.root / path
        if target.is_dir():
            shutil.rmtree(target)
        else:
            target.unlink()

    def build(
        self,
        *,
        now: datetime = NOW,
        workers: int = 1,
        drafts: bool = False,
        base_url: str | None = None,
        output: Path | None = None,
        expect: str | None = None,
        meanwhile: Callable[[], None] = lambda: None,
    ) -> Report | None:
        """
        Build the site; *expect* is what the errors must say, word for word.

        *meanwhile* is called whenever a page has been rendered.
        """
        request = Request(
            instant=now,
            workers=workers,
            output=output,
            with_drafts=drafts,
            base_url=base_url,
            explains=True,
        )
        self.report = None
        if expect is not None:
            said = self._errors(request, meanwhile)
            assert textwrap.dedent(expect).strip() == said.strip()
            return None
        self.report = build(self.project, request, _while_rendering(meanwhile))
        return self.report

    def _errors(self, request: Request, meanwhile: Callable[[], None]) -> str:
        try:
            build(self.project, request, _while_rendering(meanwhile))
        except BriefgenError as fault:
            return "\n".join(to_text(diagnostic) for diagnostic in fault.diagnostics)
        return "nothing is wrong"

    def read(self, path: str) -> str:
        """Return a file of the finished site."""
        return (self.output / path).read_text(encoding="utf-8")

    @property
    def rendered(self) -> set[str]:
        """The files that the last build made, but for the index: any new word makes that anew."""
        return {path for path in self.made if not path.startswith("pagefind/")}

    @property
    def made(self) -> set[str]:
        """All files that the last build made."""
        assert self.report is not None
        return {one.path for one in self.report.rendered}

    @property
    def warnings(self) -> str:
        """The warnings of the last build, as a terminal shows them."""
        assert self.report is not None
        return "\n".join(to_text(one) for one in self.report.findings.warnings)

    def tree(self) -> dict[str, bytes]:
        """Return every file of the finished site with its bytes."""
        return {
            path.relative_to(self.output).as_posix(): path.read_bytes()
            for path in sorted(self.output.rglob("*"))
            if path.is_file()
        }

    def clean_tree(self, *, now: datetime = NOW) -> dict[str, bytes]:
        """Return what a build with no memory and no output makes of the same content."""
        return self.clean_build(now=now)[0]

    def clean_build(self, *, now: datetime = NOW) -> tuple[dict[str, bytes], Findings]:
        """Return the same, and what such a build finds out about the content."""
        other = self.root.parent / f"{self.root.name}-clean"
        shutil.rmtree(other, ignore_errors=True)
        shutil.copytree(
            self.root, other, symlinks=True, ignore=shutil.ignore_patterns(".briefgen", "site")
        )
        clean = SiteTest.__new__(SiteTest)
        clean.root, clean.project, clean.report = other, Project(other), None
        report = clean.build(now=now)
        assert report is not None
        tree = clean.tree()
        shutil.rmtree(other)
        return tree, report.findings
