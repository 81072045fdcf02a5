"""Requests for leave as their readers may see them, and whether somebody decides any."""

from datetime import date

from django.db.models import Q, QuerySet

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.models import Person
from tongxin.accounts.permissions import NOTHING, visible
from tongxin.accounts.queries import find_people
from tongxin.gatherings.lifecycle import GATHERING
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


def asked_for(leave: LeaveRequest) -> date | None:
    """The day on which the gathering was to be when leave was asked, if it was moved since and nobody confirmed."""
    if not leave.invitation.is_before_move:
        return None
    asked = trail.events_of(leave).first()
    moves = trail.events_of(leave.invitation.gathering).filter(act=GATHERING.reschedule.name)
    moved = moves.filter(id__gt=asked.pk if asked else 0).first()
    return date.fromisoformat(moved.facts["from"]) if moved else None


def leaves_called(rows: QuerySet[LeaveRequest], text: str) -> QuerySet[LeaveRequest]:
    """By the asker's name, pinyin or initials, or by what the gathering is called."""
    wanted = text.strip()
    asking = Person.objects.filter(invitations__leaves__in=rows)
    people = find_people(wanted, asking, by_phone=False)
    return rows.filter(
        Q(invitation__person__in=people.values("pk"))
        | Q(invitation__name__icontains=wanted)
        | Q(invitation__gathering__title__icontains=wanted)
    )
