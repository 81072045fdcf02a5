"""What every reader of spreadsheets delivers: sheets as plain grids of cells, and the limits they must keep."""

from dataclasses import dataclass
from string import ascii_uppercase

Cell = str | int | float


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a spreadsheet may be; the caller takes the figures from the rulebook."""

    file_bytes: int = 20 * 1024 * 1024
    unpacked_bytes: int = 300 * 1024 * 1024
    sheets: int = 60
    rows: int = 50_000
    columns: int = 300


@dataclass(frozen=True, slots=True)
class Span:
    """A merged range: first and last row and column, counted from 0, all inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: rows from the very first line of the sheet on, so that index + 1 is the number people see."""

    name: str
    rows: list[list[Cell]]
    spans: tuple[Span, ...] = ()
    hidden_columns: frozenset[int] = frozenset()
    is_hidden: bool = False


def column_letter(position: int) -> str:
    """The letter that spreadsheet programs show above a column: A, B … Z, AA."""
    high, low = divmod(position, len(ascii_uppercase))
    return (column_letter(high - 1) if high else "") + ascii_uppercase[low]
