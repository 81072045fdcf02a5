"""Outcomes of a gathering as its readers see them: those that stand, what was changed and why, what they led to."""

from dataclasses import dataclass, field

from django.db.models import QuerySet

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import visible
from tongxin.gatherings.models import Gathering, Outcome
from tongxin.gatherings.terms import Output
from tongxin.organisations.models import Organisation, Service
from tongxin.search.ties import Tie, ties_of


@dataclass
class Line:
    """One outcome that stands, with the wording that it replaced and what it led to."""

    outcome: Outcome
    earlier: list[Outcome] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)


def has_outcomes(gathering: Gathering) -> bool:
    """Whether gatherings of this kind leave outcomes, or decisions that stand in minutes."""
    left = gathering.kind.declared.outputs
    return Output.OUTCOMES in left or Output.MINUTES in left


def units_of(gathering: Gathering) -> QuerySet[Organisation]:
    """The units that serve the gathering's assembly."""
    serving = Service._base_manager.filter(assembly_id=gathering.assembly_id, ended_on=None)
    return Organisation.objects.filter(pk__in=serving.values("organisation_id"))


def lines_of(gathering: Gathering, actor: Actor) -> list[Line]:
    """The outcomes that stand; a fixed number of queries and one or two for each type they led to."""
    seen = visible(actor, "outcomes.view", gathering.outcomes.all())
    rows = list(seen.select_related("person", "organisation", "item"))
    lines = {one.pk: Line(one) for one in rows if one.is_in_force}
    _add_earlier(lines, {one.replaced_by_id: one for one in rows if one.replaced_by_id})
    for outcome_id, ties in ties_of(Outcome, list(lines), actor).items():
        lines[outcome_id].ties = ties
    return list(lines.values())


def withdrawn(gathering: Gathering, actor: Actor) -> list[Outcome]:
    """Those that were taken back, with their reasons."""
    rows = gathering.outcomes.filter(withdrawn_on__isnull=False)
    return list(visible(actor, "outcomes.view", rows))


def _add_earlier(lines: dict[int, Line], replaced: dict[int, Outcome]) -> None:
    """Each line gets what it said before, the latest first."""
    for key, line in lines.items():
        while (before := replaced.get(key)) is not None:
            line.earlier.append(before)
            key = before.pk
