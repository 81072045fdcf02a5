"""After dissatisfaction: both sides heard, then handled again, explained, or talked over (practice 6)."""

from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.lifecycle.perform import follows, perform, performs
from tongxin.organisations.models import Organisation
from tongxin.proposals.conditions import current_hearing, highest_round
from tongxin.proposals.lifecycle import HANDLING, PROPOSAL
from tongxin.proposals.models import Evaluation, Hearing, Proposal
from tongxin.proposals.terms import EvaluationState, HandlingState, Satisfaction


@performs(PROPOSAL.hear)
def hear(proposal: Proposal, *, actor: Actor, proposer_view: str, unit_view: str) -> None:
    """The unit sees the evaluations from here on."""
    Hearing(
        assembly_id=proposal.assembly_id,
        proposal=proposal,
        round=highest_round(proposal),
        proposer_view=proposer_view,
        unit_view=unit_view,
        on=clock.today(),
    ).save(force_insert=True)
    Evaluation._base_manager.filter(
        proposal=proposal, state=EvaluationState.GIVEN, shown_to_unit_on__isnull=True
    ).update(shown_to_unit_on=clock.today())


@performs(PROPOSAL.rehandle)
def rehandle(
    proposal: Proposal, *, actor: Actor, note: str, units: tuple[Organisation, ...] = ()
) -> dict:
    """The contested units work on it again with a new clock."""
    _decide(proposal, is_rehandled=True, note=note)
    proposal.replied_on = None
    proposal.satisfaction = ""
    proposal.evaluated_on = None
    return {"round": highest_round(proposal) + 1}


@follows(PROPOSAL.rehandle)
def send_again(proposal: Proposal, *, actor: Actor, event, **_data) -> None:
    """Only the units whose reply was found wanting start over."""
    contested = (
        proposal.evaluations.filter(counts=True, result=Satisfaction.DISSATISFIED)
        .values_list("handling_id", flat=True)
        .distinct()
    )
    handlings = proposal.handlings.filter(pk__in=list(contested), state=HandlingState.REPLIED)
    for handling in handlings.order_by("id"):
        perform(HANDLING.handle_again, handling, actor, cause=event)


@performs(PROPOSAL.let_stand)
def let_stand(proposal: Proposal, *, actor: Actor, note: str) -> None:
    """The reply stands, with an explanation to the proposer."""
    _decide(proposal, is_rehandled=False, note=note)


@performs(PROPOSAL.talk)
def talk(proposal: Proposal, *, actor: Actor, note: str) -> None:
    """Twice dissatisfied: the two sides met face to face; what became of it is explained."""
    _decide(proposal, is_rehandled=False, note=note)


@performs(PROPOSAL.close)
def close(proposal: Proposal, *, actor: Actor) -> None:
    proposal.closed_on = clock.today()


@performs(PROPOSAL.reopen)
def reopen(proposal: Proposal, *, actor: Actor, reason: str) -> None:
    """Look-back: a closed case is followed again."""
    proposal.closed_on = None


def _decide(proposal: Proposal, *, is_rehandled: bool, note: str) -> None:
    hearing = current_hearing(proposal)
    if hearing is None:
        raise Refused(_("请先听取双方意见。"))
    hearing.is_rehandled = is_rehandled
    hearing.decision_note = note
    hearing.save()
