"""Strings that have broken other programs are shown as they are, or refused by name."""

import json
import os
import re
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

from briefgen.content.discover import discover
from briefgen.content.parse import CONTROL_CHARACTERS
from briefgen.model.article import Failure, Parsed
from briefgen.model.settings import Limits
from briefgen.slugs import slugify
from tests import corpora
from tests.content.reading import SETTINGS, read, report
from tests.crawl import foreign_scripts
from tests.testsite import SiteTest


class _Text(HTMLParser):
    """Collects the text of a page, and the elements that stand in its main part."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags: set[str] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not any(name.startswith("on") for name, _ in attrs), attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def _strings() -> list[str]:
    strings: list[str] = corpora.load("naughty-strings")
    return [text for text in strings if text]


def _quoted(text: str) -> str:
    """Return *text* as YAML between double quotation marks."""
    written = (one if ord(one) > 0xFFFF else json.dumps(one)[1:-1] for one in text)
    return f'"{"".join(written)}"'


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_naughty_strings_in_front_matter_are_kept_or_refused() -> None:
    """Each string as title, summary, topic, author and option is read as it is."""
    for text in _strings():
        value = _quoted(text)
        outcome = read(
            f"---\ndate: 2026-11-22\ntitle: {value}\nsummary: {value}\ntopics: [{value}]\n"
            f"authors: {value}\nextra: {{a: {value}}}\n---\nText.\n"
        )
        if isinstance(outcome, Failure):
            assert "control character" in report(outcome), text
        elif "<!--" not in text:
            assert outcome.content.summary == text.strip()
            if text.strip():
                assert outcome.listing.title == text.strip()
                assert outcome.listing.topics == (text.strip(),)


def test_naughty_strings_unquoted_end_in_a_value_or_a_diagnostic() -> None:
    """Each string as plain YAML is a title or is refused; nothing is raised."""
    for text in _strings():
        outcome = read(f"---\ntitle: {text}\n{text}: {text}\n---\nText.\n")
        assert isinstance(outcome, Parsed) or report(outcome), text


def test_naughty_strings_as_slug_are_an_address_or_refused() -> None:
    """A slug is taken as it is written, or the message names it."""
    for text in _strings():
        outcome = read(f"---\ntitle: A\ndate: 2026-11-22\nslug: {_quoted(text)}\n---\nText.\n")
        if isinstance(outcome, Parsed) and "<!--" not in text:
            url = outcome.listing.url.removeprefix("world/")
            assert url in {f"{text.strip()}/", "nato/"}, text
        elif isinstance(outcome, Failure):
            assert "cannot be a slug" in report(outcome) or "control character" in report(outcome)


def test_slugs_of_naughty_strings_are_safe() -> None:
    """A slug has no separator, no dot, no control character, and is its own slug."""
    for text in _strings():
        slug = slugify(text)
        assert slugify(slug) == slug
        assert not re.search(r"[\s/\\.?#%<>\"']", slug)
        assert unicodedata.is_normalized("NFC", slug)
        assert slug == "" or slug.isprintable(), text


def test_naughty_strings_in_pasted_text_are_shown_as_they_are(site: SiteTest) -> None:
    """Every string in a .txt article is found again in the page's text."""
    strings = [CONTROL_CHARACTERS.sub("\N{REPLACEMENT CHARACTER}", one) for one in _strings()]
    body = "\n\n".join(one.strip() for one in strings)
    file = site.root / "content/world/naughty.txt"
    file.parent.mkdir(parents=True)
    file.write_text(f"---\ntitle: A\ndate: 2026-11-22\n---\nA.\n\n{body}\n", encoding="utf-8")
    site.build()
    html = site.read("world/naughty/index.html")
    page = _Text(html)
    shown = _squeezed(page.text)
    for one in strings:
        text = re.sub("<!--.*?-->", "", one)
        assert _squeezed(text.replace("\r", "\n")) in shown, text
    assert foreign_scripts(html) == []


def test_naughty_strings_as_markdown_make_no_markup_of_their_own(site: SiteTest) -> None:
    """Whatever stands in Markdown, no script, style, frame or handler comes out."""
    for number, text in enumerate(_strings()):
        site.article(f"world/a{number}.md", text, title=_quoted(f"A {number}"))
    site.build()
    for number, text in enumerate(_strings()):
        html = site.read(f"world/a{number}/index.html")
        page = _Text(html)
        assert foreign_scripts(html) == [], text
        assert not page.tags & {"style", "iframe", "object", "embed", "svg"}, text
        words = re.findall(
            r"\w{4,}", re.sub(r"\S*[<&/:\\]\S*", " ", re.sub("<!--.*?-->", "", text))
        )
        assert all(word in page.text for word in words), text


def test_naughty_strings_as_file_names_are_addresses_or_refused(tmp_path: Path) -> None:
    """A file name becomes an address, or the message says what is wrong with it."""
    root = tmp_path
    (root / "world").mkdir()
    for text in _strings():
        name = text.replace("/", "").replace("\0", "") + ".md"
        if name.startswith((".", "_")) or len(os.fsencode(name)) > 250:
            continue
        try:
            (root / "world" / name).write_text("Text.", encoding="utf-8")
        except OSError:
            continue  # no name on this file system
    found, faults = discover(root)
    assert len(found) + len(faults) >= len({path.name for path in (root / "world").iterdir()})
    assert all(fault.location and fault.help for fault in faults)
    for source in found:
        outcome = read("---\ntitle: A\ndate: 2026-11-22\n---\nText.", source.path)
        assert isinstance(outcome, Parsed) or "no address can be made" in report(outcome)


def test_limits_are_what_the_tests_assume() -> None:
    """The strings are shorter than what a file may hold."""
    assert sum(map(len, _strings())) < Limits().article_kilobytes * 1000
    assert SETTINGS.limits == Limits()
