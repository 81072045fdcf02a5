"""Copies of unfinished text on people's devices: whose, of which records, and the word to their browsers to drop them."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

from tongxin.accounts.models import RoleAssignment, User
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.core.pages import DROPPED_COPIES
from tongxin.lifecycle.models import MachineRecord
from tongxin.proposals.actions.clearing.records import hanging
from tongxin.proposals.models import Clearing, Reply
from tongxin.proposals.terms import ClearingPart
from tongxin.trail.models import Event

TELL_FOR = timedelta(days=400)
"""Longer than any browser's copy lies untouched on a device that signs in again."""


def connect() -> None:
    """Whoever signs in on another device is told there, too; called once by the app's `ready`."""
    user_logged_in.connect(_signed_in, dispatch_uid="proposals.dropped_copies")


def names_of(clearing: Clearing) -> list[str]:
    """The public ids under which browsers keep copies of what was cleared."""
    if clearing.part == ClearingPart.FILE:
        return []
    if clearing.part == ClearingPart.REPLY:
        replies = Reply._base_manager.filter(pk=clearing.part_id)
        return list(replies.values_list("handling__public_id", flat=True))
    names = [clearing.proposal.public_id]
    if clearing.part == ClearingPart.WHOLE:
        names += _hanging_names(clearing)
    return list(dict.fromkeys(names))


def holders_of(clearing: Clearing) -> set[int]:
    """Ids of the people whose devices may hold a copy: who ever acted on it, and who works at its units."""
    proposal = clearing.proposal
    people = {proposal.entered_by_id}
    if proposal.lead_proposer_id:
        people.add(proposal.lead_proposer.person_id)
    for model, keys in hanging(proposal):
        events = Event.objects.filter(record_type=model._meta.label_lower, record_id__in=keys)
        people |= set(events.values_list("person_id", flat=True))
    clerks = RoleAssignment.objects.filter(
        role__in=[Role.UNIT_CLERK, Role.UNIT_LEADER],
        organisation__in=proposal.handlings.values("unit"),
    )
    people |= set(clerks.values_list("person_id", flat=True))
    return {person for person in people if person is not None}


def told(session: Any, names: Iterable[str]) -> None:
    """Let every page of this session say that these copies are to be dropped."""
    session[DROPPED_COPIES] = sorted({*session.get(DROPPED_COPIES, []), *names})


def _hanging_names(clearing: Clearing) -> list[str]:
    return [
        name
        for model, keys in hanging(clearing.proposal)
        if issubclass(model, MachineRecord)
        for name in model._base_manager.filter(pk__in=keys).values_list("public_id", flat=True)
    ]


def _signed_in(sender: type, user: User, request: HttpRequest, **_more: Any) -> None:
    recent = Clearing._base_manager.filter(
        Clearing.cleared(), cleared_at__gte=clock.now() - TELL_FOR
    ).select_related("proposal__lead_proposer")
    mine = [one for one in recent if user.person_id in holders_of(one)]
    if names := [name for one in mine for name in names_of(one)]:
        told(request.session, names)
