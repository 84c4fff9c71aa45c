"""Print the JSON Schema of a kind of file, for editors."""

import json
from typing import Any

import click

from briefgen.cli.app import EXIT_CODES
from briefgen.cli.output import say_json
from briefgen.content.frontmatter import FrontMatter, renames_for
from briefgen.model.front_matter import (
    ArticleFrontMatter,
    EditionFrontMatter,
    PageFrontMatter,
    SectionFrontMatter,
)
from briefgen.model.settings import Settings
from briefgen.model.theme import ThemeFile
from briefgen.schema.json_schema import Schema, to_json_schema

KINDS = ("site", "article", "section", "page", "edition", "theme")


@click.command(
    epilog=f"""\b
Examples:
  briefgen schema site                  print the schema of briefgen.yml
  briefgen schema article > article.json
                                        keep one for your editor

\b
Then let briefgen.yml begin with a line such as
  # yaml-language-server: $schema=site.json

{EXIT_CODES}"""
)
@click.argument("kind", type=click.Choice(KINDS))
def schema(kind: str) -> None:
    """
    Print the JSON Schema of a kind of file, for editors that check while you type.

    \b
    site      briefgen.yml
    article   the front matter of an article
    section   the front matter of a section's _index.md
    page      the front matter of a page such as content/about.md
    edition   the front matter of an edition in content/editions
    theme     theme.yml

    The schema is made from the same definitions as briefgen's own reader.  It
    knows the field names of other generators too, and proposes none of them.
    """
    say_json(json.dumps(schema_of(kind), indent=2, ensure_ascii=False))


def schema_of(kind: str) -> Schema:
    """Return the schema of one of the ``KINDS``."""
    records: dict[str, tuple[type[Any], str]] = {
        "site": (Settings, "briefgen.yml"),
        "theme": (ThemeFile, "theme.yml of a briefgen theme"),
    }
    if kind in records:
        return to_json_schema(*records[kind])
    matters: dict[str, type[FrontMatter]] = {
        "article": ArticleFrontMatter,
        "section": SectionFrontMatter,
        "page": PageFrontMatter,
        "edition": EditionFrontMatter,
    }
    title = f"Front matter of a briefgen {kind}"
    return to_json_schema(matters[kind], title, renames_for(matters[kind], ()))
