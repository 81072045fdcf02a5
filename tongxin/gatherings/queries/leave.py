"""Requests for leave as their readers may see them, and whether somebody decides any."""

from django.db.models import QuerySet

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import NOTHING, visible
from tongxin.gatherings.models import LeaveRequest
from tongxin.gatherings.rules import grants_leave
from tongxin.organisations.models import Assembly


def decides_leave(actor: Actor) -> bool:
    """Whether requests may come to this identity at all."""
    return grants_leave(actor) != NOTHING


def leaves_seen(actor: Actor, assembly: Assembly) -> QuerySet[LeaveRequest]:
    """The requests of one assembly that this reader may see, with what a line shows."""
    rows = LeaveRequest.objects.filter(assembly=assembly)
    return visible(actor, "leaves.view", rows).select_related(
        "assembly",
        "invitation__person",
        "invitation__gathering__kind",
        "invitation__gathering__assembly",
        "decided_by",
    )
