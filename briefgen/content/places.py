"""Say where in a text something stands, for messages."""

from collections.abc import Sequence
from urllib.parse import unquote

from briefgen.errors import Diagnostic, Location, Severity
from briefgen.model.paths import readable


def fault_at(
    message: str,
    place: Location,
    lines: Sequence[str],
    line: int,
    *,
    column: int = 0,
    width: int = 1,
    help: str = "",
    severity: Severity = Severity.ERROR,
) -> Diagnostic:
    """
    Return a diagnostic about a line of the text that begins at *place*.

    The line counts from 0, the column from 1; it is 0 if it is not known.
    """
    excerpt = lines[line] if line < len(lines) else ""
    where = Location(place.path, place.line + line, column)
    return Diagnostic(severity, message, where, help, excerpt, width)


def find_link(lines: Sequence[str], first: int, end: int, address: str) -> tuple[int, int]:
    """Return where the link to *address* begins in the given lines."""
    found = []
    spellings = {address, unquote(address), readable(address)}
    for number in range(first, min(end, len(lines))):
        line = lines[number]
        for written in {mark + one for mark in ("](", "](<") for one in spellings}:
            at = line.find(written)
            if at >= 0:
                opening = line.rfind("[", 0, at)
                is_image = opening > 0 and line[opening - 1] == "!"
                found.append((number + 1, opening + (0 if is_image else 1)))
                if line.find(written, at + 1) >= 0:
                    return number + 1, 0
    if not found:
        return first + 1, 0
    return found[0] if len(found) == 1 else (found[0][0], 0)
