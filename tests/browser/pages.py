"""Name the pages that are looked at closely: add a kind of page here, and every check takes it."""

from typing import Literal

ARTICLE = "economy/panama-canal/"
"""The article with everything that an article can have."""

PAGES = {
    "home": "",
    "section": "world/",
    "article": ARTICLE,
    "edition": "editions/2026-11-20/",
    "editions": "editions/",
    "topic": "topics/infrastructure/",
    "topics": "topics/",
    "author": "authors/world-desk/",
    "archive": "archive/",
    "month": "archive/2026/11/",
    "corrections": "corrections/",
    "page": "about/",
    "search": "search/",
    "404": "404.html",
}
"""Each kind of page of the demonstration site, with the address of the one that stands for it."""

WIDTHS = (375, 1440)
"""A phone and a desk, in pixels."""

SCHEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
"""What readers may have told their system to prefer."""
