"""Write the inside of a paragraph of a page, its links and emphasis, as Markdown."""

import re
from dataclasses import dataclass, field
from urllib.parse import quote, urljoin, urlsplit

from briefgen.content.addresses import is_web_address
from briefgen.ingest.escape import ESCAPED, escape, escape_inline, shows_as

_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "cite": "*", "del": "~~", "s": "~~"}
_MARKS |= {"strike": "~~", "code": "`", "kbd": "`", "samp": "`", "tt": "`"}
_OTHERS = frozenset({"a"})

INLINE = frozenset(_MARKS) | _OTHERS
"""Elements that leave a trace in Markdown."""

_LONGEST = 20_000
"""Characters of a paragraph that may have links and emphasis; none is a tenth as long."""

_SPACES = re.compile(r"[ \t\n\r\f]+")


@dataclass(slots=True)
class Run:
    """What has been read of one paragraph so far."""

    base: str
    """The address that links start from."""
    _parts: list[tuple[str, str]] = field(default_factory=list)
    """Words, or the beginning or end of a link or an emphasis."""

    def add_text(self, text: str) -> None:
        """Take in words."""
        self._parts.append(("text", text))

    def open(self, tag: str, address: str = "") -> None:
        """Begin a link or an emphasis."""
        self._parts.append((f"<{tag}", address))

    def close(self, tag: str) -> None:
        """End what was begun last under the name *tag*."""
        self._parts.append((f"</{tag}", ""))

    def text(self) -> str:
        """Return the words, on one line."""
        return _SPACES.sub(
            " ", "".join(text for kind, text in self._parts if kind == "text")
        ).strip()

    def raw(self) -> str:
        """Return the words with their line breaks."""
        return "".join(text for kind, text in self._parts if kind == "text")

    def to_markdown(self) -> str:
        """Return the whole as Markdown that shows these words; without marks if it must."""
        text = self.text()
        is_plain = all(kind == "text" for kind, _ in self._parts)
        if is_plain or len(text) > _LONGEST:
            return escape(text)
        # Rather no emphasis than other words.
        for keeps in (INLINE, _OTHERS):
            markdown = self._write(keeps, ESCAPED)
            if shows_as(markdown, text, with_marks=True):
                return self._plainest(keeps, text, markdown)
        return escape(text)

    def _plainest(self, keeps: frozenset[str], text: str, markdown: str) -> str:
        """Return the same as *markdown* with as few backslashes as that takes."""
        needed = ESCAPED
        for mark in sorted(one for one in ESCAPED if one in text):
            shorter = self._write(keeps, needed - {mark})
            if shows_as(shorter, text, with_marks=True):
                needed, markdown = needed - {mark}, shorter
        return markdown

    def _write(self, keeps: frozenset[str], marks: frozenset[str]) -> str:
        """Return the parts joined, with marks around words rather than around spaces."""
        pieces: list[str] = []
        still_open: list[tuple[str, int, str]] = []
        for kind, value in self._parts:
            tag = kind.lstrip("</")
            if kind == "text":
                in_code = any(_MARKS.get(one) == "`" for one, _, _ in still_open)
                pieces.append(value if in_code else escape_inline(value, marks))
            elif tag not in keeps:
                continue
            elif not kind.startswith("</"):
                still_open.append((tag, len(pieces), value))
            elif still_open and still_open[-1][0] == tag:
                _, start, address = still_open.pop()
                inner = _SPACES.sub(" ", "".join(pieces[start:]))
                pieces[start:] = [self._marked(tag, inner, address)]
        return _SPACES.sub(" ", "".join(pieces)).strip()

    def _marked(self, tag: str, inner: str, address: str) -> str:
        words = inner.strip()
        if not words:
            return inner
        before = " " if inner[0].isspace() else ""
        after = " " if inner[-1].isspace() else ""
        if tag == "a":
            target = absolute(address, self.base)
            return f"{before}[{words}]({target}){after}" if target else inner
        mark = _MARKS[tag]
        if mark in words:
            return inner
        return f"{before}{mark}{words}{mark}{after}"


_IPV6_HOST = re.compile(r"\[[0-9A-Fa-f:.]+\](?::\d+)?")


def absolute(address: str, base: str) -> str:
    """
    Return *address* in full, fit for Markdown; empty if it leads nowhere on the web.

    >>> absolute("/b?q=(1)", "https://example.org/a/")
    'https://example.org/b?q=%281%29'
    >>> absolute("http://[2606:4700::1111]:80/[a]", "")
    'http://[2606:4700::1111]:80/%5Ba%5D'
    >>> absolute("javascript:alert(1)", "https://example.org/"), absolute("#top", "")
    ('', '')
    """
    if not address or address.startswith("#"):
        return ""
    try:
        joined = urljoin(base, _SPACES.sub("", address.strip()))
        parts = urlsplit(joined)
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https", "mailto"} or (
        parts.scheme != "mailto" and not parts.hostname
    ):
        return ""
    safe = quote(joined, safe="%/:?#@!$&'*+,;=~-._")
    if _IPV6_HOST.fullmatch(parts.netloc):
        safe = safe.replace(quote(parts.netloc, safe=":"), parts.netloc, 1)
    return safe if is_web_address(safe) else ""
