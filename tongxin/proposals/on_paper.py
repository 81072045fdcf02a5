"""Which units work on paper, and who stands in for them: the one place that knows the choice per unit (practice 19)."""

from dataclasses import dataclass

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from tongxin.accounts.actor import Actor
from tongxin.accounts.in_hand import Telling
from tongxin.accounts.permissions import NOTHING
from tongxin.accounts.terms import Role
from tongxin.organisations.models import Service
from tongxin.organisations.terms import WorkingWay
from tongxin.proposals.models import Handling

ENTERING = Role.proposals_staff() | {Role.ASSIGNER}
"""Who may enter for a unit: the Proposals office, and the office that assigned (in its own channel)."""


@dataclass(frozen=True)
class WorksByPackage(Telling):
    """The handling's unit chose packages and paper for this assembly; told by rows that were `annotated`."""

    def told_by(self, row: Model) -> bool | None:
        return row.__dict__.get(BY_PACKAGE)

    def expression(self) -> Exists:
        return Exists(
            Service._base_manager.filter(
                assembly_id=OuterRef("assembly_id"),
                organisation_id=OuterRef("unit_id"),
                working_way=WorkingWay.PACKAGE,
            )
        )


BY_PACKAGE = "works_by_package"


def by_units_on_paper() -> Q:
    """Handlings of units that chose packages and paper for this assembly."""
    return Q(WorksByPackage()) & Handling.known_to_unit()


def annotated(rows: QuerySet[Handling]) -> QuerySet[Handling]:
    """The handlings, each knowing whether its unit works on paper."""
    return rows.annotate(**{BY_PACKAGE: WorksByPackage().expression()})


def is_on_paper(handling: Handling) -> bool:
    """Whether its unit works on paper; what such a unit does is entered by the offices, nobody else's is."""
    return Handling._base_manager.filter(by_units_on_paper(), pk=handling.pk).exists()


def stands_in(actor: Actor) -> Q:
    """Handlings for whose unit this actor was made to stand in (`Actor.standing_in_for`)."""
    if actor.for_unit is None or not actor.is_any(ENTERING):
        return NOTHING
    here = Q(assembly_id__in=actor.assembly_ids)
    return here & Q(unit_id=actor.for_unit.pk) & by_units_on_paper()
