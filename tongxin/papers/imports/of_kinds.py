"""The columns of spreadsheets that bring things whose fields are data (`core.fields`)."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_noop

from tongxin.core.fields import Field, FieldType
from tongxin.core.fields.reading import fen_of
from tongxin.papers.imports.cells import Faulty, tight, written
from tongxin.papers.imports.kinds import ImportColumn, Reader
from tongxin.papers.spreadsheets.grids import Cell

KINDS = {
    FieldType.TEXT: "text",
    FieldType.PARAGRAPH: "text",
    FieldType.NUMBER: "integer",
    FieldType.DATE: "date",
    FieldType.MONTH: "month",
    FieldType.CHOICE: "choice",
    FieldType.YES_NO: "yes_no",
}
EXAMPLES = {FieldType.DATE: "2026-03-02", FieldType.MONTH: "2026-03", FieldType.NUMBER: "1"}


def import_columns(fields: Iterable[Field]) -> list[ImportColumn]:
    """A column for each field, found under its name and its aliases."""
    return [_column(one) for one in fields]


def read_money(cell: Cell) -> int:
    """A sum in yuan, or in 万元 where the cell says so; in fen."""
    fen = fen_of(tight(cell))
    if fen is None:
        raise Faulty(gettext_noop("应为金额（元），现为“%(value)s”"), value=written(cell))
    return fen


def _column(one: Field) -> ImportColumn:
    is_text = one.type in (FieldType.TEXT, FieldType.PARAGRAPH)
    return ImportColumn(
        one.code,
        one.label,
        aliases=one.aliases,
        kind=KINDS.get(one.type, "text"),
        read=READERS.get(one.type),
        choices=_choices(one),
        required=one.required,
        max_length=one.limit if is_text else 0,
        help=one.help,
        example=_example(one),
    )


READERS: Mapping[FieldType, Reader] = {FieldType.MONEY: read_money}


def _choices(one: Field) -> Mapping[str, Any] | None:
    """Every name of an answer, in both languages, and its code."""
    if one.type != FieldType.CHOICE:
        return None
    forms: dict[str, str] = {}
    for option in one.options:
        forms |= dict.fromkeys(filter(None, (option.code, option.label.en)), option.code)
        forms[option.label.zh] = option.code
    return forms


def _example(one: Field) -> str:
    if one.options:
        return one.options[0].label.zh
    return EXAMPLES.get(one.type, "")
