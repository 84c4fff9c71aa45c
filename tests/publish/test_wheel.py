"""What `briefgen publish --workflow` has GitHub install is the program that is running here."""

import os
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml
from msgspec.structs import replace

from briefgen.publish.requirements import to_requirements
from briefgen.publish.wheel import Wheel, pack_program
from briefgen.publish.workflow import WORKFLOW, write_workflow
from tests.processes import PACKAGE_ROOT, run
from tests.publish.index import serve_index
from tests.publish.repositories import ENVIRONMENT, Newsroom, git, tree_of

PROGRAM = Path("bin/python")
HIJACKED = "a file of the site was imported in place of a part of Python"


def _contents(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_hold_what_a_build_of_the_checkout_holds(tmp_path: Path) -> None:
    """Without the build's tools, the same files with the same bytes and needs are packed."""
    options = ("--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(tmp_path))
    command = [sys.executable, "-m", "pip", "wheel", *options, str(PACKAGE_ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (built,) = tmp_path.glob("*.whl")
    ours, theirs = _contents(pack_program().data), _contents(built.read_bytes())
    assert built.name == pack_program().name
    assert ours.keys() == theirs.keys()
    told = ("Name", "Version", "License-Expression", "Requires-Python", "Requires-Dist", "Provides")
    for path, data in ours.items():
        if path.endswith("METADATA"):
            mine, other = (
                {line for line in text.decode().splitlines() if line.startswith(told)}
                for text in (data, theirs[path])
            )
            assert mine == other
        elif not path.endswith(("RECORD", "WHEEL")):
            assert data.rstrip() == theirs[path].rstrip(), path


def test_make_the_same_bytes_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the order of folders nor times nor a compiler's leavings are in the wheel."""
    wheel = pack_program()
    usual = Path.rglob
    monkeypatch.setattr(Path, "rglob", lambda *words: reversed(list(usual(*words))))
    assert pack_program() == wheel
    assert not [path for path in _contents(wheel.data) if "__pycache__" in path or "/." in path]


def test_ask_for_what_was_tried_here() -> None:
    """Versions are pinned, systems are kept apart, and what is not installed is asked for."""
    requires = (
        "click>=8.2",
        "Jinja2>=3",
        "nowhere-to-be-found>=1.0; sys_platform == 'win32'",
        "absent[fast]>=2; extra == 'search'",
        "pillow>=11; extra == 'images' and sys_platform != 'emscripten'",
        "mammoth>=1.11; extra == 'docx'",
        "briefgen>=0.1",
    )
    lines = to_requirements(Wheel("briefgen-1-py3-none-any.whl", b"", requires)).splitlines()
    assert [line for line in lines if line.startswith("click==")]
    assert [line for line in lines if line.startswith("jinja2==")]
    assert [line for line in lines if line.startswith("markupsafe==")]
    assert "nowhere-to-be-found>=1.0 ; (sys_platform == 'win32')" in lines
    assert "absent[fast]>=2" in lines
    assert not [line for line in lines if line.startswith("mammoth")]
    (pillow,) = [line for line in lines if line.startswith("pillow")]
    assert "extra" not in pillow
    assert "sys_platform != 'emscripten'" in pillow
    # It is installed from a folder here, and no index has that.
    assert "briefgen>=0.1" in lines


def test_be_refused_by_pip_once_it_was_changed(tmp_path: Path) -> None:
    """The hash in the list is that of the wheel, and pip takes no other."""
    wheel = pack_program()
    (tmp_path / "vendor").mkdir()
    (tmp_path / "list.txt").write_text(to_requirements(replace(wheel, requires=())), "utf-8")
    options = ("--no-index", "--no-deps", "--dry-run", "--target", "there", "-r", "list.txt")
    command = [sys.executable, "-m", "pip", "install", *options]
    for data, code, said in ((wheel.data, 0, ""), (wheel.data + b"!", 1, "THESE PACKAGES DO NOT")):
        (tmp_path / "vendor" / wheel.name).write_bytes(data)
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (done.returncode, said in done.stderr) == (code, True), done.stderr


def test_ask_no_index_for_briefgen(newsroom: Newsroom, tmp_path: Path) -> None:
    """Even if the site's own list asks for it by its name, or for a version that it is not."""
    listed = newsroom.root / "requirements.txt"
    with serve_index(tmp_path / "index") as (address, asked):
        for line in ("click", "briefgen[search]>=0.1", "briefgen==9.9"):
            listed.write_text(f"{line}\n", encoding="utf-8")
            installs = write_workflow(newsroom.site.project).installs
            own = newsroom.root / "requirements-briefgen.txt"
            # The libraries would only take time.
            own.write_text(to_requirements(replace(pack_program(), requires=())), "utf-8")
            options = ("--no-deps", "--dry-run", "--target", "there", "--index-url", address)
            command = [sys.executable, "-m", "pip", "install", *options, *installs.split()]
            environment = {**ENVIRONMENT, "PIP_CONFIG_FILE": os.devnull}
            done = subprocess.run(
                command,
                cwd=newsroom.root,
                env=environment,
                capture_output=True,
                text=True,
                check=False,
            )
            assert (done.returncode == 0) == ("9.9" not in line), done.stderr
            own.unlink()
    assert set(asked) == {"click"}


def _run_steps(clone: Path, python: Path, extra: dict[str, str]) -> str:
    """Run the steps of the job that builds, as GitHub does, and return what they print."""
    flow = yaml.load((clone / WORKFLOW).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    known = {"${{ steps.pages.outputs.base_url }}": "https://ada.github.io/notes"}
    # What a runner has: a shell, git, and the Python that a step before has set up.
    path = os.pathsep.join([str(python / "bin"), "/usr/local/bin", "/usr/bin", "/bin"])
    said = ""
    for step in flow["jobs"]["build"]["steps"]:
        if "run" not in step:
            continue
        given = {name: known[text] for name, text in step.get("env", {}).items()}
        done = subprocess.run(
            ["bash", "-e", "-c", step["run"]],
            cwd=clone,
            env={"PATH": path, "HOME": str(python), "LANG": "C.UTF-8", **extra, **given},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        said += done.stdout
    return said


@pytest.mark.skipif(sys.platform == "win32", reason="GitHub's runners for this job are Linux")
def test_the_steps_build_the_site(tmp_path: Path) -> None:
    """In a fresh clone, what stands after `run:` installs briefgen and builds the site."""
    assert run(tmp_path, "new", "notes").returncode == 0
    notes = tmp_path / "notes"
    git(notes, "init", "--quiet", "-b", "main")
    said = run(notes, "publish", "--workflow")
    assert "briefgen itself comes from vendor/" in said.stdout
    # What begins with `python -m` would import this in place of Python's own.
    for name in ("calendar", "typing", "logging", "click"):
        (notes / f"{name}.py").write_text(f"print('{HIJACKED}')\n", encoding="utf-8")
    git(notes, "add", "-A")
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    git(notes, *who, "commit", "--quiet", "-m", "Begin")
    python = tmp_path / "python"
    subprocess.run([sys.executable, "-m", "venv", str(python)], check=True)
    clone = tmp_path / "first"
    git(tmp_path, "clone", "--quiet", str(notes), str(clone))
    with serve_index(tmp_path / "index") as (address, asked):
        extra = {
            "PIP_INDEX_URL": address,
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_CACHE_DIR": "1",
            "PIP_NO_COMPILE": "1",
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            # Whatever else is to be reached is not there.
            "http_proxy": "http://127.0.0.1:9",
            "https_proxy": "http://127.0.0.1:9",
            "no_proxy": "127.0.0.1",
        }
        said_by_steps = _run_steps(clone, python, extra)
    assert "Successfully installed" in said_by_steps
    assert "nothing was found that must not be public" in said_by_steps
    assert HIJACKED not in said_by_steps
    assert "briefgen" not in asked
    assert {"click", "pillow", "pagefind"} <= set(asked)
    feed = (clone / "site/feed.xml").read_text(encoding="utf-8")
    assert "https://ada.github.io/notes/feed.xml" in feed
    _check_next_run(notes, clone, tmp_path / "second", python)
    _check_copy_of_copy(notes, python)


def _check_next_run(notes: Path, clone: Path, second: Path, python: Path) -> None:
    """The next run begins with what this one has kept, and makes the same."""
    git(notes, "clone", "--quiet", str(notes), str(second))
    shutil.copytree(clone / "site", second / "site")
    (second / ".briefgen").mkdir()
    shutil.copy(clone / ".briefgen/store.sqlite", second / ".briefgen")
    _run_steps(second, python, {"PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"})
    assert tree_of(second / "site") == tree_of(clone / "site")


def _check_copy_of_copy(notes: Path, python: Path) -> None:
    """What was installed from the wheel packs the very same wheel again, and refuses a part."""
    vendored = tree_of(notes / "vendor")

    def write() -> subprocess.CompletedProcess[str]:
        command = [str(python / PROGRAM), "-P", "-m", "briefgen", "publish", "--workflow"]
        environment = {**ENVIRONMENT, "PYTHONPATH": ""}
        return subprocess.run(
            command, cwd=notes, env=environment, capture_output=True, text=True, check=False
        )

    assert write().returncode == 0
    assert tree_of(notes / "vendor") == vendored
    (installed,) = python.glob("lib/*/site-packages/briefgen/publish/workflow.yml")
    installed.unlink()
    broken = write()
    assert broken.returncode == 2
    assert "workflow.yml was installed and is not there any more" in broken.stderr
    assert tree_of(notes / "vendor") == vendored
