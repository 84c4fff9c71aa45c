"""Import hostile pages and texts, build a site of what comes out, and look for what survived."""

import re
from pathlib import Path

import html5lib

from briefgen.content.markdown import convert
from briefgen.errors import Location
from briefgen.ingest.body import to_body
from briefgen.ingest.draft import Given
from briefgen.ingest.importing import Understood, understand
from briefgen.ingest.reading import Input
from briefgen.model.settings import MarkdownSettings

VECTORS = [
    line
    for line in Path(__file__).with_name("vectors.txt").read_text(encoding="utf-8").split("\n")
    if line
]

_SETTINGS = MarkdownSettings(html=True)
"""The worst case: a site that lets the HTML of its own authors through."""

_ELEMENTS = frozenset(
    re.findall(
        r"\S+",
        """
        a abbr blockquote br code dd del div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr img
        input label li ol p pre s section span strong sup sub table tbody td th thead tr ul
        """,
    )
)
_ATTRIBUTES = {"href", "src", "alt", "title", "id", "class", "rel", "start", "type", "disabled"}
_ATTRIBUTES |= {"loading", "decoding", "style", "lang", "dir", "role", "aria-label", "tabindex"}


def as_page(vector: str) -> bytes:
    """Return a page with *vector* between two paragraphs."""
    before = "<p>The night boat to Sond left on Friday with two hundred passengers on board.</p>"
    after = "<p>It arrived on time, which surprised its captain more than it did anyone else.</p>"
    return f"<html><body><article>{before}{vector}{after}</article></body></html>".encode()


def imported(vector: str, kind: str) -> Understood:
    """Return what the import makes of *vector* as a page, a text, or Markdown."""
    data = as_page(vector) if kind == "page" else f"A title of words\n\n{vector}\n\nEnd.\n".encode()
    return understand(Input("hostile", data, kind), Given(), frozenset())


def shown(understood: Understood) -> str:
    """Return the HTML that a build makes of the draft's text; holes are links into the site."""
    converted = convert(
        to_body(understood.decisions),
        _SETTINGS,
        language="en",
        place=Location("content/world/a.md"),
        takes_title=False,
        sources=(),
    )
    return "HOLE".join(converted.body.parts)


def dangers(html: str) -> list[str]:
    """Return what a browser would find in *html* that is not harmless, parsed as browsers do."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    found = []
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element is not tree and element.tag not in _ELEMENTS:
            found.append(f"<{element.tag}>")
        for name, value in element.attrib.items():
            address = "".join(value.split()).lower()
            if str(name).startswith("on") or str(name) not in _ATTRIBUTES:
                found.append(f"{element.tag} {name}={value}")
            is_link = name in {"href", "src"}
            if is_link and not address.startswith(("http://", "https://", "mailto:", "#", "hole")):
                found.append(f"{element.tag} {name}={value}")
    return found
