"""
Write dates, numbers of things and names in the language of the reader.

What a language needs comes from the Unicode CLDR, through Babel; this is the one
door to it.  It is not loaded by a build that has nothing to do.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time
from functools import lru_cache
from string import Formatter
from zoneinfo import ZoneInfo

from briefgen.model.elements import Moment
from briefgen.model.messages import Messages
from briefgen.schema.suggest import closest


@contextmanager
def _without_local_zone() -> Iterator[None]:
    """Keep Babel from asking for the zone of the machine, which may be nonsense; ours is given."""
    zone = os.environ.get("TZ")
    os.environ["TZ"] = "UTC"
    try:
        yield
    finally:
        if zone is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = zone


with _without_local_zone():
    from babel import Locale, UnknownLocaleError
    from babel.dates import format_date, format_skeleton, format_time, get_datetime_format
    from babel.numbers import format_decimal

FALLBACK = "en"
"""The language of the interface where there are no messages in the site's own."""

_RTL_SCRIPTS = {"adlm", "arab", "aran", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa"}


def _prefixes(language: str) -> Iterator[str]:
    """Return a tag and what is left of it without its last parts (RFC 4647, lookup)."""
    while language:
        yield language
        language = language.rpartition("-")[0]


@lru_cache(maxsize=64)
def locale_for(language: str) -> Locale:
    """Return what is known of *language*, a BCP 47 tag; English stands in for the unknown."""
    for tag in _prefixes(language):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse(FALLBACK)


def direction(language: str) -> str:
    """
    Return which way *language* is written; its script decides if the tag names one.

    >>> direction("ar-EG"), direction("az-Arab"), direction("en")
    ('rtl', 'rtl', 'ltr')
    """
    for part in language.lower().split("-")[1:]:
        if len(part) == 4 and part.isalpha():
            return "rtl" if part in _RTL_SCRIPTS else "ltr"
    is_rtl = locale_for(language).character_order == "right-to-left"
    return "rtl" if is_rtl else "ltr"


class Texts:
    """The texts of the interface in one language."""

    def __init__(self, messages: tuple[Messages, ...], language: str) -> None:
        """Choose from *messages* what fits *language* best: its tag, its language, English."""
        by_language = {one.language.lower(): one for one in messages}
        tags = dict.fromkeys((*_prefixes(language.lower()), FALLBACK))
        self._forms: dict[str, Mapping[str, str]] = {}
        self._locales: dict[str, Locale] = {}
        for one in reversed([by_language[tag] for tag in tags if tag in by_language]):
            for key, forms in one.texts:
                self._forms[key] = dict(forms)
                self._locales[key] = locale_for(one.language)
        self._plain = {
            key: forms["other"]
            for key, forms in self._forms.items()
            if len(forms) == 1 and not {"{", "}"} & set(forms["other"])
        }
        """What needs no thought: most texts, shown on every page."""

    def __call__(self, key: str, /, **values: object) -> str:
        """
        Return the text *key* with *values* in its braces; ``count`` decides on the plural.

        Raises:
            LookupError: no language has such a text, or a value is missing.

        """
        if key in self._plain:
            return self._plain[key]
        forms = self._forms.get(key)
        if forms is None:
            raise LookupError(self.unknown(key))
        form = "other"
        count = values.get("count")
        if isinstance(count, int):
            locale = self._locales[key]
            if len(forms) > 1:
                form = locale.plural_form(count)
            values["count"] = _grouped(count, locale) if count > 999 else count
        text = forms.get(form) or forms["other"]
        try:
            return text.format_map(values)
        except KeyError as fault:
            message = f"the text `{key}` needs a value for `{fault.args[0]}`"
            raise LookupError(message) from None

    def unknown(self, key: str) -> str:
        """Return what to say of a *key* that no message file has."""
        suggestion = closest(key, self._forms)
        also = f"; did you mean `{suggestion}`?" if suggestion else ""
        return f"there is no text `{key}` in the message files{also}"

    def names(self, key: str) -> frozenset[str] | None:
        """Return what has to be filled into the text *key*; ``None`` if there is none."""
        if key not in self._forms:
            return None
        texts = "".join(self._forms[key].values())
        return frozenset(name for _, name, _, _ in Formatter().parse(texts) if name)


@lru_cache(maxsize=1024)
def _grouped(count: int, locale: Locale) -> str:
    return format_decimal(count, locale=locale)


class Calendar:
    """Writes dates in one time zone and language."""

    def __init__(self, zone: str, language: str) -> None:
        """Take the name of a time zone of the IANA database, and a language tag."""
        self.zone = ZoneInfo(zone)
        # CLDR's `en` is that of the United States, which not all who write English share.
        self._locale = locale_for("en-GB" if language == FALLBACK else language)
        self._joint = str(get_datetime_format("long", locale=self._locale)).replace("'", "")
        self._days: dict[date, Moment] = {}
        self._times: dict[tuple[int, int], str] = {}

    def day(self, day: date) -> Moment:
        """
        Return *day* for readers, with the month in words.

        >>> Calendar("UTC", "de").day(date(2026, 11, 2)).text
        '2. November 2026'
        """
        if day not in self._days:
            text = format_date(day, "long", locale=self._locale)
            self._days[day] = Moment(day.isoformat(), text)
        return self._days[day]

    def month(self, year: int, month: int) -> str:
        """
        Return a month for readers, as a title that stands by itself.

        >>> Calendar("UTC", "es").month(2026, 11)
        'Noviembre de 2026'
        """
        text = format_skeleton("yMMMM", date(year, month, 1), locale=self._locale)
        return text[:1].upper() + text[1:]

    def moment(self, instant: datetime | None) -> Moment | None:
        """
        Return *instant* for readers; midnight means that only a day was given.

        >>> from datetime import timezone
        >>> Calendar("UTC", "en").moment(datetime(2026, 11, 22, tzinfo=timezone.utc)).text
        '22 November 2026'
        """
        if instant is None:
            return None
        local = instant.astimezone(self.zone)
        moment = self.day(local.date())
        if local.hour == local.minute == local.second == 0:
            return moment
        text = self._joint.format(self._time(local), moment.text)
        return Moment(local.isoformat(timespec="minutes"), text)

    def _time(self, local: datetime) -> str:
        shown = (local.hour, local.minute)
        if shown not in self._times:
            self._times[shown] = format_time(time(*shown), "short", locale=self._locale)
        return self._times[shown]


def to_rfc3339(instant: datetime, zone: str) -> str:
    """Return *instant* as feeds want it, with the offset of *zone*."""
    return instant.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds")


@lru_cache(maxsize=64)
def month_names(language: str) -> tuple[tuple[str, int], ...]:
    """
    Return what months are called in *language*, in lower case, each with its number.

    >>> ("märz", 3) in month_names("de"), ("бер", 3) in month_names("uk")
    (True, True)
    """
    names: dict[str, int] = {}
    tags = (language, "ar-SY") if language.partition("-")[0] == "ar" else (language,)
    for tag in tags:
        months = locale_for(tag).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    names.setdefault(name.lower().rstrip("."), number)
    return tuple(names.items())
