"""What the decision does to each proposal: docketed, declined, merged, returned. Untold until released."""

from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.lifecycle.perform import performs
from tongxin.proposals.lifecycle import PROPOSAL
from tongxin.proposals.models import DecisionItem, Lineage, Proposal
from tongxin.proposals.terms import ProposalState, Relation


@performs(PROPOSAL.docket)
def docket(proposal: Proposal, *, actor: Actor, item: DecisionItem, case_number: int) -> dict:
    """Give the proposal its case number. From here it counts as 立案."""
    _decided(proposal, item)
    proposal.docketed_on = item.list.decided_on
    proposal.case_number = case_number
    return {"case_number": case_number}


@performs(PROPOSAL.decline)
def decline(proposal: Proposal, *, actor: Actor, item: DecisionItem) -> dict:
    """Not docketed, with a coded reason and the route it takes instead (practice 2)."""
    _decided(proposal, item)
    proposal.declined_on = item.list.decided_on
    proposal.decline_reason = item.decline_reason
    proposal.decline_route = item.decline_route
    proposal.decline_note = item.note
    return {"reason": item.decline_reason, "route": item.decline_route}


@performs(PROPOSAL.merge)
def merge(proposal: Proposal, *, actor: Actor, item: DecisionItem) -> dict:
    """Merged into a docketed one: no case number of its own, its proposers are answered with the main case."""
    main = Proposal._base_manager.get(pk=item.merge_into_id)
    if main.state not in ProposalState.docketed_ones():
        raise Refused(_("要并入的提案没有立案。"))
    _decided(proposal, item)
    proposal.merged_into = main
    proposal.merged_on = item.list.decided_on
    Lineage(
        assembly_id=proposal.assembly_id,
        source=proposal,
        target=main,
        relation=Relation.MERGED_INTO,
        since_on=item.list.decided_on,
    ).save(force_insert=True)
    return {"into": main.pk}


@performs(PROPOSAL.return_for_changes)
def return_for_changes(proposal: Proposal, *, actor: Actor, item: DecisionItem) -> None:
    _decided(proposal, item)
    proposal.return_note = item.note


@performs(PROPOSAL.return_alone)
def return_alone(proposal: Proposal, *, actor: Actor, note: str) -> None:
    """The office returns it directly, where the rulebook allows; told at once."""
    proposal.return_note = note
    proposal.decided_on = clock.today()
    proposal.released_at = clock.now()


def _decided(proposal: Proposal, item: DecisionItem) -> None:
    proposal.decided_on = item.list.decided_on
    proposal.released_at = None
