"""Write dates for readers and for machines."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from briefgen.model.elements import Moment

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


class Calendar:
    """Writes dates in one time zone and language."""

    def __init__(self, zone: str, language: str) -> None:
        """Take the name of a time zone of the IANA database, and a language tag."""
        self.zone = ZoneInfo(zone)
        self._days: dict[date, Moment] = {}
        self._is_english = language.lower().partition("-")[0] == "en"

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
        day = local.date()
        if day not in self._days:
            iso = day.isoformat()
            text = f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if self._is_english else iso
            self._days[day] = Moment(iso, text)
        moment = self._days[day]
        if local.hour == local.minute == local.second == 0:
            return moment
        return Moment(local.isoformat(timespec="minutes"), f"{moment.text}, {local:%H:%M}")


def to_rfc3339(instant: datetime, zone: str) -> str:
    """Return *instant* as feeds want it, with the offset of *zone*."""
    return instant.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds")
