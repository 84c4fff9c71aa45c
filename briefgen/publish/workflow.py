"""
Write the workflow with which GitHub builds and publishes the site by itself.

It is a file among the sources, for whoever wants every push to be public without
a command.  Nothing of it is hidden in briefgen: what is written is all there is.
"""

import json
import re
from pathlib import Path

from msgspec import Struct

from briefgen.build.project import Project
from briefgen.config import load_config
from briefgen.errors import CommandError, error
from briefgen.publish.installation import plan_installation, read_own, write_own
from briefgen.publish.signature import is_signed, sign
from briefgen.publish.source import find_source

WORKFLOW = ".github/workflows/publish.yml"

_TEMPLATE = Path(__file__).with_name("workflow.yml")
_IN_FOLDER = re.compile(r"    defaults:\n      run:\n        working-directory: @FOLDER@\n")
_PLAIN = re.compile(r"[A-Za-z][\w./-]*")


class Written(Struct, frozen=True):
    """What was written."""

    path: str
    """Of the workflow, relative to the folder of the repository."""
    files: tuple[str, ...]
    """What belongs to it, itself included; relative in the same way."""
    is_new: bool
    """False if all of them were there already, with the same bytes."""
    is_foreign: bool
    """Whether somebody has changed the workflow, so that it was left as it is."""
    branch: str
    """A push to it publishes the site."""
    installs: str
    """What pip is told to install."""
    wheel: str
    """The file that briefgen is installed from, relative to the folder; empty for none."""


def write_workflow(project: Project) -> Written:
    """
    Write the workflow for the site of *project*, and what it installs briefgen from.

    What briefgen has written before is brought up to date, and nothing else is overwritten.

    Raises:
        ContentError: ``briefgen.yml`` cannot be used.
        CommandError: there is no repository, or something else in the way.

    """
    settings = load_config(project.root).settings
    source = find_source(project.root)
    inside = source.git.output("rev-parse", "--show-prefix").rstrip("/")
    branch = source.branch or "main"
    installation = plan_installation(project.root)
    text = to_workflow(
        branch=branch,
        folder=inside,
        output=settings.output.folder,
        installs=installation.arguments,
    )
    old = read_own(source.top, WORKFLOW)
    is_foreign = bool(old) and old != text and not is_signed(old)
    installs = rf"pip install .*{re.escape(installation.arguments)}\s*$"
    if is_foreign and not re.search(installs, old, re.MULTILINE):
        raise CommandError(
            error(
                f"{source.top / WORKFLOW} is there already, and says something else",
                help="move it away, then write it again; or have it run "
                f"`python -m pip install {installation.arguments}`",
            )
        )
    prefix = f"{inside}/" if inside else ""
    files = {prefix + path: data for path, data in installation.files.items()}
    if not is_foreign:
        files[WORKFLOW] = text.encode()
    is_new = sum(write_own(source.top, path, data) for path, data in files.items()) > 0
    for path in installation.outdated:
        (project.root / path).unlink()
    wheel = next((path for path in files if path.endswith(".whl")), "")
    paths = tuple(sorted({*files, *(prefix + path for path in installation.outdated)}))
    return Written(WORKFLOW, paths, is_new, is_foreign, branch, installation.arguments, wheel)


def to_workflow(*, branch: str, folder: str, output: str, installs: str) -> str:
    """Return the workflow for a site in *folder* of its repository; empty for its top."""
    text = _TEMPLATE.read_text(encoding="utf-8")
    prefix = f"{folder}/" if folder else ""
    if not folder:
        text = _IN_FOLDER.sub("", text)
    words = {
        "BRANCH": _quoted(branch),
        "FOLDER": _quoted(folder),
        "PREFIX": prefix,
        "OUTPUT": prefix + output,
        "INSTALL": installs,
    }
    return sign(re.sub(r"@([A-Z]+)@", lambda found: words[found[1]], text))


def _quoted(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
