"""The proposer takes a proposal back before it is assigned (撤案)."""

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.lifecycle.perform import follows, performs
from tongxin.proposals.actions.take_back import drop_units, undo_decision
from tongxin.proposals.lifecycle import PROPOSAL
from tongxin.proposals.models import Proposal
from tongxin.proposals.terms import ListState

UNDECIDED_LISTS = (ListState.OPEN, ListState.PASSED)


@performs(PROPOSAL.withdraw)
def withdraw(proposal: Proposal, *, actor: Actor, reason: str) -> dict:
    """It keeps its serial number."""
    given_up = end_undecided(proposal)
    proposal.decline_note = reason
    return given_up


def end_undecided(proposal: Proposal) -> dict:
    """Withdrawn as of today: its place on a list is given up, and so is a decision that nobody was told of."""
    given_up = undo_decision(proposal) if proposal.is_held else {}
    proposal.decisions.filter(taken_back_on__isnull=True, list__state__in=UNDECIDED_LISTS).update(
        taken_back_on=clock.today()
    )
    proposal.withdrawn_on = clock.today()
    return given_up


@performs(PROPOSAL.discard)
def discard(proposal: Proposal, *, actor: Actor) -> None:
    """A draft nobody handed in: it leaves every list, and those who were asked to co-sign are told."""
    proposal.withdrawn_on = clock.today()


@follows(PROPOSAL.withdraw)
def drop_drafted_units(proposal: Proposal, *, actor: Actor, event, **_data) -> None:
    """Units drafted or asked for it are dropped with it."""
    drop_units(proposal, actor=actor, event=event)
