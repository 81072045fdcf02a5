"""A kind's figures, made from its declaration: times, attendances (人次), people (人数), suggestions, quantities."""

from collections.abc import Callable, Iterator

from django.db.models import Q
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from tongxin.core.fields import Words
from tongxin.figures.declare import Base, Figure, Text
from tongxin.figures.question import Question
from tongxin.gatherings.declaration import CountedAs, Declaration
from tongxin.gatherings.figures.bases import ATTENDANCES, GATHERINGS, OUTCOMES, once_a_person
from tongxin.gatherings.models import GatheringKind
from tongxin.gatherings.shipped import shipped
from tongxin.gatherings.terms import Measure, OutcomeKind

PREFIX = "gatherings."
BASES: dict[Measure, Base] = {
    Measure.TIMES: GATHERINGS,
    Measure.QUANTITY: GATHERINGS,
    Measure.ATTENDANCES: ATTENDANCES,
    Measure.PEOPLE: ATTENDANCES,
    Measure.SUGGESTIONS: OUTCOMES,
}
HANGING = "gathering__"


def code_of(declared: Declaration, counted: CountedAs) -> str:
    """gatherings.three_entries, gatherings.three_entries.attendances."""
    return PREFIX + ".".join(part for part in (declared.code, counted.code) if part)


def shipped_figures() -> Iterator[Figure]:
    """Those of the kinds that come with the program; they need no database."""
    for declared in shipped():
        for counted in declared.figures:
            yield figure_of(declared, counted)


def own_figure(code: str) -> Figure | None:
    """A figure of a kind that staff added, once it was opened."""
    if not code.startswith(f"{PREFIX}own_"):
        return None
    kind_code = code.removeprefix(PREFIX).partition(".")[0]
    own = GatheringKind.objects.filter(GatheringKind.opened(), assembly__isnull=False)
    row = own.filter(code=kind_code).first()
    return next((one for one in own_figures(row) if one.code == code), None) if row else None


def own_figures(row: GatheringKind) -> list[Figure]:
    return [figure_of(row.declared, one, row=row) for one in row.declared.figures]


def figure_of(
    declared: Declaration, counted: CountedAs, *, row: GatheringKind | None = None
) -> Figure:
    """One figure. `row` is the kind's own where it belongs to one assembly."""
    base = BASES[counted.measure]
    return Figure(
        code_of(declared, counted),
        counted.label,
        base,
        _condition(declared, counted, "" if base is GATHERINGS else HANGING, row),
        _definition(declared.name, counted),
        unit=counted.unit,
        sum_field="quantity" if counted.measure == Measure.QUANTITY else "",
        assembly_id=row.assembly_id if row else None,
    )


def _condition(
    declared: Declaration, counted: CountedAs, path: str, row: GatheringKind | None
) -> Callable[[Question], Q]:
    if row:
        condition = Q(**{f"{path}kind_id": row.pk})
    else:
        condition = Q(**{f"{path}kind__code": declared.code, f"{path}kind__assembly": None})
    for column, values in counted.only.items():
        condition &= Q(**{f"{path}{column}__in": values})
    if counted.measure == Measure.SUGGESTIONS:
        condition &= Q(kind=OutcomeKind.SUGGESTION)
    if counted.measure == Measure.ATTENDANCES and not declared.by_sitting:
        condition &= Q(is_first=True)
    if counted.measure == Measure.PEOPLE:
        return lambda question: once_a_person(question, condition)
    return lambda question: condition


WHAT = {
    Measure.TIMES: lambda: _("本级“%(kind)s”中日期在期内、已经办结的次数。"),
    Measure.QUANTITY: lambda: _("本级“%(kind)s”中日期在期内、已经办结的，数量合计。"),
    Measure.ATTENDANCES: lambda: _(
        "本级“%(kind)s”中日期在期内、已经办结的，实际到场的人次；请假、缺席不计，一人到几次计几次。"
    ),
    Measure.PEOPLE: lambda: _(
        "本级“%(kind)s”中日期在期内、已经办结的，实际到场的人数；一人到几次只计一人。"
    ),
    Measure.SUGGESTIONS: lambda: _(
        "本级“%(kind)s”中日期在期内、已经办结的，提出的意见建议条数；撤销和被更正代替的不计。"
    ),
}


def _definition(name: Words, counted: CountedAs) -> Text:
    return lazy(lambda: WHAT[counted.measure]() % {"kind": name}, str)()
