"""The Proposals office drafts which units handle a proposal, in which role (拟办)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.core.errors import Refused
from tongxin.lifecycle.perform import begin, follows, perform, performs
from tongxin.organisations.models import Organisation, Service
from tongxin.proposals.lifecycle import HANDLING, PROPOSAL
from tongxin.proposals.models import Handling, Proposal
from tongxin.proposals.terms import HandlingState, UnitRole


@dataclass(frozen=True)
class UnitDraft:
    """A unit and the role it is meant to have."""

    unit: Organisation
    role: str


@performs(PROPOSAL.draft_units)
def draft_units(proposal: Proposal, *, actor: Actor, units: list[UnitDraft]) -> dict:
    """Check the set as a whole: one lead or several parallel units, nobody twice, all serving this assembly."""
    roles = [draft.role for draft in units]
    if len({draft.unit.pk for draft in units}) != len(units):
        raise Refused(_("同一单位不能列两次。"), field="units")
    if len([role for role in roles if role in (UnitRole.LEAD, UnitRole.SOLE)]) > 1:
        raise Refused(_("主办（单办）单位只能有一个。"), field="units")
    services_for(proposal, [draft.unit for draft in units])
    return {"units": [draft.unit.pk for draft in units], "roles": roles}


@follows(PROPOSAL.draft_units)
def replace_drafts(proposal: Proposal, *, actor: Actor, event, units: list[UnitDraft]) -> None:
    """Units no longer named are dropped; those that stay in their role keep their answer to the trial."""
    wanted = {(draft.unit.pk, draft.role): draft for draft in units}
    for handling in proposal.handlings.exclude(state=HandlingState.ENDED).order_by("id"):
        if wanted.pop((handling.unit_id, handling.role), None) is None:
            perform(HANDLING.drop, handling, actor, cause=event)
    services = services_for(proposal, [draft.unit for draft in units])
    for draft in wanted.values():
        handling = Handling(
            assembly_id=proposal.assembly_id,
            proposal=proposal,
            unit=draft.unit,
            role=draft.role,
            channel=services[draft.unit.pk].channel,
        )
        begin(HANDLING, handling, actor, cause=event)


def services_for(proposal: Proposal, units: list[Organisation]) -> dict[int, Service]:
    """The service row of each unit by the unit's id; refuses a unit that does not serve this assembly."""
    services = {
        service.organisation_id: service
        for service in Service._base_manager.filter(
            assembly_id=proposal.assembly_id, organisation__in=units
        )
    }
    for unit in units:
        if unit.pk not in services:
            raise Refused(
                _("%(unit)s 不是本级政协的承办单位。") % {"unit": unit.name}, field="units"
            )
    return services
