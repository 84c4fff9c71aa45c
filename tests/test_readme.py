"""What README.md and docs/ tell readers to do works, and leads somewhere."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from briefgen.model.file_kinds import is_text
from briefgen.slugs import slugify
from tests.media.photos import encoded, photo
from tests.processes import build, run
from tests.testsite import SiteTest

ROOT = Path(__file__).parent.parent
MANUAL = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]

_FENCE = re.compile(r"^```(?P<info>[^\n`]+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?P<target>[^()\s]+)\)")
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)

WITH_FILES = ("writing.md", "configuration.md", "images.md")


def blocks(path: Path) -> Iterator[tuple[str, str]]:
    """Return the info string and the text of every block of code in *path*."""
    for match in _FENCE.finditer(path.read_text(encoding="utf-8")):
        yield match["info"], match["text"]


def links(path: Path) -> list[str]:
    """Return the relative links of *path* that stand outside of its blocks of code."""
    text = _FENCE.sub("", path.read_text(encoding="utf-8"))
    targets = [match["target"] for match in _LINK.finditer(text)]
    return [target for target in targets if not urlsplit(target).scheme]


@pytest.mark.skipif(not shutil.which("sh"), reason="the commands are for a POSIX shell")
def test_commands_of_the_readme_work(tmp_path: Path) -> None:
    """Whoever pastes the commands of README.md gets a site."""
    # Some tests run where no folder of commands is on the search path.
    script = f'set -eu\nbriefgen() {{ "{sys.executable}" -m briefgen "$@"; }}\n'
    script += "".join(text for info, text in blocks(ROOT / "README.md") if info == "sh")
    done = subprocess.run(
        ["sh"],
        input=script,
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert (done.returncode, done.stderr) == (0, "")
    site = tmp_path / "my-briefing"
    assert (site / "preview/world/talks-resume/index.html").is_file()
    assert (site / "site/index.html").is_file()
    assert not (site / "site/world/talks-resume").exists()
    assert list((site / "preview/editions").glob("*/index.html"))


@pytest.mark.parametrize("path", MANUAL, ids=lambda path: path.name)
def test_links_of_the_manual_lead_somewhere(path: Path) -> None:
    """Every relative link leads to a file, and to a heading in it if it names one."""
    for link in links(path):
        file, _, anchor = unquote(link).partition("#")
        target = path.parent / file if file else path
        assert target.exists(), f"{path.name}: {link}"
        if anchor:
            headings = _HEADING.findall(target.read_text(encoding="utf-8"))
            assert anchor in {slugify(heading.replace("`", "")) for heading in headings}, link


@pytest.mark.parametrize("name", WITH_FILES)
def test_examples_of_the_manual_build(name: str, site: SiteTest) -> None:
    """The files that the manual shows make one site, which builds without a warning."""
    for info, text in blocks(ROOT / "docs" / name):
        path = info.partition(" ")[2]
        if path:
            file = site.root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            for picture, format in re.findall(r"\b([\w-]+\.(jpg|png))\b", text):
                name = {"jpg": "JPEG", "png": "PNG"}[format]
                (file.parent / picture).write_bytes(encoded(photo(600, 400), name))
    for section in ("world", "markets"):
        site.article(f"{section}/2026-11-01-any.md", title="Any article")
    site.build()
    assert site.warnings == ""
    assert site.report
    assert site.report.findings.articles >= 2


def test_examples_of_getting_started_build(tmp_path: Path) -> None:
    """Whoever types what the first steps show, drafts and all, is not told of a mistake."""
    site = tmp_path / "my-briefing"
    assert run(tmp_path, "new", "my-briefing").returncode == 0
    shown = dict(blocks(ROOT / "docs/getting-started.md"))
    for info, text in shown.items():
        path = info.partition(" ")[2]
        if path:
            (site / path).write_text(text, encoding="utf-8")
    done = build(site, "--drafts")
    assert (done.returncode, done.stderr) == (0, "")
    edition = (site / "site/editions/2026-11-22/index.html").read_text(encoding="utf-8")
    assert "Talks resume" in edition
    assert "sharing-a-river" in edition


def test_examples_of_the_manual_are_found() -> None:
    """The test above would pass if it found nothing; there are more than ten examples."""
    shown = [info for name in WITH_FILES for info, _ in blocks(ROOT / "docs" / name)]
    paths = [info.partition(" ")[2] for info in shown]
    assert sum(is_text(path) for path in paths) > 10
    assert "briefgen.yml" in paths
