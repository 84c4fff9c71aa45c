"""
Put values into a view where it only names them.

Views name what is shared or kept in the store by its digest (``model.held``).
Before a template sees the view, the values are put in their place: the frame,
the teasers of a list, and the story of an article with its links filled in.
"""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, Protocol, get_args, get_origin, get_type_hints

from markupsafe import Markup, escape
from msgspec import Struct

from briefgen.model.article import Body, Content, Heading, Teaser
from briefgen.model.elements import Picture, Story, TocEntry
from briefgen.model.front_matter import Image, UpdateKind
from briefgen.model.held import Part, Shared, Shown, StoredMarkdown, StoredStory, StoredTeaser
from briefgen.theme.manuscript import to_manuscript

WORDS_PER_MINUTE = 230
"""How fast most adults read prose (Brysbaert 2019, for English)."""

_PERMALINK = re.compile("\1([^\1]*)\1")
_LABEL = re.compile("\2([^\2]*)\2")

Label = Callable[[str, str], str]
"""Returns, for a language and a kind of block, what the block is called."""


class Shelf(Protocol):
    """Where stored values are."""

    def content(self, part: Part) -> Content:
        """Return the content that *part* names."""

    def teaser(self, part: Part) -> Teaser:
        """Return the teaser that *part* names."""


class Thaw:
    """Puts values into views."""

    def __init__(self, shelf: Shelf, label: Label) -> None:
        """Take values from *shelf*; *label* names the kinds of blocks."""
        self._shelf = shelf
        self._label = label

    def __call__(self, value: Any) -> Any:
        """Return *value* with every held value in its place."""
        if isinstance(value, tuple):
            return tuple(self(entry) for entry in value)
        names = _holding(type(value))
        if names is None:
            return self._put(value)
        if not names:
            return value
        fields = ((getattr(value, name), holds) for name, holds in names)
        return type(value)(*(self(field) if holds else field for field, holds in fields))

    def _put(self, value: Any) -> Any:
        if isinstance(value, Shared):
            return value.value
        if isinstance(value, StoredTeaser):
            return self._shelf.teaser(value.part)
        content = self._shelf.content(value.part)
        if isinstance(value, StoredMarkdown):
            return to_manuscript(value, content)
        return to_story(value, content, self._label)


_HELD = (Shared, StoredMarkdown, StoredStory, StoredTeaser)


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
    if not issubclass(cls, Struct):
        return ()
    hints = get_type_hints(cls)
    names = tuple((name, any(map(_may_hold, _types_in(hint)))) for name, hint in hints.items())
    return names if any(holds for _, holds in names) else ()


def _may_hold(cls: type) -> bool:
    return _holding(cls) != ()


def _types_in(hint: Any) -> Iterator[type]:
    """Return every class that a type hint names."""
    arguments = get_args(hint)
    origin = get_origin(hint)
    if isinstance(origin, type) and origin in _HELD:
        yield origin
    elif arguments:
        for argument in arguments:
            yield from _types_in(argument)
    elif isinstance(hint, type):
        yield hint


_WEIGHTS = {UpdateKind.CORRECTION: 0, UpdateKind.CLARIFICATION: 1, UpdateKind.UPDATE: 2}


def to_story(stored: StoredStory, content: Content, label: Label) -> Story:
    """Return *content* as templates see it, on the page that *stored* is for."""
    return Story(
        summary=content.summary,
        description=content.description,
        html=_markup(fill(content.body, stored, label)),
        headings=tuple(_nest(content.body.headings)),
        image=_picture(content.image, stored) if content.image else None,
        key_points=content.key_points,
        sources=content.sources,
        updates=tuple(sorted(content.updates, key=lambda one: _WEIGHTS[one.kind])),
        blocks=content.blocks,
        minutes=max(1, round(content.words / WORDS_PER_MINUTE)),
        extra=json.loads(content.extra),
    )


def fill(body: Body, stored: StoredStory, label: Label) -> str:
    """Return the HTML of *body* with an address in every hole."""
    pieces = [body.parts[0]]
    for href, part in zip(stored.hrefs, body.parts[1:], strict=True):
        if isinstance(href, Shown):
            pieces.append(_image_attributes(href, stored.root))
        elif href is not None:
            pieces.append(f' href="{escape(stored.root + href)}"')
        pieces.append(part)
    html = "".join(pieces)
    # Looking for a mark costs next to nothing; going through the text for each does not.
    if "\2" in html:
        html = _LABEL.sub(lambda match: escape(label(stored.language, match[1])), html)
    if stored.address:
        html = html.replace(' href="#', f' href="{escape(stored.address)}#')
    if "\1" in html:
        html = _PERMALINK.sub("" if stored.address else _permalink, html)
    return html


def _image_attributes(shown: Shown, root: str) -> str:
    """Return where an image in the text is and how large; it is below the fold."""
    written = f' src="{escape(_on_page(shown, root))}"'
    if shown.variants:
        written += f' srcset="{escape(srcset(shown, root))}" sizes="{BODY_SIZES}"'
    if shown.width:
        written += f' width="{shown.width}" height="{shown.height}"'
    return written + ' loading="lazy" decoding="async"'


BODY_SIZES = "(min-width: 48rem) 42rem, 100vw"
"""How wide an image in a text is shown: as wide as the text, or as the screen."""


def _on_page(shown: Shown, root: str) -> str:
    return shown.href if shown.is_outside else root + shown.href


def srcset(shown: Shown, root: str) -> str:
    """Return the sizes of an image as the attribute ``srcset`` wants them (HTML 4.8.4.2)."""
    before = "" if shown.is_outside else root
    return ", ".join(f"{before}{one.href} {one.width}w" for one in shown.variants)


def _permalink(match: re.Match[str]) -> str:
    # The heading names the link, so the link needs no words of any language.
    name = match[1]
    return f' <a class="permalink" href="#{name}" aria-labelledby="{name}">#</a>'


def _picture(image: Image, stored: StoredStory) -> Picture | None:
    shown = stored.image
    if shown is None:
        return None
    return Picture(
        href=_on_page(shown, stored.root),
        srcset=srcset(shown, stored.root),
        width=shown.width,
        height=shown.height,
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
