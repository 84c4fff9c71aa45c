"""
Put front matter and body together into what one file says.

Here the defaults come in: the section from the folder, the date and the slug
from the file name, the summary from the text's beginning.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from briefgen.content.addresses import address_faults, resolve
from briefgen.content.citations import to_citations, to_notices
from briefgen.content.discover import EDITIONS
from briefgen.content.frontmatter import FrontMatter, Parts
from briefgen.content.html import is_internal
from briefgen.content.markdown import Converted, WrittenLink
from briefgen.errors import Diagnostic, Location, error, warning
from briefgen.fingerprint import Digest, fingerprint
from briefgen.model.article import (
    Block,
    BlockKind,
    Content,
    Failure,
    Link,
    Listing,
    Outline,
    Parsed,
    Teaser,
)
from briefgen.model.front_matter import (
    ArticleFrontMatter,
    EditionFrontMatter,
    Order,
    SectionFrontMatter,
)
from briefgen.model.paths import SourcePath, Url
from briefgen.model.scalars import Day
from briefgen.model.source import Role, SourceText
from briefgen.schema.keys import Unknown
from briefgen.schema.scalars import parse_day
from briefgen.slugs import slugify

LONGEST_SUMMARY = 200
"""Characters of a summary that is made from the text's beginning."""

_DATED_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})[-_ ]?(.*)")


def to_parsed(
    source: SourceText,
    matter: FrontMatter,
    converted: Converted,
    parts: Parts,
    *,
    zone: ZoneInfo,
    unknown: tuple[Unknown, ...],
    outline: Outline,
) -> Parsed | Failure:
    """Return all that the file says, or what does not fit together; *outline* lacks the body's."""
    place = Location(f"content/{source.path}", 1)
    name_day, name = _split_name(source)
    slug = getattr(matter, "slug", "") or slugify(name)
    section = _section(source, matter)
    faults = address_faults(matter, place)
    faults += _place_faults(source, slug, section, place)
    if faults:
        return Failure(source.path, tuple(faults))
    warnings: list[Diagnostic] = []
    title = matter.title or converted.title
    if not title:
        title = name.replace("-", " ").replace("_", " ").strip().capitalize() or section
        if source.role is not Role.SECTION or parts.yaml:
            warnings.append(_untitled(title, place))
    day: Day | None = None
    if isinstance(matter, ArticleFrontMatter | EditionFrontMatter):
        day = matter.date or name_day
        if day is None:
            warnings.append(_undated(source.role, place))
    summary = matter.summary or shorten(converted.summary)
    image = getattr(matter, "image", None)
    content = _content(matter, converted, description=summary)
    teaser = Teaser(
        summary=summary,
        image_alt=image.alt if image else "",
        key_points=content.key_points or _points_in(converted.blocks),
        updates=content.updates,
    )
    address = (section, _url(source.role, section, slug))
    digests = (fingerprint(teaser), fingerprint(content))
    listing = _listing(source, matter, title, _instant(day, zone), address, digests, zone)
    links = tuple(_link(source.path, link, parts.body_line) for link in converted.links)
    outline = replace(outline, links=links, anchors=converted.anchors)
    return Parsed(listing, outline, teaser, content, tuple(warnings), unknown)


def _listing(
    source: SourceText,
    matter: FrontMatter,
    title: str,
    instant: datetime | None,
    address: tuple[str, Url],
    digests: tuple[Digest, Digest],
    zone: ZoneInfo,
) -> Listing:
    """Return what the rest of the site may know; fields that a kind lacks are empty."""
    image = getattr(matter, "image", None)
    return Listing(
        path=source.path,
        role=source.role,
        url=address[1],
        section=address[0],
        title=title,
        date=instant,
        updated=_instant(getattr(matter, "updated", None), zone),
        topics=tuple(topic for topic in getattr(matter, "topics", ()) if topic),
        authors=getattr(matter, "authors", ()),
        aliases=matter.aliases,
        related=tuple(resolve(source.path, path) for path in getattr(matter, "related", ())),
        image=_image_target(source.path, image.src) if image else "",
        weight=getattr(matter, "weight", 0),
        featured=getattr(matter, "featured", False),
        draft=matter.draft,
        publish_at=getattr(matter, "publish_at", None),
        expires=getattr(matter, "expires", None),
        language=getattr(matter, "language", ""),
        order=matter.order if isinstance(matter, SectionFrontMatter) else Order.NEWEST,
        last_notice=max((str(one.date)[:10] for one in getattr(matter, "updates", ())), default=""),
        teaser=digests[0],
        content=digests[1],
    )


def _place_faults(
    source: SourceText, slug: str, section: str, place: Location
) -> Iterator[Diagnostic]:
    """Report a file or folder whose name no address can be made from."""
    if not slug and source.role is not Role.SECTION:
        yield error("no address can be made from this file's name", place, help="set `slug:`")
    if not section and source.role not in _WITHOUT_SECTION and "/" in source.path:
        folder = source.path.partition("/")[0]
        yield error(f"no address can be made from the folder `{folder}`", place, help="rename it")


def _untitled(title: str, place: Location) -> Diagnostic:
    help = "set `title:` in the front matter"
    return warning(f"there is no title; the page is called “{title}”", place, help=help)


def _undated(role: Role, place: Location) -> Diagnostic:
    help = "set `date:`, or begin the file's name with it"
    return warning(f"there is no date; lists show the {role} last", place, help=help)


def shorten(text: str) -> str:
    """Return the beginning of *text*, cut between words if it is long."""
    if len(text) <= LONGEST_SUMMARY:
        return text
    return text[: LONGEST_SUMMARY - 1].rpartition(" ")[0].rstrip(" ,;:–—-") + "…"


def _split_name(source: SourceText) -> tuple[date | None, str]:
    """Return the date in a file's name, and the name without it."""
    folder, _, name = source.path.rpartition("/")
    stem = name.rpartition(".")[0]
    if source.role is Role.SECTION:
        return None, folder.rpartition("/")[2]
    if stem.lower() == "index" and folder:
        stem = folder.rpartition("/")[2]
    match = _DATED_NAME.fullmatch(stem)
    day = parse_day(match[1]) if match else None
    if match and day is not None and match[2]:
        return day, match[2]
    return day, stem


_WITHOUT_SECTION = {Role.PAGE, Role.EDITION}


def _section(source: SourceText, matter: FrontMatter) -> str:
    if source.role in _WITHOUT_SECTION or "/" not in source.path:
        return ""
    return slugify(getattr(matter, "section", "")) or slugify(source.path.partition("/")[0])


def _url(role: Role, section: str, slug: str) -> Url:
    if role is Role.ARTICLE:
        return Url(f"{section}/{slug}/")
    if role is Role.SECTION:
        return Url(f"{section}/" if section else "")
    if role is Role.EDITION:
        return Url(f"{EDITIONS}/{slug}/")
    return Url(f"{slug}/")


def _content(matter: FrontMatter, converted: Converted, *, description: str) -> Content:
    return Content(
        summary=matter.summary,
        description=description,
        image=getattr(matter, "image", None),
        key_points=getattr(matter, "key_points", ()),
        sources=to_citations(getattr(matter, "sources", ()), dict(converted.mentions)),
        updates=to_notices(getattr(matter, "updates", ())),
        blocks=converted.blocks,
        body=converted.body,
        markdown=converted.written,
        words=converted.words,
        extra=matter.extra,
    )


def _points_in(blocks: tuple[Block, ...]) -> tuple[str, ...]:
    """Return the key points of the first block that has some."""
    points = next((one for one in blocks if one.kind is BlockKind.KEY_POINTS), None)
    return tuple(entry.text for entry in points.entries) if points else ()


def _image_target(path: SourcePath, src: str) -> str:
    """Return the source path of a lead image, or its web address as it is."""
    return resolve(path, src) if is_internal(src) else src


def _link(path: SourcePath, link: WrittenLink, body_line: int) -> Link:
    address, _, anchor = link.address.partition("#")
    return Link(
        target=SourcePath(resolve(path, unquote(address.partition("?")[0]))),
        anchor=unquote(anchor),
        written=link.address,
        line=body_line - 1 + link.line,
        column=link.column,
        embeds=link.embeds,
    )


def _instant(day: Day | None, zone: ZoneInfo) -> datetime | None:
    """Return the instant that *day* means; without an offset, in the site's zone."""
    if day is None:
        return None
    if not isinstance(day, datetime):
        return datetime.combine(day, time.min, tzinfo=zone)
    return day if day.tzinfo else day.replace(tzinfo=zone)
