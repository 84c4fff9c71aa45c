"""Refuse texts that are too large to be read, before anything of the parser is loaded."""

from briefgen.errors import Diagnostic, Location, error
from briefgen.model.paths import SourcePath
from briefgen.model.settings import Limits


def refuse_large(path: SourcePath, size: int, limits: Limits) -> Diagnostic | None:
    """Return why a text of *size* bytes is refused, if it is; before it has been read."""
    if size <= limits.article_kilobytes * 1000:
        return None
    return error(
        f"the file is larger than {limits.article_kilobytes} kilobytes",
        Location(f"content/{path}"),
        help="`limits.article_kilobytes` in briefgen.yml raises the limit",
    )
