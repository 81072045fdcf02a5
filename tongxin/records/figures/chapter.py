"""The record book's chapter of an assembly's figures page: a sentence for each part of the book, then both levels."""

from django.utils.translation import gettext_lazy as _

from tongxin.accounts.offices import Readers
from tongxin.figures.declare import Chapter, Figure, Panel, Table, figure
from tongxin.organisations.models import Assembly
from tongxin.records.figures.bases import COUNTY, LEVEL
from tongxin.records.figures.of_kinds import code_of, laid_figures, own_figures
from tongxin.records.models import RecordKind
from tongxin.records.queries.kinds import Kind, all_shipped, parts_of


def chapter_for(assembly: Assembly) -> Chapter:
    """The kinds that the assembly uses; what only few read stands on its own page only."""
    kinds = [kind for kind in all_shipped(assembly) if _is_told(kind)]
    own = RecordKind.objects.filter(RecordKind.opened(), assembly=assembly)
    parts = [_figures(part.kinds) for part in parts_of(kinds)]
    parts.append([one for row in own if row.readers != Readers.LEADERS for one in own_figures(row)])
    both = tuple(
        figure(code_of(kind.declared, kind.declared.figures[0], both=True))
        for kind in kinds
        if kind.declared.both_levels
    )
    return Chapter(
        "records",
        _("台账"),
        sentences=tuple(tuple(part) for part in parts if part),
        panels=(Panel(figure("records.award"), LEVEL),),
        tables=(Table("records_county", _("两级合计"), ((COUNTY, both),), is_turned=True),),
    )


def _is_told(kind: Kind) -> bool:
    return kind.is_offered and kind.row.readers != Readers.LEADERS


def _figures(kinds: list[Kind]) -> list[Figure]:
    shipped = [
        figure(code_of(kind.declared, counted))
        for kind in kinds
        for counted in kind.declared.figures
    ]
    return shipped + [one for kind in kinds if kind.overlay for one in laid_figures(kind.overlay)]
