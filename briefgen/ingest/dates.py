"""
Find dates in words and in figures, in the language of a text.

The names of months come from the Unicode CLDR.  What could be two dates, such as
03/04/2026, is none: whoever imports it is asked.
"""

import re
from datetime import date
from functools import lru_cache

from msgspec import Struct

from briefgen.languages import month_names

_ALSO = {"sept": 9, "janv": 1, "févr": 2, "juil": 7, "gennaio": 1}
"""Short forms that are common, but not the CLDR's."""

_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_HAN = re.compile(r"((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號]")
_FIGURES = re.compile(r"(?<!\d)(\d{1,2})([./-])\s?(\d{1,2})\2\s?((?:19|20)\d\d)(?!\d)")

_RELATIVE = re.compile(
    r"\b(?:\d+|an?|one)\s+(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?)\s+ago\b"
    r"|\bjust now\b|^(?:today|yesterday)\b"
    r"|\bvor\s+\d+\s+(?:Sekunden?|Minuten?|Stunden?|Tage?n?)\b|^(?:heute|gestern)\b"
    r"|\bil y a\s+\d+\s+(?:minutes?|heures?|jours?)|^(?:aujourd['’]hui|hier)\b"
    r"|\bhace\s+\d+\s+(?:minutos?|horas?|días?)|^(?:hoy|ayer)\b"
    r"|(?<!\d)\d+\s+(?:хвилин\w*|годин\w*|дн\w*|минут\w*|час\w*)\s+(?:тому|назад)"
    r"|^(?:сьогодні|вчора|сегодня|вчера)\b"
    r"|منذ\s+\S+|^(?:اليوم|أمس)\b|(?<!\d)\d+\s*(?:分钟|小时|天)前|^(?:今天|昨天)",
    re.IGNORECASE,
)


class FoundDate(Struct, frozen=True):
    """A date in a text."""

    day: date | None
    """``None`` for one that could be two, or that only counts from the day of reading."""
    start: int
    end: int


def find_date(text: str, language: str) -> FoundDate | None:
    """
    Return the first date of *text* that has a year, or what only looks like one.

    >>> find_date("Stand: 3. März 2026", "de").day
    datetime.date(2026, 3, 3)
    >>> find_date("03/04/2026", "en").day, find_date("23/04/2026", "en").day
    (None, datetime.date(2026, 4, 23))
    """
    figures = _to_ascii_figures(text)
    found = [one for one in _candidates(figures, language) if one]
    if found:
        return min(found, key=lambda one: (one.start, -one.end))
    relative = _RELATIVE.search(figures)
    return FoundDate(None, *relative.span()) if relative else None


def _candidates(text: str, language: str) -> tuple[FoundDate | None, ...]:
    return (
        _from(_HAN.search(text), 1, 2, 3),
        _from(_ISO.search(text), 1, 2, 3),
        _in_figures(text, language),
        *(_in_words(text, one) for one in dict.fromkeys((language or "en", "en"))),
    )


def _from(match: re.Match[str] | None, year: int, month: int, day: int) -> FoundDate | None:
    if not match:
        return None
    return _found(int(match[year]), int(match[month]), int(match[day]), match.span())


def _found(year: int, month: int, day: int, span: tuple[int, int]) -> FoundDate | None:
    try:
        return FoundDate(date(year, month, day), *span)
    except ValueError:
        return None


def _in_figures(text: str, language: str) -> FoundDate | None:
    match = _FIGURES.search(text)
    if not match:
        return None
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if second > 12:
        return _found(year, first, second, match.span())
    # Only in English does the month come first in some countries and second in others.
    is_clear = first > 12 or first == second or match[2] == "." or language not in {"", "en"}
    if is_clear:
        return _found(year, second, first, match.span())
    return FoundDate(None, *match.span())


def _in_words(text: str, language: str) -> FoundDate | None:
    pattern, numbers = _words(language)
    match = pattern.search(text)
    if not match:
        return None
    month = numbers[(match["m1"] or match["m2"]).lower().rstrip(".")]
    day = int(match["d1"] or match["d2"])
    return _found(int(match["y1"] or match["y2"]), month, day, match.span())


@lru_cache(maxsize=32)
def _words(language: str) -> tuple[re.Pattern[str], dict[str, int]]:
    """Return what matches day, month in words and year in either order, and the months."""
    numbers = {**_ALSO, **dict(month_names(language))}
    numbers = {name: number for name, number in numbers.items() if not name.isdecimal()}
    months = "|".join(sorted(map(re.escape, numbers), key=len, reverse=True))
    year = r"(?:19|20)\d\d"
    between = r"(?:\s{0,3}[.,]?\s{0,3}(?:de\s{1,3}|del\s{1,3}|of\s{1,3}|ב)?)"
    pattern = (
        rf"(?<!\d)(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er|º|\.|-?го)?{between}(?P<m1>{months})\.?"
        rf"(?!\w){between}(?P<y1>{year})(?!\d)"
        rf"|(?<!\w)(?P<m2>{months})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>{year})(?!\d)"
    )
    return re.compile(pattern, re.IGNORECASE), numbers


def _to_ascii_figures(text: str) -> str:
    """Return *text* with the figures of all scripts as ASCII ones, in the same places."""
    if text.isascii():
        return text
    return "".join(str(int(one)) if one.isdecimal() and not one.isascii() else one for one in text)
