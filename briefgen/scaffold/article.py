"""
Begin an article: a draft with a front matter that only waits to be filled in.

The file gets a name that makes a good address, and is written only if neither
it nor another article of the section would be at that address.
"""

from datetime import date

from msgspec import Struct

from briefgen.build.project import Project
from briefgen.content.filing import (
    clean,
    file_slug,
    quoted,
    refuse_if_taken,
    schema_comment,
    section_folder,
    sections_of,
)
from briefgen.content.placeholders import ARTICLE_BODIES, ARTICLE_FIELDS


class NewArticle(Struct, frozen=True):
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
    sections = sections_of(project.content)
    folder = section_folder(project.content, section, sections)
    slug = file_slug(title)
    refuse_if_taken(project.content / folder, folder, slug)
    name = f"{day.isoformat()}-{slug}{suffix}"
    file = project.content / folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("x", encoding="utf-8", newline="\n") as stream:
        stream.write(_draft(project, title, day, suffix))
    return NewArticle(f"content/{folder}/{name}", folder, folder not in sections)


def _draft(project: Project, title: str, day: date, suffix: str) -> str:
    """Return the text of a new article."""
    head = [
        "---",
        *schema_comment(project.root, "article"),
        f"title: {quoted(title)}",
        f"date: {day.isoformat()}",
        "draft: true",
        'summary: ""',
        "topics: []",
    ]
    return "\n".join(head) + f"\n{ARTICLE_FIELDS}---\n{ARTICLE_BODIES[suffix]}"
