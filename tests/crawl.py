"""Read finished pages as browsers do: their links, anchors, and text."""

import json
import re
from html.parser import HTMLParser
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Reader(HTMLParser):
    """Collects what a page refers to, and complains about tags that do not match."""

    def __init__(self, text: str) -> None:
        """Read *text* at once."""
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == [], f"not closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect what a tag refers to."""
        self.tags.append(tag)
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            self.attributes.append((tag, name, value or ""))
            if name == "id":
                self.ids.append(value or "")
            if name in {"href", "src"}:
                self.links.append(value or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Treat ``<br />`` as ``<br>``."""
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close what was opened last."""
        assert self.open, f"</{tag}> closes nothing"
        assert self.open[-1] == tag, f"</{tag}> closes <{self.open[-1]}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        """Collect text."""
        self.texts.append(data)

    @property
    def text(self) -> str:
        """All text of the page."""
        return "".join(self.texts)


def broken_links(tree: dict[str, bytes], base: str = "/briefing/") -> list[str]:
    """Return every link of every page that leads to no file, or to no anchor in it."""
    readers = {path: Reader(data.decode()) for path, data in tree.items() if path.endswith(".html")}
    broken = []
    for path, reader in readers.items():
        for link in reader.links:
            parts = urlsplit(link)
            if parts.scheme:
                continue
            if parts.path.startswith("/"):
                target = unquote(parts.path.removeprefix(base))
            else:
                target = normpath(join(dirname(path), unquote(parts.path))) if parts.path else path
            is_folder = parts.path.endswith("/") or target in {"", "."}
            file = normpath(join(target, "index.html")) if is_folder else target
            anchors = readers[file].ids if file in readers else []
            if file not in tree or (parts.fragment and unquote(parts.fragment) not in anchors):
                broken.append(f"{path}: {link}")
    return broken


_OWN = (
    r'try\{document\.documentElement\.dataset\.mode=localStorage\.getItem\("mode"\)[^}]*\}catch\{\}',
    r'document\.currentScript\.previousElementSibling\.open=matchMedia\("[^"]*"\)\.matches',
    r"",
)


def foreign_scripts(page: str) -> list[str]:
    """Return the scripts of a page that are neither the theme's nor structured data."""
    found = []
    for attributes, text in re.findall(r"<script([^>]*)>(.*?)</script>", page, re.DOTALL):
        if attributes == ' type="application/ld+json"':
            json.loads(text)
        elif not any(re.fullmatch(own, text) for own in _OWN):
            found.append(text)
    return found
