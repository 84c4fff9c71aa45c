"""Refuse texts that would take too long to read, before anything of the parser is loaded."""

from briefgen.errors import Diagnostic, Location, error
from briefgen.model.paths import SourcePath
from briefgen.model.settings import Limits

_MOST = (("\n", 100_000, "lines"), ("[", 30_000, "opening brackets"))
"""How much a text may hold of what takes long to read: at the most, each takes some seconds."""


def refuse_large(path: SourcePath, size: int, limits: Limits) -> Diagnostic | None:
    """Return why a text of *size* bytes is refused, if it is; before it has been read."""
    if size <= limits.article_kilobytes * 1000:
        return None
    return error(
        f"the file is larger than {limits.article_kilobytes} kilobytes",
        Location(f"content/{path}"),
        help="`limits.article_kilobytes` in briefgen.yml raises the limit",
    )


def refuse_crowded(text: str, place: Location) -> Diagnostic | None:
    """Return why a *text* that begins at *place* is refused, if it holds too much of anything."""
    for mark, most, what in _MOST:
        if text.count(mark) > most:
            at = -1
            for _ in range(most + 1):
                at = text.index(mark, at + 1)
            line = text.count("\n", 0, at)
            column = at - text.rfind("\n", 0, at)
            return error(
                f"this text has more than {most:,} {what}",
                Location(place.path, (place.line or 1) + line, column),
                help="divide it into several texts, or put its data into a file beside it",
            )
    return None
