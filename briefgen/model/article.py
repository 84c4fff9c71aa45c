"""
Describe what one source file says, once it has been read.

A ``Parsed`` file falls into four parts by who needs them.  The ``Listing`` alone is
held in memory for every article.  The ``Outline`` is read when links are checked,
the ``Teaser`` when a list is rendered, and the ``Content`` for the page itself.
"""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from briefgen.errors import Diagnostic, Location
from briefgen.fingerprint import Digest
from briefgen.model.front_matter import Image, Order, UpdateKind
from briefgen.model.paths import SourcePath, Url
from briefgen.model.scalars import FreeForm
from briefgen.model.source import Role


class Link(Struct, frozen=True):
    """A link from a body to other content, as it was written and where."""

    target: SourcePath
    """The file it means, below ``content/``; ``..`` has been resolved."""
    anchor: str
    """The heading it means, without ``#``; empty for the page as a whole."""
    written: str
    """What stands in the source, for messages."""
    line: int
    column: int
    """Of the target in the source file, from 1; 0 if it occurs twice in its paragraph."""
    embeds: bool
    """Whether the link draws the target into the page, as an image does."""


class Heading(Struct, frozen=True):
    """A heading of a body."""

    id: str
    level: int
    """2 to 6: level 1 is the title of the article."""
    text: str
    """Plain text, not escaped."""
    html: str
    """The same with its inline markup, without links."""


class Body(Struct, frozen=True):
    """The HTML of a text, with a hole at every link to other content: see the architecture."""

    parts: tuple[str, ...]
    """One more than there are links in the outline's ``links``."""
    headings: tuple[Heading, ...]
    """In document order; their ids are unique within the text."""


class BlockKind(StrEnum):
    """What a briefing block is for; the value is its name in Markdown."""

    KEY_POINTS = "key-points"
    WHY_IT_MATTERS = "why-it-matters"
    BACKGROUND = "background"
    WHATS_NEXT = "whats-next"
    BY_THE_NUMBERS = "by-the-numbers"
    TIMELINE = "timeline"
    NOTE = "note"
    QUOTE = "quote"


class BlockEntry(Struct, frozen=True):
    """An entry of the list that a block holds."""

    label: str
    """The figure or the date that it begins with; empty in other blocks."""
    text: str
    """Plain text, without the label."""


class Block(Struct, frozen=True):
    """What a briefing block says, as data; its HTML is in the body."""

    kind: BlockKind
    title: str
    """The editor's own title; empty for the standard one."""
    text: str
    """Plain text of the whole block."""
    entries: tuple[BlockEntry, ...]
    """Of its first list, if it has one."""
    speaker: str
    """For a quote: who said it."""
    role: str
    source: str
    """For a quote: the id of the source that it is from, or empty."""


class Item(Struct, frozen=True):
    """An entry of an edition: exactly one of heading, link and address is there."""

    heading: str
    """Begins a group of the items that follow."""
    link: Link | None
    """An article of the site."""
    address: str
    """A page elsewhere."""
    title: str
    publisher: str
    note: str
    """What the editor says of it; plain text."""


class Outline(Struct, frozen=True):
    """How a text is tied to the rest of the site."""

    links: tuple[Link, ...]
    """In the order of the holes of the body."""
    anchors: tuple[str, ...]
    """Ids that a link may point to: headings, footnotes, sources and their mentions."""
    items: tuple[Item, ...] = ()
    """For an edition: what it gathers, in the editor's order."""
    named: tuple[Link, ...] = ()
    """What the front matter names: the lead image, which is embedded, and what is related."""
    bylines: tuple[tuple[int, int], ...] = ()
    """Line and column of each of the authors."""


class Citation(Struct, frozen=True):
    """One of the sources of an article, ready to be shown."""

    number: int
    """Its place among the sources, from 1: what the text shows where it is cited."""
    mentions: tuple[str, ...]
    """Ids of the places in the text that cite it."""
    id: str
    title: str
    author: str
    publisher: str
    url: str
    """A web address, or empty."""
    date: str
    """As in front matter: ``2026-11-22``, or empty."""
    accessed: str
    note: str


class Notice(Struct, frozen=True):
    """A change to a published article."""

    date: str
    kind: UpdateKind
    text: str


class Teaser(Struct, frozen=True):
    """What a list shows of an article besides its title, address and date."""

    summary: str
    """Plain text: the front matter's, else the beginning of the body."""
    image_alt: str
    key_points: tuple[str, ...] = ()
    """The front matter's, else those of the first block of that kind."""
    updates: tuple[Notice, ...] = ()
    """Newest first."""


class Content(Struct, frozen=True):
    """Everything that only the article's own page and full-text feeds show."""

    summary: str
    """Plain text: the front matter's, or empty."""
    description: str
    """Plain text for search engines: the summary, else the beginning of the body."""
    image: Image | None
    key_points: tuple[str, ...]
    sources: tuple[Citation, ...]
    updates: tuple[Notice, ...]
    """Newest first."""
    blocks: tuple[Block, ...]
    """The briefing blocks of the body, in document order."""
    body: Body
    markdown: str
    """The body as the editor wrote it."""
    words: int
    extra: FreeForm
    """What the editor added for the theme, as JSON text."""


class Listing(Struct, frozen=True):
    """What the rest of the site may know of a source file."""

    path: SourcePath
    role: Role
    url: Url
    section: str
    """Id of the section; empty for a page."""
    title: str
    date: datetime | None
    updated: datetime | None
    topics: tuple[str, ...]
    authors: tuple[str, ...]
    aliases: tuple[str, ...]
    related: tuple[str, ...]
    image: str
    """Source path or address of the lead image; empty if there is none."""
    weight: int
    featured: bool
    draft: bool
    publish_at: datetime | None
    expires: datetime | None
    language: str
    """BCP 47 tag if it differs from the site's; else empty."""
    order: Order
    """For a section: how its articles are arranged."""
    last_notice: str
    """Date of the newest update, such as ``2026-11-22``; empty if there is none."""
    teaser: Digest
    content: Digest


class Parsed(Struct, frozen=True):
    """All that one source file says."""

    listing: Listing
    outline: Outline
    teaser: Teaser
    content: Content
    warnings: tuple[Diagnostic, ...]
    unknown: tuple[tuple[str, Location], ...]
    """Keys that nobody knows; reported once for the whole site."""


class Failure(Struct, frozen=True):
    """A source file that cannot be used, and everything that is wrong with it."""

    path: SourcePath
    diagnostics: tuple[Diagnostic, ...]
