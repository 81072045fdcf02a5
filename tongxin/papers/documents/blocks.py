"""The building blocks of a document's text, described once and rendered to PDF and DOCX alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Printable = Any
"""What a cell takes: text, a number, a day, or None for an empty one."""


class Face(StrEnum):
    """The five typefaces that official documents are set in."""

    TITLE = "title"  # 小标宋
    BODY = "body"  # 仿宋
    HEI = "hei"  # 黑体
    KAI = "kai"  # 楷体
    SONG = "song"  # 宋体


class Align(StrEnum):
    """Where a line stands between the margins."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


@dataclass(frozen=True)
class Paragraph:
    """Running text; `indent` is the two blanks that begin it."""

    text: str
    indent: bool = True
    align: Align = Align.JUSTIFY
    face: Face = Face.BODY


@dataclass(frozen=True)
class Heading:
    """A heading, numbered 一、（一）1.（1） by level; `then` is text that runs on in the same line."""

    text: str
    level: int = 1
    numbered: bool = True
    then: str = ""


@dataclass(frozen=True)
class Column:
    """A table's column: `share` of the width; neighbours with one `under` stand below a common head."""

    label: str
    share: float = 1
    align: Align = Align.LEFT
    under: str = ""


@dataclass(frozen=True)
class Group:
    """A row that spans the table and heads those that follow."""

    label: str


@dataclass(frozen=True)
class Total:
    """A row of sums, set in bold face."""

    cells: Sequence[Printable]


Row = Sequence[Printable] | Group | Total


@dataclass(frozen=True)
class Table:
    """Rows under a head that repeats on every page."""

    columns: Sequence[Column]
    rows: Sequence[Row]
    caption: str = ""
    note: str = ""
    size: float = 12


@dataclass(frozen=True)
class Cell:
    """One box of a printed form; `foot` is the line at its lower right, such as a date to be filled in."""

    text: str = ""
    span: int = 1
    down: int = 1
    head: bool = False
    align: Align = Align.LEFT
    blocks: Sequence["Block"] = ()
    foot: str = ""


@dataclass(frozen=True)
class Line:
    """One row of a printed form, at least `height` millimetres high."""

    cells: Sequence[Cell]
    height: float = 10


@dataclass(frozen=True)
class Grid:
    """A printed form: columns by share of the width, rows of boxes that may span columns and rows."""

    shares: Sequence[float]
    lines: Sequence[Line]
    size: float = 12


@dataclass(frozen=True)
class Code:
    """A QR code with a line of text below it; `width` in millimetres."""

    data: str
    caption: str = ""
    width: float = 30
    align: Align = Align.CENTER


@dataclass(frozen=True)
class Slip:
    """One slip to be cut out: whose it is, what it says, its QR code."""

    title: str
    lines: Sequence[str] = ()
    code: Code | None = None


@dataclass(frozen=True)
class Slips:
    """A sheet of slips in columns, never broken across pages."""

    slips: Sequence[Slip]
    columns: int = 2


@dataclass(frozen=True)
class PageBreak:
    """What follows begins a new page."""


Block = Paragraph | Heading | Table | Grid | Code | Slips | PageBreak


def label(text: str, span: int = 1, down: int = 1) -> Cell:
    """The box of a form that names the one beside it."""
    return Cell(text, span=span, down=down, head=True, align=Align.CENTER)


def choice(options: Sequence[str], chosen: str | Sequence[str] = ()) -> str:
    """Boxes to tick, those chosen filled: 「■满意 □基本满意 □不满意」."""
    ticked = {chosen} if isinstance(chosen, str) else set(chosen)
    return "\u3000".join(f"{'■' if option in ticked else '□'}{option}" for option in options)
