"""Find everything that the files of a finished site refer to, and what of it leads nowhere."""

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree as ET

_LINKS = {"a", "area", "form"}
"""Elements that lead elsewhere; what any other element names is loaded."""

_FAMILY = {"canonical", "alternate", "me", "author", "license", "prev", "next", "self", "help"}
"""Relations of ``<link>`` that load nothing."""

_ATTRIBUTES = {"href", "src", "poster", "data", "action", "xlink:href", "formaction", "cite"}
_SETS = {"srcset", "imagesrcset"}
_CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)["']""")
_MARKDOWN_LINK = re.compile(
    r"""\]\(\s*<?([^)\s>]+)|^\s{0,3}\[[^\]^]+\]:\s*<?([^\s>]+)""", re.MULTILINE
)
_FENCE = re.compile(r"^(```+|~~~+).*?^\1", re.MULTILINE | re.DOTALL)
_ROBOTS_SITEMAP = re.compile(r"^Sitemap:\s*(\S+)", re.MULTILINE | re.IGNORECASE)
_HTML_KEYS = {"content_html"}
_JSON_PATHS = {"src", "start_url", "scope"}


@dataclass(frozen=True, slots=True)
class Reference:
    """One address that a file names."""

    target: str
    is_loaded: bool = False
    """Whether a browser asks for it without the reader's doing."""
    is_absolute: bool = False
    """Whether it stands where a relative address means nothing."""
    has_anchor: bool = True
    """Whether its fragment names an element; in linked data it only makes a name."""


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[Reference] = []
        self.ids: set[str] = set()
        self.is_redirect = False
        self._script: str | None = None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        self.ids.update(named[name] for name in ("id", "name") if name in named)
        if tag == "meta":
            self._meta(named)
        relations = set(named.get("rel", "").split())
        is_loaded = tag not in _LINKS and not (tag == "link" and relations & _FAMILY)
        for name, value in named.items():
            if name in _ATTRIBUTES:
                is_asked_for = is_loaded and name != "cite"
                self.found.append(Reference(value.strip(), is_asked_for, "canonical" in relations))
            elif name in _SETS:
                candidates = (one.split() for one in value.split(","))
                self.found += [Reference(one[0], is_loaded=True) for one in candidates if one]
            elif name == "style":
                self.found += _css(value)
        self._script = named.get("type", "") if tag in {"script", "style"} else None

    def _meta(self, named: dict[str, str]) -> None:
        what, content = named.get("property") or named.get("name", ""), named.get("content", "")
        if re.fullmatch(r"(og|twitter):(image|url|audio|video)(:url|:secure_url|:src)?", what):
            self.found.append(Reference(content, is_absolute=True))
        if named.get("http-equiv", "").lower() == "refresh":
            self.is_redirect = True
            self.found.append(Reference(content.partition("=")[2].strip(" '\"")))

    def handle_data(self, data: str) -> None:
        if self._script == "application/ld+json":
            self.found += _json(json.loads(data), is_linked_data=True)
        elif self._script is not None and self.lasttag == "style":
            self.found += _css(data)

    def handle_endtag(self, tag: str) -> None:
        self._script = None


def _css(text: str) -> list[Reference]:
    found = (first or second for first, second in _CSS_URL.findall(text))
    return [Reference(target, is_loaded=True) for target in found]


def _fragment(text: str) -> list[Reference]:
    """Return what HTML refers to that is read far from its page: everything by its address."""
    return [Reference(it.target, it.is_loaded, is_absolute=True) for it in _Page(text).found]


def _xml(text: str) -> Iterator[Reference]:
    for element in ET.fromstring(text).iter():
        for name, value in element.attrib.items():
            if name.rpartition("}")[2] in {"href", "src", "url", "template"}:
                yield Reference(value.replace("{searchTerms}", ""), is_absolute=True)
        said = (element.text or "").strip()
        if re.fullmatch(r"https?://\S+", said):
            yield Reference(said, is_absolute=True)
        elif "<" in said:
            yield from _fragment(said)


def _json(value: object, key: str = "", *, is_linked_data: bool = False) -> Iterator[Reference]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _json(one, name, is_linked_data=is_linked_data)
    elif isinstance(value, list):
        for one in value:
            yield from _json(one, key, is_linked_data=is_linked_data)
    elif isinstance(value, str):
        if re.fullmatch(r"https?://\S+", value):
            yield Reference(value, is_absolute=True, has_anchor=not is_linked_data)
        elif key in _JSON_PATHS and not is_linked_data:
            yield Reference(value)
        elif key in _HTML_KEYS:
            yield from _fragment(value)


def _references(path: str, text: str) -> list[Reference]:
    """Return what the file *path* refers to, by what its name says that it is."""
    match path.rpartition(".")[2]:
        case "html":
            return _Page(text).found
        case "css":
            return _css(text)
        case "xml" | "atom" | "rss" | "svg":
            return list(_xml(text))
        case "json" | "webmanifest":
            return list(_json(json.loads(text)))
        case "md" | "txt":
            links = _MARKDOWN_LINK.findall(_FENCE.sub("", text))
            found = [Reference(first or second) for first, second in links]
            named = _ROBOTS_SITEMAP.findall(text)
            return found + [Reference(one, is_absolute=True) for one in named]
    return []


_READ = (".html", ".css", ".xml", ".atom", ".rss", ".svg", ".json", ".webmanifest", ".md", ".txt")


class Site:
    """A finished site as the files of *tree*, published at *base_url*, served at *served_at*."""

    def __init__(self, tree: dict[str, bytes], base_url: str, served_at: str = "") -> None:
        """Read every file at once."""
        self.tree, self.base_url = tree, base_url
        self.served_at = served_at or base_url
        texts = {path: data.decode() for path, data in tree.items() if path.endswith(_READ)}
        self.pages = {path: _Page(text) for path, text in texts.items() if path.endswith(".html")}
        self.found = {path: _references(path, text) for path, text in texts.items()}

    def broken(self, *, but: Collection[str] = ()) -> list[str]:
        """Return each reference that leads nowhere, or is loaded from elsewhere."""
        return [
            f"{path}: {reference.target}: {fault}"
            for path, references in self.found.items()
            if path not in but
            for reference in references
            if (fault := self._fault(path, reference))
        ]

    def unreachable(self) -> list[str]:
        """Return the pages to which no links lead from the home page."""
        seen, waiting = {"index.html"}, ["index.html"]
        while waiting:
            path = waiting.pop()
            for reference in self.found.get(path, ()):
                file = self._file(self._resolve(path, reference.target))
                if file in self.pages and file not in seen:
                    seen.add(file)
                    waiting.append(file)
        return [
            path
            for path, page in self.pages.items()
            if path not in seen | {"404.html"} and not page.is_redirect
        ]

    def _resolve(self, path: str, target: str) -> str:
        return urljoin(self.served_at + re.sub(r"(^|/)index\.html$", r"\1", path), target)

    def _file(self, address: str) -> str | None:
        """Return the path of the file at *address*; None if that is not on this site."""
        plain = address.partition("#")[0].partition("?")[0]
        for start in (self.served_at, self.base_url):
            if plain == start or plain.startswith(start):
                path = unquote(plain.removeprefix(start))
                return f"{path}index.html" if path == "" or path.endswith("/") else path
        return None

    def _fault(self, path: str, reference: Reference) -> str:
        address = self._resolve(path, reference.target)
        parts = urlsplit(address)
        if reference.is_absolute and not urlsplit(reference.target).scheme:
            return "is not absolute"
        if parts.scheme not in {"http", "https"}:
            return ""
        file = self._file(address)
        if file is None:
            if parts.netloc in {urlsplit(self.base_url).netloc, urlsplit(self.served_at).netloc}:
                return "leaves the site's folder"
            return "is loaded from elsewhere" if reference.is_loaded else ""
        if file not in self.tree:
            return "does not exist"
        fragment = unquote(parts.fragment)
        if not fragment or not reference.has_anchor or file not in self.pages:
            return ""
        known = self.pages[file].ids
        return "" if fragment in known or fragment == "top" else f"{file} has no such anchor"
