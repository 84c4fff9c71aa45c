"""What `docs/publish.md` lets a newcomer type works, and shows what it says."""

import os
import re
import subprocess
import sys
from pathlib import Path

from docs.generate import FOLDER
from tests.processes import command, environment
from tests.publish.repositories import ENVIRONMENT, git

_BLOCK = re.compile(r"^ *```console\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_URL = "https://github.com/ada/my-briefing.git"


def _steps() -> list[tuple[str, list[str]]]:
    """Return every command of the numbered list, with the lines that it shows."""
    text = (FOLDER / "publish.md").read_text(encoding="utf-8")
    steps: list[tuple[str, list[str]]] = []
    for block in _BLOCK.findall(text):
        for line in block.splitlines():
            if line.strip().startswith("$ "):
                steps.append((line.strip()[2:], []))
            elif line.strip():
                steps[-1][1].append(line.strip())
    return steps


def _alike(text: str) -> str:
    """Return *text* without the numbers that change from run to run."""
    return re.sub(r"\b(\d+(\.\d+)?|[0-9a-f]{40})\b", "0", text)


def _program(folder: Path) -> None:
    """Put a program `briefgen` into *folder*."""
    file = folder / "briefgen"
    words = " ".join(f"'{word}'" for word in command())
    file.write_text(f'#!/bin/sh\nexec {words} "$@"\n', encoding="utf-8")
    file.chmod(0o755)


def test_lead_a_newcomer_to_a_public_address(tmp_path: Path) -> None:
    """Each command of the list succeeds, and prints every line that is shown below it."""
    programs = tmp_path / "programs"
    programs.mkdir()
    _program(programs)
    bare = tmp_path / "my-briefing.git"
    git(tmp_path, "init", "--quiet", "--bare", "-b", "main", str(bare))
    config = tmp_path / "gitconfig"
    alias = f'[url "{bare.as_uri()}"]\ninsteadOf = {_URL}\n'
    config.write_text(f"[user]\nname = Ada\nemail = ada@example.org\n{alias}", "utf-8")
    path = os.pathsep.join([str(programs), str(Path(sys.executable).parent), os.environ["PATH"]])
    extra = {**ENVIRONMENT, "GIT_CONFIG_GLOBAL": str(config), "PATH": path}
    folder, seen = tmp_path, 0
    for typed, shown in _steps():
        if typed.startswith("cd "):
            folder = folder / typed[3:]
            # The second step of the list is done by hand.
            settings = folder / "briefgen.yml"
            text = settings.read_text(encoding="utf-8")
            settings.write_text(re.sub(r"^base_url:.*\n", "", text, flags=re.MULTILINE), "utf-8")
            continue
        done = subprocess.run(
            typed,
            shell=True,
            cwd=folder,
            env={**environment(), **extra},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, (typed, done.stderr)
        said = _alike(done.stdout + done.stderr)
        for line in shown:
            assert _alike(line) in said, (typed, line, said)
            seen += 1
    assert seen > 20
    assert git(bare, "branch", "--format=%(refname:short)").split() == ["gh-pages", "main"]
