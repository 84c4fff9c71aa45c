"""
Give the Markdown of an article back, with addresses that hold wherever it is read.

The links of a body name source files.  In the text that is published they are
found by their form, since the text is not parsed again: what stands where the
address of a link stands, and is one of the addresses that reading has found.
"""

import re
from collections.abc import Mapping
from html import unescape
from urllib.parse import unquote

from briefgen.model.article import Content
from briefgen.model.elements import Manuscript
from briefgen.model.held import StoredMarkdown

_ADDRESS = r"<[^<>\n]*>|[^\s<()]+(?:\([^\s()]*\)[^\s()]*)*"
_BEFORE = r"\]\(\s*|^ {0,3}\[[^\]\n]{1,300}\]:[ \t]*"
_PLACE = re.compile(f"(?P<before>{_BEFORE})(?P<address>{_ADDRESS})", re.MULTILINE)
_INLINE = re.compile(
    r"!?\[(?P<text>(?:[^\[\]\\]|\\.|\[[^\[\]]{0,300}\](?:\([^()\n]*\))?){0,1000})\]"
    rf"\(\s*(?P<address>{_ADDRESS})(?:\s[^)]*)?\)"
)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def to_manuscript(stored: StoredMarkdown, content: Content) -> Manuscript:
    """Return *content* as it was written, with full addresses in its links."""
    text = content.markdown.strip()
    addresses = dict(stored.links)
    if "" in addresses.values():
        # The words of a link stay when what it leads to is not published.
        text = _INLINE.sub(lambda match: _words(match, addresses), text)
    if addresses:
        text = _PLACE.sub(lambda match: _placed(match, addresses), text)
    return Manuscript(content.summary, text, content.sources, content.updates)


def _words(match: re.Match[str], addresses: Mapping[str, str]) -> str:
    is_gone = addresses.get(_meant(match["address"])) == ""
    return match["text"] if is_gone else match[0]


def _placed(match: re.Match[str], addresses: Mapping[str, str]) -> str:
    address = addresses.get(_meant(match["address"]))
    return match[0] if address is None else match["before"] + (address or "#")


def _meant(written: str) -> str:
    """Return what an address in Markdown means (CommonMark 0.31.2, 6.3)."""
    return unquote(unescape(_ESCAPE.sub(r"\1", written.removeprefix("<").removesuffix(">"))))
