"""Reads about what counties submit: which kinds, what it adds up to, the rows as people read them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tongxin.core.fields import Field, FieldType, restored, shown
from tongxin.records.declaration import DAY, TITLE
from tongxin.records.queries.kinds import Kind
from tongxin.records.terms import Measure

NAMED = frozenset({FieldType.NUMBER, FieldType.DATE, FieldType.MONTH, FieldType.YES_NO})
SUMMED = (Measure.QUANTITY.value, Measure.AMOUNT.value)


def submittable(kind: Kind) -> bool:
    """Kinds that came with the program, so that both levels mean the same by them, and that say so."""
    return kind.row.is_shipped and kind.declared.both_levels


def totals_of(content: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, int]]:
    """Rows, quantity and amount of each kind."""
    totals: dict[str, dict[str, int]] = defaultdict(lambda: {"rows": 0})
    for row in content:
        of_kind = totals[row["kind"]]
        of_kind["rows"] += 1
        for code in SUMMED:
            if value := row["fields"].get(code):
                of_kind[code] = of_kind.get(code, 0) + value
    return dict(totals)


@dataclass(frozen=True)
class Line:
    """One row of a submission: its day, what it is, and its other fields in words."""

    day: str
    title: str
    rest: str


@dataclass(frozen=True)
class Sheet:
    """The rows of one kind with what they add up to."""

    kind: Kind
    totals: Sequence[str]
    lines: Sequence[Line]


def sheets_of(
    content: Iterable[Mapping[str, Any]],
    totals: Mapping[str, Mapping[str, int]],
    kinds: Sequence[Kind],
) -> list[Sheet]:
    """What was submitted, kind by kind."""
    rows: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in content:
        rows[row["kind"]].append(row)
    return [
        Sheet(kind, _totals(kind, totals[kind.code]), [_line(kind, row) for row in rows[kind.code]])
        for kind in kinds
        if kind.code in rows
    ]


def _totals(kind: Kind, totals: Mapping[str, int]) -> list[str]:
    told = [f"{totals['rows']:,} {kind.unit}"]
    for code in SUMMED:
        field = kind.field(code)
        if field and code in totals:
            told.append(f"{field.label} {shown(field, totals[code])}")
    return told


def _said(one: Field, value: Any) -> str:
    """A value that speaks for itself, or with the name of its field."""
    words = shown(one, value)
    return f"{one.label} {words}" if one.type in NAMED else words


def _line(kind: Kind, row: Mapping[str, Any]) -> Line:
    values = restored(kind.fields, row["fields"])
    told = [_said(one, values[one.code]) for one in kind.declared.fields if one.code in values]
    named = [*row["people"], *row["organisations"]]
    fields = {one.code: one for one in kind.fields}
    return Line(
        shown(fields[DAY], values.get(DAY)),
        str(values.get(TITLE, "")),
        " · ".join([*told, *named]),
    )
