"""
Declare what front matter may say.

The fields, their types and the sentences under them are the one definition:
the reader (``briefgen.schema``), the JSON Schemas for editors and the reference
in ``docs/`` are all made from these classes.
"""

from enum import StrEnum

from msgspec import Struct

from briefgen.model.scalars import Day, FreeForm, Instant, Names


class UpdateKind(StrEnum):
    """What an update does to a published text."""

    UPDATE = "update"
    CORRECTION = "correction"
    CLARIFICATION = "clarification"


class Order(StrEnum):
    """How the articles of a section are arranged."""

    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"
    WEIGHT = "weight"


class Image(Struct, frozen=True):
    """A picture with what a reader should know about it."""

    src: str
    """A file beside the article, a path below `content/` that begins with `/`, or a web address."""
    alt: str = ""
    """What the picture shows, for those who cannot see it."""
    caption: str = ""
    """A line under the picture."""
    credit: str = ""
    """Who made the picture."""


class Source(Struct, frozen=True):
    """Something that the article rests on."""

    title: str
    """What the source is called."""
    id: str = ""
    """A short name by which the text cites it."""
    publisher: str = ""
    """Who published it."""
    author: str = ""
    """Who wrote or said it."""
    url: str = ""
    """Where it can be read: a web address."""
    date: Day | None = None
    """When it was published."""
    accessed: Day | None = None
    """When it was last read."""
    note: str = ""
    """What a reader should know about it."""
    snapshot: str = ""
    """A copy of its text for checking against, below `content/`; it is never published."""


class Update(Struct, frozen=True):
    """A change to a published article that readers should know of."""

    date: Day
    """When the change was made."""
    text: str
    """What was changed, and what stood there before."""
    kind: UpdateKind = UpdateKind.UPDATE
    """An `update` adds, a `correction` mends a mistake, a `clarification` explains."""


class ArticleFrontMatter(Struct, frozen=True):
    """The front matter of an article."""

    title: str = ""
    """The headline."""
    date: Day | None = None
    """When it was published; else the date that the file name begins with."""
    updated: Day | None = None
    """When it was last changed in a way that matters to readers."""
    summary: str = ""
    """One or two sentences for lists and search engines; else the text's beginning."""
    section: str = ""
    """The section it belongs to, if that is not its folder."""
    topics: Names = ()
    """What it has in common with articles of other sections."""
    authors: Names = ()
    """Names, or ids from `authors` in `briefgen.yml`."""
    image: Image | None = None
    """The lead picture; a plain text is its `src`."""
    key_points: Names = ()
    """What to remember, one sentence each."""
    sources: tuple[Source, ...] = ()
    """What the article rests on."""
    updates: tuple[Update, ...] = ()
    """Changes since publication, in any order."""
    draft: bool = False
    """Keeps the article out of the site."""
    publish_at: Instant | None = None
    """Holds the article back until this instant; with a UTC offset."""
    expires: Instant | None = None
    """Takes the article off the site at this instant; with a UTC offset."""
    slug: str = ""
    """The last part of its address; else the file name without its date."""
    aliases: Names = ()
    """Older addresses on this site that lead here."""
    weight: int = 0
    """Its place in a section that is ordered by weight; small comes first."""
    featured: bool = False
    """Lets it lead the home page."""
    language: str = ""
    """Its language, if not the site's: a BCP 47 tag such as `de`."""
    related: Names = ()
    """Paths of source files that belong together with this one."""
    extra: FreeForm = FreeForm("{}")
    """Anything else, for your own theme."""


class EditionItem(Struct, frozen=True):
    """One thing that an edition gathers; a plain text is its `article`."""

    article: str = ""
    """An article of the site: its path below `content/`."""
    heading: str = ""
    """A heading for the items that follow."""
    title: str = ""
    """For a page elsewhere: what it is called."""
    url: str = ""
    """For a page elsewhere: its web address."""
    publisher: str = ""
    """For a page elsewhere: who published it."""
    note: str = ""
    """Why it is here, in the editor's words."""


class EditionFrontMatter(Struct, frozen=True):
    """The front matter of an edition, a file of `content/editions/`."""

    title: str = ""
    """What the edition is called."""
    date: Day | None = None
    """When it was published; else the date that is the file's name."""
    updated: Day | None = None
    """When it was last changed in a way that matters to readers."""
    summary: str = ""
    """One or two sentences for lists and search engines; else the text's beginning."""
    items: tuple[EditionItem, ...] = ()
    """What it gathers, in your order."""
    authors: Names = ()
    """Names, or ids from `authors` in `briefgen.yml`."""
    image: Image | None = None
    """The lead picture; a plain text is its `src`."""
    draft: bool = False
    """Keeps the edition out of the site."""
    publish_at: Instant | None = None
    """Holds the edition back until this instant; with a UTC offset."""
    expires: Instant | None = None
    """Takes the edition off the site at this instant; with a UTC offset."""
    slug: str = ""
    """The last part of its address; else the file name."""
    aliases: Names = ()
    """Older addresses on this site that lead here."""
    language: str = ""
    """Its language, if not the site's: a BCP 47 tag such as `de`."""
    extra: FreeForm = FreeForm("{}")
    """Anything else, for your own theme."""


class SectionFrontMatter(Struct, frozen=True):
    """The front matter of a section's `_index.md`."""

    title: str = ""
    """The section's name; else made from the folder's."""
    summary: str = ""
    """A sentence on what the section covers."""
    weight: int = 0
    """Its place among the sections that `briefgen.yml` does not name; small comes first."""
    order: Order = Order.NEWEST
    """How its articles are arranged."""
    draft: bool = False
    """Keeps all that this file says out of the site; the section's articles stay."""
    publish_at: Instant | None = None
    """Holds back what this file says until this instant; with a UTC offset."""
    expires: Instant | None = None
    """Takes what this file says off the site at this instant; with a UTC offset."""
    aliases: Names = ()
    """Older addresses on this site that lead here."""
    extra: FreeForm = FreeForm("{}")
    """Anything else, for your own theme."""


class PageFrontMatter(Struct, frozen=True):
    """The front matter of a page such as "About"."""

    title: str = ""
    """The page's title."""
    summary: str = ""
    """A sentence for search engines."""
    weight: int = 0
    """Its place among the pages in the footer; small comes first."""
    slug: str = ""
    """The last part of its address; else the file name."""
    draft: bool = False
    """Keeps the page out of the site."""
    publish_at: Instant | None = None
    """Holds the page back until this instant; with a UTC offset."""
    expires: Instant | None = None
    """Takes the page off the site at this instant; with a UTC offset."""
    aliases: Names = ()
    """Older addresses on this site that lead here."""
    language: str = ""
    """Its language, if not the site's: a BCP 47 tag such as `de`."""
    extra: FreeForm = FreeForm("{}")
    """Anything else, for your own theme."""
