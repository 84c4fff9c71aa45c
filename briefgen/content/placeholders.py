"""
Know the words that a new draft has in place of its editor's, so that none is published.

They stand here rather than with the commands that write them: what is written
and what is refused are the same texts.
"""

import re
from functools import cache

from briefgen.errors import Diagnostic, Location, Severity
from briefgen.schema.lookup import values_below
from briefgen.schema.nodes import YamlText
from briefgen.schema.places import Places

ARTICLE_FIELDS = """\
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
#     url: https://example.org/address-of-the-source/
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
# extra:
#   anything: for your own theme
"""

ARTICLE_BODIES = {
    ".md": "The first sentence can stand alone: what happened, and to whom.\n\n"
    "::: why-it-matters\nWhat it means for those who read it, in a sentence or two.\n:::\n\n"
    "## A heading that says what follows\n\nTwo or three paragraphs, each with one thought.\n",
    ".txt": "Paste the text here. Nothing in it is read as Markdown: [brackets], * and # stay.\n\n"
    "A short line like this is a heading\n\n"
    "It needs a blank line on both sides, and no full stop at its end.\n",
}

EDITION_ITEMS = """\
# An item can also be a heading for those that follow, or a page elsewhere:
#   - heading: Elsewhere
#   - title: What the page is called
#     url: https://example.org/address-of-the-page/
#     publisher: Who published it
#     note: What is there, and why it is worth reading
"""

EDITION_FIELDS = """\
# What else can be said: take away the `# ` before what you need.
# updated: 2026-11-23
# authors: [Name or id from briefgen.yml]
# image:
#   src: /picture.jpg
#   alt: What it shows, for those who cannot see it
#   caption: A line under the picture
#   credit: Who made it
# publish_at: 2026-11-25T06:00+01:00
# expires: 2027-01-01T00:00+01:00
# slug: another-address
# aliases: [/old/address/]
# language: en
# extra:
#   anything: for your own theme
"""

EDITION_BODY = """\
A paragraph that opens the edition: what the week was about, in your own words.

::: key-points
- What to remember if one reads nothing else.
:::
"""

_WRITTEN = re.compile(r"^[#>*-]* *(?P<text>\w.*)$", re.MULTILINE)
_VALUE = re.compile(
    r"^#[# -]*(?:(?P<name>\w+): *)?\[?(?P<text>[^\]\n]*?)\]?(?: {2,}.*)?$", re.MULTILINE
)
_FEWEST_WORDS = 3
"""How many words are not written by chance."""

_ADDRESSES = frozenset({"slug", "section", "aliases", "related", "url"})
"""Fields of which a single word is no chance either."""


@cache
def of_bodies() -> tuple[str, ...]:
    """Return what stands below the front matter of a new draft where its editor's text is to be."""
    bodies = "\n".join((*ARTICLE_BODIES.values(), EDITION_BODY))
    return tuple(match["text"] for match in _WRITTEN.finditer(bodies))


@cache
def of_fields() -> dict[str, str]:
    """Return the texts that stand in the front matter of a new draft, with the field of each."""
    found = _VALUE.finditer(f"{ARTICLE_FIELDS}{EDITION_FIELDS}{EDITION_ITEMS}")
    return {
        match["text"]: match["name"] or ""
        for match in found
        if len(match["text"].split()) >= _FEWEST_WORDS or match["name"] in _ADDRESSES
    }


@cache
def _rarest() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return a word of each text of `of_bodies`, and the text with any line breaks in it."""
    return tuple(
        (max(text.split(), key=len), re.compile(r"[\s>]+".join(map(re.escape, text.split()))))
        for text in of_bodies()
    )


def complain_of_placeholders(
    source: YamlText, body: str, place: Location, *, published: str
) -> None:
    """
    Complain of those in the front matter *source*, and in *body*, which begins at *place*.

    What is *published* of the body has no comments: in these, nobody sees them.
    """
    found = [
        match
        for word, text in _rarest()
        if word in published and text.search(published) and (match := text.search(body))
    ]
    if found:
        places = Places(body)
        for match in found:
            line, column, excerpt = places.of(match.start())
            where = Location(place.path, place.line + line, column)
            width = len(match[0].partition("\n")[0])
            source.complaints.append(
                Diagnostic(Severity.ERROR, _MESSAGE, where, _HELP, excerpt, width)
            )
    if not any(one in source.text for one in of_fields()):
        return
    for field, value in source.fields.items():
        for name, node in values_below(value, field):
            text = node.value.strip()
            if of_fields().get(text) in {"", name}:
                source.complain(_MESSAGE, node.start_mark, width=len(text), help=_HELP)


_MESSAGE = "these are the words of a new draft, which wait for yours"
_HELP = "write your own, or take them out; or keep `draft: true` until you have"
