"""Read the tables of pages, and tell those that hold data from those that only lay out."""

from briefgen.ingest.pieces import Form, Piece

_LONGEST_CELL = 40
"""Words of a cell; a table with more in one is there for its looks."""

_BLOCKS = frozenset({Form.TABLE, Form.VERBATIM})
"""What no cell of a table in Markdown can hold."""

_Cell = list[Piece]


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
            self._rows[-1].append([])

    def add(self, piece: Piece) -> None:
        """Put a piece into the cell that has begun."""
        self._rows[-1][-1].append(piece)

    def pieces(self) -> tuple[Piece, ...]:
        """Return the table as one piece with its pictures, or what it holds if it only lays out."""
        held = tuple(piece for row in self._rows for cell in row for piece in cell)
        rows = [[_without_pictures(cell) for cell in row] for row in self._rows]
        rows = [row for row in rows if any(row)]
        is_data = (
            len(rows) >= 2
            and max(map(len, rows)) >= 2
            and not any(piece.form in _BLOCKS for piece in held)
            and all(len(_text(cell).split()) <= _LONGEST_CELL for row in rows for cell in row)
        )
        if not is_data:
            return held
        text = "\n".join("\t".join(map(_text, row)) for row in rows)
        shown = [[" ".join(piece.markdown for piece in cell) for cell in row] for row in rows]
        table = Piece(0, 0, text, Form.TABLE, markdown=to_table(shown))
        return (table, *(piece for piece in held if piece.form is Form.PICTURE))


def _without_pictures(cell: _Cell) -> _Cell:
    return [piece for piece in cell if piece.form is not Form.PICTURE]


def _text(cell: _Cell) -> str:
    return " ".join(piece.text for piece in cell)


def to_table(rows: list[list[str]]) -> str:
    """Return *rows* of cells in Markdown as a table, the first row as its head."""
    columns = max(map(len, rows))
    lines = []
    for row in rows:
        cells = [cell.replace("\n", " ").replace("|", "\\|") for cell in row]
        lines.append("| " + " | ".join(cells + [""] * (columns - len(row))) + " |")
    lines.insert(1, "|" + " --- |" * columns)
    return "\n".join(lines)
