"""Make what an article rests on, and what was changed in it, ready to be shown."""

import re

from briefgen.content.frontmatter import FrontMatter
from briefgen.errors import Diagnostic, Location, error
from briefgen.model.article import Citation, Notice
from briefgen.model.front_matter import Source, Update
from briefgen.model.scalars import Day

_WEB_ADDRESS = re.compile(r"https?://[^\s/]", re.IGNORECASE)


def source_anchors(matter: FrontMatter | None) -> tuple[str, ...]:
    """Return the ids under which the page lists its sources."""
    sources: tuple[Source, ...] = getattr(matter, "sources", ())
    return tuple(f"source-{source.id}" for source in sources if source.id)


def source_faults(matter: FrontMatter, place: Location) -> list[Diagnostic]:
    """Report ids of sources that are none or not unique, and links that lead nowhere."""
    faults = []
    seen: set[str] = set()
    for source in getattr(matter, "sources", ()):
        if source.id and not re.fullmatch(r"[\w.-]+", source.id):
            message = f"`{source.id}` cannot be the id of a source"
            faults.append(error(message, place, help="write letters, digits and hyphens only"))
        elif source.id in seen:
            faults.append(error(f"two sources have the id `{source.id}`", place))
        seen |= {source.id} if source.id else set()
        if source.url and not _WEB_ADDRESS.match(source.url):
            message = f"the `url` of the source “{source.title}” is not a web address"
            faults.append(error(message, place, help="write it as https://example.org/"))
    return faults


def to_citations(sources: tuple[Source, ...]) -> tuple[Citation, ...]:
    """Return *sources* as a page shows them; they must have no faults."""
    return tuple(
        Citation(
            number=number,
            mentions=(),
            id=source.id,
            title=source.title,
            author=source.author,
            publisher=source.publisher,
            url=source.url,
            date=_day_text(source.date),
            accessed=_day_text(source.accessed),
            note=source.note,
        )
        for number, source in enumerate(sources, 1)
    )


def to_notices(updates: tuple[Update, ...]) -> tuple[Notice, ...]:
    """Return *updates* as a page shows them, the newest first."""
    notices = [Notice(_day_text(update.date), update.kind, update.text) for update in updates]
    return tuple(sorted(notices, key=lambda notice: notice.date, reverse=True))


def _day_text(day: Day | None) -> str:
    return day.isoformat()[:10] if day else ""
