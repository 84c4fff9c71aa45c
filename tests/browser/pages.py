"""Name the pages that are looked at closely: add a kind of page here, and every check takes it."""

from typing import Literal

ARTICLE = "world/undersea-cables/"
"""The article with everything that an article can have."""

PAGES = {
    "home": "",
    "section": "world/",
    "article": ARTICLE,
    "topic": "topics/infrastructure/",
    "topics": "topics/",
    "corrections": "corrections/",
    "page": "about/",
    "404": "404.html",
}
"""Each kind of page of the demonstration site, with the address of the one that stands for it."""

WIDTHS = (375, 1440)
"""A phone and a desk, in pixels."""

SCHEMES: tuple[Literal["light"], Literal["dark"]] = ("light", "dark")
"""What readers may have told their system to prefer."""
