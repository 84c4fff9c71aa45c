"""
Put front matter and body together into what one file says.

Here the defaults come in: the section from the folder, the date and the slug
from the file name, the summary from the text's beginning.
"""

import posixpath
import re
from datetime import date, datetime, time
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from briefgen.content.frontmatter import FrontMatter, Parts
from briefgen.content.html import is_internal
from briefgen.content.markdown import Converted, WrittenLink
from briefgen.errors import Diagnostic, Location, error, warning
from briefgen.fingerprint import fingerprint
from briefgen.model.article import (
    Citation,
    Content,
    Failure,
    Link,
    Listing,
    Notice,
    Outline,
    Parsed,
    Teaser,
)
from briefgen.model.front_matter import (
    ArticleFrontMatter,
    Order,
    SectionFrontMatter,
    Source,
    Update,
)
from briefgen.model.paths import SourcePath, Url
from briefgen.model.scalars import Day
from briefgen.model.source import Role, SourceText
from briefgen.schema.record import Unknown
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
) -> Parsed | Failure:
    """Return all that the file says, or what does not fit together."""
    place = Location(f"content/{source.path}", 1)
    name_day, name = _split_name(source)
    faults = list(_address_faults(matter, place))
    slug = getattr(matter, "slug", "") or slugify(name)
    section = _section(source, matter)
    if not slug and source.role is not Role.SECTION:
        faults.append(
            error("no address can be made from this file's name", place, help="set `slug:`")
        )
    if faults:
        return Failure(source.path, tuple(faults))
    warnings = []
    title = matter.title or converted.title
    if not title:
        title = name.replace("-", " ").replace("_", " ").strip().capitalize() or section
        if source.role is not Role.SECTION or parts.yaml:
            warnings.append(
                warning(
                    f"there is no title; the page is called “{title}”",
                    place,
                    help="set `title:` in the front matter",
                )
            )
    day: Day | None = None
    if isinstance(matter, ArticleFrontMatter):
        day = matter.date or name_day
        if day is None:
            warnings.append(
                warning(
                    "there is no date; lists show the article last",
                    place,
                    help="set `date:`, or begin the file's name with it",
                )
            )
    summary = matter.summary or shorten(converted.summary)
    image = getattr(matter, "image", None)
    teaser = Teaser(summary=summary, image_alt=image.alt if image else "")
    content = _content(matter, converted, summary)
    listing = Listing(
        path=source.path,
        role=source.role,
        url=_url(source.role, section, slug),
        section=section,
        title=title,
        date=_instant(day, zone),
        updated=_instant(getattr(matter, "updated", None), zone),
        topics=tuple(topic for topic in getattr(matter, "topics", ()) if topic),
        authors=getattr(matter, "authors", ()),
        aliases=matter.aliases,
        related=getattr(matter, "related", ()),
        image=_image_target(source.path, image.src) if image else "",
        weight=matter.weight,
        featured=getattr(matter, "featured", False),
        draft=matter.draft,
        publish_at=getattr(matter, "publish_at", None),
        expires=getattr(matter, "expires", None),
        language=getattr(matter, "language", ""),
        order=matter.order if isinstance(matter, SectionFrontMatter) else Order.NEWEST,
        teaser=fingerprint(teaser),
        content=fingerprint(content),
    )
    links = tuple(_link(source.path, link, parts.body_line) for link in converted.links)
    outline = Outline(links=links, anchors=converted.anchors)
    return Parsed(listing, outline, teaser, content, tuple(warnings), unknown)


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
    if stem == "index" and folder:
        stem = folder.rpartition("/")[2]
    match = _DATED_NAME.fullmatch(stem)
    day = parse_day(match[1]) if match else None
    if match and day is not None and match[2]:
        return day, match[2]
    return day, stem


def _section(source: SourceText, matter: FrontMatter) -> str:
    if source.role is Role.PAGE or "/" not in source.path:
        return ""
    return slugify(getattr(matter, "section", "")) or slugify(source.path.partition("/")[0])


def _url(role: Role, section: str, slug: str) -> Url:
    if role is Role.ARTICLE:
        return Url(f"{section}/{slug}/")
    if role is Role.SECTION:
        return Url(f"{section}/" if section else "")
    return Url(f"{slug}/")


def _address_faults(matter: FrontMatter, place: Location) -> list[Diagnostic]:
    """Report slugs and aliases that are no address on this site."""
    faults = []
    slug = getattr(matter, "slug", "")
    if slug and slugify(slug) != slug:
        suggestion = slugify(slug)
        faults.append(
            error(
                f"`{slug}` cannot be a slug: letters, digits and hyphens only, in lower case",
                place,
                help=f"did you mean `{suggestion}`?" if suggestion else "",
            )
        )
    section = getattr(matter, "section", "")
    if section and not slugify(section):
        faults.append(error(f"`{section}` cannot be a section", place))
    for alias in matter.aliases:
        if not is_alias(alias):
            faults.append(
                error(
                    f"`{alias}` cannot be an alias: it is no address on this site",
                    place,
                    help="write a path such as /old/address/ or old.html",
                )
            )
    return faults


def is_alias(alias: str) -> bool:
    """
    Whether *alias* is the path of a page on this site.

    >>> is_alias("/old/page/"), is_alias("../../etc/passwd")
    (True, False)
    """
    plain = unquote(unquote(alias)).strip("/")
    names = plain.split("/")
    return (
        bool(plain)
        and len(plain.encode()) <= 500
        and not re.search(r"[\\?#%:*\"<>|\s\x00-\x1f\x7f]", plain)
        and plain.isprintable()
        and not alias.startswith("//")
        and all(name and not name.startswith(".") and len(name.encode()) <= 200 for name in names)
    )


def _content(matter: FrontMatter, converted: Converted, summary: str) -> Content:
    return Content(
        summary=summary,
        image=getattr(matter, "image", None),
        key_points=getattr(matter, "key_points", ()),
        sources=tuple(_citation(source) for source in getattr(matter, "sources", ())),
        updates=_notices(getattr(matter, "updates", ())),
        body=converted.body,
        words=converted.words,
        extra=matter.extra,
    )


def _citation(source: Source) -> Citation:
    return Citation(
        id=source.id,
        title=source.title,
        author=source.author,
        publisher=source.publisher,
        url=source.url if re.match("https?://", source.url, re.IGNORECASE) else "",
        date=_day_text(source.date),
        accessed=_day_text(source.accessed),
        note=source.note,
    )


def _notices(updates: tuple[Update, ...]) -> tuple[Notice, ...]:
    notices = [Notice(_day_text(update.date), update.kind, update.text) for update in updates]
    return tuple(sorted(notices, key=lambda notice: notice.date, reverse=True))


def _day_text(day: Day | None) -> str:
    return day.isoformat()[:10] if day else ""


def _image_target(path: SourcePath, src: str) -> str:
    """Return the source path of a lead image, or its web address as it is."""
    return resolve(path, src) if is_internal(src) else src


def _link(path: SourcePath, link: WrittenLink, body_line: int) -> Link:
    address, _, anchor = link.address.partition("#")
    return Link(
        target=SourcePath(resolve(path, address.partition("?")[0])),
        anchor=anchor,
        written=link.address,
        line=body_line - 1 + link.line,
        column=link.column,
        embeds=link.embeds,
    )


def resolve(path: str, address: str) -> str:
    """
    Return the source path that *address* means in the file at *path*.

    A path that leads out of ``content/`` begins with ``..`` and matches nothing.

    >>> resolve("world/nato.md", "../markets/fed.md")
    'markets/fed.md'
    """
    if address.startswith("/"):
        return posixpath.normpath(address.lstrip("/"))
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), address))


def _instant(day: Day | None, zone: ZoneInfo) -> datetime | None:
    """Return the instant that *day* means; without an offset, in the site's zone."""
    if day is None:
        return None
    if not isinstance(day, datetime):
        return datetime.combine(day, time.min, tzinfo=zone)
    return day if day.tzinfo else day.replace(tzinfo=zone)
