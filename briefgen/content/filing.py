"""
Know which file of ``content/`` an article belongs in, and how its front matter is quoted.

Commands that begin articles share this: an article gets a name that makes a good
address, in a section that exists or can be made, and takes no other's place.
"""

import json
import os
import re
import stat
import unicodedata
from pathlib import Path, PurePosixPath

from briefgen.content.discover import EDITIONS
from briefgen.content.parse import CONTROL_CHARACTERS
from briefgen.errors import CommandError, error
from briefgen.model.file_kinds import TEXTS, is_index, is_text
from briefgen.schema.suggest import closest
from briefgen.slugs import slugify

SCHEMAS = "schemas"
"""The folder of a site with the schemas that its files point to."""

UNNAMED = "article"
"""The slug of a title that has no letter or digit."""

_LONGEST_SLUG = 150
"""Bytes; with date and suffix it stays below what a file name may have."""

_DATED = re.compile(r"\d{4}-\d{2}-\d{2}[-_ ]?(?=.)")


def sections_of(content: Path) -> tuple[str, ...]:
    """Return the folders of sections that *content* has, by name."""
    try:
        entries = sorted(os.scandir(content), key=lambda entry: entry.name)
    except FileNotFoundError:
        return ()
    return tuple(
        unicodedata.normalize("NFC", entry.name)
        for entry in entries
        if entry.is_dir(follow_symlinks=False)
        and not entry.name.startswith((".", "_"))
        and entry.name != EDITIONS
        and not any(map(is_index, os.listdir(entry.path)))
    )


def refuse_links(root: Path, path: str) -> None:
    """
    Refuse *path*, from the site *root* on, if a part of it is a link: it may lead out of the site.

    Raises:
        CommandError: one is; the error names it.

    """
    place = root
    for name in PurePosixPath(path).parts:
        place /= name
        try:
            status = os.lstat(place)
        except FileNotFoundError:
            return
        junction = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", None)
        is_junction = junction is not None and getattr(status, "st_reparse_tag", 0) == junction
        if is_junction or stat.S_ISLNK(status.st_mode):
            shown = place.relative_to(root).as_posix()
            help = "put a folder in its place, with what it should hold; nothing was changed"
            said = f"{shown} is a link, and what it leads to may not belong to this site"
            raise CommandError(error(said, help=help))


def clean(title: str) -> str:
    """
    Return *title* on one line, if all of it can be shown.

    Raises:
        CommandError: it is empty, or has a control character.

    """
    words = " ".join(title.split())
    if not words:
        raise CommandError(error("the title is empty", help='write it as "Title"'))
    try:
        words.encode()
    except UnicodeEncodeError:
        words = ""
    if not words or CONTROL_CHARACTERS.search(words):
        raise CommandError(error("the title has a character that cannot be shown"))
    return words


def section_folder(content: Path, section: str, sections: tuple[str, ...]) -> str:
    """
    Return the folder of *content* that *section* means, which may not exist yet.

    Raises:
        CommandError: it cannot be a section, or is one that was spelt wrong.

    """
    folder = _folder(section.strip("/").removeprefix("content/"), sections)
    if folder not in sections:
        _refuse_if_no_section(content, folder)
    return folder


def _folder(section: str, sections: tuple[str, ...]) -> str:
    if section in sections:
        return section
    by_slug = {slugify(name): name for name in sections}
    folder = slugify(section)
    if not folder:
        raise CommandError(
            error(f"`{section}` cannot be a section", help="its name needs a letter or a digit")
        )
    if folder in by_slug:
        return by_slug[folder]
    if folder == EDITIONS:
        raise CommandError(
            error(
                f"`{section}` is no section: content/{EDITIONS} holds the editions",
                help="name a section, or begin an edition with `briefgen new edition`",
            )
        )
    suggestion = closest(folder, sections)
    if suggestion:
        raise CommandError(
            error(
                f"there is no section `{section}`",
                help=f"did you mean `{suggestion}`? If not, make the folder content/{folder} first",
            )
        )
    return folder


def _refuse_if_no_section(content: Path, folder: str) -> None:
    """Refuse to make a section where something else is, or has the address."""
    for name in (folder, *(f"{folder}{suffix}" for suffix in TEXTS)):
        if os.path.lexists(content / name):
            raise CommandError(
                error(
                    f"`{folder}` cannot be a section: content/{name} is something else",
                    help="choose another section; nothing was changed",
                )
            )


def file_slug(title: str) -> str:
    """Return the slug of *title*, short enough for a file name and cut between words."""
    slug = slugify(title) or UNNAMED
    data = slug.encode()
    if len(data) <= _LONGEST_SLUG:
        return slug
    cut = data[:_LONGEST_SLUG].decode(errors="ignore")
    return slugify(cut.rpartition("-")[0] or cut)


def refuse_if_taken(folder: Path, section: str, slug: str) -> None:
    """
    Refuse a *slug* that a file of the section leads to already.

    Raises:
        CommandError: there is one; the error names it.

    """
    entry = taken_slugs(folder).get(slugify(slug))
    if entry:
        raise CommandError(
            error(
                f"content/{section}/{entry} has the address {section}/{slug}/ already",
                help="choose another title; nothing was changed",
            )
        )


def taken_slugs(folder: Path) -> dict[str, str]:
    """Return the addresses that the files of *folder* have, each with the name of its file."""
    taken: dict[str, str] = {}
    if not folder.is_dir():
        return taken
    for entry in sorted(os.listdir(folder)):
        if entry.startswith((".", "_")):
            continue
        stem = entry.rpartition(".")[0] if is_text(entry) else entry
        taken.setdefault(slugify(_DATED.sub("", stem, count=1)), entry)
    return taken


def schema_comment(root: Path, kind: str) -> tuple[str, ...]:
    """Return the line that leads editors from a section's folder to a schema of the site *root*."""
    name = f"{SCHEMAS}/{kind}.schema.json"
    if not (root / name).is_file():
        return ()
    return (f"# yaml-language-server: $schema=../../{name}",)


def quoted(text: str) -> str:
    """Return *text* as YAML reads it, whatever it says: JSON's quotation marks are YAML's, too."""
    return json.dumps(text, ensure_ascii=False)
