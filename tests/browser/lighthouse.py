"""
Ask Lighthouse about the article page, as a phone sees it.

``make lighthouse`` prints the scores and what cost most.  Performance depends on how
busy the machine is; what does not is also a test.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.browser.chromium import HOSTS
from tests.browser.demonstration import build_demonstration, serve
from tests.browser.pages import ARTICLE
from tests.tools import MissingToolError, chromium, package, program

TARGETS = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
"""What each category has to reach, of 100."""

STEADY = ("accessibility", "best-practices", "seo")
"""The categories in which the same page always has the same score."""

_SECONDS = 150


def ask(address: str, categories: Sequence[str]) -> dict[str, Any]:
    """Return Lighthouse's report on the page at *address*, with its mobile settings."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [str(program("node")), str(package("lighthouse/cli/index.js")), address]
        command += ["--quiet", "--output=json", f"--output-path={report}"]
        command += [f"--only-categories={','.join(categories)}", "--no-enable-error-reporting"]
        command += [f'--chrome-flags=--headless=new --no-sandbox --host-resolver-rules="{HOSTS}"']
        # The browser keeps its profile there; one that is stopped would leave it behind.
        places = {"CHROME_PATH": str(chromium()), "TMPDIR": folder, "TEMP": folder}
        _run(command, os.environ | places)
        found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return found


def scores(report: dict[str, Any]) -> dict[str, int]:
    """Return the score of each category, of 100."""
    return {name: round(it["score"] * 100) for name, it in report["categories"].items()}


def lost(report: dict[str, Any], category: str) -> list[str]:
    """Return the audits that cost points in *category*, the dearest first."""
    found = []
    for one in report["categories"][category]["auditRefs"]:
        audit = report["audits"][one["id"]]
        if one["weight"] and audit["score"] is not None and audit["score"] < 1:
            cost = one["weight"] * (1 - audit["score"])
            said = audit.get("displayValue") or json.dumps(audit.get("details", ""))[:600]
            found.append((cost, f"{audit['title']} ({audit['score']:.2f}): {said}"))
    return [said for _, said in sorted(found, reverse=True)]


def _run(command: list[str], environment: dict[str, str]) -> None:
    """Run *command*; if it takes too long, end it together with the browser that it started."""
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            said, _ = process.communicate(timeout=_SECONDS)
        except BaseException:
            # Lighthouse ends its browser when it is interrupted, and not when it is killed.
            with contextlib.suppress(subprocess.TimeoutExpired, ValueError):
                process.send_signal(signal.SIGINT)
                process.wait(15)
            process.kill()
            raise
    if process.returncode:
        raise RuntimeError(f"Lighthouse ended with {process.returncode}: {said[-2000:]}")


def main() -> int:
    """Print the scores of the article page; return 1 if one is below its target."""
    with tempfile.TemporaryDirectory() as folder:
        output = build_demonstration(Path(folder) / "root")
        try:
            with serve(output) as address:
                report = ask(address + ARTICLE, list(TARGETS))
        except MissingToolError as missing:
            print(missing)
            return 1
    reached = scores(report)
    for name, score in reached.items():
        print(f"{name:<16}{score:>4}   (at least {TARGETS[name]})")
        for said in lost(report, name)[:5]:
            print(f"    {said}")
    return 1 if any(score < TARGETS[name] for name, score in reached.items()) else 0


if __name__ == "__main__":
    sys.exit(main())
