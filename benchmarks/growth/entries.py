"""Name every way in which a text that others have written comes in, each as one piece of work."""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from benchmarks.growth.measure import Work
from benchmarks.growth.shapes import LINES, MARKDOWN, YAML, Shape, numbered, repeated
from briefgen.config import load_config
from briefgen.content.parse import parse
from briefgen.errors import BriefgenError
from briefgen.ingest.draft import Given
from briefgen.ingest.importing import Desk, understand
from briefgen.ingest.reading import Input
from briefgen.media.drawings import look_at_drawing
from briefgen.media.envelope import bare
from briefgen.model.article import Parsed
from briefgen.model.held import StoredMarkdown
from briefgen.model.paths import SourcePath
from briefgen.model.settings import ContentSettings, Limits, MarkdownSettings
from briefgen.model.source import Role, SourceText
from briefgen.publish.leaks import find_leaks
from briefgen.slugs import anchor_id, slugify
from briefgen.theme.manuscript import to_manuscript


class Entry(Struct, frozen=True):
    """One way in, with the shapes that come in on it."""

    name: str
    shapes: dict[str, Shape]
    read: Callable[[str], object]
    largest: int = 64_000
    """Characters of the largest input, but for its doubles."""

    def work(self, shape: str) -> Work:
        """Return the work of reading a text of *shape*."""
        make = self.shapes[shape]

        def prepare(size: int) -> Callable[[], object]:
            text = make(size)
            return lambda: self.read(text)

        return prepare


_SETTINGS = ContentSettings(
    language="en",
    timezone="Europe/Berlin",
    markdown=MarkdownSettings(html=True),
    limits=Limits(front_matter_kilobytes=2000),
    fields=(),
)
_HEAD = "---\ntitle: A\ndate: 2026-11-22\n---\n"


def _parse(text: str, path: str = "world/a.md", role: Role = Role.ARTICLE) -> object:
    data = text.encode("utf-8", "surrogatepass")
    return parse(SourceText(SourcePath(path), role, data), _SETTINGS)


def _front_matter(text: str) -> object:
    return _parse(f"---\n{text}\n---\nText.\n")


def _front_matter_of_edition(text: str) -> object:
    return _parse(f"---\n{text}\n---\nText.\n", "editions/a.md", Role.EDITION)


def _manuscript(text: str) -> object:
    """Publish the Markdown of an article in which a link leads to what is withheld."""
    parsed = _parse(f"{_HEAD}[a](b.md) [c](d.md)\n\n{text}")
    if not isinstance(parsed, Parsed):
        return None
    stored = StoredMarkdown(None, (("b.md", ""), ("d.md", "/d/")))  # type: ignore[arg-type]  # only its links are asked
    return to_manuscript(stored, parsed.content)


def _import(kind: str, data: bytes) -> object:
    """Take a text in as far as its draft."""
    with suppress(BriefgenError):
        source = Input(f"a.{kind}", data, kind)
        understood = understand(source, Given(), frozenset())
        return Desk(None, "en").place(understood, "", Given(), dry=True)
    return None


def _imported_front_matter(text: str) -> object:
    return _import("markdown", f"---\n{text}\n---\n".encode())


def _configured(text: str) -> object:
    with TemporaryDirectory() as folder, suppress(BriefgenError):
        (Path(folder) / "briefgen.yml").write_text(text, encoding="utf-8")
        return load_config(Path(folder))
    return None


def _document(text: str) -> object:
    """Import a document whose XML is *text*."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr(
            "word/document.xml", f"<w:document {_SPACE}><w:body>{text}</w:body></w:document>"
        )
    return _import("document", packed.getvalue())


_SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="a" Target="word/document.xml" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/officeDocument"/></Relationships>'
)

_DOCUMENTS: dict[str, Shape] = {
    "paragraphs": repeated("<w:p><w:r><w:t>a</w:t></w:r></w:p>"),
    "empty paragraphs": repeated("<w:p/>"),
    "runs": repeated("<w:r><w:t>a</w:t></w:r>", "<w:p>", "</w:p>"),
    "breaks": repeated("<w:r><w:br/></w:r>", "<w:p>", "</w:p>"),
    "nested tables": lambda size: (
        "<w:tbl><w:tr><w:tc>" * (size // 48) + "</w:tc></w:tr></w:tbl>" * (size // 48)
    ),
    "rows": repeated("<w:tr><w:tc><w:p/></w:tc></w:tr>", "<w:tbl>", "</w:tbl>"),
    "cells": repeated("<w:tc><w:p/></w:tc>", "<w:tbl><w:tr>", "</w:tr></w:tbl>"),
    "one long text": repeated("a ", "<w:p><w:r><w:t>", "</w:t></w:r></w:p>"),
    "deep elements": lambda size: "<w:sdt>" * (size // 15) + "</w:sdt>" * (size // 15),
    "fields": repeated('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "<w:p>", "</w:p>"),
    "bookmarks": repeated('<w:bookmarkStart w:name="a"/>', "<w:p>", "</w:p>"),
    "list entries": repeated(
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>'
    ),
    "broken": repeated("<w:p>"),
}

_HTML: dict[str, Shape] = {
    "attributes": repeated("a=1 ", "<p ", ">x"),
    "one long attribute": repeated("a", "<p class='", "'>x"),
    "spaces in an element": repeated(" ", "<p", ">x"),
    "meta elements": repeated('<meta name="a" content="b">'),
    "open meta elements": repeated("<meta "),
    "links in the head": repeated("<link rel=a href=b>"),
    "open html elements": repeated("<html "),
    "open base elements": repeated("<base "),
    "titles": repeated("<title>"),
    "long titles": repeated(" ", "<title>a", "|b</title>"),
    "structured data": repeated('<script type="application/ld+json">'),
    "closed structured data": repeated('<script type="application/ld+json">{}</script>'),
    "lists in structured data": repeated("[", '<script type="application/ld+json">', "</script>"),
    "paragraphs": repeated("<p>a</p>"),
    "open paragraphs": repeated("<p>a"),
    "lists": repeated("<ul><li>a"),
    "entries": repeated("<li>a", "<ul>"),
    "emphasis": repeated("<b>a</b> ", "<p>"),
    "open emphasis": repeated("<b>a ", "<p>"),
    "links": repeated('<a href="/b">a</a> ', "<p>"),
    "breaks": repeated("a<br>", "<p>"),
    "breaks in a link": repeated("a<br>", "<a href=b>"),
    "breaks in code": repeated("a<br>", "<pre>"),
    "cells": repeated("<td>a", "<table><tr>"),
    "rows": repeated("<tr><td>a", "<table>"),
    "tables": repeated("<table><tr><td>a</table>"),
    "nested tables": repeated("<table><tr><td>"),
    "pictures": repeated('<img src="/a.png">'),
    "captions": repeated('<img src="/a.png"><figcaption>a</figcaption>'),
    "many captions": repeated("<figcaption>a</figcaption>", '<img src="/a.png">'),
    "sets of pictures": repeated("a 1x, ", '<img srcset="', '">'),
    "navigation": repeated("<nav>a</nav>"),
    "classes": repeated("<div class='nav share'>a</div>"),
    "articles": repeated("<article>a</article>"),
    "nested articles": lambda size: "<article>" * 90 + "<p>a b c</p>" * (size // 12),
    "quotations": repeated("<blockquote>a</blockquote>"),
    "elements": repeated("<i>"),
    "deep": lambda size: "<div>" * 200 + "<p>a</p>" * (size // 8),
    "deep emphasis": lambda size: "<b>" * 200 + "<p>a</p>" * (size // 8),
    "comments": repeated("<!--"),
    "closed comments": repeated("<!-- -->"),
    "saved from": repeated(" ", "<!-- saved from url=(1)https://a.example/", "x"),
    "a character set": repeated(" ", "<meta charset", "x"),
}

_TO = "To: a@b.example\nSubject: A\n"
_TEXT = "\n\nThe weir was opened again on Friday.\n"
_MAILS: dict[str, Shape] = {
    **{
        f"{one!r} in {name}": repeated(one, f"{name}: ", _TEXT)
        for name in ("From", "Subject", "Date", "Content-Type", "Content-Disposition")
        for one in (*'("<,;:@ [\\=?', "a@b.example, ", "=?utf-8?q?a?= ", "=?", "(a)", '"a" ', "\n ")
    },
    "quoted pairs": repeated("\\(", 'From: "', f'"{_TEXT}'),
    "a long name": repeated("Anna ", "From: ", f"<a@b.example>{_TEXT}"),
    "groups": repeated("a: b@c.example; ", "From: ", _TEXT),
    "parameters": repeated(" a=b;", "Content-Type: text/plain;", _TEXT),
    "parts of parameters": lambda size: (
        "Content-Type: text/plain;" + "".join(f" a*{at}=b;" for at in range(size // 8)) + _TEXT
    ),
    "headers": repeated("A: b\n", "Subject: A\n", _TEXT),
    "one header often": repeated("From: a@b.example\n", "", _TEXT),
    "folded headers": repeated(" a\n", "Subject:", _TEXT),
    "boundaries": repeated(
        "--a\n\nx\n", f"{_TO}Content-Type: multipart/mixed; boundary=a\n\n", "--a--\n"
    ),
    "boundaries without an end": repeated(
        "--a\n", f"{_TO}Content-Type: multipart/mixed; boundary=a\n\n"
    ),
    "nested parts": lambda size: (
        "".join(
            f"Content-Type: multipart/mixed; boundary=a{at}\n\n--a{at}\n"
            for at in range(min(size // 60, 400))
        )
        + "\nx"
    ),
    "mails in mails": repeated("Content-Type: message/rfc822\n\n"),
    "a long boundary": repeated("a", "Content-Type: multipart/mixed; boundary=", "\n\nx\n"),
    "quoted printable": repeated("=20", f"{_TO}Content-Transfer-Encoding: quoted-printable\n\n"),
    "broken quoted printable": repeated(
        "= ", f"{_TO}Content-Transfer-Encoding: quoted-printable\n\n"
    ),
    "base64": repeated("YWJj\n", f"{_TO}Content-Transfer-Encoding: base64\n\n"),
    "broken base64": repeated("a!", f"{_TO}Content-Transfer-Encoding: base64\n\n"),
    "uuencode": repeated("#86)C\n", f"{_TO}Content-Transfer-Encoding: uuencode\n\nbegin 644 a\n"),
    "a page": repeated("<p>a</p>", f"{_TO}Content-Type: text/html\n\n"),
    "a saved page": repeated(
        "<p>a</p>",
        f"Snapshot-Content-Location: https://a.example/\n{_TO}Content-Type: text/html\n\n",
    ),
}


def _jpeg(scan: str) -> Shape:
    """Return the shape of a JPEG whose scan holds *scan* over and over."""
    return repeated(scan, "\xff\xd8\xff\xda\x00\x02", "\xff\xd9")


_JPEGS: dict[str, Shape] = {
    "bytes that fill": _jpeg("\xff"),
    "bytes that fill before nothing": repeated("\xff", "\xff\xd8\xff\xda\x00\x02", "\x00"),
    "fill bytes between segments": repeated("\xff", "\xff\xd8", "\xe1\x00\x02\xff\xd9"),
    "stuffed bytes": _jpeg("\xff\x00"),
    "restarts": _jpeg("\xff\xd0"),
    "fill and stuffed": _jpeg("\xff\xff\x00"),
    "segments": repeated("\xff\xe1\x00\x02", "\xff\xd8", "\xff\xd9"),
    "scans": repeated("\xff\xda\x00\x02", "\xff\xd8", "\xff\xd9"),
    "kept segments": repeated("\xff\xe0\x00\x07JFIF\0", "\xff\xd8", "\xff\xd9"),
    "no end": repeated("a", "\xff\xd8\xff\xda\x00\x02"),
}
_SIGNATURE = "\x89PNG\r\n\x1a\n"
_PNGS: dict[str, Shape] = {
    "chunks": repeated("\0\0\0\0tEXt\0\0\0\0", _SIGNATURE, "\0\0\0\0IEND\0\0\0\0"),
    "kept chunks": repeated("\0\0\0\0IDAT\0\0\0\0", _SIGNATURE, "\0\0\0\0IEND\0\0\0\0"),
    "no end": repeated("\0\0\0\0IDAT\0\0\0\0", _SIGNATURE),
}
_GIFS: dict[str, Shape] = {
    "extensions": repeated("!\xfe\0", "GIF89a\0\0\0\0\0\0\0", ";"),
    "blocks": repeated("\x01a", "GIF89a\0\0\0\0\0\0\0!\xfe", "\0;"),
    "images": repeated(",\0\0\0\0\0\0\0\0\0\0\0", "GIF89a\0\0\0\0\0\0\0", ";"),
}
_WEBPS: dict[str, Shape] = {
    "chunks": repeated("EXIF\0\0\0\0", "RIFF\xff\xff\xff\0WEBP"),
    "kept chunks": repeated("ALPH\0\0\0\0", "RIFF\xff\xff\xff\0WEBP"),
}

_SVGS: dict[str, Shape] = {
    "a long length": repeated("1", '<svg width="', 'x"/>'),
    "a length of spaces": repeated(" ", '<svg width="1', 'x"/>'),
    "a view box of spaces": repeated(" ", '<svg viewBox="0', '"/>'),
    "a view box of commas": repeated(",0", '<svg viewBox="0', '"/>'),
    "attributes": lambda size: f"<svg {numbered('a{0}=%b% ')(size).replace('%', chr(34))}/>",
    "comments": repeated("<!-- -->"),
    "instructions": repeated("<?a b?>"),
}
_LEAKS: dict[str, Shape] = {
    "lines with localhost": repeated("GET http://localhost:8000/ 200\n"),
    "lines with numbers of machines": repeated("at 127.0.0.1:80 it was\n"),
    "one long line of localhost": repeated("localhost "),
    "paths of one's own": repeated("/home/anna/a.md\n"),
    "addresses": repeated("https://a.example/b?c=d\n"),
    "beginnings of keys": repeated("AKIA"),
    "dashes of keys": repeated("-----BEGIN "),
    "nearly keys": repeated("ghp_aaaaaaaa "),
    "long words": repeated("a", "token="),
    "names and values": repeated("password = a\n"),
    "blank lines": repeated("\n", "a,b\n", "c,d\n"),
    "rows of nothing": repeated(",,,\n"),
    "spaces": repeated(" ", "password =", "x"),
}


def _picture(format: str) -> Callable[[str], object]:
    def read(text: str) -> object:
        with suppress(ValueError):
            return bare(text.encode("latin-1"), format)
        return None

    return read


def _slugs(text: str) -> object:
    taken: dict[str, int] = {}
    return [slugify(text), *(anchor_id(line, taken) for line in text.split("\n"))]


def _packed(text: str) -> object:
    return list(find_leaks("a.pf_fragment", zlib.compress(text.encode(), wbits=31)))


def entries() -> Iterator[Entry]:
    """Return every way in."""
    texts = {**LINES, **MARKDOWN}
    yield Entry("read an article", texts, lambda text: _parse(_HEAD + text))
    yield Entry("read a pasted text", LINES, lambda text: _parse(text, "world/a.txt"))
    yield Entry("find front matter", {**LINES, **YAML}, _parse)
    yield Entry("find its end", {**LINES, **YAML}, lambda text: _parse(f"---\n{text}"))
    yield Entry("read front matter of an article", YAML, _front_matter)
    yield Entry("read front matter of an edition", YAML, _front_matter_of_edition)
    yield Entry("read briefgen.yml", YAML, _configured)
    yield Entry("give Markdown back", texts, _manuscript)
    yield Entry("make addresses", LINES, _slugs)
    yield Entry("import a text", LINES, lambda text: _import("text", text.encode()))
    yield Entry("import Markdown", texts, lambda text: _import("markdown", text.encode()))
    # Four times as much as is read as front matter would be read as text.
    yield Entry("import front matter", YAML, _imported_front_matter, largest=14_000)
    yield Entry("import a page", {**LINES, **_HTML}, lambda text: _import("page", text.encode()))
    yield Entry("import a mail", _MAILS, lambda text: _import("mail", text.encode()))
    yield Entry("import a document", _DOCUMENTS, _document)
    for format, shapes in (("JPEG", _JPEGS), ("PNG", _PNGS), ("GIF", _GIFS), ("WEBP", _WEBPS)):
        yield Entry(f"strip a {format}", shapes, _picture(format))
    yield Entry("look at a drawing", _SVGS, lambda text: look_at_drawing(text.encode()))
    leaks = {**LINES, **_LEAKS}
    yield Entry("look for leaks", leaks, lambda text: list(find_leaks("a.csv", text.encode())))
    yield Entry("look for leaks in what is packed", _LEAKS, _packed)
