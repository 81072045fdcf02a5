"""Leave is granted, refused, taken back; for the whole gathering the invitation follows."""

from typing import Any

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.gatherings.lifecycle import INVITATION, LEAVE
from tongxin.gatherings.models import LeaveRequest
from tongxin.lifecycle.perform import follows, perform, performs
from tongxin.lifecycle.table import Act
from tongxin.trail.models import Event


@performs(LEAVE.grant)
def grant(leave: LeaveRequest, *, actor: Actor) -> dict[str, Any]:
    """Whoever decides by the kind's word does it here."""
    return _decided(leave, actor)


@performs(LEAVE.enter_grant)
def enter_grant(leave: LeaveRequest, *, actor: Actor, decision_note: str) -> dict[str, Any]:
    """The office enters what the chair or the secretary-general said; the note says when and how."""
    leave.decision_note = decision_note
    return _decided(leave, actor) | {"by_proxy": True}


@performs(LEAVE.refuse)
def refuse(leave: LeaveRequest, *, actor: Actor, refusal: str) -> dict[str, Any]:
    """The reason is told to whoever asked."""
    leave.refusal = refusal
    return _decided(leave, actor)


def _decided(leave: LeaveRequest, actor: Actor) -> dict[str, Any]:
    leave.decided_by = actor.person
    leave.decided_on = clock.today()
    return {"whole": leave.is_whole}


@follows(LEAVE.grant)
def excuse(leave: LeaveRequest, *, actor: Actor, event: Event) -> None:
    _move(INVITATION.excuse, leave, actor, event)


@follows(LEAVE.enter_grant)
def excuse_as_entered(leave: LeaveRequest, *, actor: Actor, event: Event, **told: Any) -> None:
    _move(INVITATION.excuse, leave, actor, event)


@follows(LEAVE.refuse)
def expect(leave: LeaveRequest, *, actor: Actor, event: Event, **told: Any) -> None:
    _move(INVITATION.expect, leave, actor, event)


@follows(LEAVE.withdraw)
def expect_again(leave: LeaveRequest, *, actor: Actor, event: Event) -> None:
    """Who takes leave back says that they come, at whatever time it now is."""
    _move(INVITATION.expect, leave, actor, event)
    invitation = leave.invitation
    if invitation.is_before_move and actor.person_id == invitation.person_id:
        perform(INVITATION.confirm, invitation, actor, cause=event)


def _move(act: Act, leave: LeaveRequest, actor: Actor, event: Event) -> None:
    """Leave for some sittings leaves the invitation as it is."""
    if leave.is_whole:
        perform(act, leave.invitation, actor, cause=event)
