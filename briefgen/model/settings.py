"""
Declare what ``briefgen.yml`` may say.

As with front matter, the fields, their types and the sentences under them are
the one definition of the reader, the JSON Schema and the reference in ``docs/``.
"""

from typing import Annotated

from msgspec import Struct, field

from briefgen.model.scalars import Ending, FreeForm, KeyedBy, Names


class Author(Struct, frozen=True):
    """Someone who writes for the site."""

    id: str
    """The short name that front matter uses."""
    name: str
    """The name that readers see."""
    role: str = ""
    """What they do, such as "Europe editor"."""
    url: str = ""
    """Where to learn more about them: a web address."""


class SocialLink(Struct, frozen=True):
    """A place elsewhere where readers can follow the site."""

    title: str
    """What the link says, such as "Mastodon"."""
    url: str
    """Where it leads: a web address."""


class Feedback(Struct, frozen=True):
    """Where readers can say what they think."""

    url: str
    """A web address, or `mailto:` and a mail address."""
    title: str = ""
    """What the link says; else "Leave a review" in the language of the site."""


class FieldName(Struct, frozen=True):
    """Another name for a field of front matter."""

    written: str
    """The name that your files use."""
    field: str
    """The field of briefgen that it means."""


class MarkdownSettings(Struct, frozen=True):
    """How Markdown is read."""

    html: bool = False
    """Whether HTML in Markdown is passed through; only for content that you trust."""
    typography: bool = True
    """Whether straight quotes, `--` and `...` become the language's own."""
    highlight: bool = True
    """Whether code is marked up for colouring."""


class OutputSettings(Struct, frozen=True):
    """What is written, and where."""

    folder: str = "site"
    """The folder of the finished site, beside `briefgen.yml`."""
    entries_per_page: int = 20
    """How many articles a page of a section or topic lists."""
    entries_per_feed: int = 20
    """How many articles a feed holds."""
    markdown: bool = True
    """Whether the text of each article is put beside its page, as Markdown."""
    images: bool = True
    """Whether pictures are made in several sizes, if the extra `images` is installed."""
    cards: bool = True
    """Whether each article gets a picture for social networks, with the same extra."""
    search: bool = True
    """Whether the site can be searched, if the extra `search` is installed."""


class PublishSettings(Struct, frozen=True):
    """Where `briefgen publish` puts the site."""

    branch: str = "gh-pages"
    """The branch that holds the finished site and nothing else."""
    remote: str = "origin"
    """The name that git has for the repository it is pushed to."""
    domain: str = ""
    """Your own domain, such as `news.example.org`; it is written to the file `CNAME`."""
    keep: Names = ()
    """Files that briefgen did not make and that belong to the site: paths in the output folder."""
    allow: Names = ()
    """Texts that look like a secret or a private address, and may be published all the same."""


class Limits(Struct, frozen=True):
    """Where a file is refused rather than left to slow the build down."""

    article_kilobytes: int = 2000
    """The largest source file."""
    front_matter_kilobytes: int = 64
    """The longest front matter."""

    # Without a type: what has one is a field.
    retired = ("article_seconds",)
    """What an earlier version knew: a line that can go, and no mistake."""


class Settings(Struct, frozen=True):
    """What `briefgen.yml` says."""

    title: str
    """The name of the site."""
    tagline: str = ""
    """A few words under the name."""
    description: str = ""
    """A sentence or two for search engines and feeds."""
    base_url: str = ""
    """The address of the published site, such as `https://example.org/briefing/`."""
    language: str = "en"
    """The language of the site: a BCP 47 tag such as `en` or `pt-BR`."""
    timezone: str = "UTC"
    """The time zone of dates without an offset, such as `Europe/Kyiv`."""
    theme: str = "briefing"
    """The theme: a folder of `themes/`, or one that briefgen brings along."""
    theme_options: FreeForm = FreeForm("{}")
    """The theme's options; its README lists them."""
    sections: Names = ()
    """The sections in the order of the navigation; others follow by weight and title."""
    authors: Annotated[tuple[Author, ...], KeyedBy("id")] = ()
    """Those who write: an id, then a name or the fields below."""
    social: tuple[SocialLink, ...] = ()
    """Links under "Follow us"."""
    feedback: Feedback | None = None
    """Where readers can say what they think; a plain text is its `url`."""
    assets: tuple[Ending, ...] = ()
    """Endings of further files in `content/` that are published as they are, such as `.py`."""
    markdown: MarkdownSettings = field(default_factory=MarkdownSettings)
    """How Markdown is read."""
    output: OutputSettings = field(default_factory=OutputSettings)
    """What is written, and where."""
    publish: PublishSettings = field(default_factory=PublishSettings)
    """Where `briefgen publish` puts the site."""
    limits: Limits = field(default_factory=Limits)
    """Where a file is refused rather than left to slow the build down."""
    fields: Annotated[tuple[FieldName, ...], KeyedBy("written")] = ()
    """Other names that your front matter uses, each with the field it means."""


class ContentSettings(Struct, frozen=True):
    """What reading content depends on: change one, and every file is read again."""

    language: str
    timezone: str
    markdown: MarkdownSettings
    limits: Limits
    fields: tuple[FieldName, ...]
    zone: bytes = b""
    """A digest of the rules of the time zone."""
