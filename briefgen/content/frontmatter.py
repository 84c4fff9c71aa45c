"""
Part a source file into its front matter and its body, and read the former.

Files of other generators should work as they are.  So the names that those use
for the same field are known here, and a site can add its own (``fields:`` in
``briefgen.yml``).
"""

import re
from functools import lru_cache
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from briefgen.content.draft_words import take_draft_words
from briefgen.content.misplaced import is_prose, misplaced
from briefgen.content.swallowed import complain_of_swallowed
from briefgen.errors import Diagnostic, Location, error
from briefgen.model.front_matter import (
    ArticleFrontMatter,
    EditionFrontMatter,
    PageFrontMatter,
    SectionFrontMatter,
)
from briefgen.model.settings import ContentSettings, FieldName
from briefgen.model.source import Role
from briefgen.schema.comments import uncomment_values
from briefgen.schema.keys import Unknown
from briefgen.schema.lookup import join_lists, named_values
from briefgen.schema.nodes import YamlText, compose
from briefgen.schema.record import record_for

FrontMatter = ArticleFrontMatter | SectionFrontMatter | PageFrontMatter | EditionFrontMatter

FRONT_MATTER: dict[Role, type[FrontMatter]] = {
    Role.ARTICLE: ArticleFrontMatter,
    Role.SECTION: SectionFrontMatter,
    Role.PAGE: PageFrontMatter,
    Role.EDITION: EditionFrontMatter,
}

RENAMES = {
    "abstract": "summary",
    "author": "authors",
    "byline": "authors",
    "categories": "topics",
    "category": "section",
    "cover": "image",
    "dek": "summary",
    "description": "summary",
    "excerpt": "summary",
    "expirydate": "expires",
    "expiryDate": "expires",
    "headline": "title",
    "keywords": "topics",
    "lang": "language",
    "last_modified_at": "updated",
    "lastmod": "updated",
    "modified": "updated",
    "order": "weight",
    "publishDate": "publish_at",
    "publishdate": "publish_at",
    "pubDate": "date",
    "published": "date",
    "redirect_from": "aliases",
    "standfirst": "summary",
    "tags": "topics",
    "teaser": "summary",
    "updatedDate": "updated",
}
"""Names that other generators use, and the field of briefgen that each means."""


class Parts(Struct, frozen=True):
    """A source file, taken apart but not yet read."""

    yaml: str
    """Between the two lines of dashes; empty if there are none."""
    yaml_line: int
    """Line of the file on which it begins."""
    body: str
    body_line: int


_FIELDS = frozenset(RENAMES).union(*(cls.__struct_fields__ for cls in FRONT_MATTER.values()))

_FENCE = re.compile(r"---[ \t]*\n")
_OTHER_END = re.compile(
    r"^(?!-(?: -)*\s|[-.]{3}\s)"
    r"(?:[-\u2010-\u2015\u2212\u2500\u2501\u2e3a\u2e3b\ufe58\ufe63\uff0dー一*_+=~;`.][ \t]*)+$",
    re.MULTILINE,
)
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)


def part(text: str, path: str) -> Parts | Diagnostic:
    """Return the two parts of *text*, or what keeps them from being told apart."""
    opening = _FENCE.match(text)
    if not opening:
        if text.startswith("+++\n"):
            return error(
                "this front matter is TOML",
                Location(path, 1, 1),
                help="write it as YAML: `---`, then `key: value` lines, then `---`",
            )
        return misplaced(text, path, _FIELDS) or Parts("", 1, text, 1)
    end = _END.search(text, opening.end())
    yaml = text[opening.end() : end.start() if end else len(text)]
    if is_prose(yaml, _FIELDS, is_closed=end is not None):
        return Parts("", 1, text, 1)
    other = _OTHER_END.search(yaml.lstrip("\n").partition("\n\n")[0])
    if other:
        return error(
            f"the front matter ends with `---`, not with `{other[0].strip()}`",
            Location(path, 2 + yaml[: yaml.index(other[0])].count("\n"), 1),
            help="make it three dashes, without spaces",
        )
    if end is None:
        return error(
            "the front matter has no end",
            Location(path, 1, 1),
            help="put a line with `---` after it",
        )
    body = text[end.end() :]
    line = 3 + yaml.count("\n")
    return misplaced(body, path, _FIELDS, line=line) or Parts(yaml, 2, body, line)


def as_text(body: str) -> str:
    r"""
    Return Markdown that says what *body* does, and is not taken for front matter below another.

    >>> print(as_text("draft: true"), as_text("Status: draft"))
    draft\: true Status: draft
    """
    if misplaced(body, "", _FIELDS, line=2) is None:
        return body
    lines = body.split("\n")
    return "\n".join([*(_COLON.sub(_escape_colon, line) for line in lines[:99]), *lines[99:]])


def _escape_colon(match: re.Match[str]) -> str:
    # Of what may stand for a colon, Markdown lets only ASCII be escaped.
    mark = "\\" if match[2].isascii() else "\N{WORD JOINER}"
    return f"{match[1]}{mark}{match[2]}"


_COLON = re.compile(r"^(\W*\w[^:=：＝]{0,99})([:=：＝])")

T = TypeVar("T", bound=FrontMatter)


def read_front_matter(
    cls: type[T], source: YamlText, settings: ContentSettings
) -> tuple[T | None, tuple[Unknown, ...]]:
    """
    Return what the front matter says, and the keys that nobody knows.

    ``None`` means that something is wrong with it; what, is among the
    complaints of *source*.
    """
    if len(source.text) > settings.limits.front_matter_kilobytes * 1000:
        place = Location(source.path, source.first_line)
        limit = settings.limits.front_matter_kilobytes
        source.complaints.append(
            error(
                f"the front matter is longer than {limit} kilobytes",
                place,
                help="`limits.front_matter_kilobytes` in briefgen.yml raises the limit",
            )
        )
        return None, ()
    node = compose(source)
    if node is None:
        return (None if source.complaints else cls()), ()
    complain_of_swallowed(source, node)
    uncomment_values(source, node)
    renames = renames_for(cls, settings.fields)
    own = {name.written for name in settings.fields}
    is_draft = take_draft_words(source, node, {*record_for(cls).readers, *own})
    join_lists(node, {name for name, field in renames.items() if field == "topics"})
    source.fields = {renames.get(name, name): value for name, value in named_values(node)}
    matter, unknown = record_for(cls).read(source, node, renames)
    return (replace(matter, draft=True) if matter and is_draft else matter), unknown


def renames_for(cls: type[Struct], fields: tuple[FieldName, ...]) -> dict[str, str]:
    """Return the other names that fields of *cls* go by."""
    return _renames(tuple(record_for(cls).readers), fields)


@lru_cache(maxsize=16)
def _renames(known: tuple[str, ...], fields: tuple[FieldName, ...]) -> dict[str, str]:
    renames = {**RENAMES, **{name.written: name.field for name in fields}}
    return {
        written: field
        for written, field in renames.items()
        if field in known and written not in known
    }
