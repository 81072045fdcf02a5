"""The assigner tries a draft out, then assigns at the meeting (practice 4)."""

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.figures import history
from tongxin.lifecycle import deadlines
from tongxin.lifecycle.perform import follows, perform, performs
from tongxin.proposals.lifecycle import HANDLING, PROPOSAL
from tongxin.proposals.models import Handling, Proposal
from tongxin.proposals.terms import HandlingState


@follows(PROPOSAL.try_out)
def try_out_units(proposal: Proposal, *, actor: Actor, event) -> None:
    """Every drafted unit is asked whether the matter is its own."""
    for handling in proposal.handlings.filter(state=HandlingState.DRAFTED).order_by("id"):
        perform(HANDLING.try_out, handling, actor, cause=event)


@performs(HANDLING.try_out)
def try_out(handling: Handling, *, actor: Actor) -> None:
    handling.trial_accepted_on = None


@performs(PROPOSAL.assign)
def assign(proposal: Proposal, *, actor: Actor, document: str = "", meeting: str = "") -> dict:
    """From here the units' clocks run. The two offices' document is named in the trail."""
    proposal.assigned_on = clock.today()
    return {"document": document, "meeting": meeting}


@follows(PROPOSAL.assign)
def assign_units(proposal: Proposal, *, actor: Actor, event, **_data) -> None:
    for handling in proposal.handlings.filter(state__in=HandlingState.before_assignment()).order_by(
        "id"
    ):
        perform(HANDLING.assign, handling, actor, cause=event)


@performs(HANDLING.assign)
def assign_unit(handling: Handling, *, actor: Actor) -> None:
    handling.assigned_on = clock.today()


@follows(HANDLING.assign)
def note_due_day(handling: Handling, *, actor: Actor, event) -> None:
    keep_due_day(handling)


def keep_due_day(handling: Handling) -> None:
    """Copy the running deadline's day to the row that lists sort by."""
    owed = {HANDLING.reply.name, HANDLING.opine.name}
    running = [row for row in deadlines.open_deadlines(handling) if row.act in owed]
    due_on = running[0].due_on if running else None
    Handling._base_manager.filter(pk=handling.pk).update(due_on=due_on)
    history.keep(Handling, [handling.pk])
