"""A unit asks for another unit; the Proposals office is heard, the assigner decides (practice 4)."""

from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.lifecycle.perform import begin, follows, perform, performs
from tongxin.organisations.models import Organisation
from tongxin.proposals.actions.draft_units import services_for
from tongxin.proposals.conditions import current_objection
from tongxin.proposals.lifecycle import HANDLING
from tongxin.proposals.models import Handling, Objection
from tongxin.proposals.terms import HandlingState


@performs(HANDLING.object)
def object_to_assignment(
    handling: Handling, *, actor: Actor, reason: str, suggested_unit: Organisation | None = None
) -> dict:
    """A reason and, if known, whose matter it is; the unit never passes it on by itself."""
    Objection(
        assembly_id=handling.assembly_id,
        handling=handling,
        reason=reason,
        suggested_unit=suggested_unit,
    ).save(force_insert=True)
    return {"suggested": suggested_unit.pk if suggested_unit else None}


@performs(HANDLING.comment_objection)
def comment_objection(handling: Handling, *, actor: Actor, office_opinion: str) -> None:
    objection = current_objection(handling)
    objection.office_opinion = office_opinion
    objection.save()


@performs(HANDLING.reassign)
def reassign(
    handling: Handling, *, actor: Actor, unit: Organisation, decision_note: str = ""
) -> dict:
    """This unit is out; another takes its role and a fresh clock."""
    if unit.pk == handling.unit_id:
        raise Refused(_("请选择另一个单位。"), field="unit")
    taken = handling.proposal.handlings.filter(unit=unit).exclude(state=HandlingState.ENDED)
    if taken.exists():
        raise Refused(_("%(unit)s 已在承办这件提案。") % {"unit": unit}, field="unit")
    services_for(handling.proposal, [unit])
    _decide(handling, True, decision_note)
    handling.ended_on = clock.today()
    return {"to": unit.pk}


@follows(HANDLING.reassign)
def hand_to_other(handling: Handling, *, actor: Actor, event, unit: Organisation, **_data) -> None:
    """The new unit starts where the old one stood: assigned, with the same role."""
    services = services_for(handling.proposal, [unit])
    other = Handling(
        assembly_id=handling.assembly_id,
        proposal=handling.proposal,
        unit=unit,
        role=handling.role,
        channel=services[unit.pk].channel,
    )
    begin(HANDLING, other, actor, cause=event)
    perform(HANDLING.assign, other, actor, cause=event)
    Handling._base_manager.filter(pk=handling.pk).update(replaced_by=other)


@performs(HANDLING.refuse_objection)
def refuse_objection(handling: Handling, *, actor: Actor, note: str) -> None:
    """The unit has to sign after all; its reply clock never stopped."""
    _decide(handling, False, note)


def _decide(handling: Handling, is_accepted: bool, note: str) -> None:
    objection = current_objection(handling)
    objection.is_accepted = is_accepted
    objection.decision_note = note
    objection.decided_on = clock.today()
    objection.save()
