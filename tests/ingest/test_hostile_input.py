"""Nothing that is imported can run, load or hide anything, and nothing takes long."""

from html import escape
from pathlib import Path

import pytest

from briefgen.cli.inputs import load
from briefgen.errors import CommandError, Diagnostic
from briefgen.ingest.draft import Given
from briefgen.ingest.importing import understand
from briefgen.ingest.limits import MOST_BYTES
from briefgen.ingest.reading import Input
from briefgen.ingest.sanitize import MOST_MARKS
from tests.browser.chromium import launch, visit
from tests.ingest.hostile import VECTORS, as_page, dangers, imported, shown
from tests.tools import MissingToolError, skip_or_fail

KINDS = ("page", "text", "markdown")


def test_there_are_vectors_of_every_class() -> None:
    """Scripts, handlers, addresses, embedded documents, styles, and markup that mutates."""
    text = "\n".join(VECTORS).lower()
    assert len(VECTORS) >= 150
    for sign in (
        *("<script", "onerror=", "javascript:", "data:text/html", "vbscript:", "<svg", "<math"),
        *("<style", "<iframe", "<object", "<template", "<noscript", "srcset", "<base", "<meta"),
        *("formaction", "<!--", "{{", "]("),
    ):
        assert sign in text, sign


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_imported_is_harmless_once_it_is_built(kind: str) -> None:
    """Even where a site lets HTML through, a browser's parser finds nothing but plain elements."""
    found = {vector: dangers(shown(imported(vector, kind))) for vector in VECTORS}
    assert {vector: faults for vector, faults in found.items() if faults} == {}


@pytest.mark.parametrize("kind", KINDS)
def test_the_text_around_a_vector_is_still_there(kind: str) -> None:
    """Making a page harmless does not take its article away."""
    words = "End." if kind != "page" else "The night boat to Sond"
    unclosed = (
        "<textarea",
        "<plaintext",
        "<script>alert(1)",
        "<!--",
        "<xmp",
        "<listing",
        "<select",
    )
    for vector in VECTORS:
        if kind != "page" or not vector.startswith(unclosed):
            assert words in shown(imported(vector, kind)), vector


def test_a_draft_imported_again_is_as_harmless() -> None:
    """What comes out of an import is Markdown, and goes in again without a change of kind."""
    for vector in VECTORS:
        once = shown(imported(vector, "page"))
        twice = understand(Input("again", once.encode(), "page"), Given(), frozenset())
        assert not dangers(shown(twice)), vector


def test_a_browser_runs_and_loads_nothing(tmp_path: Path) -> None:
    """All that was imported, on one page in Chromium: no dialog, no error, no request."""
    parts = [shown(imported(vector, kind)) for kind in KINDS for vector in VECTORS]
    # Pictures at full addresses are what an editor asked for; here they would be looked up.
    body = "\n".join(parts).replace('src="http', 'data-was="http')
    file = tmp_path / "all.html"
    file.write_text(f"<!DOCTYPE html><title>{escape('All')}</title>{body}", encoding="utf-8")
    try:
        with launch() as browser, visit(browser, file.as_uri()) as reader:
            reader.page.on("dialog", lambda it: reader.faults.append(f"dialog: {it.message}"))
            reader.page.goto(file.as_uri(), wait_until="load")
            reader.run(_TOUCH)
            faults = [one for one in reader.faults if "ERR_FILE_NOT_FOUND" not in one]
            assert faults == []
            assert reader.run("() => document.scripts.length") == 0
    except MissingToolError as missing:
        skip_or_fail(missing)


_TOUCH = """() => {
  for (const element of document.querySelectorAll("body *")) {
    for (const kind of ["mouseover", "focus", "pointerenter", "toggle", "click"]) {
      if (kind !== "click" || element.tagName !== "A") element.dispatchEvent(new Event(kind));
    }
  }
}"""

DEEP = {
    "div": b"<div>" * 100_000,
    "bold": b"<b>" * 100_000,
    "wrongly closed": b"<div></span>" * 100_000,
    "link across a block": b"<a><div></a>" * 100_000,
    "bold that comes back": b"".join(b"<div><b id=%d>x</div>" % at for at in range(50_000)),
    "tables": b"<table><tr><td>" * 100_000,
    "svg": b"<svg>" * 100_000,
    "quotations": b"<blockquote>" * 100_000,
    "comments": b"<!--" * 1_000_000,
    "brackets": b"<" * 7_900_000,
    "attributes": b"<p " + b"a=1 " * 1_900_000 + b">x",
    "ampersands": b"<p>" + b"&" * 7_900_000,
    "scripts": b"<script>" * 900_000,
    "paragraphs": b"<p>x" * 100_000,
    "spans": b"<p>hello <span>word</span> " * 50_000,
}


def test_what_would_take_long_is_refused_or_done_at_once() -> None:
    """Whatever stands in the page is counted before it is parsed; no clock is asked."""
    places = {}
    for name, data in DEEP.items():
        faults = _faults(Input("page.html", as_page("") + data, "page"))
        places[name] = {str(fault.location) for fault in faults}
    assert set().union(*places.values()) == {"page.html"}
    refused = {name for name, found in places.items() if found}
    assert refused >= {"div", "bold", "brackets", "ampersands", "paragraphs", "spans"}


def test_a_page_with_as_many_signs_as_are_allowed_is_read() -> None:
    """What is parsed takes moments at the limits, too."""
    page = as_page("<p>" + ("&" + "a" * 40) * (MOST_MARKS - 10))
    assert not _faults(Input("page.html", page[:500_000], "page"))
    (fault,) = _faults(Input("page.html", page, "page"))
    assert "more text than an article" in fault.message


@pytest.mark.parametrize("kind", ["markdown", "page"])
def test_signs_of_markdown_are_counted_before_they_are_read(kind: str) -> None:
    """Each may begin a link or emphasis; more of them than an article has are refused."""
    crowded = dict.fromkeys(("[", "![", "[a][", "^[", "[ ] "), "10,000 opening brackets")
    if kind == "markdown":
        crowded |= dict.fromkeys(("*", "_", "a<_*"), "100,000 of the signs `*`, `_` and `<`")
        crowded["<![CDATA["] = "10,000 opening brackets"
    for unit, most in crowded.items():
        number = int(most.partition(" ")[0].replace(",", "")) + 1
        text = f"Text.\n\n{unit * number}"
        data = as_page(f"<p>{text}</p>") if kind == "page" else text.encode()
        (fault,) = _faults(Input("a", data, kind))
        assert fault.message == f"this has more than {most}", unit


def _faults(source: Input) -> tuple[Diagnostic, ...]:
    """Return why *source* was refused; nothing if it was read."""
    try:
        understand(source, Given(), frozenset())
    except CommandError as fault:
        return fault.diagnostics
    return ()


def test_a_file_of_fifty_megabytes_is_refused_unread(tmp_path: Path) -> None:
    """By its name, and before a byte of it is read."""
    file = tmp_path / "large.html"
    with file.open("wb") as stream:
        stream.truncate(50_000_000)
    with pytest.raises(CommandError, match="more than 20 MB") as fault:
        load(str(file))
    assert str(fault.value.diagnostics[0].location) == str(file)
    assert MOST_BYTES < 50_000_000


@pytest.mark.parametrize(
    "data",
    [b"a\n\n" * 300_000, b"*" * 990_000, b"[" * 990_000, b"Related\n\n" * 2400, b"\xff" * 5000],
)
def test_a_hostile_text_is_refused_or_read(data: bytes) -> None:
    """No text crashes or hangs an import."""
    faults = _faults(Input("a.txt", data, "text"))
    assert {str(fault.location) for fault in faults} <= {"a.txt"}
