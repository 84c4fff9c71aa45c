"""Colours of the default theme: everybody can read what is set in them, on light and on dark."""

import re

import pytest

from briefgen.theme.folders import find_theme

TEXT = 4.5
"""The least contrast that WCAG 2.2 wants of text at level AA."""

CONTROL = 3.0
"""The least that it wants of what marks a control, such as the border of a box."""

GROUNDS = ("paper", "surface", "alert-surface")
INKS = ("text", "muted", "accent", "alert")
CODE = ("code-keyword", "code-text", "code-number", "code-name")
ACCENTS = ("red", "blue", "green", "plain")


def _tokens() -> str:
    root = find_theme("briefing")
    assert root is not None
    return (root / "assets" / "tokens.css").read_text(encoding="utf-8")


def _meanings(accent: str = "red") -> dict[str, str]:
    """Return what each token is when a site has chosen *accent*."""
    rules = re.findall(
        r"([^{}]+)\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", _tokens(), flags=re.DOTALL)
    )
    wanted = {":root", f'[data-accent="{accent}"]'}
    bodies = [body for selector, body in rules if selector.strip() in wanted]
    return dict(pair for body in bodies for pair in re.findall(r"--([\w-]+):\s*([^;]+);", body))


def _colour(meanings: dict[str, str], name: str, *, is_dark: bool) -> str:
    """Follow the token *name* to the colour that it is in the end."""
    value = meanings[name]
    if pair := re.fullmatch(r"light-dark\((.+), (.+)\)", value):
        value = pair[1 + is_dark]
    if token := re.fullmatch(r"var\(--([\w-]+)\)", value):
        return _colour(meanings, token[1], is_dark=is_dark)
    assert re.fullmatch(r"#[0-9a-f]{6}", value), f"{name} is {value}"
    return value


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return how far two colours stand apart, from 1 to 21, as WCAG reckons it."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _pairs(accent: str) -> dict[str, float]:
    """Return the contrast of everything that stands on something else, by a name to show."""
    meanings = _meanings(accent)
    return {
        f"{ink} on {ground}, {'dark' if is_dark else 'light'}": contrast(
            _colour(meanings, f"color-{ink}", is_dark=is_dark),
            _colour(meanings, f"color-{ground}", is_dark=is_dark),
        )
        for ink in (*INKS, *CODE, "control")
        for ground in GROUNDS
        for is_dark in (False, True)
    }


def test_reckon_contrast_as_wcag_does() -> None:
    """Black on white is 21 to 1, a colour on itself 1 to 1, and #767676 just passes on white."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#a3161f", "#a3161f") == pytest.approx(1)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("accent", ACCENTS)
def test_keep_text_readable(accent: str) -> None:
    """Text has a contrast of 4.5 to 1, and borders of controls of 3 to 1, whatever the accent."""
    poor = {
        name: round(value, 2)
        for name, value in _pairs(accent).items()
        if value < (CONTROL if name.startswith("control") else TEXT)
    }
    assert poor == {}


def test_name_every_colour_that_text_is_set_in() -> None:
    """No meaning is left out above, so that a new one cannot go unmeasured."""
    named = set(re.findall(r"--color-([\w-]+):", _tokens()))
    # A rule between two entries is an ornament: nothing is lost with it.
    assert named == {*INKS, *CODE, *GROUNDS, "control", "rule"}
