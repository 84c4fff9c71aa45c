"""Dates, numbers and directions, as readers of each language expect them."""

from datetime import UTC, date, datetime

import pytest

from briefgen.content.typography import quotes_for
from briefgen.languages import Calendar, Texts, direction, locale_for
from briefgen.model.messages import Messages
from tests.testsite import SiteTest


@pytest.mark.parametrize(
    ("language", "day", "month", "moment"),
    [
        ("en", "2 November 2026", "November 2026", "2 November 2026, 15:05"),
        ("en-US", "November 2, 2026", "November 2026", "November 2, 2026, 3:05\u202fPM"),
        ("de", "2. November 2026", "November 2026", "2. November 2026, 15:05"),
        ("fr", "2 novembre 2026", "Novembre 2026", "2 novembre 2026, 15:05"),
        ("es", "2 de noviembre de 2026", "Noviembre de 2026", "2 de noviembre de 2026, 15:05"),
        ("uk", "2 листопада 2026 р.", "Листопад 2026 р.", "2 листопада 2026 р., 15:05"),
        ("ar", "2 نوفمبر 2026", "نوفمبر 2026", "2 نوفمبر 2026، 3:05 م"),
        ("pt", "2 de novembro de 2026", "Novembro de 2026", "2 de novembro de 2026 15:05"),
        ("ja", "2026年11月2日", "2026年11月", "2026年11月2日 15:05"),
        ("tlh", "November 2, 2026", "November 2026", "November 2, 2026, 3:05\u202fPM"),
    ],
)
def test_write_dates_as_the_language_does(language: str, day: str, month: str, moment: str) -> None:
    """A day within a sentence, a month as a title, and a day with a time."""
    calendar = Calendar("Europe/Kyiv", language)
    written = [calendar.day(date(2026, 11, 2)).text, calendar.month(2026, 11)]
    instant = calendar.moment(datetime(2026, 11, 2, 13, 5, tzinfo=UTC))
    assert instant is not None
    written.append(instant.text)
    shown = [text.replace("\u202fр.", " р.") for text in written]
    assert shown == [day, month, moment]
    assert instant.iso == "2026-11-02T15:05+02:00"


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        *[("ar", "rtl"), ("he", "rtl"), ("fa-IR", "rtl"), ("dv", "rtl"), ("ckb", "rtl")],
        *[("ku-Arab", "rtl"), ("az-Arab", "rtl"), ("AR-eg", "rtl")],
        *[("en", "ltr"), ("uk", "ltr"), ("ar-Latn", "ltr"), ("sr-Cyrl", "ltr"), ("tlh", "ltr")],
    ],
)
def test_know_which_way_a_language_is_written(tag: str, expected: str) -> None:
    """The language decides, unless the tag names a script."""
    assert direction(tag) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "“a ‘b’”"),
        ("de", "„a ‚b‘“"),
        ("fr", "«\u202fa “b”\u202f»"),
        ("es", "«a “b”»"),
        ("uk", "«a „b“»"),
        # In the order in which they are written; what opens stands at the right.
        ("ar", "«a ”b“»"),
    ],
)
def test_quote_as_the_language_does(language: str, expected: str) -> None:
    """Each language of the interface has its own outer and inner marks."""
    opening, closing, inner_opening, inner_closing = quotes_for(language)
    assert f"{opening}a {inner_opening}b{inner_closing}{closing}" == expected


def test_fall_back_step_by_step() -> None:
    """What is unknown of a tag is left out from its end; English is the last resort."""
    assert str(locale_for("de-AT-1996-x-desk")) == "de_AT"
    assert str(locale_for("pt-br")) == "pt_BR"
    assert str(locale_for("tlh-KX")) == "en"


def _texts(language: str) -> Texts:
    other = ("other", "{count} articles")
    articles = ("a", (("one", "{count} article"), other))
    arabic = (("few", "{count} مقالات"), ("other", "{count} مقال"), ("two", "مقالان"))
    messages = (
        Messages("ar", (("a", arabic),)),
        Messages("de", (("hello", (("other", "Guten Tag"),)),)),
        Messages("de-AT", (("hello", (("other", "Servus"),)),)),
        Messages("en", (articles, ("bye", (("other", "Bye, {name}"),)))),
    )
    return Texts(messages, language)


def test_choose_the_nearest_language_for_each_text() -> None:
    """A text comes from the tag's own file, else from its language's, else from English."""
    assert _texts("de-AT")("hello") == "Servus"
    assert _texts("de-CH")("hello") == "Guten Tag"
    assert _texts("de-AT")("bye", name="Ann") == "Bye, Ann"
    assert _texts("pt")("a", count=1) == "1 article"


def test_count_as_the_language_of_the_text_does() -> None:
    """The plural follows the language that the text is in; large numbers are grouped."""
    assert [_texts("en")("a", count=count) for count in (0, 1, 2, 1200)] == [
        "0 articles",
        "1 article",
        "2 articles",
        "1,200 articles",
    ]
    assert [_texts("ar")("a", count=count) for count in (2, 3, 100)] == [
        "مقالان",
        "3 مقالات",
        "100 مقال",
    ]
    # English words in a site in Arabic count as English does.
    assert _texts("ar")("bye", name="Ann") == "Bye, Ann"


def test_say_which_text_or_value_is_missing() -> None:
    """The message names the key, and what was probably meant."""
    with pytest.raises(LookupError, match=r"no text `helo` .*; did you mean `hello`"):
        _texts("de")("helo")
    with pytest.raises(LookupError, match="the text `bye` needs a value for `name`"):
        _texts("en")("bye", count=3)


def test_build_a_site_in_a_language_without_messages(site: SiteTest) -> None:
    """Dates and direction are the language's own, and the texts are English."""
    site.write("-- briefgen.yml --\ntitle: Teste\nlanguage: pt\ntheme: plain\n")
    site.article("mundo/a.md", title="Um")
    site.build()
    page = site.read("mundo/a/index.html")
    assert '<html lang="pt" dir="ltr"' in page
    assert "1 de novembro de 2026" in page
    assert "1 minute to read" in page


def test_build_a_site_that_is_written_from_the_right(site: SiteTest) -> None:
    """An Arabic site is Arabic all through: direction, interface, dates and plurals."""
    site.write("-- briefgen.yml --\ntitle: الموجز\nlanguage: ar\ntheme: plain\n")
    site.article("world/a.md", title="الأول", topics="[السلام]")
    site.article("world/b.md", title="الثاني", topics="[السلام]")
    site.build()
    assert '<html lang="ar" dir="rtl"' in site.read("index.html")
    assert "انتقل إلى المحتوى الرئيسي" in site.read("index.html")
    assert "مقالان" in site.read("world/index.html")
    assert "1 نوفمبر 2026" in site.read("world/a/index.html")
