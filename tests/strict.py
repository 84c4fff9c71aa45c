"""
Read every format that a site is written in as strictly as its specification allows.

What is read comes apart into three: the *structure* (elements with the names of their
attributes, keys, kinds of Markdown), which only a theme may decide; the *texts*; and the
*addresses*.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import html5lib
from markdown_it import MarkdownIt
from markdown_it.token import Token

_ADDRESSES = {"href", "src", "srcset", "action", "formaction", "poster", "data", "cite", "ping"}
_WORDS = {"class", "rel", "role", "type", "http-equiv", "property", "itemprop", "target"}
"""Attributes whose values are part of the structure."""


class StrictError(Exception):
    """A file is not what its name says."""


@dataclass
class Reading:
    """What one file says, or many."""

    structure: Counter[str] = field(default_factory=Counter)
    texts: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)

    def add(self, other: "Reading") -> None:
        """Take in what *other* says."""
        self.structure += other.structure
        self.texts += other.texts
        self.addresses += other.addresses


def read_html(text: str) -> Reading:
    """Read a page; any error that a parser would mend is an error here."""
    return _elements(_parser().parse(text))


def _fragment(text: str) -> Reading:
    return _elements(_parser().parseFragment(text))


def _parser() -> html5lib.HTMLParser:
    return html5lib.HTMLParser(
        html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False
    )


def _elements(root: ET.Element) -> Reading:
    """Return what the elements below *root* say; text that is split by elements is joined."""
    reading = Reading(texts=[])
    for element in root.iter():
        if not isinstance(element.tag, str):
            reading.structure["comment"] += 1
            continue
        names = sorted(
            f"{name}={value}" if name in _WORDS else str(name)
            for name, value in element.attrib.items()
        )
        reading.structure[f"<{' '.join([element.tag, *names])}>"] += 1
        for name, value in element.attrib.items():
            # A mail's subject and text stand encoded in an address (RFC 6068).
            reading.texts.append(unquote(value) if value.startswith("mailto:?") else value)
            if name in _ADDRESSES:
                reading.addresses.append(value)
        if element.tag == "script" and element.get("type") == "application/ld+json":
            reading.add(read_json(element.text or "", holds_html=False))
        elif element.tag in {"script", "style"}:
            reading.structure[f"{element.tag}: {element.text}"] += 1
    # Theirs are no texts for readers, and were read above.
    for script in list(root.iter("script")) + list(root.iter("style")):
        script.text = ""
    reading.texts.append("".join(root.itertext()))
    return reading


def read_xml(text: str) -> Reading:
    """Read a feed or sitemap, with the HTML that its texts may hold."""
    reading, root = Reading(), ET.fromstring(text)
    # What an entry of RSS is about is HTML, and what the whole feed is about is not.
    described = [one for item in root.iter("item") for one in item.findall("description")]
    for element in root.iter():
        reading.structure[f"<{' '.join([element.tag, *sorted(element.attrib)])}>"] += 1
        reading.texts += element.attrib.values()
        reading.addresses += [
            value for name, value in element.attrib.items() if name in _ADDRESSES | {"url"}
        ]
        said = element.text or ""
        name = element.tag.rpartition("}")[2]
        is_html = element.get("type") == "html" or name == "encoded" or element in described
        if is_html:
            reading.add(_fragment(said))
        elif said.strip():
            reading.texts.append(said)
            if name in {"link", "loc", "id", "guid", "uri", "url", "icon", "logo"}:
                reading.addresses.append(said)
    return reading


def _no_constant(name: str) -> object:
    raise StrictError(f"{name} is no JSON")


def _no_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    if len({name for name, _ in pairs}) != len(pairs):
        raise StrictError(f"a key twice in {[name for name, _ in pairs]}")
    return dict(pairs)


def read_json(text: str, *, holds_html: bool = True) -> Reading:
    """Read JSON: no key twice, nothing that JavaScript alone would know."""
    reading = Reading()
    data = json.loads(text, parse_constant=_no_constant, object_pairs_hook=_no_twins)
    for path, value in _leaves(data):
        reading.structure[f"{path}: {type(value).__name__}"] += 1
        name = path.rpartition(".")[2]
        if not isinstance(value, str):
            continue
        if holds_html and name == "content_html":
            reading.add(_fragment(value))
        else:
            reading.texts.append(value)
        if name in {"url", "id", "@id", "image", "sameAs", "item", "feed_url", "home_page_url"}:
            reading.addresses.append(value)
    return reading


def _leaves(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _leaves(one, f"{path}.{name}")
    elif isinstance(value, list):
        for one in value:
            yield from _leaves(one, f"{path}[]")
    else:
        yield path, value


def read_markdown(text: str) -> Reading:
    """Read Markdown with HTML, as whoever shows it might."""
    reading = Reading()
    for block in MarkdownIt("commonmark").parse(text):
        _token(block, reading)
        if block.children:
            reading.texts.append("".join(map(_spoken, block.children)))
    return reading


def _spoken(token: Token) -> str:
    return " " if token.type in {"softbreak", "hardbreak"} else token.content


def _token(token: Token, reading: Reading) -> None:
    what = [token.type, token.tag, *sorted(map(str, token.attrs))]
    if token.type in {"html_block", "html_inline"}:
        what.append(token.content)
    if token.type not in {"text", "text_special"}:
        reading.structure[" ".join(what)] += 1
    reading.addresses += [str(token.attrs[one]) for one in ("href", "src") if one in token.attrs]
    reading.texts += map(str, token.attrs.values())
    for child in token.children or ():
        _token(child, reading)


def read_text(text: str) -> Reading:
    """Read plain text, whose structure is what its lines begin with."""
    reading = Reading()
    for line in text.splitlines():
        name, colon, value = line.partition(":")
        reading.structure[f"line: {name}" if colon else "line"] += 1
        reading.texts.append(value)
    return reading


_READERS: dict[str, Callable[[str], Reading]] = {
    "html": read_html,
    "xml": read_xml,
    "json": read_json,
    "pf_fragment": read_json,
    "md": read_markdown,
    "llms.txt": read_markdown,
    "robots.txt": read_text,
}


def reader_of(path: str) -> Callable[[str], Reading]:
    """Return what reads the file *path*, by its name or its ending."""
    name = path.rpartition("/")[2]
    found = _READERS.get(name) or _READERS.get(name.rpartition(".")[2])
    if found is None:
        raise StrictError(f"nobody knows how to read {path}")
    return found
