"""Make a view of every kind with everything in it, and one with as little as can be."""

import types
import typing
from collections.abc import Mapping
from enum import StrEnum
from itertools import count
from typing import Any

from msgspec import StructMeta
from msgspec.structs import replace

from briefgen.fingerprint import Digest
from briefgen.model.article import Body, Content, Heading, Teaser
from briefgen.model.elements import Frame
from briefgen.model.entries import ItemEntry
from briefgen.model.held import Part, Shared, StoredStory
from briefgen.model.page import VIEW_BY_TEMPLATE, Page, View
from briefgen.model.paths import OutputPath, SourcePath
from briefgen.model.settings import Settings
from briefgen.theme.folders import find_theme
from briefgen.theme.loader import load_theme
from briefgen.theme.render import Renderer

_DATES = {"date", "accessed", "last_notice", "modified"}
_FIXED: Mapping[str, Any] = {
    "root": "../",
    "href": "a/b/",
    "language": "ar",
    "direction": "rtl",
    "address": "https://example.org/a/",
    "canonical": "https://example.org/a/",
    "url": "https://example.org/a/",
    "srcset": "../a.jpg 100w",
    "extra": "{}",
    "iso": "2026-11-22",
    "level": 2,
}
"""What a field of this name holds, whatever it is a field of."""

HEADINGS = ("first", "second")
BODY = "".join(f'<h2 id="{name}">{name}\1{name}\1</h2><p>Text</p>' for name in HEADINGS)


class Samples:
    """Makes values of the model from the types of their fields."""

    def __init__(self, *, is_full: bool, options: tuple[tuple[str, Any], ...] = ()) -> None:
        """Fill everything in, or leave out all that may be left out."""
        self.is_full = is_full
        self._options = options
        self._numbers = count(1)

    def view(self, template: str) -> View:
        """Return a view that *template* draws."""
        return typing.cast("View", self.value(VIEW_BY_TEMPLATE[template], "view"))

    def content(self, part: Part) -> Content:
        """Return what the store holds of any source file."""
        content: Content = self.value(Content, "content")
        names = HEADINGS if self.is_full else ()
        headings = tuple(Heading(name, 2, name, name) for name in names)
        body = Body((BODY if self.is_full else "",), headings)
        return replace(content, body=body)

    def teaser(self, part: Part) -> Teaser:
        """Return what the store holds of any source file for lists."""
        teaser: Teaser = self.value(Teaser, "teaser")
        return teaser

    def value(self, hint: Any, name: str) -> Any:
        """Return a value of the type *hint* for a field called *name*."""
        origin, arguments = typing.get_origin(hint), typing.get_args(hint)
        if hint is Part:
            return Part(SourcePath("a.md"), Digest(b"digest"))
        if origin is Shared:
            return Shared(self.value(arguments[0], name))
        if origin in {typing.Union, types.UnionType}:
            return self._one_of(arguments, name)
        if name == "options":
            return self._options
        if name == "hrefs":
            return ()
        if arguments[:1] == (ItemEntry,):
            return self._items()
        if origin is tuple:
            return tuple(self.value(arguments[0], name) for _ in range(2 * self.is_full))
        if isinstance(hint, type) and issubclass(hint, StrEnum):
            return next(iter(hint))
        if isinstance(hint, StructMeta):
            return self._record(typing.cast("type[Any]", hint))
        return self._scalar(hint, name)

    def _one_of(self, arguments: tuple[Any, ...], name: str) -> Any:
        if type(None) in arguments and not self.is_full:
            return None
        return self.value(arguments[0], name)

    def _record(self, cls: type[Any]) -> Any:
        hints = typing.get_type_hints(cls)
        record = cls(**{name: self.value(hint, name) for name, hint in hints.items()})
        if cls is Frame:
            # The site's language is another than that of what stands on its pages.
            return replace(record, language="en", direction="ltr")
        if cls is StoredStory:
            return replace(record, address="")
        return record

    def _items(self) -> tuple[ItemEntry, ...]:
        """Return an item of each kind: a heading, an article, and a page elsewhere."""
        nothing = {"heading": "", "entry": None, "outside": None}
        items: list[ItemEntry] = [self.value(ItemEntry, "item") for _ in range(3 * self.is_full)]
        return tuple(
            replace(item, **{**nothing, kind: getattr(item, kind)})
            for item, kind in zip(items, nothing, strict=False)
        )

    def _scalar(self, hint: Any, name: str) -> Any:
        if hint is bool:
            return self.is_full
        if hint is int or name == "level":
            return 2 if self.is_full else 0
        if name in _DATES:
            return "2026-11-22" if self.is_full else ""
        if name in _FIXED:
            return _FIXED[name]
        if name == "title" or self.is_full:
            return f"{name}-{next(self._numbers)}"
        return ""


def render(theme: str, template: str, *, is_full: bool) -> str:
    """Return what *template* of *theme* makes of a view with everything in it, or nothing."""
    root = find_theme(theme)
    assert root is not None
    loaded = load_theme(root, Settings(title="Test", theme=theme))
    samples = Samples(is_full=is_full, options=loaded.options)
    page = Page(OutputPath("a/index.html"), template, samples.view(template))
    data = Renderer(loaded).render(page, samples)
    assert isinstance(data, bytes), data
    return data.decode()
