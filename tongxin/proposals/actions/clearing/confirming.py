"""The second person confirms: now it is cleared, and the proposal's own thread goes on or ends."""

from typing import Any

from django.db import transaction

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.lifecycle.perform import follows, perform, performs, refusal
from tongxin.proposals.actions.clearing.emptying import clear
from tongxin.proposals.actions.clearing.finishing import finish
from tongxin.proposals.actions.take_back import drop_units
from tongxin.proposals.actions.withdraw import end_undecided
from tongxin.proposals.lifecycle import CLEARING, PROPOSAL
from tongxin.proposals.models import Clearing, Proposal
from tongxin.proposals.terms import ClearingPart


@performs(CLEARING.confirm)
def confirm(clearing: Clearing, *, actor: Actor) -> dict[str, Any]:
    """The trail keeps that it happened, in what kinds of places, how many, and digests; never a word of it."""
    clearing.decided_by_id = actor.person_id
    clearing.cleared_at = clock.now()
    return clear(clearing, actor)


@performs(CLEARING.drop)
def drop(clearing: Clearing, *, actor: Actor) -> None:
    """Nothing is cleared."""
    clearing.decided_by_id = actor.person_id


@performs(CLEARING.repeat)
def repeat(clearing: Clearing, *, actor: Actor) -> dict[str, Any]:
    """The same upon a database that was restored from before; when it was first cleared stays."""
    clearing.cleared_at = clearing.cleared_at or clock.now()
    clearing.scrubbed_at = None
    return clear(clearing, actor)


@follows(CLEARING.confirm)
def go_on(clearing: Clearing, *, actor: Actor, event: Any) -> None:
    """A whole proposal that no unit has ends like a withdrawn one; every other keeps state, numbers and dates."""
    proposal = Proposal._base_manager.get(pk=clearing.proposal_id)
    may_end = refusal(PROPOSAL.clear_away, proposal, actor) is None
    ends = clearing.part == ClearingPart.WHOLE and may_end
    perform(PROPOSAL.clear_away if ends else PROPOSAL.clear_text, proposal, actor, cause=event)
    transaction.on_commit(finish)


@follows(CLEARING.repeat)
def go_on_again(clearing: Clearing, *, actor: Actor, event: Any) -> None:
    go_on(clearing, actor=actor, event=event)


@performs(PROPOSAL.clear_away)
def clear_away(proposal: Proposal, *, actor: Actor) -> dict[str, Any]:
    """As a withdrawal: the serial number stays, places on lists and untold decisions are given up."""
    return end_undecided(proposal)


@follows(PROPOSAL.clear_away)
def drop_drafted_units(proposal: Proposal, *, actor: Actor, event: Any) -> None:
    """Units drafted or asked for it are dropped with it."""
    drop_units(proposal, actor=actor, event=event)
