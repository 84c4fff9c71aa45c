"""Fetch the generator that npm has: `python -m benchmarks.node`.

Eleventy is put into `.cache/benchmarks/`. Node.js and npm have to be installed.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

VERSION = "3.1.8"
"""The Eleventy that is compared."""

FOLDER = Path(__file__).resolve().parent.parent / ".cache" / "benchmarks"
PACKAGE = FOLDER / "node_modules" / "@11ty" / "eleventy"
PROGRAM = PACKAGE / "cmd.cjs"
"""The script that node has to run."""


def installed() -> str:
    """Return the version of the Eleventy that was fetched, or nothing."""
    try:
        text = (PACKAGE / "package.json").read_text(encoding="utf-8")
    except OSError:
        return ""
    return str(json.loads(text)["version"])


def main() -> int:
    """Fetch Eleventy unless it is there; return 1 if it could not be had."""
    if installed() == VERSION:
        return 0
    npm = shutil.which("npm")
    if npm is None:
        print("Eleventy cannot be fetched: npm is not installed", file=sys.stderr)
        return 1
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    command = [npm, "install", "--prefix", str(FOLDER), "--no-save", "--no-audit"]
    # No script of a package may run: some would download what nobody asked for.
    command += ["--no-fund", "--ignore-scripts", f"@11ty/eleventy@{VERSION}"]
    result = subprocess.run(
        command, cwd=FOLDER, capture_output=True, text=True, check=False, timeout=300
    )
    if result.returncode != 0:
        print(f"Eleventy cannot be fetched: {result.stderr.strip()}", file=sys.stderr)
        return 1
    print(f"fetched Eleventy {VERSION}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
