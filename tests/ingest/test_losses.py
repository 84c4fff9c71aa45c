"""What a text says is in its draft as it was said, or listed as left out."""

import pytest

from briefgen.ingest.body import to_body
from briefgen.ingest.draft import Given
from briefgen.ingest.importing import Understood, understand
from briefgen.ingest.reading import Input

STORY = "The weir of Lindt is open again, and the fish may pass it now, after two years of repairs."


def _read(data: str, kind: str) -> Understood:
    return understand(Input("it", data.encode(), kind), Given(), frozenset())


def _body(data: str, kind: str) -> str:
    return to_body(_read(data, kind).decisions)


def _page(html: str) -> str:
    """Return the body of a page with *html* below a paragraph."""
    body = _body(f"<html><body><article><p>{STORY}</p>{html}</article></body></html>", "page")
    return body.removeprefix(STORY).strip("\n")


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>itâ€™s <b>clichÃ©</b></p>", "it’s **cliché**"),
        ("<p>un\u00adbro\u200bken \u202edetrever</p>", "unbroken detrever"),
        ("<p>a&nbsp;<i>b </i> c&nbsp;</p>", "a *b* c"),
        ("<p>می\u200c<b>خواهم</b> to\u200c<b>day</b></p>", "می\u200c**خواهم** to**day**"),
        ("<p>Use <code>&amp;lt;br&amp;gt;</code> here</p>", "Use `&lt;br&gt;` here"),
        ("<pre>a &amp;amp; b\u200b</pre>", "```\na &amp; b\n```"),
    ],
)
def test_what_copying_has_broken_is_mended_in_pages_too(html: str, markdown: str) -> None:
    """In the words of the body, with their links and emphasis, as in plain text."""
    assert _page(html) == markdown
