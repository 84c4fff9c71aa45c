"""
Notice front matter that does not begin where it has to.

Nobody would see that it is not read: it would be published as text, and a
draft with it.  A text may well begin with a thematic break, though, so it is what
follows that decides.
"""

import re
from collections.abc import Collection

from briefgen.errors import Diagnostic, Location, Severity
from briefgen.model.file_kinds import is_plain_text

_UNSEEN = " \t\n\f\v\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufffd"
"""What an editor does not see before the first line."""

_RULE = re.compile(r"([-*_+])[ \t]*(?:\1[ \t]*){2,}")
_FIELD = re.compile(r"([\w-]+)[ \t]*:(?:[ \t]|\Z)")
_WITHIN_FIELD = re.compile(r"[ \t]|-(?:[ \t]|\Z)|#")


def misplaced(text: str, path: str, fields: Collection[str]) -> Diagnostic | None:
    """Return what is wrong with front matter in *text* that is not where it belongs, if any is."""
    seen = text.lstrip(_UNSEEN)
    first, _, rest = seen[:_LONGEST].partition("\n")
    if _RULE.fullmatch(first.rstrip(_UNSEEN)):
        if not _is_front_matter(rest, fields, has_opening=True):
            return None
    elif (
        is_plain_text(path)
        or not _FIELD.match(first)
        or not _is_front_matter(seen[:_LONGEST], fields, has_opening=False)
    ):
        return None
    before = text[: len(text) - len(seen)]
    column = len(before) - (before.rfind("\n") + 1) + 1
    return Diagnostic(
        Severity.ERROR,
        "front matter begins in the first line, with `---`",
        Location(path, before.count("\n") + 1, column),
        "make `---` the first line of the file, and put another such line after the fields",
        before.rpartition("\n")[2] + first,
        max(1, len(first.rstrip())),
    )


_LONGEST = 64_000
"""Characters that are looked at."""


def _is_front_matter(text: str, fields: Collection[str], *, has_opening: bool) -> bool:
    """
    Whether *text* begins with fields that nobody would write in a text.

    Without a line that ends them, or one that begins them, a name has to be
    exactly that of a field.
    """
    names: list[str] = []
    is_closed = False
    for line in text.lstrip("\n").split("\n"):
        is_closed = _RULE.fullmatch(line.rstrip()) is not None
        field = _FIELD.match(line)
        if is_closed or not line.strip():
            break
        if field:
            names.append(field[1])
        elif not _WITHIN_FIELD.match(line):
            return False
    if has_opening and is_closed:
        folded = {field.casefold() for field in fields}
        return any(name.casefold() in folded for name in names)
    return (has_opening or is_closed) and any(name in fields for name in names)
