"""Tell which of the extras that a site can do without are installed."""

from importlib.util import find_spec

from briefgen.model.settings import OutputSettings, Settings

FONTS = ("fontpkg_noto_serif", "fontpkg_amiri")
"""Packages whose fonts cards are written with."""


def has(module: str) -> bool:
    """Whether *module* could be imported; it is only looked for."""
    spec = find_spec(module)
    return spec is not None and spec.origin is not None


def makes_pictures(settings: OutputSettings) -> bool:
    """Whether pictures are made in several sizes."""
    return settings.images and has("PIL")


def makes_cards(settings: Settings) -> bool:
    """Whether articles get pictures for social networks, which want a full address."""
    if not settings.output.cards or not settings.base_url:
        return False
    return all(map(has, ("PIL", *FONTS)))


def makes_index(settings: OutputSettings) -> bool:
    """Whether the site can be searched."""
    return settings.search and has("pagefind_bin")
