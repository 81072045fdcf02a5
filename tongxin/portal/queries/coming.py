"""What is next for one person: sittings of the coming days, the conversations and drafts in which one may speak now."""

from datetime import timedelta

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.deliberation.models import Conversation, DraftText
from tongxin.deliberation.rules import comments_draft, takes_part
from tongxin.gatherings.models import Invitation
from tongxin.gatherings.queries.mine import Slot, slots_of, told
from tongxin.gatherings.rules import is_own

AHEAD = timedelta(days=14)
MOST = 4


def sittings_ahead(actor: Actor) -> list[Slot]:
    """One's own next sittings within two weeks, today's included; at most four."""
    today = clock.today()
    own = told(Invitation.objects.filter(is_own(actor)))
    near = own.filter(gathering__happened_on__lte=today + AHEAD, gathering__ends_on__gte=today)
    return [slot for slot in slots_of(near) if today <= slot.day <= today + AHEAD][:MOST]


def conversations_for(actor: Actor) -> list[Conversation]:
    """Conversations under way in which one may take part, the one that ends first at the top."""
    rows = Conversation.objects.filter(Conversation.running(), takes_part(actor))
    return list(rows.select_related("assembly").order_by("closes_on", "pk")[:MOST])


def drafts_for(actor: Actor) -> list[DraftText]:
    """Drafts on which one is asked now, the one that closes first at the top."""
    rows = DraftText.objects.filter(comments_draft(actor))
    return list(rows.select_related("assembly").order_by("closes_on", "pk")[:MOST])
