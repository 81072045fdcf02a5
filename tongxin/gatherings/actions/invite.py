"""Everybody whom the rules give is invited at once: invitations, clocks, waiting rows and notices, each in one statement."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.core.digests import canonical, digest
from tongxin.core.errors import Refused
from tongxin.gatherings.asked import answer_by
from tongxin.gatherings.lifecycle import INVITATION
from tongxin.gatherings.models import Gathering, Invitation
from tongxin.gatherings.queries.invitees import Invitee, not_yet_invited
from tongxin.lifecycle import deadlines, waiting
from tongxin.lifecycle.table import Due, Holder
from tongxin.notifications.actions.tell import notice_for, post

INVITE = "gatherings.invite"


@transaction.atomic
def invite_all(gathering: Gathering, *, actor: Actor, cause: Any = None) -> int:
    """Invite those of the rules who are not invited yet, and tell them; how many.

    One event tells of them all, with a digest over who they are. Called when the gathering is announced, and again
    when rules were added. Nobody is waited for and nobody is told before it is announced.
    """
    demand(actor, "gatherings.organise", gathering)
    invitations = _stored(gathering, not_yet_invited(gathering))
    if not invitations:
        return 0
    event = trail.record(
        INVITE,
        gathering,
        actor,
        invited=len(invitations),
        digest=digest(canonical([[one.pk, one.person_id, one.duty] for one in invitations])),
        **({"cause": cause.pk} if cause is not None else {}),
    )
    if gathering.is_announced:
        _await(gathering, invitations)
        _tell(invitations, actor, event.pk)
    return len(invitations)


def invite_more(gathering: Gathering, *, actor: Actor) -> int:
    """The same for a gathering that was announced already and got more rules."""
    if not gathering.is_announced:
        raise Refused(_("通知发出以后才能补发邀请。"))
    return invite_all(gathering, actor=actor)


def _stored(gathering: Gathering, invitees: Sequence[Invitee]) -> list[Invitation]:
    return Invitation._base_manager.bulk_create(
        Invitation(
            assembly=gathering.assembly,
            gathering=gathering,
            person_id=one.person_id,
            name=one.name[:40],
            words=one.words[:160],
            duty=one.duty,
            capacity=one.capacity,
            group_id=one.group_id,
        )
        for one in invitees
    )


def _await(gathering: Gathering, invitations: Sequence[Invitation]) -> None:
    """An answer is owed by the same day by all; who has no account is asked on the telephone."""
    day = answer_by(gathering)
    due = Due("come", on=lambda _invitation: day)
    deadlines.start_many(INVITATION, due, invitations)
    waiting.begin_many(INVITATION, invitations)


def _tell(invitations: Sequence[Invitation], actor: Actor, event_id: int) -> None:
    act = INVITATION.beginning.name
    notices = [
        notice_for(act, one, Holder(person_id=one.person_id), event_id=event_id)
        for one in invitations
        if one.person_id and one.person_id != actor.person_id
    ]
    post(notices)
