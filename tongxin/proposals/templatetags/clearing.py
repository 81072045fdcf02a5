"""What the thread page shows of clearings: that something was cleared, and the way to ask for it."""

from typing import Any

from django import template

from tongxin.accounts.permissions import can
from tongxin.proposals.models import Clearing
from tongxin.proposals.queries.thread import Thread

register = template.Library()


@register.inclusion_tag("proposals/clearing/_on_thread.html")
def clearings_on_thread(thread: Thread) -> dict[str, Any]:
    """Everybody who may read the thread is told that, when and by which paper something was cleared."""
    return {"clearings": thread.proposal.clearings.filter(Clearing.cleared()).order_by("pk")}


@register.inclusion_tag("proposals/clearing/_link.html")
def clearing_link(thread: Thread) -> dict[str, Any]:
    """For those who may ask."""
    return {"proposal": thread.proposal, "may_ask": can(thread.actor, "clearings.ask")}
