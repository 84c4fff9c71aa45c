"""Read the tables of pages, and tell those that hold data from those that only lay out."""

from dataclasses import dataclass, field

from briefgen.ingest.pieces import Form, Piece

_LONGEST_CELL = 40
"""Words of a cell; a table with more in one is there for its looks."""


@dataclass(slots=True)
class _Cell:
    texts: list[str] = field(default_factory=list)
    markdown: list[str] = field(default_factory=list)
    has_block: bool = False


class Grid:
    """The cells of one table."""

    def __init__(self) -> None:
        """Begin with no row."""
        self._rows: list[list[_Cell]] = []

    @property
    def is_in_cell(self) -> bool:
        """Whether a cell has begun."""
        return bool(self._rows and self._rows[-1])

    def begin(self, tag: str) -> None:
        """Begin a row or a cell."""
        if tag == "tr" or not self._rows:
            self._rows.append([])
        if tag != "tr":
            self._rows[-1].append(_Cell())

    def add(self, text: str, markdown: str, *, is_block: bool = False) -> None:
        """Put words into the cell that has begun."""
        cell = self._rows[-1][-1]
        cell.texts.append(text)
        cell.markdown.append(markdown)
        cell.has_block = cell.has_block or is_block

    def pieces(self) -> tuple[Piece, ...]:
        """Return the table as one piece, or what stands in it if it only lays out."""
        rows = [row for row in self._rows if any(cell.texts for cell in row)]
        cells = [cell for row in rows for cell in row]
        is_data = (
            len(rows) >= 2
            and max((len(row) for row in rows), default=0) >= 2
            and not any(cell.has_block for cell in cells)
            and all(len(" ".join(cell.texts).split()) <= _LONGEST_CELL for cell in cells)
        )
        if not is_data:
            return tuple(
                Piece(0, 0, text, markdown=markdown)
                for cell in cells
                for text, markdown in zip(cell.texts, cell.markdown, strict=True)
            )
        columns = max(map(len, rows))
        shown = [[_written(cell) for cell in row] + [""] * (columns - len(row)) for row in rows]
        lines = ["| " + " | ".join(row) + " |" for row in shown]
        lines.insert(1, "|" + " --- |" * columns)
        text = "\n".join("\t".join(" ".join(cell.texts) for cell in row) for row in rows)
        return (Piece(0, 0, text, Form.TABLE, markdown="\n".join(lines)),)


def _written(cell: _Cell) -> str:
    return " ".join(cell.markdown).replace("\n", " ").replace("|", "\\|")
