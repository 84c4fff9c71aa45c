"""
Write the workflow with which GitHub builds and publishes the site by itself.

It is a file among the sources, for whoever wants every push to be public without
a command.  Nothing of it is hidden in briefgen: what is written is all there is.
"""

import json
import re
from pathlib import Path

from msgspec import Struct

from briefgen import __version__
from briefgen.build.project import Project
from briefgen.config import load_config
from briefgen.errors import CommandError, error
from briefgen.publish.source import find_source

WORKFLOW = ".github/workflows/publish.yml"

_TEMPLATE = Path(__file__).with_name("workflow.yml")
_IN_FOLDER = re.compile(r"    defaults:\n      run:\n        working-directory: @FOLDER@\n")
_PLAIN = re.compile(r"[A-Za-z][\w./-]*")
_EXTRAS = "images,search"


class Written(Struct, frozen=True):
    """What was written."""

    path: str
    """Relative to the folder of the repository."""
    is_new: bool
    """False if the same file was there already."""
    branch: str
    """A push to it publishes the site."""
    installs: str
    """What pip is told to install."""


def write_workflow(project: Project) -> Written:
    """
    Write the workflow for the site of *project*, unless there is another one.

    Raises:
        ContentError: ``briefgen.yml`` cannot be used.
        CommandError: there is no repository, or a file of that name that is not the same.

    """
    settings = load_config(project.root).settings
    source = find_source(project.root)
    inside = source.git.output("rev-parse", "--show-prefix").rstrip("/")
    branch = source.branch or "main"
    installs = _installs(project.root)
    text = to_workflow(
        branch=branch,
        folder=inside,
        output=settings.output.folder,
        installs=installs,
    )
    file = source.top / WORKFLOW
    if file.exists() and file.read_bytes().replace(b"\r\n", b"\n") != text.encode():
        raise CommandError(
            error(
                f"{file} is there already, and says something else",
                help="move it away, then write it again; briefgen never overwrites your files",
            )
        )
    written = Written(WORKFLOW, not file.exists(), branch, installs)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
    return written


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
    return re.sub(r"@([A-Z]+)@", lambda found: words[found[1]], text)


def _installs(root: Path) -> str:
    """Return what pip has to install: what the site says, else this version."""
    if (root / "requirements.txt").is_file():
        return "-r requirements.txt"
    about = root / "pyproject.toml"
    if about.is_file() and re.search(
        r'^name = "briefgen"$', about.read_text("utf-8"), re.MULTILINE
    ):
        # The site lies in a checkout of briefgen itself.
        return f'".[{_EXTRAS}]"'
    return f'"briefgen[{_EXTRAS}]=={__version__}"'


def _quoted(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
