"""
Nothing that is read takes more than its share of time.

Each text here once took minutes, hours or an exception.  No clock is asked: on the
time-out of the suite alone it depends whether one fails.
"""

import io
import zipfile

import pytest

from benchmarks.growth.made import MADE
from benchmarks.growth.patterns import patterns
from briefgen.errors import CommandError, Diagnostic, to_text
from briefgen.ingest.draft import Given
from briefgen.ingest.importing import Desk, Understood, understand
from briefgen.ingest.reading import Input
from briefgen.media.envelope import bare
from briefgen.model.article import Failure, Parsed
from briefgen.schema.nodes import YamlText, compose
from briefgen.theme.manuscript import _INLINE
from tests.content.reading import read, report

MANY = 300_000


def _import(text: str | bytes, kind: str) -> Understood:
    data = text.encode() if isinstance(text, str) else text
    understood = understand(Input(f"a.{kind}", data, kind), Given(), frozenset())
    Desk(None, "en").place(understood, "", Given(), dry=True)
    return understood


def test_a_line_of_front_matter_with_many_spaces_is_refused_at_once() -> None:
    """A word after a quotation, with blanks in between: on its line, or on the next."""
    for blank in " \t":
        for between in (blank * 60_000, blank * 60_000 + "\n"):
            for value in ('"abc"', "'abc'", "[abc]", "{a: b}"):
                said = report(read(f"---\ntitle: {value}{between}word\n---\nText.\n"))
                assert "this is not YAML" in said or "tab" in said, value
    source = YamlText("a.md", 'title: "abc" word')
    assert compose(source) is None
    assert (
        source.complaints[0].help == "put the whole text between quotation marks, not a part of it"
    )


def test_what_is_quoted_in_part_is_told_from_what_is_not() -> None:
    """The advice is given where a value begins with marks and goes on behind them."""
    whole = "put the whole text between quotation marks"
    for line, is_meant in (
        ('title: "a" b', True),
        ("title: 'a' b", True),
        ("title: [a] b", True),
        ("title: {a: b} c", True),
        ('title:   "a: b" c', True),
        ("title: a\n b: c", False),
    ):
        source = YamlText("a.md", line)
        assert compose(source) is None, line
        assert (whole in source.complaints[0].help) is is_meant, line


def test_as_many_complaints_as_lines_are_made_in_one_go() -> None:
    """Thousands of keys that nobody knows, and of values with comments, in one front matter."""
    for line in ("title: a\n", "key{}: a\n", "- a\n", "key{}: a #b\n"):
        lines = "".join(line.format(at) for at in range(60_000 // len(line)))
        outcome = read(f"---\ntopics:\n{lines}---\nText.\n")
        assert isinstance(outcome, Failure | Parsed)


def test_a_photo_of_bytes_that_only_fill_is_read_once() -> None:
    """Fill bytes in a scan that ends, that does not, and between segments."""
    start, end = b"\xff\xd8\xff\xda\x00\x02", b"\xff\xd9"
    fill = b"\xff" * 4_000_000
    assert bare(start + fill + end, "JPEG") == start + end
    for broken in (start + fill + b"\x00", start + fill, start + b"\xff\x00" * 1_000_000):
        with pytest.raises(ValueError, match="no end"):
            bare(broken, "JPEG")
    stuffed = start + (b"\xff" * 9 + b"\x00") * 100_000
    assert bare(stuffed + b"\xff" + end, "JPEG") == stuffed + end
    assert bare(b"\xff\xd8" + fill + end[1:], "JPEG") == b"\xff\xd8" + end


def test_a_text_of_spaces_and_marks_is_imported_or_refused_by_name() -> None:
    """Whatever stands before, between and after hundreds of thousands of blanks."""
    blanks = " " * MANY
    faults: list[Diagnostic] = []
    for text in (
        f"- {blanks}",
        f"- {blanks}a -",
        f"-{blanks}a\n-{blanks}b",
        f"1.{blanks}a",
        f"By Anna Holt{blanks}and",
        f"By Anna Holt{blanks}x{blanks}y@",
        f"LINDT,{blanks}x",
        f"A >{blanks}>{blanks}b",
        f"“It was not so at all, and not then,” he{blanks}said",
        f"said{blanks}“It was not so at all, and not then,” he",
        f"4{blanks}May",
        f"Reading time{blanks}x",
        f"Comments ({blanks}4",
        "1" * MANY,
        "4 May " * 50_000,
        "a." * (MANY // 2) + "@",
        "A B C, " * 40_000,
    ):
        for kind in ("text", "markdown"):
            try:
                _import(f"A title of six words here\n\n{text}\n\nIt ends here.\n", kind)
            except CommandError as fault:
                faults += fault.diagnostics
    assert {str(one.location) for one in faults} <= {"a.text", "a.markdown"}


def test_a_field_of_a_mail_that_is_too_long_is_refused_by_name() -> None:
    """Brackets, quotation marks, addresses, encoded words, parameters: each field has a limit."""
    text = "\n\nThe weir was opened again on Friday, and the fish may pass it.\n"
    for unit in ("(", '"', "a@b.example, ", "=?utf-8?q?a?= ", ";", "<", "\\(", " a=b;", '";'):
        for field in ("From", "Subject", "Date", "Content-Type", "Content-Disposition"):
            with pytest.raises(CommandError, match=f"`{field}:` of this mail has more than") as no:
                _import(f"{field}: x{unit * (MANY // len(unit))}{text}", "mail")
            assert "--clipboard" in to_text(no.value.diagnostics[0])
            for many in (500, 3_900 // len(unit)):
                _imported_or_refused(f"Subject: A\n{field}: x{unit * many}{text}")
    _import(f"To: {'a@b.example, ' * 20_000}\nFrom: Anna <a@b.example>{text}", "mail")


def _imported_or_refused(mail: str) -> None:
    try:
        _import(mail, "mail")
    except CommandError as fault:
        said = to_text(fault.diagnostics[0])
    else:
        return
    assert "--clipboard" in said


def test_a_mail_of_too_many_parts_is_refused_before_they_are_made() -> None:
    """Millions of boundaries would be millions of parts."""
    head = "Subject: A\nContent-Type: multipart/mixed; boundary=a\n\n"
    with pytest.raises(CommandError, match="could begin a part"):
        _import(head + "--a\n" * 4_000_000, "mail")


def _document(xml: str, *, more: int = 0) -> bytes:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {space}><w:body>{xml}</w:body></w:document>"
        )
        for at in range(more):
            archive.writestr(f"{at}.xml", "")
    return packed.getvalue()


def test_a_document_that_unpacks_to_too_much_is_refused_before_it_is_read() -> None:
    """By its files, its bytes and its elements, which a few packed bytes can stand for."""
    word = "<w:p><w:r><w:t>a</w:t></w:r></w:p>"
    for data, what in (
        (_document(word, more=3_000), "files packed in it"),
        (_document(word + " " * 30_000_000), "20 MB of text"),
        (_document("<w:p/>" * 80_000 + word * 20_000), "paragraphs and other elements"),
        (_document("<w:p/>" * 2_000_000), "paragraphs and other elements"),
        (_document(word + " " * 70_000_000), "unpacks to more than 60 MB"),
    ):
        assert len(data) < 400_000
        with pytest.raises(CommandError, match=what):
            _import(data, "document")


def test_a_link_whose_words_hold_many_brackets_is_looked_at_once() -> None:
    """What is taken out of the Markdown of an article when a link leads to a draft."""
    for text in ("[" + "[   ]()" * 20_000, "[a](b c " * 20_000, "[[a](" * 20_000, "![" * 50_000):
        assert _INLINE.sub("", text).startswith(("[", "!"))
    assert _INLINE.sub(lambda it: it["text"], "[a [b](c) d](e.md 'f') g") == "a [b](c) d g"


def test_every_pattern_can_be_measured() -> None:
    """The benchmark of growth knows an input for each pattern, those made at run time too."""
    found, unknown = patterns(MADE)
    assert len(found) > 300
    assert unknown == []
