"""Bytes from outside that are broken, or made to break: an answer at once, and no traceback."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from briefgen.errors import CommandError
from briefgen.ingest.body import to_body
from briefgen.ingest.draft import Given
from briefgen.ingest.importing import Desk, Understood, understand
from briefgen.ingest.mending import decode
from briefgen.ingest.page_facts import read_facts
from briefgen.ingest.reading import Input, kind_of
from briefgen.ingest.sanitize import sanitize
from tests.processes import environment

STORY = "The weir of Lindt is open again, and the fish may pass it now, after two years of repairs."
WRAPPED = f"{'half a line of words ' * 3}again\n{'x' * 60}-\n".encode()


def _read(data: bytes, kind: str, charset: str = "") -> Understood:
    return understand(Input("it", data, kind, charset=charset), Given(), frozenset())


def _mail(head: str, text: str = STORY) -> Understood:
    return _read(f"{head}\n\n{text}\n".encode(), "mail")


@pytest.mark.parametrize(
    "data",
    [
        b"<!-- a -->" * 300 + b"<p",
        WRAPPED * 600,
        (b"word " * 12 + b"\n") * 3 + b"w" * 400_000 + b"\nand so on, to the end of the text",
        b"Title\n\n" + b"w" * 60_000 + b"\n\n" + b"w." * 20_000,
        b"From: " + b"w" * 60_000 + b"\nSubject: x\n\nText.",
    ],
    ids=["comments", "hyphens", "a word in a paragraph", "words", "a sender"],
)
def test_a_small_text_never_takes_long(data: bytes) -> None:
    """Whatever repeats in it: comments, hyphens, or the letters of one word."""
    started = time.thread_time()
    _read(data, kind_of("-", data))
    assert time.thread_time() - started < 2


@pytest.mark.parametrize(
    "charset",
    ["undefined", "unicode_escape", "raw-unicode-escape", "punycode", "idna", "hex", "a\0b"],
)
def test_an_encoding_that_is_none_of_texts_is_not_believed(charset: str) -> None:
    """Servers and pages may name whatever Python would take for one."""
    text, note = decode("Stra\\ud800ße, größer".encode("cp1252"), charset)
    assert "größer" in text
    assert "a guess" in note


def test_what_makes_a_page_no_text_is_told(recwarn: pytest.WarningsRecorder) -> None:
    """And not taken for a page that takes long."""
    with pytest.raises(CommandError, match="cannot be taken apart"):
        sanitize("<p>\ud800", "it")
    assert not recwarn.list


@pytest.mark.parametrize(
    "head",
    [
        "From: <\nSubject: A weir",
        'From: "\nSubject: A weir',
        "Date: Mon, 99999999999999999999 Jan 99999999999999 00:00:00 +0000\nSubject: A weir",
        "Content-Type: text/plain; x*0*=undefined''%E9\nSubject: A weir",
        "Content-Type: text/plain; charset=undefined\nSubject: A weir",
        "Content-Disposition: inline; x*0*=undefined''%E9\nSubject: A weir",
        "Content-Transfer-Encoding: \u00e9\nSubject: A weir",
        "From: =?undefined?q?=E9?=\nSubject: A weir",
    ],
)
def test_a_broken_head_of_a_mail_hides_nothing_else(head: str) -> None:
    """Its subject and its text are read all the same."""
    understood = _mail(head)
    assert understood.findings.title == "A weir"
    assert STORY in to_body(understood.decisions)


def test_a_subject_of_plain_letters_is_read_as_it_is_written() -> None:
    """Some programs write more than ASCII into the head of a mail."""
    assert _mail("Subject: Die Wehrtür").findings.title == "Die Wehrtür"


@pytest.mark.parametrize(
    ("author", "found"),
    [
        ("//[x", ("//[x",)),
        ("https://[x", ()),
        ("https://a.example/holt", ()),
        ("Redaktion: Anna Holt", ("Redaktion: Anna Holt",)),
    ],
)
def test_an_author_is_no_address(author: str, found: tuple[str, ...]) -> None:
    """And a colon does not make one."""
    assert read_facts(f'<meta name="author" content="{author}">', "")[0].authors == found
    story = f'{{"@type": "Article", "headline": "x", "author": "{author}"}}'
    html = f'<script type="application/ld+json">{story}</script>'
    assert read_facts(html, "")[0].authors == found


def test_front_matter_may_have_keys_that_are_no_words() -> None:
    """They say nothing."""
    understood = _read(f"---\n? [a, b]\n: c\ntitle: The weir\n---\n{STORY}\n".encode(), "markdown")
    assert understood.findings.title == "The weir"


def test_names_and_options_that_are_no_unicode_can_be_written(tmp_path: Path) -> None:
    """File names are bytes, and so is what a terminal passes on."""
    (tmp_path / "briefgen.yml").write_text("title: Notes\n", encoding="utf-8")
    (tmp_path / "content").mkdir()
    name = os.fsencode(tmp_path / "wehr-") + b"\xfc.txt"
    with open(name, "wb") as stream:
        stream.write(STORY.encode())
    for options in ((b"--json",), (b"--json", b"--dry-run", b"--title", b"Weir \xfc")):
        done = subprocess.run(
            [sys.executable, "-m", "briefgen", "import", name, *options],
            cwd=tmp_path,
            env=environment(),
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["imports"][0]["input"].endswith("wehr-?.txt")
    assert len(list(tmp_path.rglob("*.md"))) == 1


def test_an_address_of_a_source_that_has_no_host_is_kept() -> None:
    """It is what the editor wrote."""
    given = Given(source_url="https://[x")
    understood = understand(Input("it", STORY.encode(), "text"), given, frozenset())
    made = Desk(None, "en").place(understood, "", given, dry=True)
    assert 'url: "https://[x"' in made.text


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_that_an_encoding_of_a_mail_was_guessed_is_told(kind: str) -> None:
    """As it is for texts and pages."""
    text = "Der Müller grüßt die Bäckerin über die Straße hinweg, größer als früher. " * 4
    data = f"Subject: x\nContent-Type: text/{kind}\n\n{text}\n".encode("cp1252")
    understood = _read(data, "mail")
    assert "grüßt" in to_body(understood.decisions)
    assert ["a guess" in note for note in understood.notes] == [True]


def test_a_line_end_of_two_characters_is_one() -> None:
    """Files from Windows may be as long as others."""
    lines = b"and a line that goes on with one more and one more and\r\n" * 12_000
    assert _read(b"Title\r\n\r\n" + lines, "text").decisions
    with pytest.raises(CommandError, match="20,000 lines"):
        _read(b"a\r\n" * 20_001, "text")


@pytest.mark.parametrize("kind", ["text", "markdown"])
def test_a_text_without_anything_to_see_is_refused(kind: str) -> None:
    """A space of no width is no text."""
    with pytest.raises(CommandError, match="no text in it"):
        _read("\u200b\n\ufeff\n".encode(), kind)
    assert _read(b"---\ntitle: The weir\n---\n", "markdown").findings.title == "The weir"


@pytest.mark.parametrize(
    ("name", "data", "step"),
    [
        ("a.txt", b"A few words \0 and more.", "--clipboard"),
        ("a.txt", "\u200b".encode(), "--clipboard"),
        ("a.txt", b"GIF89a", "text file"),
        ("a.html", b"<p></p>", "--clipboard"),
        ("a.eml", b"Subject: x\n\n", "--clipboard"),
        ("a.docx", b"PK\x03\x04", "save it again"),
    ],
)
def test_what_cannot_be_read_has_a_next_step(name: str, data: bytes, step: str) -> None:
    """Whoever is refused is told what to do instead."""
    with pytest.raises(CommandError) as fault:
        understand(Input(name, data, kind_of(name, data)), Given(), frozenset())
    assert step in fault.value.diagnostics[0].help


def test_a_guessed_encoding_has_a_next_step() -> None:
    """An editor sees the wrong letters, and is told how to get the right ones."""
    given = Given()
    data = "Der Müller grüßt die Bäckerin über die Straße hinweg, größer als früher. " * 4
    understood = understand(Input("it", data.encode("cp1252"), "text"), given, frozenset())
    warning = Desk(None, "en").place(understood, "", given, dry=True).warnings[0]
    assert "a guess" in warning.message
    assert "UTF-8" in warning.help


def test_a_mail_of_parts_within_parts_without_end_is_refused() -> None:
    """Each part says that it holds another."""
    part = "Content-Type: multipart/mixed; boundary=B{0}\n\n--B{0}\n"
    head = "".join(part.format(at) for at in range(1500))
    with pytest.raises(CommandError, match="too many parts inside one another"):
        _mail(f"Subject: x\n{head}Content-Type: text/plain")
