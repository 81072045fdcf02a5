"""Values as people read them: in words on the screen, as plain cells on a sheet, in the columns of a list."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _

from tongxin.core import formats
from tongxin.core.fields.declare import Field, FieldType
from tongxin.core.lists import Column

ValueOf = Callable[[Any, Field], Any]
NUMERIC = frozenset({FieldType.NUMBER, FieldType.MONEY})


def shown(one: Field, value: Any) -> str:
    """A value in the words of the screen; empty for none."""
    if value in (None, ""):
        return ""
    match one.type:
        case FieldType.MONEY:
            return formats.money(value)
        case FieldType.DATE:
            return formats.day(value)
        case FieldType.MONTH:
            return formats.month(value)
        case FieldType.CHOICE:
            return str(one.labels.get(value, value))
        case FieldType.YES_NO:
            return _("是") if value else _("否")
        case FieldType.NUMBER:
            return f"{value:,}"
    return str(value)


def on_sheet(one: Field, value: Any) -> Any:
    """A value as a cell holds it: numbers and days as such, money in yuan, the rest in words."""
    if value is None:
        return None
    match one.type:
        case FieldType.MONEY:
            return value / formats.FEN if value % formats.FEN else value // formats.FEN
        case FieldType.NUMBER | FieldType.DATE:
            return value
    return shown(one, value)


def list_columns(
    fields: Iterable[Field], value_of: ValueOf, sort_of: Callable[[Field], str] = lambda one: ""
) -> list[Column]:
    """A column for each field: `value_of(record, field)` gives its value, `sort_of(field)` the column to order by."""
    return [_column(one, value_of, sort_of(one)) for one in fields]


def _column(one: Field, value_of: ValueOf, sort: str) -> Column:
    in_yuan = _("%(field)s（元）") % {"field": one.label} if one.type == FieldType.MONEY else ""
    return Column(
        one.code,
        one.label,
        render=lambda record: shown(one, value_of(record, one)),
        export=lambda record: on_sheet(one, value_of(record, one)),
        export_label=in_yuan,
        sort=sort,
        numeric=one.type in NUMERIC,
        hidden_by_default=not one.in_list,
    )
