"""Between a record's columns and details and the values of its fields."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from tongxin.core.fields import Field, kept, restored
from tongxin.organisations.models import Assembly
from tongxin.records.declaration import COLUMNS

EMPTY: Mapping[str, Any] = {"title": "", "level": "", "grade": "", "variety": ""}
"""Columns that say nothing by an empty text; the others by None."""


@dataclass(frozen=True)
class Entry:
    """What somebody writes into the book: values by field, names of people and organisations, the county concerned."""

    values: Mapping[str, Any]
    people: Sequence[str] = ()
    organisations: Sequence[str] = ()
    county: Assembly | None = None

    @property
    def words(self) -> list[Any]:
        """Everything that could hold a mark of secrecy."""
        return [*self.values.values(), *self.people, *self.organisations]


def columns_of(fields: Sequence[Field], values: Mapping[str, Any]) -> dict[str, Any]:
    """Every column of the record, empty where the kind or the entry has none."""
    own = {one.code for one in fields} & set(values)
    return {code: values[code] if code in own else EMPTY.get(code) for code in COLUMNS}


def details_of(fields: Sequence[Field], values: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept as JSON."""
    return kept([one for one in fields if one.code not in COLUMNS], values)


def value_of(record: Model, one: Field) -> Any:
    """The value of one field of a record, None where it has none."""
    if one.code in COLUMNS:
        value = getattr(record, one.code)
        return None if value == "" else value
    return restored([one], record.details).get(one.code)


def values_of(record: Model, fields: Sequence[Field]) -> dict[str, Any]:
    """All values that a record has."""
    values = {one.code: value_of(record, one) for one in fields}
    return {code: value for code, value in values.items() if value is not None}
