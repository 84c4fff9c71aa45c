"""
Notice what can be read, but was hardly meant.

Nothing is wrong with such a file as far as YAML goes, so that without a word it
would be published with something else in it than its editor thinks.
"""

from collections.abc import Iterator

from briefgen.content.frontmatter import renames_for
from briefgen.errors import Severity, warning
from briefgen.model.front_matter import ArticleFrontMatter
from briefgen.model.settings import ContentSettings
from briefgen.schema.keys import Unknown
from briefgen.schema.lookup import is_unquoted
from briefgen.schema.nodes import YamlText

_LISTS = ("topics", "authors")
"""Fields that are lists of names, in which commas are rare."""

_OF_ARTICLES = ("topics", "sources", "key_points")
"""What an editor may want to say of an edition, though its articles say it."""


def warn_of_commas(source: YamlText) -> None:
    """Complain of names with commas between them where YAML sees one text."""
    for name in _LISTS:
        node = source.fields.get(name)
        if node is not None and is_unquoted(node) and "," in node.value:
            source.complain(
                f"these {name} are read as one",
                node.start_mark,
                width=len(node.value),
                help=f"write `[{node.value}]`; if it is one, put it between quotation marks",
                severity=Severity.WARNING,
            )


def misplaced_fields(
    source: YamlText, unknown: tuple[Unknown, ...], settings: ContentSettings
) -> Iterator[Unknown]:
    """
    Return the *unknown* fields of an edition that articles do not have either.

    Of the others *source* complains.
    """
    renames = renames_for(ArticleFrontMatter, settings.fields)
    for written, place in unknown:
        name = renames.get(written, written)
        if name in _OF_ARTICLES:
            source.complaints.append(
                warning(
                    f"an edition has no `{name}` of its own; this is ignored",
                    place,
                    help=f"write `{name}` in the articles that it gathers",
                )
            )
        else:
            yield written, place
