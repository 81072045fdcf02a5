"""A kind's figures, made from its declaration: what the assembly recorded itself, and both levels together."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from django.db.models import Q
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext as _

from tongxin.core.fields import UNSAID, Words
from tongxin.figures.declare import Figure
from tongxin.figures.question import Question
from tongxin.records.declaration import STANDARD, SUMMED, YUAN, CountedAs, Declaration
from tongxin.records.figures.bases import RECORDS
from tongxin.records.models import KindOverlay, RecordKind
from tongxin.records.shipped import shipped
from tongxin.records.terms import Measure

PREFIX, BOTH, LAID = "records.", "both", "laid_"
CLAUSE = lazy(lambda: _("县级报送经接收的才计入，市级不看实时数据"), str)


def code_of(declared: Declaration, counted: CountedAs, *, both: bool = False) -> str:
    """records.donation, records.donation.times, records.donation.both."""
    parts = (declared.code, counted.code, BOTH if both else "")
    return PREFIX + ".".join(part for part in parts if part)


def shipped_figures() -> Iterator[Figure]:
    """Those of the kinds that come with the program; they need no database."""
    for declared in shipped():
        for counted in declared.figures:
            yield figure_of(declared, counted)
            if declared.both_levels:
                yield figure_of(declared, counted, both=True)


def own_figure(code: str) -> Figure | None:
    """The figure of a kind that staff added, once it is in use, or of a column that they added to a shipped one."""
    if code.startswith(f"{PREFIX}{LAID}"):
        return _laid_figure(code)
    if not code.startswith(f"{PREFIX}own_"):
        return None
    own = RecordKind.objects.filter(RecordKind.opened(), assembly__isnull=False)
    row = own.filter(code=code.removeprefix(PREFIX)).first()
    return own_figures(row)[0] if row else None


def own_figures(row: RecordKind) -> list[Figure]:
    return [figure_of(row.declared, one, row=row) for one in row.declared.figures]


def laid_figures(overlay: KindOverlay) -> list[Figure]:
    """The sums of the columns that an assembly added to a shipped kind; they are its own."""
    return [
        _sum_of(overlay, SUMMED[one["code"]]) for one in overlay.fields if one["code"] in SUMMED
    ]


def _laid_figure(code: str) -> Figure | None:
    key = code.removeprefix(f"{PREFIX}{LAID}").partition(".")[0]
    overlay = KindOverlay._base_manager.filter(public_id=key).select_related("kind").first()
    figures = laid_figures(overlay) if overlay else []
    return next((one for one in figures if one.code == code), None)


def _sum_of(overlay: KindOverlay, measure: Measure) -> Figure:
    """records.laid_<overlay>.quantity; the kind's own figures keep their codes and meaning."""
    declared = overlay.kind.declared
    name, summed = overlay.name or declared.name, STANDARD[measure.value]
    counted = CountedAs(
        Words(f"{name} · {summed.label}"),
        YUAN if measure == Measure.AMOUNT else UNSAID,
        measure.value,
        measure,
    )
    return replace(
        figure_of(declared, counted),
        code=f"{PREFIX}{LAID}{overlay.public_id}.{measure.value}",
        assembly_id=overlay.assembly_id,
    )


def figure_of(
    declared: Declaration,
    counted: CountedAs,
    *,
    both: bool = False,
    row: RecordKind | None = None,
) -> Figure:
    """One figure. `row` is the kind's own where it belongs to one assembly."""
    return Figure(
        code_of(declared, counted, both=both),
        _label(counted.label, both),
        RECORDS,
        _condition(declared, counted, both, row),
        _definition(declared.name, counted, both),
        unit=counted.unit,
        clause=CLAUSE() if both else "",
        sum_field="" if counted.measure == Measure.COUNT else counted.measure.value,
        is_money=counted.measure == Measure.AMOUNT,
        assembly_id=row.assembly_id if row else None,
    )


def _condition(
    declared: Declaration, counted: CountedAs, both: bool, row: RecordKind | None
) -> Callable[[Question], Q]:
    condition = (
        Q(kind_id=row.pk) if row else Q(kind__code=declared.code, kind__assembly__isnull=True)
    )
    for column, values in counted.only.items():
        condition &= Q(**{f"{column}__in": values})
    if not both:
        condition &= Q(intake__isnull=True)
    return lambda question: condition


def _label(label: Words, both: bool) -> Words | Promise:
    if not both:
        return label
    return lazy(lambda: _("%(label)s（两级）") % {"label": label}, str)()


def _definition(name: Words, counted: CountedAs, both: bool) -> Promise:
    def said() -> str:
        whose = _("本级和已接收的县（市）区报送中") if both else _("本级")
        told = {"whose": whose, "kind": name, "measure": counted.measure.label}
        return _("%(whose)s登记在“%(kind)s”里、日期在期内、没有撤销的，%(measure)s。") % told

    return lazy(said, str)()
