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
    return "\n".join(head) + f"\n{_REST}---\n{_TEXTS[suffix]}"
