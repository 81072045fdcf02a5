"""Turns a prepared description into the JSON that the typst templates read; text is never markup."""

import re
from collections.abc import Sequence
from dataclasses import asdict, fields, is_dataclass
from typing import Any

from tongxin.papers.documents import codes
from tongxin.papers.documents.blocks import Code, Grid, Group, Row, Table, Total
from tongxin.papers.documents.geometry import POINT, Page, page_of
from tongxin.papers.documents.grids import Box, rows_of
from tongxin.papers.documents.layouts import Document, Listing, Official
from tongxin.papers.documents.titles import break_title, byline_lines, width

ROOM = 20.0
"""Characters of a line outside of tables, with a margin for large type."""

PADDING = 3.2
"""Millimetres that a cell loses at its left and right."""

WORD = re.compile("[!-~\u00a1-\u02ff]+")
MAY_BREAK = "\u200b"


def document_payload(document: Any) -> dict[str, Any]:
    """JSON for a whole document: its kind, its page, its fields."""
    page = page_of(document)
    return _object(document, page) | {"page": asdict(page) | {"inner": page.inner}}


def breakable(text: str, room: float) -> str:
    """Text whose words wider than `room` characters may break anywhere."""
    return WORD.sub(lambda word: _breakable_word(word[0], room), text)


def _breakable_word(word: str, room: float) -> str:
    return word if width(word) <= room else MAY_BREAK.join(word)


def _value(value: Any, page: Page) -> Any:
    if isinstance(value, str):
        return breakable(value, ROOM)
    if isinstance(value, tuple | list):
        return [_value(item, page) for item in value]
    if isinstance(value, Document):
        return document_payload(value)
    return _object(value, page) if is_dataclass(value) else value


def _object(value: Any, page: Page) -> dict[str, Any]:
    special = _special(value, page)
    plain = {
        field.name.replace("_", "-"): _value(getattr(value, field.name), page)
        for field in fields(value)
        if field.name not in special
    }
    return {"kind": type(value).__name__.lower()} | plain | special


def _special(value: Any, page: Page) -> dict[str, Any]:
    """What the templates get in another shape than the author wrote it."""
    match value:
        case Table() | Listing():
            rooms = _rooms([column.share for column in value.columns], page, value.size)
            special: dict[str, Any] = {"rows": [_row(row, rooms) for row in value.rows]}
        case Grid():
            rooms = _rooms(value.shares, page, value.size)
            lines = [
                {"height": row.height, "boxes": [_box(box, rooms, page) for box in row.boxes]}
                for row in rows_of(value)
            ]
            special = {"lines": lines}
        case Official():
            special = {"byline": byline_lines(value.byline)}
        case Code():
            special = {"data": codes.svg(value.data)}
        case _:
            special = {}
    if hasattr(value, "title"):
        special["title-lines"] = [breakable(line, ROOM) for line in break_title(value.title)]
    return special


def _rooms(shares: Sequence[float], page: Page, size: float) -> list[float]:
    """How many characters of this size each column holds."""
    return [(page.inner * share / sum(shares) - PADDING) / (size * POINT) for share in shares]


def _row(row: Row, rooms: Sequence[float]) -> dict[str, Any]:
    if isinstance(row, Group):
        return {"group": breakable(row.label, sum(rooms))}
    cells = row.cells if isinstance(row, Total) else row
    texts = [breakable(text, room) for text, room in zip(cells, rooms, strict=True)]
    return {"total" if isinstance(row, Total) else "cells": texts}


def _box(box: Box, rooms: Sequence[float], page: Page) -> dict[str, Any]:
    room = sum(rooms[box.column : box.column + box.span])
    cell = _object(box.cell, page) | {"text": breakable(box.cell.text, room)}
    return cell | {
        "column": box.column,
        "span": box.span,
        "down": box.down,
        "open-top": box.open_top,
        "open-bottom": box.open_bottom,
    }
