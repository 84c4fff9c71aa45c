"""The Nu HTML checker has nothing to object to."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.tools import MissingToolError, package, program, skip_or_fail

pytestmark = pytest.mark.timeout(150)

HARMLESS = (
    # Style alone: HTML ignores the slash, and markdown-it-py writes it.
    "Trailing slash on void elements",
    # Footnotes, as markdown-it-py marks them up.
    "Section lacks heading",
)
"""How warnings begin that say nothing about readers; every other one fails the test."""

_CANARY = "<!doctype html><html lang=en><title>Canary</title><p><p id=a id=a></b>"


def _check(files: list[Path]) -> list[dict[str, Any]]:
    """Return what the checker says about *files*, all in one run."""
    try:
        command = [str(program("java")), "-Xss8m", "-jar"]
        command += [str(package("vnu-jar/build/dist/vnu.jar"))]
    except MissingToolError as missing:
        skip_or_fail(missing)
    command += ["--format", "json", "--stdout", "--exit-zero-always"]
    command += [str(file) for file in files]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    found: list[dict[str, Any]] = json.loads(done.stdout)["messages"]
    return found


def test_write_html_that_the_checker_accepts(demonstration: Path, tmp_path: Path) -> None:
    """No page has an error, nor a warning that matters."""
    canary = tmp_path / "canary.html"
    canary.write_text(_CANARY, encoding="utf-8")
    messages = _check([*sorted(demonstration.rglob("*.html")), canary])
    about_canary = [one for one in messages if one.get("url", "").endswith("canary.html")]
    assert any(one["type"] == "error" for one in about_canary), "the checker overlooks errors"
    assert [
        f"{one.get('url', '').removeprefix(demonstration.as_uri())}:{one.get('lastLine', '')}: "
        f"{one['type']}: {one['message']} {one.get('extract', '')!r}"
        for one in messages
        if one not in about_canary and not one["message"].startswith(HARMLESS)
    ] == []
