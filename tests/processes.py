"""
Run briefgen as its users do, and look at what it leaves behind.

Most runs are calls of the program's own ``main`` in this process, since starting
Python takes longer than what it is started for.  Where the process is the point
(signals, descriptors, memory, what is set before Python begins), it is one of its own.
"""

import gc
import io
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import ExitStack, chdir, redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

import briefgen
from briefgen.cli.app import main

PACKAGE_ROOT = Path(briefgen.__file__).resolve().parent.parent
INSTANT = "2026-11-22T09:00+00:00"
_AS_INSTALLED = (sys.executable, "-m", "briefgen")
_WITHOUT_EXTRAS = (
    sys.executable,
    "-c",
    (
        "from briefgen.build import extras; extras.has = lambda _: False; "
        "from briefgen.cli.app import main; main()"
    ),
)


class Runs:
    """How runs are made; see the fixture ``extras``."""

    have_extras = True


def command() -> tuple[str, ...]:
    """Return what starts briefgen."""
    return _AS_INSTALLED if Runs.have_extras else _WITHOUT_EXTRAS


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment of a run: ours, with briefgen where we have it from."""
    inherited = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    return {**inherited, "PYTHONPATH": str(PACKAGE_ROOT), **(extra or {})}


def run(
    folder: Path, *arguments: str, extra: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """
    Run ``briefgen`` in *folder* within this process, and return what came of it.

    What is *extra* in the environment reaches only those who ask for it now, not Python.
    """
    output, errors = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
    with ExitStack() as stack:
        patch = stack.enter_context(pytest.MonkeyPatch.context())
        patch.setattr(sys, "argv", ["briefgen", *arguments])
        patch.setattr(sys, "stdin", stack.enter_context(open(os.devnull, encoding="utf-8")))
        patch.delenv("SOURCE_DATE_EPOCH", raising=False)
        for name, value in (extra or {}).items():
            patch.setenv(name, value)
        for redirect in (chdir(folder), redirect_stdout(output), redirect_stderr(errors)):
            stack.enter_context(redirect)
        # The program collects no garbage, since it ends soon.
        stack.callback(gc.enable)
        ended = stack.enter_context(pytest.raises(SystemExit))
        main()
    code = ended.value.code
    assert isinstance(code, int)
    return subprocess.CompletedProcess(arguments, code, _text(output), _text(errors))


def _text(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read().replace(os.linesep, "\n")


def run_apart(
    folder: Path, *arguments: str, extra: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Do the same in a process of its own, with *extra* in its environment."""
    return subprocess.run(
        [*command(), *arguments],
        cwd=folder,
        env=environment(extra),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def build(
    folder: Path, *arguments: str, extra: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Build the site in *folder* for one fixed instant."""
    return run(folder, "build", "--now", INSTANT, *arguments, extra=extra)


def start(
    folder: Path, *arguments: str, extra: Mapping[str, str] | None = None, code: str = ""
) -> subprocess.Popen[str]:
    """
    Start a build and do not wait for it; it leads a process group of its own.

    *code* is what to run in place of the program as it is installed.
    """
    program = (sys.executable, "-c", code) if code else command()
    return subprocess.Popen(
        [*program, "build", "--now", INSTANT, *arguments],
        cwd=folder,
        env=environment(extra),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    )


def group_members(group: int) -> list[int]:
    """Return the processes of a process group that are still running (Linux)."""
    members = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group and fields[0] not in {"Z", "X"}:
            members.append(int(entry.name))
    return members


def snapshot(folder: Path) -> dict[str, tuple[object, ...]]:
    """Return all that is in *folder*: what each entry is, its bytes, inode and time."""
    entries: dict[str, tuple[object, ...]] = {}
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            entries[name] = ("link", os.readlink(path))
        elif path.is_dir():
            entries[name] = ("folder",)
        else:
            entries[name] = ("file", path.read_bytes(), status.st_ino, status.st_mtime_ns)
    return entries
