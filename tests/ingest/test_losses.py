"""What a text says is in its draft as it was said, or listed as left out."""

import pytest

from briefgen.content.block_data import plain_text
from briefgen.content.commonmark import to_tokens
from briefgen.errors import CommandError
from briefgen.ingest.body import to_body
from briefgen.ingest.draft import Given
from briefgen.ingest.importing import Understood, understand
from briefgen.ingest.pieces import Role
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


@pytest.mark.parametrize(
    "head",
    ["The first part of it.", "a: [b", "title: x\n# " + "comment " * 9000],
    ids=["a rule", "broken", "too long"],
)
def test_what_only_looks_like_front_matter_is_text(head: str) -> None:
    """Markdown may begin with a rule, and front matter may be broken."""
    decisions = _read(f"---\n{head}\n---\n{STORY}\n", "markdown").decisions
    text = "\n".join(one.piece.text for one in decisions)
    assert head.split("\n", maxsplit=1)[0] in text
    assert text.endswith(STORY)


def test_empty_front_matter_is_none() -> None:
    """It is neither text nor a rule."""
    assert _body(f"---\n---\n{STORY}\n", "markdown") == f"{STORY}\n"


PART = "--B\nContent-Type: {}\n\n{}\n"


def _mail(*parts: tuple[str, str]) -> str:
    """Return a mail of parts, each with its kind."""
    head = "Subject: A weir\nContent-Type: multipart/mixed; boundary=B\n\n"
    return head + "".join(PART.format(*part) for part in parts) + "--B--\n"


@pytest.mark.parametrize("kind", ["text/plain", "text/html"])
def test_all_of_a_mail_is_read(kind: str) -> None:
    """Also what stands below a picture; but not the mail that it forwards."""
    picture, inner = ("image/png", "x"), ("message/rfc822", f"Content-Type: {kind}\n\nForwarded.")
    body = _body(_mail((kind, STORY), picture, (kind, "And below it."), inner), "mail")
    assert body == f"{STORY}\n\nAnd below it.\n"


def test_a_page_and_plain_text_below_it_are_both_read() -> None:
    """As mailing lists add a footer of their own."""
    body = _body(_mail(("text/html", f"<p>{STORY}</p>"), ("text/plain", "R & D <list>.")), "mail")
    assert body == f"{STORY}\n\nR & D \\<list>.\n"


def test_a_mail_that_only_forwards_another_is_read() -> None:
    """There is nothing else in it."""
    assert STORY in _body(_mail(("message/rfc822", f"Subject: x\n\n{STORY}")), "mail")


def test_a_page_in_a_mail_that_is_too_large_is_refused() -> None:
    """And not cut."""
    with pytest.raises(CommandError, match="more than 8 MB"):
        _read(_mail(("text/html", f"<p>{STORY}</p>" + " " * 8_000_000)), "mail")


def test_pictures_in_tables_are_kept() -> None:
    """Beside the words of a table that lays out, and below one of data."""
    boat = '<img src="https://a.example/boat.png" alt="A boat">'
    lays_out = _page(
        f"<table><tr><td><p>It leaves at ten.</p>{boat}<p>It has two doors.</p></table>"
    )
    shown = "![A boat](https://a.example/boat.png)"
    assert lays_out == f"It leaves at ten.\n\n{shown}\n\nIt has two doors."
    data = _page(f"<table><tr><td>Day<td>Leaves<tr><td>Friday{boat}<td>22:10</table>")
    assert data == f"| Day | Leaves |\n| --- | --- |\n| Friday | 22:10 |\n\n{shown}"
    lost = _read(
        f"<p>{STORY}</p><table><tr><td><img src='a_files/b.png' alt='Lost'></table>", "page"
    )
    assert [one.piece.text for one in lost.decisions if one.role is Role.FURNITURE] == ["Lost"]


def test_tables_that_lay_out_keep_the_form_of_what_they_hold() -> None:
    """Lists, quotations, headings and programs are what they are outside of tables."""
    held = (
        "<h2>Why it came</h2><ul><li>fuel<li>fish</ul><ol><li>one</ol>"
        "<blockquote>Nobody sleeps.</blockquote><pre>a\n b</pre>"
    )
    assert _page(f"<table><tr><td>{held}</table>") == _page(held)


def test_a_picture_has_all_of_its_captions() -> None:
    """A caption and a credit of its own become one title of the picture."""
    figure = '<figure><img src="https://a.example/b.png">{}</figure>'.format(
        "".join(f"<figcaption>{words}</figcaption>" for words in ("The boat.", "By *Ivo*", "2026"))
    )
    assert _page(figure) == '![](https://a.example/b.png "The boat. By *Ivo* 2026")'


def test_a_heading_on_two_lines_is_one() -> None:
    """In pages, and underlined in Markdown."""
    page = _read(f"<h1>Mayor says<br>wells reopen</h1><p>{STORY}</p>", "page")
    assert page.findings.title == "Mayor says wells reopen"
    for source in ("Why it\n*came*\n---", "Why it\\\n*came*\n---", "Why it  \n*came*\n---"):
        body = _body(f"# Title\n\n{STORY}\n\n{source}\n\nNobody knows.\n", "markdown")
        assert body == f"{STORY}\n\n## Why it *came*\n\nNobody knows.\n"


@pytest.mark.parametrize(
    ("words", "written"),
    [("Learn C #", "Learn C \\#"), ("A ##", "A \\##"), ("C#", "C#"), ("#", "\\#")],
)
def test_signs_that_end_a_heading_are_shown(words: str, written: str) -> None:
    """Markdown would take them for its own."""
    assert _page(f"<h2>{words}</h2><p>Text below it.</p>").startswith(f"## {written}\n")
    tokens, _ = to_tokens(f"## {written}", html=True)
    assert plain_text(tokens[1].children) == words


def test_entities_in_markdown_stay_as_they_are() -> None:
    """In code they are shown as they are written, and elsewhere Markdown knows them."""
    text = "Write `&lt;br&gt;` for a break, and &copy; for\u200b the sign.\n"
    assert _body(text, "markdown") == text.replace("\u200b", "")
