"""What somebody answers: I come, I ask for leave, I do not come; the office enters what it hears on the telephone."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.gatherings.asked import last_day_to_ask, leave_for
from tongxin.gatherings.conditions.people import concerns
from tongxin.gatherings.lifecycle import INVITATION, LEAVE
from tongxin.gatherings.models import Invitation, LeaveRequest, LeaveSitting, Sitting
from tongxin.gatherings.rules import LEAVE_GRANTERS
from tongxin.lifecycle.perform import begin, follows, perform, performs
from tongxin.lifecycle.table import Tell
from tongxin.trail.models import Event


@performs(INVITATION.come)
def come(invitation: Invitation, *, actor: Actor) -> dict[str, Any]:
    """Counted as expected from now on, also who may come."""
    return _answered(invitation, actor)


@performs(INVITATION.decline)
def decline(invitation: Invitation, *, actor: Actor) -> dict[str, Any]:
    """Of those who may come, or where nobody has to ask."""
    return _answered(invitation, actor)


@performs(INVITATION.confirm)
def confirm(invitation: Invitation, *, actor: Actor) -> dict[str, Any]:
    """What was answered holds for the new time, too."""
    return _answered(invitation, actor)


@performs(INVITATION.ask_leave)
def ask_leave(invitation: Invitation, *, actor: Actor, **told: Any) -> dict[str, Any]:
    """For the whole gathering; still expected until it is granted."""
    return _answered(invitation, actor)


@performs(INVITATION.ask_part)
def ask_part(
    invitation: Invitation, *, actor: Actor, sittings: Sequence[Sitting], **told: Any
) -> dict[str, Any]:
    """For some sittings; for the others it is an answer that one comes."""
    own = Sitting._base_manager.filter(concerns(invitation)).values_list("pk", flat=True)
    if not sittings or not {one.pk for one in sittings} <= set(own):
        raise Refused(_("请选择要请假的场次。"), field="sittings")
    return _answered(invitation, actor) | {"sittings": [one.pk for one in sittings]}


@follows(INVITATION.ask_leave)
def request_leave(invitation: Invitation, *, actor: Actor, event: Event, **told: Any) -> None:
    """A request of its own goes to whoever decides."""
    _request(invitation, actor, event, **told)


@follows(INVITATION.ask_part)
def request_part(
    invitation: Invitation,
    *,
    actor: Actor,
    event: Event,
    sittings: Sequence[Sitting],
    **told: Any,
) -> None:
    """The same with the sittings named."""
    leave = _request(invitation, actor, event, is_whole=False, **told)
    LeaveSitting._base_manager.bulk_create(
        LeaveSitting(assembly_id=leave.assembly_id, leave=leave, sitting=one) for one in sittings
    )


def _answered(invitation: Invitation, actor: Actor) -> dict[str, Any]:
    """The trail says where the office spoke for somebody."""
    invitation.answered_on, invitation.is_before_move = clock.today(), False
    is_own = actor.person_id is not None and actor.person_id == invitation.person_id
    return {} if is_own else {"by_proxy": True}


def _request(
    invitation: Invitation, actor: Actor, event: Event, *, is_whole: bool = True, **told: Any
) -> LeaveRequest:
    rule = leave_for(invitation.gathering)
    if rule is None:
        raise Refused(_("这类活动不须请假。"))
    today = clock.today()
    if not rule.substitute:
        told["substitute"] = ""
    leave = LeaveRequest(
        assembly_id=invitation.assembly_id,
        invitation=invitation,
        approver=rule.granted_by,
        asked_on=today,
        is_late=today > last_day_to_ask(invitation.gathering, rule),
        is_whole=is_whole,
        **told,
    )
    begun: Any = begin(LEAVE, leave, actor, cause=event, tell=(Tell(LEAVE_GRANTERS),))
    return begun


@follows(INVITATION.withdraw)
def end_leave(invitation: Invitation, *, actor: Actor, event: Event) -> None:
    """Whoever is no longer invited needs no leave."""
    for leave in invitation.leaves.filter(LeaveRequest.asked()):
        perform(LEAVE.lapse, leave, actor, cause=event)
