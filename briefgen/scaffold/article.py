"""
Begin an article: a draft with a front matter that only waits to be filled in.

The file gets a name that makes a good address, and is written only if neither
it nor another article of the section would be at that address.
"""

import json
import os
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from briefgen.build.project import Project
from briefgen.content.discover import EDITIONS, TEXT_SUFFIXES
from briefgen.content.parse import CONTROL_CHARACTERS
from briefgen.errors import CommandError, error
from briefgen.scaffold.site import SCHEMAS
from briefgen.schema.suggest import closest
from briefgen.slugs import slugify

UNNAMED = "article"
"""The slug of a title that has no letter or digit."""

_LONGEST_SLUG = 150
"""Bytes; with date and suffix it stays below what a file name may have."""

_DATED = re.compile(r"\d{4}-\d{2}-\d{2}[-_ ]?(?=.)")

_REST = """\
# What else can be said: take away the `# ` before what you need.
# updated: 2026-11-23
# authors: [Name or id from briefgen.yml]
# image:
#   src: picture.jpg
#   alt: What it shows, for those who cannot see it
#   caption: A line under the picture
#   credit: Who made it
# key_points:
#   - What to remember, in one sentence
# sources:
#   - title: What the source is called
#     publisher: Who published it
#     author: Who wrote or said it
#     url: https://example.org/
#     date: 2026-11-20
#     accessed: 2026-11-22
#     note: What a reader should know about it
#     # id: report    with an id, the text can cite it as [@report]
# updates:
#   - date: 2026-11-24
#     kind: correction
#     text: What was changed, and what stood there before
# publish_at: 2026-11-25T06:00+01:00
# expires: 2027-01-01T00:00+01:00
# slug: another-address
# aliases: [/old/address/]
# section: another-section
# weight: 10
# featured: true
# language: en
# related: [other-article.md]
# extra: {anything: for your own theme}
"""

_TEXTS = {
    ".md": "The first sentence can stand alone: what happened, and to whom.\n\n"
    "::: why-it-matters\nWhat it means for those who read it, in a sentence or two.\n:::\n\n"
    "## A heading\n\nTwo or three paragraphs.\n",
    ".txt": "Paste the text here. Nothing in it is read as Markdown: [brackets], * and # stay.\n\n"
    "A short line like this is a heading\n\n"
    "It needs a blank line on both sides, and no full stop at its end.\n",
}


@dataclass(frozen=True, slots=True)
class NewArticle:
    """What was made."""

    path: str
    """Relative to the root of the site."""
    section: str
    is_new_section: bool


def make_article(
    project: Project, title: str, section: str, day: date, *, suffix: str
) -> NewArticle:
    """
    Add a draft to the site of *project*; *suffix* is ``.md`` or ``.txt``.

    Raises:
        CommandError: the title or the section is unusable, or the address is taken.

    """
    title = clean(title)
    sections = sections_of(project)
    folder = _section_folder(section.strip("/").removeprefix("content/"), sections)
    if folder not in sections:
        _refuse_if_no_section(project.content, folder)
    slug = _slug(title)
    _refuse_if_taken(project.content / folder, folder, slug)
    name = f"{day.isoformat()}-{slug}{suffix}"
    file = project.content / folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("x", encoding="utf-8", newline="\n") as stream:
        stream.write(_draft(project, title, day, suffix))
    return NewArticle(f"content/{folder}/{name}", folder, folder not in sections)


def sections_of(project: Project) -> tuple[str, ...]:
    """Return the folders of sections that the site has, by name."""
    try:
        entries = sorted(os.scandir(project.content), key=lambda entry: entry.name)
    except FileNotFoundError:
        return ()
    return tuple(
        unicodedata.normalize("NFC", entry.name)
        for entry in entries
        if entry.is_dir(follow_symlinks=False)
        and not entry.name.startswith((".", "_"))
        and entry.name != EDITIONS
        and not any(Path(entry.path, f"index{suffix}").exists() for suffix in TEXT_SUFFIXES)
    )


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


def _section_folder(section: str, sections: tuple[str, ...]) -> str:
    """Return the folder that *section* means, which may not exist yet."""
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
    for name in (folder, *(f"{folder}{suffix}" for suffix in TEXT_SUFFIXES)):
        if os.path.lexists(content / name):
            raise CommandError(
                error(
                    f"`{folder}` cannot be a section: content/{name} is something else",
                    help="choose another section; nothing was changed",
                )
            )


def _slug(title: str) -> str:
    """Return the slug of *title*, short enough for a file name and cut between words."""
    slug = slugify(title) or UNNAMED
    data = slug.encode()
    if len(data) <= _LONGEST_SLUG:
        return slug
    cut = data[:_LONGEST_SLUG].decode(errors="ignore")
    return slugify(cut.rpartition("-")[0] or cut)


def _refuse_if_taken(folder: Path, section: str, slug: str) -> None:
    """Refuse a *slug* that a file of the section leads to already."""
    if not folder.is_dir():
        return
    for entry in sorted(os.listdir(folder)):
        if entry.startswith((".", "_")):
            continue
        stem = entry.rpartition(".")[0] if entry.endswith(TEXT_SUFFIXES) else entry
        if slugify(_DATED.sub("", stem, count=1)) == slugify(slug):
            raise CommandError(
                error(
                    f"content/{section}/{entry} has the address {section}/{slug}/ already",
                    help="choose another title; nothing was changed",
                )
            )


def schema_comment(project: Project, kind: str) -> tuple[str, ...]:
    """Return the line that leads editors from a section's folder to a schema of the site."""
    name = f"{SCHEMAS}/{kind}.schema.json"
    if not (project.root / name).is_file():
        return ()
    return (f"# yaml-language-server: $schema=../../{name}",)


def quoted(text: str) -> str:
    """Return *text* as YAML reads it, whatever it says: JSON's quotation marks are YAML's, too."""
    return json.dumps(text, ensure_ascii=False)


def _draft(project: Project, title: str, day: date, suffix: str) -> str:
    """Return the text of a new article."""
    head = [
        "---",
        *schema_comment(project, "article"),
        f"title: {quoted(title)}",
        f"date: {day.isoformat()}",
        "draft: true",
        'summary: ""',
        "topics: []",
    ]
    return "\n".join(head) + f"\n{_REST}---\n{_TEXTS[suffix]}"
