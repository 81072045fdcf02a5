"""What may go out to citizens, after both the unit and the Proposals office looked at it (practice 12)."""

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.lifecycle.perform import performs
from tongxin.proposals.lifecycle import PROPOSAL
from tongxin.proposals.models import Proposal, Reply


@performs(PROPOSAL.publish)
def publish(proposal: Proposal, *, actor: Actor) -> None:
    proposal.published_on = clock.today()


@performs(PROPOSAL.unpublish)
def unpublish(proposal: Proposal, *, actor: Actor, reason: str) -> None:
    proposal.published_on = None


@transaction.atomic
def publish_reply(reply: Reply, *, actor: Actor) -> Reply:
    """Release one reply; needs the unit's consent, a sealed file and a published proposal."""
    if not actor.is_any(Role.proposals_staff()) or reply.assembly_id not in actor.assembly_ids:
        raise Refused(_("答复的公开由提案委办公室审查。"))
    if not reply.may_publish:
        raise Refused(_("承办单位不同意公开这份答复：%(why)s") % {"why": reply.no_publish_reason})
    if reply.replied_on is None or not reply.handling.proposal.published_on:
        raise Refused(_("提案公开、答复签发之后才能公开答复。"))
    reply.office_released_on = reply.published_on = clock.today()
    reply.save()
    trail.record("replies.publish", reply, actor)
    return reply
