"""Undoing a decision: freely before the release, by a numbered correction notice after it (practice 2)."""

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.lifecycle.perform import follows, perform, performs
from tongxin.proposals.lifecycle import HANDLING, PROPOSAL
from tongxin.proposals.models import Proposal
from tongxin.proposals.terms import HandlingState, Relation


@performs(PROPOSAL.take_back)
def take_back(proposal: Proposal, *, actor: Actor, reason: str) -> dict:
    """The proposal waits for a decision again; its case number is given up and never given to another."""
    return undo_decision(proposal)


@performs(PROPOSAL.correct_result)
def correct_result(proposal: Proposal, *, actor: Actor, notice: str, reason: str) -> dict:
    """A told result is corrected under a notice number."""
    return {"notice": notice, **undo_decision(proposal)}


@follows(PROPOSAL.take_back)
def drop_units(proposal: Proposal, *, actor: Actor, event, **_data) -> None:
    """Units drafted for it are dropped with it."""
    for handling in proposal.handlings.filter(state__in=HandlingState.before_assignment()):
        perform(HANDLING.drop, handling, actor, cause=event)


@follows(PROPOSAL.correct_result)
def drop_units_too(proposal: Proposal, *, actor: Actor, event, **_data) -> None:
    drop_units(proposal, actor=actor, event=event)


def undo_decision(proposal: Proposal) -> dict:
    """Clear what the decision set; the case number given up stands in the trail."""
    given_up = proposal.case_number
    proposal.decisions.filter(taken_back_on__isnull=True).update(taken_back_on=clock.today())
    proposal.descendants.filter(relation=Relation.MERGED_INTO, ended_on__isnull=True).update(
        ended_on=clock.today()
    )
    for field in ("decided_on", "docketed_on", "declined_on", "merged_on", "merged_into"):
        setattr(proposal, field, None)
    for field in ("decline_reason", "decline_route", "decline_note", "return_note"):
        setattr(proposal, field, "")
    proposal.case_number = None
    proposal.released_at = None
    return {"case_number": given_up}
