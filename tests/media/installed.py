"""Build sites as where other packages are installed than here."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

from tests.processes import environment
from tests.testsite import NOW, SiteTest


def build_without(site: SiteTest, module: str) -> set[str]:
    """Build *site* as where *module* is not installed; return the files that were made."""
    return _build(site, f"import sys; sys.modules[{module!r}] = None; ")


def build_with_newer(site: SiteTest, module: str, folder: Path) -> set[str]:
    """Build *site* as where *module* has just been upgraded; return the files that were made."""
    found = importlib.util.find_spec(module)
    assert found is not None
    assert found.origin is not None
    newer = folder / "newer"
    (newer / f"{ {'PIL': 'pillow'}.get(module, module) }-999.dist-info").mkdir(parents=True)
    (newer / module).symlink_to(Path(found.origin).parent)
    return _build(site, f"import sys; sys.path.insert(0, {str(newer)!r}); ")


def _build(site: SiteTest, preparation: str) -> set[str]:
    program = f"{preparation}from briefgen.cli.app import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, "build", "--json", "--now", NOW.isoformat()],
        cwd=site.root,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {one["path"] for one in json.loads(done.stdout)["rendered"]}
