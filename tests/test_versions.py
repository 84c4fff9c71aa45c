"""An upgrade can never leave a stale page: what makes something is part of its key."""

import json
import subprocess
import sys
from pathlib import Path

from briefgen.build.versions import PARSES, RENDERS, Makers
from tests.processes import PACKAGE_ROOT, environment

_PARSING = """
from briefgen.build.reading import read_batch
from briefgen.content.discover import discover
from briefgen.fingerprint import Digest
from briefgen.config import load_config
from briefgen.model.source import Role
from pathlib import Path
sources, _ = discover(Path("content"))
jobs = [(source, None) for source in sources if source.role is not Role.ASSET]
results = read_batch(jobs, "content", load_config(Path()).content, Digest(b""), looks=False)
assert len(results) > 20 and not any(one.diagnostics for one in results)
"""

_RENDERING = """
from datetime import UTC, datetime
from briefgen.build.pipeline import build
from briefgen.build.project import Project
from briefgen.build.request import Request
from pathlib import Path
import sys
request = Request(instant=datetime(2026, 11, 22, tzinfo=UTC), workers=1, output=Path(sys.argv[1]))
build(Project(Path()), request, lambda *_: None)
"""

_SAY = """
import json, sys, sysconfig
own = sysconfig.get_path("stdlib")
files = {name: getattr(one, "__file__", None) or own for name, one in sys.modules.items()}
print(json.dumps([n for n, f in files.items() if "-packages" in f or not f.startswith(own)]))
"""


def _imported(code: str, *arguments: str) -> list[str]:
    """Return what a process has imported that has run *code*, but for Python's own modules."""
    done = subprocess.run(
        [sys.executable, "-c", code + _SAY, *arguments],
        cwd=PACKAGE_ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    names: list[str] = json.loads(done.stdout)
    # What an installation brings along, what has types only, and what reads the settings.
    others = {"_distutils_hack", "cython_runtime", "typing_extensions", "briefgen.config"}
    return [name for name in names if name not in others]


def _missing(names: list[str], *makers: Makers) -> list[str]:
    """Return which of the modules *names* are part of no digest of *makers*."""
    libraries = {library for one in makers for library in one.libraries}
    places = {place.removesuffix(".py") for one in makers for place in one.places}
    missing = []
    for name in names:
        top, _, rest = name.partition(".")
        path = rest.replace(".", "/")
        covered = {path, path.rpartition("/")[0]} & places
        # The first module of a package holds a sentence, and no code.
        is_package = any(one.startswith(f"{path}/") for one in places)
        if top == "briefgen" and path and not (covered or is_package):
            missing.append(name)
        elif top != "briefgen" and top not in libraries:
            missing.append(top)
    return sorted(set(missing))


def test_know_all_code_that_parsing_depends_on() -> None:
    """What a process has imported that parsed the demonstration is in the digest of parsing."""
    names = _imported(_PARSING)
    assert "briefgen.content.parse" in names
    assert _missing(names, PARSES) == []


def test_know_all_libraries_that_pages_depend_on(tmp_path: Path) -> None:
    """No library that a whole build imports is in no digest."""
    names = _imported(_RENDERING, str(tmp_path / "out"))
    libraries = [name for name in names if not name.startswith("briefgen")]
    assert "jinja2" in libraries
    made_apart = {"PIL", "pagefind_bin"}
    assert set(_missing(libraries, PARSES, RENDERS)) <= made_apart
