"""Dates in words, bylines, quotations with their speakers, and languages."""

from datetime import date

import pytest

from briefgen.ingest.bylines import authors_in
from briefgen.ingest.dates import find_date
from briefgen.ingest.tongues import language_of
from tests.ingest.figures import understand

DAY = date(2026, 3, 5)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "March 5, 2026"),
        ("en", "Thu 5 Mar 2026, 10:00"),
        ("en", "5th March 2026"),
        ("en", "2026-03-05T10:00:00Z"),
        ("de", "Donnerstag, 5. März 2026"),
        ("de", "05.03.2026"),
        ("fr", "le 5 mars 2026"),
        ("fr", "05/03/2026"),
        ("es", "5 de marzo de 2026"),
        ("uk", "5 березня 2026 року"),
        ("ru", "5 марта 2026 г."),
        ("ar", "٥ مارس ٢٠٢٦"),
        ("ar", "5 آذار 2026"),
        ("zh", "2026年3月5日"),
        ("it", "5 marzo 2026"),
        ("pt", "5 de março de 2026"),
        ("nl", "5 maart 2026"),
        ("pl", "5 marca 2026"),
        ("he", "5 במרץ 2026"),
        ("de", "March 5, 2026"),
    ],
)
def test_dates_are_read_in_words_and_figures(language: str, text: str) -> None:
    """Months in the language of the text, and in English."""
    found = find_date(text, language)
    assert found
    assert found.day == DAY


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "03/05/2026"),
        ("en", "2 hours ago"),
        ("en", "yesterday"),
        ("de", "vor 3 Stunden"),
        ("fr", "il y a 2 heures"),
        ("es", "hace 3 horas"),
        ("uk", "2 години тому"),
    ],
)
def test_what_is_not_certain_to_be_one_day_is_none(language: str, text: str) -> None:
    """Figures that could be read in two ways, and times that count from the reader's day."""
    found = find_date(text, language)
    assert found
    assert found.day is None


def test_no_date_is_found_where_there_is_none() -> None:
    """Years, days that do not exist and other numbers are no dates."""
    for text in ("In 2026", "30 February 2026", "Room 12.3.4", "May 2026 be kind", "31/31/2026"):
        found = find_date(text, "en")
        assert found is None or found.day is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Anna Holt", ("Anna Holt",)),
        ("BY ANNA M. HOLT AND PIET DE VRIES", ()),
        ("Anna Holt, Piet de Vries and Ute Simrock", ("Anna Holt", "Piet de Vries", "Ute Simrock")),
        ("Von Henrike Voss, Redakteurin", ("Henrike Voss",)),
        ("Par Solène Guivarc'h", ("Solène Guivarc'h",)),
        ("Автор: Оксана Мельник", ("Оксана Мельник",)),
        ("بقلم: سلمى الراوي", ("سلمى الراوي",)),
        ("记者：林若溪", ("林若溪",)),
        ("From: Tove Brandt <tove@a.example>", ("Tove Brandt",)),
        ("The river is back", ()),
        ("By the river", ()),
    ],
)
def test_bylines_give_names_and_nothing_else(line: str, names: tuple[str, ...]) -> None:
    """Roles, places and addresses are no part of a name."""
    assert authors_in(line) == names


@pytest.mark.parametrize(
    ("text", "speaker", "parts"),
    [
        ("“We need it very soon,” Lind said. “And then we need it again.”", "Lind", 2),
        ("“We need it very soon,” said Greta Lind, who runs it.", "Greta Lind", 1),
        ("Greta Lind told reporters: “We need it very soon.”", "Greta Lind", 1),
        ('"We [the crew] need it," Lind said.', "Lind", 1),
        ("„Wir brauchen es sehr bald“, sagte Greta Lind.", "Greta Lind", 1),
        ("« Il nous le faut très vite », explique Jeanne Favre.", "Jeanne Favre", 1),
        ("«Нам це потрібно дуже скоро», — сказала Ганна Коваль.", "Ганна Коваль", 1),
    ],
)
def test_quotations_have_their_speakers(text: str, speaker: str, parts: int) -> None:
    """Also where the attribution splits what was said."""
    (said,) = understand(f"The harbour was quiet on that day, and the boats lay still.\n\n{text}")[
        1
    ].quotations
    assert (said.speaker, len(said.texts)) == (speaker, parts)


def test_a_pronoun_means_who_spoke_last() -> None:
    """“…,” she said: the one who was named before."""
    text = (
        "“It is the first of many boats,” Greta Lind said.\n\n"
        "“They will all come here in the end,” she said.\n\nA so-called “victory plan” is none.\n"
    )
    said = understand(text)[1].quotations
    assert [one.speaker for one in said] == ["Greta Lind", "Greta Lind"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The boat is back, and it was the first of the year."),
        ("de", "Das Boot ist wieder da, und es war das erste des Jahres."),
        ("fr", "Le bateau est de retour, et c'est le premier de la saison pour les gens."),
        ("es", "El barco ha vuelto, y es el primero de los que no se esperaban en la isla."),
        ("uk", "Човен повернувся, і це перший цього року."),
        ("ru", "Лодка вернулась, и это первая в этом году, мы рады."),
        ("ar", "عاد القارب وهو الأول هذا العام"),
        ("fa", "قایق برگشت و این اولین قایق امسال است که می‌گویند"),
        ("he", "הסירה חזרה והיא הראשונה השנה"),
        ("zh", "船回来了，这是今年的第一艘。"),
        ("ja", "船が戻ってきました。"),
        ("", "12 34 56"),
    ],
)
def test_languages_are_told_by_their_letters_and_small_words(language: str, text: str) -> None:
    """A guess without a model; empty where there is nothing to go by."""
    assert language_of(text) == language
