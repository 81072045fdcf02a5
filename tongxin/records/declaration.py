"""A kind of the record book as data: its names, fields, people, and the figures that count it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

from django.utils.translation import gettext as _

from tongxin.accounts.offices import Readers, Recorders
from tongxin.core.fields import UNSAID, Field, FieldType, Option, Words, field_from
from tongxin.kinds import declaration
from tongxin.kinds.declaration import many
from tongxin.records.terms import Grade, Group, Level, Measure

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

SUMMED = {"quantity": Measure.QUANTITY, "amount_fen": Measure.AMOUNT}
"""Columns that a figure may add up; an assembly may use them in a shipped kind that does without."""

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
class CountedAs(declaration.CountedAs):
    """One figure of a kind: a count of its records or a sum of a column, perhaps of some varieties or levels only."""

    measure: Measure = Measure.COUNT


def _field(given: str | Mapping[str, Any]) -> Field:
    """A field, or the name of a standard one, or a standard one with some words of its own."""
    if isinstance(given, str):
        return STANDARD[given]
    standard = STANDARD.get(given["code"])
    return field_from({**(standard.as_json() if standard else {}), **given})


@dataclass(frozen=True, kw_only=True)
class Declaration(declaration.Declaration):
    """Everything that a kind says of itself. `people` and `organisations` name the two lists, where it has them.

    `both_levels`: counties submit it and the city counts both.
    """

    columns = COLUMNS
    lent = frozenset(SUMMED)
    reserved = RESERVED | {TITLE, DAY}
    reading = {
        **declaration.Declaration.reading,
        "group": Group,
        "title": Words.of,
        "day": Words.of,
        "fields": many(_field),
        "figures": many(CountedAs.of),
        "recorders": Recorders,
        "readers": Readers,
        "people": Words.of,
        "organisations": Words.of,
        "both_levels": bool,
    }

    group: Group
    figures: tuple[CountedAs, ...] = ()
    title: Words = TITLE_WORDS
    day: Words = DAY_WORDS
    recorders: Recorders = Recorders.OFFICES
    readers: Readers = Readers.MEMBERS
    people: Words = UNSAID
    organisations: Words = UNSAID
    both_levels: bool = True

    @cached_property
    def all_fields(self) -> tuple[Field, ...]:
        """Title and day, which every kind has, then its own."""
        title = Field(TITLE, self.title, required=True, in_list=True, aliases=("标题", "名称"))
        day = Field(DAY, self.day, FieldType.DATE, required=True, in_list=True, aliases=("日期",))
        return (title, day, *self.fields)

    def what_narrows(self, after: Self) -> list[str]:
        """Fields, figures, readers and lists of names only grow."""
        sentences = super().what_narrows(after)
        if self.readers != after.readers:
            sentences.append(_("谁可以看，启用以后不能再改。"))
        if (self.people and not after.people) or (self.organisations and not after.organisations):
            sentences.append(_("已经在用的名单不能去掉。"))
        return sentences
