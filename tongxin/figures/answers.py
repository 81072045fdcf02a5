"""Answers: figures are counted in as few queries as they have bases, and each answer knows its rows and its address."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q
from django.db.models.aggregates import Aggregate
from django.utils.translation import gettext as _

from tongxin.core import formats
from tongxin.core.pages import Number
from tongxin.figures import addresses
from tongxin.figures.declare import (
    NONE,
    Base,
    Breakdown,
    Declared,
    Figure,
    Ratio,
    Sum,
    figure,
)
from tongxin.figures.periods import Period
from tongxin.figures.question import Question
from tongxin.figures.scopes import PERCENT_DIGITS, Scope
from tongxin.figures.shares import percent

PART = "figure_part"


@dataclass(frozen=True)
class Part:
    """One part of a breakdown: which it is and how it is called."""

    by: Breakdown
    key: str
    label: str

    @property
    def condition(self) -> Q:
        return self.by.part(self.key)


def part_named(by: Breakdown, key: str) -> Part:
    """The part that stands under a key in an address; ValueError for a key that cannot be one."""
    by.part(key)
    if key == NONE:
        return Part(by, key, str(by.empty))
    value = key if by.is_text else int(key)
    return Part(by, key, str(by.labels([value]).get(value, key)))


@dataclass(frozen=True)
class Answer:
    """A counted number: `url` leads to the rows that it counts."""

    figure: Figure | Sum
    question: Question
    value: int
    part: Part | None = None

    @property
    def url(self) -> str:
        part = (self.part.by.code, self.part.key) if self.part else ()
        return addresses.rows_url(self.question, self.figure.code, *part)

    @property
    def shown(self) -> str:
        return formats.money(self.value) if self.figure.is_money else f"{self.value:,}"

    @property
    def unit(self) -> str:
        """What follows the number; a sum of money names its own."""
        return "" if self.figure.is_money else str(self.figure.unit)

    def as_number(self, label: str = "", **_options: bool) -> Number:
        return Number(label or self.figure.label, self.shown, self.unit, self.url)


@dataclass(frozen=True)
class Share:
    """A percentage with the numbers behind it."""

    figure: Ratio
    question: Question
    over: Answer
    under: Answer
    beside: tuple[Answer, ...] = ()
    silent: Answer | None = None
    digits: int = 1

    @property
    def percent(self) -> str:
        return percent(self.over.value, self.under.value, self.digits)

    @property
    def shown(self) -> str:
        return f"{self.percent} %" if self.under.value else self.percent

    @property
    def url(self) -> str:
        return self.over.url

    @property
    def bounds(self) -> tuple[str, str] | None:
        """The share if all who were silent had been against, and if all had been for it."""
        if self.silent is None:
            return None
        over, under, silent = self.over.value, self.under.value, self.silent.value
        return (
            percent(over, under + silent, self.digits),
            percent(over + silent, under + silent, self.digits),
        )

    def as_number(self, label: str = "", *, bare: bool = False) -> Number:
        """With what is behind it, unless both numbers stand in the same sentence already."""
        shown = self.beside or (self.over, self.under)
        parts = (*shown, *((self.silent,) if self.silent else ()))
        detail = () if bare else tuple(part.as_number() for part in parts)
        return Number(label or self.figure.label, self.shown, "", self.url, detail)


Answered = Answer | Share


def value(code: str, scope: Scope, period: Period, as_of: datetime | None = None) -> Answered:
    """One figure's answer."""
    return values([code], scope, period, as_of)[code]


def values(
    codes: Iterable[str], scope: Scope, period: Period, as_of: datetime | None = None
) -> dict[str, Answered]:
    """The answers of many figures, by code; one query for each base they count."""
    return answer(Question(scope, period, as_of), [figure(code) for code in codes])


def answer(question: Question, declared: Sequence[Declared]) -> dict[str, Answered]:
    """As `values`, for figures at hand."""
    counted = _count(question, _needed(declared))
    digits = _digits(question, declared)
    return {one.code: _answered(one, question, counted, None, digits) for one in declared}


def split(
    codes: Iterable[str],
    by: Breakdown,
    scope: Scope,
    period: Period,
    as_of: datetime | None = None,
) -> list[tuple[Part, dict[str, Answered]]]:
    """The answers of figures of one base, parted; one query, and one for the labels if they are rows."""
    return parted(Question(scope, period, as_of), [figure(code) for code in codes], by)


def parted(
    question: Question, declared: Sequence[Declared], by: Breakdown
) -> list[tuple[Part, dict[str, Answered]]]:
    """As `split`, for figures at hand. Parts of which no figure counts anything are left out."""
    needed = _needed(declared)
    counted = _count_parts(question, needed, by)
    digits = _digits(question, declared)
    return [
        (
            part,
            {
                one.code: _answered(one, question, counted[part.key], part, digits)
                for one in declared
            },
        )
        for part in _parts(by, counted)
        if any(counted[part.key].values())
    ]


def _needed(declared: Iterable[Declared]) -> list[Figure | Sum]:
    """The figures to count: ratios are made of theirs."""
    figures: dict[str, Figure | Sum] = {}
    for one in declared:
        for counted in one.figures if isinstance(one, Ratio) else (one,):
            figures[counted.code] = counted
    return list(figures.values())


def _count(question: Question, figures: Iterable[Figure | Sum]) -> dict[str, int]:
    by_base: dict[Base, list[Figure | Sum]] = defaultdict(list)
    for one in figures:
        by_base[one.base].append(one)
    counted: dict[str, int] = {}
    for base, of_base in by_base.items():
        rows = question.of(base).filter(question.within(base.on))
        counted |= _by_code(of_base, rows.aggregate(**_aggregates(question, of_base)))
    return counted


def _count_parts(
    question: Question, figures: list[Figure | Sum], by: Breakdown
) -> dict[str, dict[str, int]]:
    rows = question.of(by.base).filter(question.within(by.base.on))
    groups = rows.values(**{PART: F(by.field)}).annotate(**_aggregates(question, figures))
    counted: dict[str, dict[str, int]] = {}
    for group in groups.order_by(PART):
        key = NONE if group[PART] in (None, "") else str(group[PART])
        found = _by_code(figures, group)
        known = counted.setdefault(key, dict.fromkeys(found, 0))
        counted[key] = {code: known[code] + found[code] for code in found}
    return counted


def _aggregates(question: Question, figures: list[Figure | Sum]) -> dict[str, Aggregate]:
    return {f"figure_{place}": one.aggregate(question) for place, one in enumerate(figures)}


def _by_code(figures: list[Figure | Sum], row: dict[str, int | None]) -> dict[str, int]:
    return {one.code: row[f"figure_{place}"] or 0 for place, one in enumerate(figures)}


def _parts(by: Breakdown, counted: dict[str, dict[str, int]]) -> list[Part]:
    """In the order of the labels; unknown ones and those without a value last."""
    present = [key for key in counted if key != NONE]
    labels = by.labels(present if by.is_text else [int(key) for key in present])
    order = {str(key): place for place, key in enumerate(labels)}
    words = {str(key): str(label) for key, label in labels.items()}
    present.sort(key=lambda key: order.get(key, len(order)))
    parts = [Part(by, key, words.get(key, key)) for key in present]
    return parts + ([Part(by, NONE, str(by.empty))] if NONE in counted else [])


def _digits(question: Question, declared: Iterable[Declared]) -> int:
    if not any(isinstance(one, Ratio) for one in declared):
        return 1
    return question.rule(PERCENT_DIGITS)[question.scope.assembly.pk]


def _answered(
    one: Declared,
    question: Question,
    counted: dict[str, int],
    part: Part | None,
    digits: int,
) -> Answered:
    if not isinstance(one, Ratio):
        return Answer(one, question, counted[one.code], part)

    def found(counts: Figure | Sum) -> Answer:
        return Answer(counts, question, counted[counts.code], part)

    return Share(
        one,
        question,
        found(one.over),
        found(one.under),
        tuple(found(beside) for beside in one.beside),
        found(one.silent) if one.silent else None,
        digits,
    )


def explained_bounds(share: Share) -> str:
    """The bounds as a sentence for analysis pages; never for letters (practice 17)."""
    if share.bounds is None or not share.silent.value:
        return ""
    return _("未反馈的若全部不满意为 %(low)s %%，若全部满意为 %(high)s %%") % {
        "low": share.bounds[0],
        "high": share.bounds[1],
    }
