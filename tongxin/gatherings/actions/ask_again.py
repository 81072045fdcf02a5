"""After a change of what was announced everybody is told; at another time, everybody is asked again, set-based."""

from collections.abc import Sequence
from typing import Any

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.gatherings.asked import answer_by
from tongxin.gatherings.lifecycle import GATHERING, INVITATION
from tongxin.gatherings.models import Gathering, Invitation
from tongxin.gatherings.terms import InvitationState
from tongxin.lifecycle import deadlines, waiting
from tongxin.lifecycle.perform import follows
from tongxin.lifecycle.table import Due, Holder
from tongxin.notifications.actions.tell import notice_for, post
from tongxin.trail.models import Event


@follows(GATHERING.reschedule)
def tell_of_move(gathering: Gathering, *, actor: Actor, event: Event, **data: Any) -> None:
    """The notice leads to one's own invitation: there stand the new hours, and the tap that confirms the answer."""
    asks = bool(event.facts["retimed"]) and gathering.ends_on >= clock.today()
    if asks:
        ask_again(gathering)
    notices = [
        notice_for(
            GATHERING.reschedule.name,
            one,
            Holder(person_id=one.person_id),
            facts={"asks": asks},
            event_id=event.pk,
        )
        for one in _standing(gathering)
        if one.person_id and one.person_id != actor.person_id
    ]
    post(notices)


def ask_again(gathering: Gathering) -> None:
    """Answers stay as they were given, marked; every clock runs to the day that follows from the new time."""
    rows = Invitation._base_manager.filter(Invitation.standing(), gathering=gathering)
    rows.exclude(Invitation.in_state(InvitationState.INVITED)).filter(is_walk_in=False).update(
        is_before_move=True
    )
    asked = [one for one in _standing(gathering) if not one.is_walk_in]
    deadlines.end_all(INVITATION, rows)
    waiting.end_all(INVITATION, rows)
    day = answer_by(gathering)
    for act in ("come", "confirm"):
        owed = [one for one in asked if one.is_unanswered == (act == "come")]
        deadlines.start_many(INVITATION, Due(act, on=lambda _one: day), owed)
    waiting.begin_many(INVITATION, asked)


def _standing(gathering: Gathering) -> Sequence[Invitation]:
    """Everybody who is invited, each with the gathering as it now is."""
    rows = Invitation._base_manager.filter(Invitation.standing(), gathering=gathering)
    found = list(rows.order_by("pk"))
    for one in found:
        one.gathering = gathering
    return found
