"""
Make a new site: a folder that builds and reads well before anything is written.

The files of a new site lie in ``files/`` as they will be, so that they can be
read, built and tested like any site.  Only its name is put in.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from briefgen.config import CONFIG_NAME
from briefgen.content.discover import discover
from briefgen.content.filing import SCHEMAS
from briefgen.errors import CommandError, error
from briefgen.model.source import Role

FILES = Path(__file__).with_name("files")

_DEFAULT_TITLE = "My briefing"

# A file of this name would speak to git where it lies, and packagers leave it out.
_NAMES = {"gitignore": ".gitignore"}


class NewSite(Struct, frozen=True):
    """What was made."""

    folder: Path
    title: str
    articles: int
    sections: int
    editions: int


def make_site(folder: Path, schemas: Mapping[str, str]) -> NewSite:
    """
    Make a site in *folder*; *schemas* are texts by the kind of file they describe.

    Raises:
        CommandError: there is something in *folder* already.

    """
    _refuse_unless_empty(folder)
    title = title_from(folder.resolve().name)
    files = {
        _target(path): path.read_bytes() for path in sorted(FILES.rglob("*")) if path.is_file()
    }
    files[CONFIG_NAME] = _with_title(files[CONFIG_NAME], title)
    for kind, text in schemas.items():
        files[f"{SCHEMAS}/{kind}.schema.json"] = text.encode()
    for name, data in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    sources, _ = discover(folder / "content")
    articles = [source.path for source in sources if source.role is Role.ARTICLE]
    sections = {path.partition("/")[0] for path in articles}
    editions = [source for source in sources if source.role is Role.EDITION]
    return NewSite(folder, title, len(articles), len(sections), len(editions))


def title_from(name: str) -> str:
    """
    Return the title of a site whose folder is called *name*.

    >>> title_from("harbour-news"), title_from("---")
    ('Harbour news', 'My briefing')
    """
    words = " ".join(name.replace("-", " ").replace("_", " ").split())
    if not words.isprintable() or not any(character.isalnum() for character in words):
        return _DEFAULT_TITLE
    return words[0].upper() + words[1:]


def _refuse_unless_empty(folder: Path) -> None:
    if folder.is_dir():
        first = min((entry.name for entry in folder.iterdir()), default="")
        if not first:
            return
        raise CommandError(
            error(
                f"the folder {folder} is not empty: it holds `{first}`",
                help="name a folder that does not exist yet; nothing was changed",
            )
        )
    if folder.exists() or folder.is_symlink():
        raise CommandError(error(f"{folder} exists already, and is not a folder"))


def _target(path: Path) -> str:
    relative = path.relative_to(FILES)
    return relative.with_name(_NAMES.get(path.name, path.name)).as_posix()


def _with_title(config: bytes, title: str) -> bytes:
    """Return *config* with another title; JSON's quotation marks are YAML's, too."""
    written = f"title: {_DEFAULT_TITLE}\n".encode()
    return config.replace(written, f"title: {json.dumps(title, ensure_ascii=False)}\n".encode(), 1)
