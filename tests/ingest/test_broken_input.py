"""Bytes from outside that are broken, or made to break: an answer at once, and no traceback."""

import time

import pytest

from briefgen.ingest.draft import Given
from briefgen.ingest.importing import Understood, understand
from briefgen.ingest.reading import Input, kind_of

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
