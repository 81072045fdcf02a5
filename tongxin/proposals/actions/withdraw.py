"""The proposer takes a proposal back before it is assigned (撤案)."""

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.lifecycle.perform import performs
from tongxin.proposals.lifecycle import PROPOSAL
from tongxin.proposals.models import Proposal


@performs(PROPOSAL.withdraw)
def withdraw(proposal: Proposal, *, actor: Actor, reason: str) -> None:
    """It keeps its serial number and stops counting as docketed; an open place on a list is given up."""
    proposal.withdrawn_on = clock.today()
    proposal.decline_note = reason
    proposal.decisions.filter(taken_back_on__isnull=True, list__state="open").update(
        taken_back_on=clock.today()
    )
