"""A source file is text or a diagnostic, whatever its bytes are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from briefgen.model.article import Parsed
from briefgen.model.source import Role
from tests.content.reading import SETTINGS, read, report

HEAD = "---\ntitle: Naïve\ndate: 2026-11-22\n---\n"


@pytest.mark.parametrize(
    "data",
    [
        f"{HEAD}One\nTwo\n".encode(),
        f"{HEAD}One\nTwo\n".replace("\n", "\r\n").encode(),
        f"{HEAD}One\nTwo\n".replace("\n", "\r").encode(),
        b"\xef\xbb\xbf" + f"{HEAD}One\nTwo\n".encode(),
        b"\xef\xbb\xbf" + f"{HEAD}One\nTwo\n".replace("\n", "\r\n").encode(),
    ],
)
def test_line_ends_and_a_mark_at_the_beginning_make_no_difference(data: bytes) -> None:
    """Files of all systems say the same."""
    outcome = read(data)
    assert isinstance(outcome, Parsed)
    assert outcome.listing.title == "Naïve"
    assert outcome.content.body.parts == ("<p>One\nTwo</p>\n",)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (
            "---\ntitle: A\n".encode("utf-16"),
            "error: this file is UTF-16\n ——▶ content/world/nato.md\n  = help: save it as UTF-8",
        ),
        (
            "---\ntitle: A\n".encode("utf-16-be").join([b"\xfe\xff", b""]),
            "error: this file is UTF-16\n ——▶ content/world/nato.md\n  = help: save it as UTF-8",
        ),
        (
            "---\ntitle: É naïve\n---\n".encode("latin-1"),
            (
                "error: this file is not UTF-8: byte 0xc9\n"
                " ——▶ content/world/nato.md:2:8\n"
                "  = help: save it as UTF-8"
            ),
        ),
        (
            HEAD.encode() + "Ünï\n".encode() + b"caf\xe9\n",
            (
                "error: this file is not UTF-8: byte 0xe9\n"
                " ——▶ content/world/nato.md:6:4\n"
                "  = help: save it as UTF-8"
            ),
        ),
        (
            b"\xed\xa0\x80",
            (
                "error: this file is not UTF-8: byte 0xed\n"
                " ——▶ content/world/nato.md:1:1\n"
                "  = help: save it as UTF-8"
            ),
        ),
    ],
)
def test_what_is_no_utf_8_is_refused_with_its_place(data: bytes, expected: str) -> None:
    """The message names the encoding or the byte, and where it stands."""
    assert report(read(data)) == expected


def test_control_characters_are_shown_and_reported() -> None:
    """What neither HTML nor XML can hold is replaced, and the editor is told."""
    outcome = read(f"{HEAD}One\x07 \x00 \x1b[31m \ufffe\n")
    assert isinstance(outcome, Parsed)
    assert outcome.content.body.parts == ("<p>One� � �[31m �</p>\n",)
    assert report(outcome) == (
        "warning: this text has a control character; it is shown as �\n"
        " ——▶ content/world/nato.md:5:4\n"
        "  = help: take it out"
    )


def test_a_file_larger_than_the_limit_is_not_read() -> None:
    """The message names the setting that raises the limit."""
    limits = replace(SETTINGS.limits, article_kilobytes=1)
    outcome = read(HEAD + "x" * 1000, settings=replace(SETTINGS, limits=limits))
    assert report(outcome) == (
        "error: the file is larger than 1 kilobytes\n"
        " ——▶ content/world/nato.md\n"
        "  = help: `limits.article_kilobytes` in briefgen.yml raises the limit"
    )


def test_what_is_missing_comes_from_the_file_name() -> None:
    """Date, slug and title have defaults, and the editor hears of a title made up."""
    outcome = read("Text.\n", "world/2026-11-22-what_next.md")
    assert isinstance(outcome, Parsed)
    assert outcome.listing.url == "world/what-next/"
    assert outcome.listing.date is not None
    assert outcome.listing.date.isoformat() == "2026-11-22T00:00:00+01:00"
    assert report(outcome).splitlines()[0] == (
        "warning: there is no title; the page is called “What next”"
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026-03-29 02:30", "2026-03-29T02:30:00+01:00"),
        ("2026-07-01", "2026-07-01T00:00:00+02:00"),
        ("2026-10-25 02:30", "2026-10-25T02:30:00+02:00"),
        ("2026-11-22T09:00-05:00", "2026-11-22T09:00:00-05:00"),
        ("1800-01-01", "1800-01-01T00:00:00+00:53:28"),
    ],
)
def test_a_date_without_offset_means_the_time_of_the_site(written: str, expected: str) -> None:
    """Summer time is minded, also in the hour that occurs twice or not at all."""
    outcome = read(f"---\ntitle: A\ndate: {written}\n---\n")
    assert isinstance(outcome, Parsed)
    assert outcome.listing.date is not None
    assert outcome.listing.date.isoformat() == expected


@settings(max_examples=300)
@given(st.binary(max_size=200), st.sampled_from(list(Role)[:3]), st.sampled_from(["md", "txt"]))
def test_no_bytes_raise(data: bytes, role: Role, suffix: str) -> None:
    """Any bytes give a parsed file or diagnostics."""
    path = {Role.SECTION: "world/_index.", Role.PAGE: "about."}.get(role, "world/nato.") + suffix
    outcome = read(data, path, role=role)
    assert isinstance(outcome, Parsed) or report(outcome)


@settings(max_examples=300)
@given(st.text(alphabet="-:?[]{}&*!|>'\"%@`#, \n\tab1~=<", max_size=60))
def test_no_front_matter_raises(head: str) -> None:
    """Any characters between the dashes give a parsed file or diagnostics."""
    outcome = read(f"---\n{head}\n---\nText.\n")
    assert isinstance(outcome, Parsed) or report(outcome)


def test_the_text_may_cite_its_sources() -> None:
    """The page has an id for each source that has one, and links to it are no mistake."""
    head = "---\ntitle: A\ndate: 2026-11-22\nsources:\n  - id: report\n    title: B\n---\n"
    outcome = read(f"{head}See [1](#source-report).\n")
    assert isinstance(outcome, Parsed), report(outcome)
    assert outcome.outline.anchors == ("source-report",)


@pytest.mark.parametrize("path", ["*/a.md", "!/_index.md", "…/a/index.md"])
def test_a_folder_without_letters_is_refused_by_name(path: str) -> None:
    """A section must have an address of its own, which is not the home page's."""
    role = Role.SECTION if path.endswith("_index.md") else Role.ARTICLE
    outcome = read("---\ntitle: A\ndate: 2026-11-22\n---\n", path, role=role)
    assert report(outcome) == (
        f"error: no address can be made from the folder `{path.partition('/')[0]}`\n"
        f" ——▶ content/{path}:1\n"
        "  = help: rename it"
    )
