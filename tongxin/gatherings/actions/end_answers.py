"""No more answers: once a gathering is closed or cancelled nobody is waited for, and open requests for leave end."""

from typing import Any

from django.db import transaction

from tongxin.accounts.actor import Actor
from tongxin.gatherings.lifecycle import INVITATION, LEAVE
from tongxin.gatherings.models import Gathering, Invitation, LeaveRequest
from tongxin.lifecycle import deadlines, waiting
from tongxin.lifecycle.perform import perform


@transaction.atomic
def end_answers(gathering: Gathering, *, actor: Actor, cause: Any) -> None:
    """Called by the acts that close and cancel; invitations keep the answers they got."""
    invitations = Invitation._base_manager.filter(gathering=gathering)
    deadlines.end_all(INVITATION, invitations)
    waiting.end_all(INVITATION, invitations)
    open_leaves = LeaveRequest._base_manager.filter(
        LeaveRequest.asked(), invitation__gathering=gathering
    )
    for leave in open_leaves.select_related("invitation").order_by("id"):
        perform(LEAVE.lapse, leave, actor, cause=cause)
