"""What may go out to citizens, after both the unit and the Proposals office looked at it (practice 12)."""

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.lifecycle.perform import perform, performs, refusal
from tongxin.proposals.conditions import current_reply
from tongxin.proposals.lifecycle import HANDLING, PROPOSAL
from tongxin.proposals.models import Handling, Proposal
from tongxin.proposals.queries.publishing import releasable


@performs(PROPOSAL.publish)
def publish(proposal: Proposal, *, actor: Actor) -> None:
    proposal.published_on = clock.today()


@performs(PROPOSAL.unpublish)
def unpublish(proposal: Proposal, *, actor: Actor, reason: str) -> None:
    proposal.published_on = None


@performs(HANDLING.publish_reply)
def publish_reply(handling: Handling, *, actor: Actor) -> dict:
    """Release the reply of the present round; the office's look at it is this act."""
    reply = current_reply(handling)
    reply.published_on = clock.today()
    reply.save()
    return {"round": reply.round}


@performs(HANDLING.unpublish_reply)
def unpublish_reply(handling: Handling, *, actor: Actor, reason: str) -> None:
    """No round of it is read outside from now on."""
    handling.replies.filter(published_on__isnull=False).update(published_on=None)


def publish_with_replies(proposal: Proposal, *, actor: Actor) -> int:
    """The proposal, where it is not out yet, and every reply that may go out; the number of replies released.

    Refused only where the proposal itself may not be read outside; a reply its unit keeps back stays back.
    """
    if not proposal.published_on:
        proposal = perform(PROPOSAL.publish, proposal, actor)
    released = 0
    for handling in releasable(proposal):
        if refusal(HANDLING.publish_reply, handling, actor) is None:
            perform(HANDLING.publish_reply, handling, actor)
            released += 1
    return released
