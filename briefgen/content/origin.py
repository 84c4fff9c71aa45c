"""
Find the places of a text without comments in the text that had them.

What a converted text complains of has to be named where its writer sees it.
"""

import re
from bisect import bisect_right

from msgspec.structs import replace

from briefgen.content.markdown import WrittenLink
from briefgen.errors import Diagnostic, Location
from briefgen.schema.comments import Uncommented
from briefgen.schema.places import Places


class Origin:
    """Leads from places of a clean text to those of the original."""

    def __init__(self, original: str, clean: Uncommented) -> None:
        """Look up once where each line begins."""
        self._original = Places(original)
        self._length = len(original)
        self._at = [offset for offset, _ in clean.cuts]
        self._until = [until for _, until in clean.cuts]
        self._lines = [0, *(match.end() for match in re.finditer("\n", clean.text))]

    def of(self, line: int, column: int) -> tuple[int, int, str]:
        """
        Return line, column, and what stands in the line, for a place in the clean text.

        Lines count from 0, columns from 1; a column that is 0, not known, stays so.
        """
        offset = self._lines[min(line, len(self._lines) - 1)] + max(0, column - 1)
        cut = bisect_right(self._at, offset) - 1
        if cut >= 0:
            offset += self._until[cut] - self._at[cut]
        found, written, excerpt = self._original.of(min(offset, self._length))
        return found, written if column else 0, excerpt

    def of_fault(self, fault: Diagnostic, place: Location) -> Diagnostic:
        """Return *fault* with its place in the original, which begins at *place*."""
        found = fault.location or place
        line, column, excerpt = self.of(found.line - place.line, found.column)
        where = Location(place.path, place.line + line, column)
        return replace(fault, location=where, excerpt=excerpt if fault.excerpt else "")

    def of_link(self, link: WrittenLink) -> WrittenLink:
        """Return *link* with its place in the original."""
        line, column, _ = self.of(link.line - 1, link.column)
        return replace(link, line=line + 1, column=column)
