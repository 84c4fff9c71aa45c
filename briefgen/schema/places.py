"""Say where in a text an offset is."""

import re
from bisect import bisect_right


class Places:
    """Says where in a text an offset is; a line of many faults is kept only once."""

    def __init__(self, text: str) -> None:
        """Look up once where each line begins."""
        self._text = text
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._last = (-1, "")

    def of(self, offset: int) -> tuple[int, int, str]:
        """Return the line of *offset*, from 0, its column, from 1, and what stands in the line."""
        line = bisect_right(self._starts, offset) - 1
        start = self._starts[line]
        if self._last[0] != line:
            end = self._text.find("\n", start)
            self._last = (line, self._text[start : end if end >= 0 else len(self._text)])
        return line, offset - start + 1, self._last[1]
