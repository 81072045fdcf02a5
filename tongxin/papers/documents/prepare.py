"""Makes a description ready for the renderers: harmless characters, printed values, numbered headings."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

from django.utils.functional import Promise

from tongxin.papers.documents.blocks import Block, Group, Heading, Row, Table, Total
from tongxin.papers.documents.layouts import Chapter, Dispatch, Dossier, Entry, Listing
from tongxin.papers.documents.numerals import chinese_date, heading_number, short_date

DOCUMENT = "文件"
"""What an official masthead adds to the issuer's name."""

LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
HARMFUL = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f"  # controls, which no XML file may hold
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"  # what hides or turns text
    "\ufff9-\uffff\ud800-\udfff]"  # what is no character
)


def prepared(value: Any) -> Any:
    """The same description holding clean text, tuples, and cells that are all text."""
    match value:
        case None | bool() | int() | float():
            return value
        case str() | Promise():
            return clean(str(value))
        case date():
            return chinese_date(value)
        case Sequence():
            return tuple(prepared(item) for item in value)
    special = _special(value)
    changes = special | {
        field.name: prepared(getattr(value, field.name))
        for field in fields(value)
        if field.name not in special
    }
    for name in ("blocks", "preface"):
        if name in changes:
            changes[name] = tuple(numbered(changes[name]))
    return replace(value, **changes)


def clean(text: str) -> str:
    """NFC text without control and direction characters; every kind of line end becomes a line feed."""
    text = LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text))
    return HARMFUL.sub("", text).replace("\t", " ")


def printed(value: object, day: Callable[[date], str] = short_date) -> str:
    """A cell's value as it is printed: nothing for None, a day in its short form."""
    if value is None:
        return ""
    return day(value) if isinstance(value, date) else clean(str(value))


def numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks whose headings carry their number; each level begins anew below a higher one."""
    counts: Counter[int] = Counter()
    for block in blocks:
        if isinstance(block, Heading) and block.numbered:
            counts = Counter(
                {level: count for level, count in counts.items() if level <= block.level}
            )
            counts[block.level] += 1
            number = heading_number(block.level, counts[block.level])
            block = replace(block, text=number + block.text, numbered=False)
        yield block


def _special(value: Any) -> dict[str, Any]:
    """The fields that need more than cleaning: what is left out is filled in, cells become text."""
    special: dict[str, Any] = {}
    match value:
        case Dispatch():
            special["receiver"] = clean(value.receiver).rstrip("：:")
            special["issuers"] = _issuers(value)
        case Table() | Listing():
            special["rows"] = tuple(_row(row, len(value.columns)) for row in value.rows)
        case Chapter() | Dossier():
            special["facts"] = tuple(
                (clean(name), printed(fact, chinese_date)) for name, fact in value.facts
            )
        case Entry():
            special["facts"] = tuple(printed(fact) for fact in value.facts)
    return special


def _issuers(dispatch: Dispatch) -> tuple[str, ...]:
    """Who signs: those named, else the masthead."""
    if dispatch.issuers is not None:
        return tuple(clean(issuer) for issuer in dispatch.issuers)
    issuer = clean(dispatch.masthead).removesuffix(DOCUMENT)
    return (issuer,) if issuer else ()


def _row(row: Row, columns: int) -> Row:
    if isinstance(row, Group):
        return Group(clean(row.label))
    cells = tuple(printed(cell) for cell in (row.cells if isinstance(row, Total) else row))
    if len(cells) != columns:
        raise ValueError(f"a row of {len(cells)} cells in a table of {columns} columns: {cells}")
    return Total(cells) if isinstance(row, Total) else cells
