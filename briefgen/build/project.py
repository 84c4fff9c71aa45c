"""Know where a site's files are, and refuse places where nothing may be written."""

import os
from pathlib import Path

from msgspec import Struct

from briefgen.build.lock import is_abandoned
from briefgen.config import CONFIG_NAME
from briefgen.errors import CommandError, error
from briefgen.fingerprint import digest_bytes

STAGE_PREFIX = "stage-"
"""What the names of folders begin with in which builds put the next site together."""

_ANY_STAGE = f".briefgen-{STAGE_PREFIX}*"

NOTE, READY = "output", "ready"
"""Names of the file of a stage that says where the output is: before, and during the switch."""


class Project(Struct, frozen=True):
    """The folder of a site."""

    root: Path
    """Absolute; the folder with ``briefgen.yml``."""

    @property
    def content(self) -> Path:
        """Where editors write."""
        return self.root / "content"

    @property
    def state(self) -> Path:
        """Where builds remember; it may be deleted at any time."""
        return self.root / ".briefgen"

    @property
    def store(self) -> Path:
        """The file in which parsed articles and page keys are remembered."""
        return self.state / "store.sqlite"

    def forget(self) -> None:
        """Delete the store, and what SQLite may have left beside it of an interrupted change."""
        for path in self.state.glob(f"{self.store.name}*"):
            path.unlink(missing_ok=True)


def find_project(start: Path) -> Project:
    """
    Return the site of the folder *start*, or of the nearest folder above it.

    Raises:
        CommandError: there is none.

    """
    folder = start.resolve()
    for candidate in (folder, *folder.parents):
        if (candidate / CONFIG_NAME).is_file():
            return Project(candidate)
        if os.path.lexists(candidate / CONFIG_NAME):
            raise CommandError(
                error(
                    f"{candidate / CONFIG_NAME} is no file that can be read",
                    help="put a text file of that name there, with `title: …` in its first line",
                )
            )
    raise CommandError(
        error(
            f"there is no {CONFIG_NAME} in {folder} or a folder above it",
            help="go to the folder of your site, or make one with `briefgen new DIR`",
        )
    )


def output_folder(project: Project, folder: Path) -> Path:
    """
    Return the folder to write the site to, once it is known to be harmless.

    Raises:
        CommandError: writing there could destroy what briefgen did not write.

    """
    path = Path(os.path.abspath(project.root / folder))
    if path.is_symlink() or (path.exists() and not path.is_dir()):
        what = "a symbolic link" if path.is_symlink() else "a file"
        raise CommandError(error(f"cannot write the site to {path}: it is {what}"))
    real = path.resolve()
    precious = [project.content, project.state, project.root / "themes", project.root / ".git"]
    inside = next((one for one in precious if real.is_relative_to(one.resolve())), None)
    if inside is not None:
        reason = f"it lies in {inside.name}"
    elif project.root.is_relative_to(real) or Path.home().is_relative_to(real):
        reason = "that folder holds more than the site"
    else:
        return real
    raise CommandError(
        error(
            f"cannot write the site to {path}: {reason}",
            help="choose a folder that holds nothing else, such as `site`",
        )
    )


def stage_prefix(state: Path, output: Path) -> str:
    """
    Return what the names of stages begin with that the site of *state* has for *output*.

    They may lie beside those of other sites, and nobody clears away another's.
    """
    digest = digest_bytes(os.fsencode(state) + b"\0" + os.fsencode(output))
    return f".briefgen-{STAGE_PREFIX}{digest.hex()[:12]}-"


def leftovers(state: Path, output: Path) -> list[Path]:
    """Return what interrupted builds of the site of *state* have left behind."""
    name = f"{stage_prefix(state, output)}*"
    found = {*state.glob(f"{STAGE_PREFIX}*"), *output.parent.glob(name), *output.glob(name)}
    # Before stages had the site's name, one beside the output was known by its mark alone.
    others = output.parent.glob(f".briefgen-{STAGE_PREFIX}????????")
    found |= {one for one in others if (one / "ready").exists()}
    # The site may have been moved since, and with it the names of its stages.
    found |= {one for one in output.glob(_ANY_STAGE) if is_abandoned(one)}
    beside = (one for one in output.parent.glob(_ANY_STAGE) if destination(one) == output)
    found |= {one for one in beside if is_abandoned(one)}
    return sorted(one for one in found if one.is_dir() and not one.is_symlink())


def destination(stage: Path) -> Path | None:
    """Return the output that the stage in the folder *stage* is for, if that says so."""
    for name in (READY, NOTE):
        file = stage / name
        if file.is_file():
            said = os.fsdecode(file.read_bytes())
            return Path(os.path.normpath(stage.parent / said))
    return None
