"""A kind of the record book as data: its names, fields, people, and the figures that count it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from tongxin.accounts.offices import Readers, Recorders
from tongxin.core.kinds import UNSAID, Field, FieldType, Option, Words, field_from
from tongxin.records.terms import Grade, Group, Level, Measure

CODE = re.compile(r"[a-z][a-z0-9_]{1,29}")
TITLE, DAY = "title", "happened_on"

COLUMNS: Mapping[str, FieldType] = {
    TITLE: FieldType.TEXT,
    DAY: FieldType.DATE,
    "ends_on": FieldType.DATE,
    "amount_fen": FieldType.MONEY,
    "quantity": FieldType.NUMBER,
    "edition": FieldType.NUMBER,
    "level": FieldType.CHOICE,
    "grade": FieldType.CHOICE,
    "variety": FieldType.CHOICE,
}
"""Fields of these codes are columns of the record, which figures and lists may use; all others are kept as JSON."""

RESERVED = frozenset({"people", "organisations", "county", "reason", "version", "state", "next"})
"""Names that the form of every kind uses itself."""


LEVELS = {
    Level.NATION: Words("国家级", "National"),
    Level.PROVINCE: Words("省级", "Provincial"),
    Level.CITY: Words("市级", "City"),
    Level.COUNTY: Words("县级", "County"),
    Level.OTHER: Words("其他", "Other"),
}
GRADES = {
    Grade.SPECIAL: Words("特等奖", "Special prize"),
    Grade.FIRST: Words("一等奖", "First prize"),
    Grade.SECOND: Words("二等奖", "Second prize"),
    Grade.THIRD: Words("三等奖", "Third prize"),
    Grade.MERIT: Words("优秀奖", "Merit"),
    Grade.NAMED: Words("表彰（不分等）", "Commended"),
}


TITLE_WORDS, DAY_WORDS = Words("标题", "Title"), Words("日期", "Date")
YUAN = Words("元", "yuan")


def _options(words: Mapping[str, Words]) -> tuple[Option, ...]:
    return tuple(Option(str(code), label) for code, label in words.items())


STANDARD = {
    one.code: one
    for one in (
        Field("ends_on", Words("结束日期", "Last day"), FieldType.DATE),
        Field("amount_fen", Words("金额", "Amount"), FieldType.MONEY, in_list=True),
        Field("quantity", Words("数量", "Quantity"), FieldType.NUMBER, in_list=True),
        Field("edition", Words("届次", "Edition"), FieldType.NUMBER, most=999),
        Field(
            "level",
            Words("级别", "Level"),
            FieldType.CHOICE,
            options=_options(LEVELS),
            in_list=True,
        ),
        Field(
            "grade",
            Words("等次", "Grade"),
            FieldType.CHOICE,
            options=_options(GRADES),
            in_list=True,
        ),
    )
}
"""The columns with a meaning of their own, as a kind has them unless it says otherwise."""


@dataclass(frozen=True)
class CountedAs:
    """One figure of a kind: a count of its records or a sum of a column, perhaps of some varieties or levels only."""

    label: Words
    unit: Words
    code: str = ""
    measure: Measure = Measure.COUNT
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def meaning(self) -> tuple[Any, ...]:
        """What the number says, whatever it is called."""
        return (self.code, self.unit, self.measure, self.only)

    def as_json(self) -> dict[str, Any]:
        return {
            "label": self.label.as_json(),
            "unit": self.unit.as_json(),
            "code": self.code,
            "measure": self.measure.value,
            "only": {name: list(values) for name, values in self.only.items()},
        }

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> "CountedAs":
        return cls(
            Words.of(given["label"]),
            Words.of(given["unit"]),
            given.get("code", ""),
            Measure(given.get("measure", Measure.COUNT)),
            {name: tuple(values) for name, values in given.get("only", {}).items()},
        )


@dataclass(frozen=True)
class Declaration:
    """Everything that a kind says of itself. `people` and `organisations` name the two lists, where it has them.

    `both_levels`: counties submit it and the city counts both. `mechanisms`: the lines of docs/mechanisms.md that it
    carries. Raises ValueError for a declaration that makes no sense.
    """

    code: str
    name: Words
    unit: Words
    group: Group
    title: Words
    day: Words
    fields: tuple[Field, ...] = ()
    figures: tuple[CountedAs, ...] = ()
    recorders: Recorders = Recorders.OFFICES
    readers: Readers = Readers.MEMBERS
    revision: int = 1
    help: Words = UNSAID
    people: Words = UNSAID
    organisations: Words = UNSAID
    both_levels: bool = True
    mechanisms: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if not CODE.fullmatch(self.code):
            raise ValueError(f"{self.code!r} is no code for a kind")
        codes = [one.code for one in self.fields]
        if len(set(codes)) != len(codes) or {TITLE, DAY, *RESERVED} & set(codes):
            raise ValueError(f"{self.code}: a field is there twice or bears a reserved name")
        for one in self.fields:
            if COLUMNS.get(one.code, one.type) != one.type:
                raise ValueError(f"{self.code}: {one.code} is a {COLUMNS[one.code]}")
        for counted in self.figures:
            self._check(counted, set(codes))

    def _check(self, counted: CountedAs, codes: set[str]) -> None:
        needed = {*counted.only, *({counted.measure.value} - {Measure.COUNT.value})}
        if not needed <= codes & set(COLUMNS):
            raise ValueError(f"{self.code}: a figure asks for {needed - codes}")
        options = {one.code: one.labels for one in self.fields}
        for name, values in counted.only.items():
            if not set(values) <= set(options[name]):
                raise ValueError(f"{self.code}: {name} is never one of {values}")

    @cached_property
    def all_fields(self) -> tuple[Field, ...]:
        """Title and day, which every kind has, then its own."""
        title = Field(TITLE, self.title, required=True, in_list=True, aliases=("标题", "名称"))
        day = Field(DAY, self.day, FieldType.DATE, required=True, in_list=True, aliases=("日期",))
        return (title, day, *self.fields)

    def field(self, code: str) -> Field | None:
        return next((one for one in self.all_fields if one.code == code), None)

    def as_json(self) -> dict[str, Any]:
        """The declaration as its row keeps it; `declaration_from` reads it back."""
        words = ("name", "unit", "title", "day", "help", "people", "organisations")
        return {
            **{name: getattr(self, name).as_json() for name in words if getattr(self, name)},
            "code": self.code,
            "revision": self.revision,
            "group": self.group.value,
            "recorders": self.recorders.value,
            "readers": self.readers.value,
            "fields": [one.as_json() for one in self.fields],
            "figures": [one.as_json() for one in self.figures],
            "both_levels": self.both_levels,
            "mechanisms": list(self.mechanisms),
        }


def declaration_from(given: Mapping[str, Any]) -> Declaration:
    """A kind out of its declaration in JSON or TOML; ValueError where it makes no sense."""
    if strange := set(given) - set(Declaration.__dataclass_fields__):
        raise ValueError(f"{given.get('code')}: unknown {', '.join(sorted(strange))}")
    words = {
        name: Words.of(given[name])
        for name in ("name", "unit", "help", "people", "organisations")
        if name in given
    }
    plain = {name: given[name] for name in ("code", "revision", "both_levels") if name in given}
    return Declaration(
        **plain,
        **words,
        title=Words.of(given.get("title", TITLE_WORDS)),
        day=Words.of(given.get("day", DAY_WORDS)),
        group=Group(given["group"]),
        recorders=Recorders(given.get("recorders", Recorders.OFFICES)),
        readers=Readers(given.get("readers", Readers.MEMBERS)),
        fields=tuple(_field(one) for one in given.get("fields", ())),
        figures=tuple(CountedAs.of(one) for one in given.get("figures", ())),
        mechanisms=tuple(given.get("mechanisms", ())),
    )


def _field(given: str | Mapping[str, Any]) -> Field:
    """A field, or the name of a standard one, or a standard one with some words of its own."""
    if isinstance(given, str):
        return STANDARD[given]
    standard = STANDARD.get(given["code"])
    return field_from({**(standard.as_json() if standard else {}), **given})
