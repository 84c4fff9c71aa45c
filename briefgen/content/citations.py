"""Make what an article rests on, and what was changed in it, ready to be shown."""

import re
from collections.abc import Mapping

from briefgen.content.addresses import is_web_address
from briefgen.content.frontmatter import FrontMatter
from briefgen.content.mentions import pointed_to
from briefgen.errors import Severity
from briefgen.model.article import Body, Citation, Notice
from briefgen.model.file_kinds import is_plain_text
from briefgen.model.front_matter import Source, Update
from briefgen.model.scalars import Day
from briefgen.schema.lookup import value_of
from briefgen.schema.nodes import Node, YamlText


def source_ids(matter: FrontMatter | None) -> tuple[str, ...] | None:
    """Return the id of each source, empty for one without; ``None`` if nothing is known."""
    if matter is None:
        return None
    sources: tuple[Source, ...] = getattr(matter, "sources", ())
    return tuple(source.id for source in sources)


def check_sources(yaml: YamlText) -> None:
    """Complain of ids of sources that are none or not unique, and of links that lead nowhere."""
    seen: dict[str, int] = {}
    for source, node in _sources(yaml):
        if source.id and not re.fullmatch(r"[\w.-]+", source.id):
            message = f"`{source.id}` cannot be the id of a source"
            _complain(yaml, node, "id", message, "write letters, digits and hyphens only")
        elif source.id in seen:
            help = f"the other stands on line {seen[source.id]}; give this one an id of its own"
            _complain(yaml, node, "id", f"two sources have the id `{source.id}`", help)
        elif source.id:
            seen[source.id] = yaml.place(value_of(node, "id").start_mark).line
        if source.url and not is_web_address(source.url):
            message = f"the `url` of the source “{source.title}” is not a web address"
            _complain(yaml, node, "url", message, "write it as https://example.org/")


def warn_of_unused(yaml: YamlText, body: Body) -> None:
    """Complain of sources that have an id, but that nothing in *body* points to."""
    cited = [(source, node) for source, node in _sources(yaml) if source.id]
    # Pasted text cites nothing.
    if not cited or is_plain_text(yaml.path):
        return
    used = pointed_to(body.parts)
    for source, node in cited:
        if source.id not in used:
            message = f"nothing in the text cites the source `{source.id}`"
            help = f"write `[@{source.id}]` where the text rests on it, or take its `id` out"
            _complain(yaml, node, "id", message, help, Severity.WARNING)


def _sources(yaml: YamlText) -> list[tuple[Source, Node]]:
    return [(one, node) for one, node in yaml.records if isinstance(one, Source)]


def _complain(
    yaml: YamlText,
    node: Node,
    name: str,
    message: str,
    help: str = "",
    severity: Severity = Severity.ERROR,
) -> None:
    """Complain about the field *name* of a source."""
    mark = value_of(node, name).start_mark
    width = len(value_of(node, name).value)
    yaml.complain(message, mark, width=width, help=help, severity=severity)


def to_citations(
    sources: tuple[Source, ...], mentions: Mapping[str, tuple[str, ...]]
) -> tuple[Citation, ...]:
    """
    Return *sources* as a page shows them; they must have no faults.

    *mentions* are the ids of the places that cite each, by its own id.
    """
    return tuple(
        Citation(
            number=number,
            mentions=mentions.get(source.id, ()),
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
