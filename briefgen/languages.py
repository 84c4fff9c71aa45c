"""
Write dates, numbers of things and names in the language of the reader.

What a language needs comes from the Unicode CLDR, through Babel; this is the one
door to it.  It is not loaded by a build that has nothing to do.
"""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date

from briefgen.model.elements import Moment
from briefgen.model.messages import Messages

FALLBACK = "en"
"""The language of the interface where there are no messages in the site's own."""


@lru_cache(maxsize=64)
def locale_for(language: str) -> Locale:
    """Return what is known of *language*, a BCP 47 tag; English stands in for the unknown."""
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        primary = language.partition("-")[0]
        return locale_for(primary if primary != language else FALLBACK)


def direction(language: str) -> str:
    """
    Return which way *language* is written.

    >>> direction("ar-EG"), direction("en")
    ('rtl', 'ltr')
    """
    is_rtl = locale_for(language).character_order == "right-to-left"
    return "rtl" if is_rtl else "ltr"


class Texts:
    """The texts of the interface in one language."""

    def __init__(self, messages: tuple[Messages, ...], language: str) -> None:
        """Choose from *messages* what fits *language* best: its tag, its language, English."""
        by_language = {one.language.lower(): one for one in messages}
        tags = (language.lower(), language.lower().partition("-")[0], FALLBACK)
        found = [by_language[tag] for tag in dict.fromkeys(tags) if tag in by_language]
        self._forms: dict[str, Mapping[str, str]] = {}
        self._language: dict[str, str] = {}
        for one in reversed(found):
            for key, forms in one.texts:
                self._forms[key] = dict(forms)
                self._language[key] = one.language

    def __call__(self, key: str, /, **values: object) -> str:
        """
        Return the text *key* with *values* in its braces; ``count`` decides on the plural.

        Raises:
            LookupError: no language has such a text, or a value is missing.

        """
        forms = self._forms.get(key)
        if forms is None:
            message = f"there is no text `{key}` in the message files"
            raise LookupError(message)
        form = "other"
        count = values.get("count")
        if isinstance(count, int) and len(forms) > 1:
            form = locale_for(self._language[key]).plural_form(count)
        text = forms.get(form) or forms["other"]
        return text.format_map(values) if "{" in text else text


class Calendar:
    """Writes dates in one time zone and language."""

    def __init__(self, zone: str, language: str) -> None:
        """Take the name of a time zone of the IANA database, and a language tag."""
        self.zone = ZoneInfo(zone)
        self._locale = locale_for(language)
        self._days: dict[date, Moment] = {}

    def day(self, day: date) -> Moment:
        """
        Return *day* for readers, with the month in words.

        >>> Calendar("UTC", "de").day(date(2026, 11, 2)).text
        '2. November 2026'
        """
        if day not in self._days:
            pattern = "d MMMM y" if self._locale.language == "en" else "long"
            text = format_date(day, pattern, locale=self._locale)
            self._days[day] = Moment(day.isoformat(), text)
        return self._days[day]

    def month(self, year: int, month: int) -> str:
        """
        Return a month for readers.

        >>> Calendar("UTC", "uk").month(2026, 11)
        'листопад 2026'
        """
        return format_date(date(year, month, 1), "LLLL y", locale=self._locale)

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
        return Moment(local.isoformat(timespec="minutes"), f"{moment.text}, {local:%H:%M}")


def to_rfc3339(instant: datetime, zone: str) -> str:
    """Return *instant* as feeds want it, with the offset of *zone*."""
    return instant.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds")
