"""Say which cards for social networks a site needs, and draw one of them."""

import re
from collections.abc import Iterator
from functools import cache
from zoneinfo import ZoneInfo

from briefgen.build.making import Made
from briefgen.build.versions import card_digest
from briefgen.fingerprint import fingerprint
from briefgen.languages import Calendar, direction
from briefgen.media.card import Card
from briefgen.model.paths import OutputPath
from briefgen.model.site import Site
from briefgen.model.theme import Theme
from briefgen.structure.urls import CARD

_ACCENTS = {"red": "#a3161f", "blue": "#17509a", "green": "#1c6140"}
"""The accents that briefgen's own theme offers by name."""
_INK = "#1c1b19"
_LAST_CYRILLIC = "\u052f"
"""What comes up to here is never set in the Arabic font."""


def card_files(site: Site, theme: Theme) -> Iterator[Made]:
    """Return the card of every article; a draft is shown to nobody who would need one."""
    calendar = Calendar(theme.timezone, theme.language)
    zone = ZoneInfo(theme.timezone)
    accent = _accent(theme)
    language = site.settings.language
    for section in site.sections:
        for article in section.articles:
            if article.draft:
                continue
            day = article.date and article.date.astimezone(zone).date()
            card = Card(
                title=article.title,
                section=section.title,
                site=site.settings.title,
                date=calendar.day(day).text if day else "",
                accent=accent,
                is_rtl=direction(theme.language) == "rtl",
                has_rtl_title=direction(article.language or language) == "rtl",
            )
            path = OutputPath(f"{article.url}{CARD}")
            yield Made(path, fingerprint((card_digest(), _setter(card), card)), card)


def _accent(theme: Theme) -> str:
    """Return the colour that the option `accent` of a theme names, or gives; else ink."""
    value = str(dict(theme.options).get("accent", ""))
    return value if re.fullmatch("#[0-9a-fA-F]{6}", value) else _ACCENTS.get(value, _INK)


def _setter(card: Card) -> str:
    """Return what sets *card*, as far as that depends on the system and not on a version."""
    texts = (card.title, card.section, card.site, card.date)
    needs_more = any(letter > _LAST_CYRILLIC for letter in "".join(texts))
    return "raqm" if needs_more and _can_set_arabic() else ""


@cache
def _can_set_arabic() -> bool:
    # Loaded here because most sites need not ask, and Pillow takes its time.
    from briefgen.media.letters import can_set_arabic

    return can_set_arabic()


def draw(card: Card) -> bytes:
    """Return the bytes of a card."""
    # Loaded here because a build without new cards must not wait for it.
    from briefgen.media.cards import draw_card

    return draw_card(card)
