"""
Set up Jinja: the one door to it.

Everything is escaped unless it is markup already, a name that a view does not
have is an error, and nothing in here reads a clock, a file or the environment:
that would change a page without changing its key.
"""

import re
from datetime import date, datetime
from email.utils import format_datetime

from jinja2 import Environment, StrictUndefined

from briefgen.languages import Calendar, Texts
from briefgen.model.elements import Moment
from briefgen.model.theme import Theme
from briefgen.theme.compiled import Compiled, Kept
from briefgen.theme.fragments import SharingLoader

_PLAIN = (".md", ".txt")
"""Files in which nothing has to be escaped as HTML or XML want it."""


def rfc822(iso: str) -> str:
    """
    Return an RFC 3339 date as RSS wants it (RFC 822, with four digits of the year).

    >>> rfc822("2026-11-22T09:00:00+00:00")
    'Sun, 22 Nov 2026 09:00:00 +0000'
    """
    return format_datetime(datetime.fromisoformat(iso))


_MARKUP = re.compile(r"[\\`*_\[\]<>#&~|]")


def literal(text: str) -> str:
    r"""
    Return *text* as Markdown that means just these words, on one line.

    >>> literal("A [link](x) *and*\nmore")
    'A \\[link\\](x) \\*and\\* more'
    """
    return _MARKUP.sub(r"\\\g<0>", " ".join(text.split()))


def make_environment(theme: Theme, kept: Kept) -> Environment:
    """Return the environment that renders the templates of *theme*, of which some are *kept*."""
    texts = {template.name: template.text for template in theme.templates}
    environment = Environment(
        loader=SharingLoader(texts, kept),
        bytecode_cache=Compiled(kept, f"{theme.language} {theme.timezone} "),
        autoescape=lambda name: not (name or "").endswith(_PLAIN),  # noqa: S701 - see _PLAIN
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    served = {asset.name: asset.path for asset in theme.assets}

    def asset(name: str) -> str:
        """Return where an asset of the theme is served, relative to the root."""
        if name not in served:
            message = f"the theme has no asset `{name}`"
            raise LookupError(message)
        return served[name]

    calendar = Calendar(theme.timezone, theme.language)

    def day(iso: str) -> Moment:
        """Return a date such as ``2026-11-22`` for readers."""
        return calendar.day(date.fromisoformat(iso))

    text = Texts(theme.messages, theme.language)
    environment.globals = {"asset": asset, "dict": dict, "text": text}
    environment.filters["day"] = day
    environment.filters["rfc822"] = rfc822
    environment.filters["literal"] = literal
    return environment
