"""
Put values into a view where it only names them.

Views name what is shared or kept in the store by its digest (``model.held``).
Before a template sees the view, the values are put in their place: the frame,
the teasers of a list, and the story of an article with its links filled in.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, Protocol

from markupsafe import Markup, escape

from briefgen.model.article import Body, Content, Heading, Teaser
from briefgen.model.elements import Picture, Story, TocEntry
from briefgen.model.front_matter import Image
from briefgen.model.held import Part, Shared, StoredStory, StoredTeaser

WORDS_PER_MINUTE = 230
"""How fast most adults read prose (Brysbaert 2019, for English)."""

_PERMALINK = re.compile("\1([^\1]*)\1")


class Shelf(Protocol):
    """Where stored values are."""

    def content(self, part: Part) -> Content:
        """Return the content that *part* names."""

    def teaser(self, part: Part) -> Teaser:
        """Return the teaser that *part* names."""


def thaw(value: Any, shelf: Shelf) -> Any:
    """Return *value* with every held value in its place."""
    if isinstance(value, tuple):
        return tuple(thaw(entry, shelf) for entry in value)
    names = _holding(type(value))
    if names is None:
        return _put(value, shelf)
    if not names:
        return value
    copy = object.__new__(type(value))
    for name, holds in names:
        field = getattr(value, name)
        object.__setattr__(copy, name, thaw(field, shelf) if holds else field)
    return copy


def _put(value: Any, shelf: Shelf) -> Any:
    if isinstance(value, Shared):
        return value.value
    if isinstance(value, StoredTeaser):
        return shelf.teaser(value.part)
    return to_story(value, shelf.content(value.part))


_HELD = (Shared, StoredStory, StoredTeaser)


def _holding(cls: type) -> tuple[tuple[str, bool], ...] | None:
    """
    Return the fields of *cls* and whether each may hold something to thaw.

    An empty tuple means that nothing in it can; ``None`` that it is held itself.
    """
    if cls not in _fields:
        _fields[cls] = _find_held(cls)
    return _fields[cls]


_fields: dict[type, tuple[tuple[str, bool], ...] | None] = {}


def _find_held(cls: type) -> tuple[tuple[str, bool], ...] | None:
    if cls in _HELD:
        return None
    if not is_dataclass(cls):
        return ()
    marks = ("Shared", "Stored", "Entry", "SectionBlock")
    names = tuple(
        (field.name, any(mark in str(field.type) for mark in marks)) for field in fields(cls)
    )
    return names if any(holds for _, holds in names) else ()


def to_story(stored: StoredStory, content: Content) -> Story:
    """Return *content* as templates see it, on the page that *stored* is for."""
    return Story(
        summary=content.summary,
        description=content.description,
        html=_markup(fill(content.body, stored)),
        headings=tuple(_nest(content.body.headings)),
        image=_picture(content.image, stored) if content.image else None,
        key_points=content.key_points,
        sources=content.sources,
        updates=content.updates,
        minutes=max(1, round(content.words / WORDS_PER_MINUTE)),
        extra=json.loads(content.extra),
    )


def fill(body: Body, stored: StoredStory) -> str:
    """Return the HTML of *body* with an address in every hole."""
    pieces = [body.parts[0]]
    for href, part in zip(stored.hrefs, body.parts[1:], strict=True):
        if href is not None:
            name = "src" if pieces[-1].endswith("<img") else "href"
            pieces.append(f' {name}="{escape(with_root(href, stored.root))}"')
        pieces.append(part)
    html = "".join(pieces)
    return _PERMALINK.sub(_permalink if stored.has_permalinks else "", html)


def with_root(href: str, root: str) -> str:
    """
    Return *href* as it must stand on a page; a web address stays as it is.

    >>> with_root("world/", "../../"), with_root("https://example.org/", "../")
    ('../../world/', 'https://example.org/')
    """
    return href if href.startswith(("http://", "https://", "//")) else root + href


def _permalink(match: re.Match[str]) -> str:
    # The heading names the link, so the link needs no words of any language.
    name = match[1]
    return f' <a class="permalink" href="#{name}" aria-labelledby="{name}">#</a>'


def _picture(image: Image, stored: StoredStory) -> Picture:
    return Picture(
        href=with_root(stored.image_href, stored.root),
        alt=image.alt,
        caption=image.caption,
        credit=image.credit,
    )


def _markup(html: str) -> Markup:
    """Mark what ``content.html`` has written, and so escaped, as safe to print."""
    return Markup(html)  # noqa: S704 - the one place where this is said of a body


def _nest(headings: tuple[Heading, ...]) -> Iterator[TocEntry]:
    """Return the headings of level 2, each with those of level 3 below it."""
    top = [heading for heading in headings if heading.level <= 3]
    index = 0
    while index < len(top):
        heading = top[index]
        index += 1
        children = []
        while heading.level == 2 and index < len(top) and top[index].level == 3:
            children.append(TocEntry(top[index].id, _markup(top[index].html), ()))
            index += 1
        yield TocEntry(heading.id, _markup(heading.html), tuple(children))
