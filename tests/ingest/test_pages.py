"""Pages as browsers save them, mails, and documents of word processors."""

import io
import zipfile
from pathlib import Path

import pytest

from briefgen.errors import CommandError
from briefgen.ingest import page
from briefgen.ingest.body import to_body
from briefgen.ingest.draft import Given
from briefgen.ingest.findings import day_of
from briefgen.ingest.importing import Understood, understand
from briefgen.ingest.pieces import Form, Role
from briefgen.ingest.reading import Input, kind_of

PAGES = Path(__file__).with_name("pages")


def _import(name: str, data: bytes = b"") -> Understood:
    data = data or (PAGES / name).read_bytes()
    return understand(Input(name, data, kind_of(name, data)), Given(), frozenset())


@pytest.fixture(params=["with trafilatura", "without"])
def saved(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Understood:
    """Import the page that a browser saved, with and without the extra."""
    if request.param == "without":
        monkeypatch.setattr(page, "find_spec", lambda _: None)
    else:
        pytest.importorskip("trafilatura")
    return _import("saved.html")


def test_a_saved_page_says_what_it_is(saved: Understood) -> None:
    """Title, byline, dates, section, publisher and address come from the page."""
    found = saved.findings
    assert found.title == "The night boat is back"
    assert found.authors == ("Mara Holt", "Jon Field")
    assert (day_of(found.date), day_of(found.updated)) == ("2026-04-12", "2026-04-13")
    assert (found.section, found.publisher) == ("World", "The Example Herald")
    assert found.url == "https://news.example/world/the-night-boat"
    assert found.standfirst == "After eleven years the night boat to Sond runs again."
    assert found.language == "en"


def test_a_saved_page_becomes_clean_markdown(saved: Understood) -> None:
    """Links and pictures have full addresses, and everything that was marked up still is."""
    assert to_body(saved.decisions) == (
        "![A white ferry at dusk](https://cdn.example/boat-640.jpg "
        '"The boat on its first night. Photo: Ivo Blum")\n\n'
        "The night boat to Sond left on Friday with **212 passengers** and a "
        "[brass band](https://news.example/world/brass-band), eleven years after the line was "
        "closed for want of fuel.\n\n"
        "“We had [almost] given up,” said *Greta Lind*, who runs the harbour café. Its lamp "
        "\\*never\\* went out, and nobody quite knows why.\n\n"
        "## Why it came back\n\n"
        "There are three reasons, and the company gives them in this order when it is asked:\n\n"
        "1. cheaper [fuel](https://fuel.example/a_b?q=1&r=%282%29)\n"
        "2. a bridge that is closed\n"
        "3. an old captain\n\n"
        "> Nobody sleeps on it, and nobody minds.\n\n"
        "| Day | Leaves |\n| --- | --- |\n| Friday | 22:10 |\n| Sunday | 21:40 |\n\n"
        "![](https://news.example/images/deck.png)\n\n"
        "Tickets cost forty crowns, and the deck is free for those who can sing, which the brass "
        "band has been asked to judge.\n"
    )


def test_what_is_left_out_of_a_page_is_listed(saved: Understood) -> None:
    """Navigation, cookies, sharing, related articles, and a picture that has no address."""
    away = {one.piece.text for one in saved.decisions if one.role is Role.FURNITURE}
    assert away >= {
        "Skip to the article",
        "Home",
        "Accept all",
        "Share on Facebook",
        "Related",
        "How the line was closed in a single afternoon",
        "Most read",
        "A lost picture",
        "© 2026 The Example Herald. All rights reserved.",
    }
    assert any("214 partners" in text for text in away)


def test_an_old_page_without_any_markup_of_its_article_can_be_read() -> None:
    """Tables for layout, paragraphs without an end, another encoding, lost headings."""
    understood = _import("old.html")
    found = understood.findings
    assert (found.title, found.authors) == ("Hens of Lindt", ("Nell Ashby",))
    assert day_of(found.date) == "2026-04-07"
    body = to_body(understood.decisions)
    assert "eaten by the café next door" in body
    assert "## " in body
    assert "|" not in body
    assert "Copyright" not in body


def test_a_page_without_text_is_refused() -> None:
    """There is nothing to import in a page that only runs a program."""
    with pytest.raises(CommandError, match="no text"):
        _import("app.html", b"<html><body><script>run()</script></body></html>")


@pytest.mark.parametrize(
    ("beginning", "message"),
    [
        (b"%PDF-1.7", "this is a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "older Word"),
        (b"{\\rtf1", "rich text"),
        (b"\x89PNG\r\n", "a picture"),
    ],
)
def test_what_is_no_text_is_refused_by_its_name(beginning: bytes, message: str) -> None:
    """The error says what the file is."""
    with pytest.raises(CommandError, match=message):
        kind_of("article", beginning)


def test_what_a_text_is_can_be_seen_without_its_name() -> None:
    """What comes from the clipboard or another program has no name."""
    assert kind_of("-", b"<!DOCTYPE html><p>x") == "page"
    assert kind_of("-", b"\n  <html lang=en>") == "page"
    assert kind_of("-", b"A text with <b> in it") == "text"
    assert kind_of("-", b"PK\x03\x04...") == "document"


MAIL = """\
From: Tove Brandt <tove@gazette.example>
To: readers@gazette.example
Subject: =?utf-8?q?What_the_budget_leaves_out_=E2=80=93_again?=
Date: Thu, 12 Mar 2026 06:30:00 +0100
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=B

--B
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

Dear readers,

the budget has 412 pages, and the word =ABschool=BB is on eleven of them. I have ma=
rked them for you.

Unsubscribe
--B
Content-Type: text/html; charset=utf-8

<p>the budget</p>
--B--
"""


def test_a_mail_is_read_from_its_plain_text() -> None:
    """Subject, sender and date come from its head; the text is decoded."""
    understood = _import("letter.eml", MAIL.encode())
    found = understood.findings
    assert found.title == "What the budget leaves out – again"
    assert (found.authors, day_of(found.date)) == (("Tove Brandt",), "2026-03-12")
    body = to_body(understood.decisions)
    assert "the word «school» is on eleven of them. I have marked them for you." in body
    assert "Unsubscribe" not in body


def test_a_mail_that_has_only_a_page_is_read_from_that() -> None:
    """Many newsletters have no plain text."""
    mail = (
        "From: a@b.example\nSubject: The page\nContent-Type: text/html\n\n"
        "<h2>One thing</h2><p>The harbour fund will vote on Thursday about the north mole.</p>"
        "<script>alert(1)</script>"
    )
    understood = _import("letter.eml", mail.encode())
    assert understood.findings.title == "The page"
    assert to_body(understood.decisions).startswith("## One thing\n\nThe harbour fund")


def _document(body: str) -> bytes:
    """Return a document of a word processor with *body*, as small as one can be."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    kinds = "http://schemas.openxmlformats.org/package/2006/content-types"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    files = {
        "[Content_Types].xml": f'<Types xmlns="{kinds}"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{word}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{relations}"><Relationship Id="r1" Type="{office}" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>',
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return stream.getvalue()


def _paragraph(text: str, style: str = "", *, bold: bool = False) -> str:
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    weight = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:p>{look}<w:r>{weight}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def test_a_document_keeps_its_headings_and_emphasis() -> None:
    """A `.docx` is read by way of a page."""
    pytest.importorskip("mammoth")
    text = "The survey took eleven days and cost less than a fire engine, said the council."
    data = _document(
        _paragraph("What the survey found", "Heading1")
        + _paragraph("By Anna Holt")
        + _paragraph("4 May 2026")
        + _paragraph(text)
        + _paragraph("Who paid", "Heading2")
        + _paragraph("Nobody knows.", bold=True)
    )
    understood = _import("survey.docx", data)
    found = understood.findings
    assert (found.title, found.authors) == ("What the survey found", ("Anna Holt",))
    assert to_body(understood.decisions) == f"{text}\n\n## Who paid\n\n**Nobody knows.**\n"


def test_a_text_without_words_is_called_what_it_is() -> None:
    """A document has to be opened in its program, and a page in a browser."""
    pytest.importorskip("mammoth")
    empty = {
        "empty.docx": (_document(_paragraph(" ")), "no text in this document"),
        "empty.html": (b"<html><body><p> </p></body></html>", "no text in this page"),
        "empty.eml": (b"Content-Type: text/html\n\n<p> </p>", "no text in this mail"),
    }
    for name, (data, message) in empty.items():
        with pytest.raises(CommandError, match=message) as fault:
            _import(name, data)
        assert ("browser" in fault.value.diagnostics[0].help) == (name == "empty.html")


def test_a_damaged_or_foreign_document_is_refused_by_name() -> None:
    """No traceback of a library reaches whoever imports it."""
    pytest.importorskip("mammoth")
    for data in (b"PK\x03\x04 and then nothing", _document("<w:p>")[:-40]):
        with pytest.raises(CommandError, match="damaged"):
            _import("survey.docx", data)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(CommandError, match="no document"):
        _import("survey.docx", stream.getvalue())


def test_a_document_needs_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the library the error says how to get it."""
    monkeypatch.setattr("briefgen.ingest.document.find_spec", lambda _: None)
    with pytest.raises(CommandError) as fault:
        _import("survey.docx", _document(""))
    assert "briefgen[docx]" in fault.value.diagnostics[0].help


MARKDOWN = """\
---
title: The weir
author: [Anna Holt, Piet de Vries]
date: 2026-05-04
---
# The weir

The weir of *Lindt* is [open](https://a.example/ "x") again, after two years of repairs.

- one
    - two
- three

```python
print("<b>")
```

A <b>bold</b> claim with `code`, and <https://b.example/>.

[ref]: https://c.example/
"""


def test_markdown_is_kept_as_it_was_written() -> None:
    """Only HTML in it becomes text, as a site may let the HTML of its own authors through."""
    understood = _import("weir.md", MARKDOWN.encode())
    found = understood.findings
    assert (found.title, day_of(found.date)) == ("The weir", "2026-05-04")
    assert found.authors == ("Anna Holt", "Piet de Vries")
    body = to_body(understood.decisions)
    assert body.startswith('The weir of *Lindt* is [open](https://a.example/ "x") again')
    assert '- one\n    - two\n- three\n\n```python\nprint("<b>")\n```\n' in body
    assert "A \\<b>bold\\</b> claim with `code`, and <https://b.example/>." in body
    assert body.endswith("[ref]: https://c.example/\n")
    assert {one.piece.form for one in understood.decisions} <= set(Form)
