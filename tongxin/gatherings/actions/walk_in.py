"""Somebody comes who is on no list: noted with name, told apart from those who were invited."""

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.core.errors import Refused
from tongxin.core.text import tidy
from tongxin.gatherings.actions.call_roll import call_roll
from tongxin.gatherings.lifecycle import INVITATION
from tongxin.gatherings.models import Invitation, Sitting
from tongxin.lifecycle.perform import begin
from tongxin.members.queries.names import people_named

LONGEST_NAME = 40
LONGEST_WORDS = 160


@transaction.atomic
def walk_in(
    sitting: Sitting, name: str, words: str = "", *, actor: Actor, request_key: str | None = None
) -> Invitation:
    """The person by this name at this door, signed in by whoever calls the roll."""
    demand(actor, "sittings.call_roll", sitting)
    admitted = admit(sitting, name, words, actor=actor, request_key=request_key)
    call_roll(sitting, [admitted], actor=actor)
    return admitted


def admit(
    sitting: Sitting, name: str, words: str = "", *, actor: Actor, request_key: str | None = None
) -> Invitation:
    """The place of somebody who came unasked; a name that one person on the list bears means that person."""
    name = tidy(name).strip()
    if not 0 < len(name) <= LONGEST_NAME:
        raise Refused(_("请写姓名，最多 %(most)d 个字。") % {"most": LONGEST_NAME}, field="name")
    if first := trail.earlier(actor, request_key):
        return Invitation._base_manager.get(pk=first.record_id)
    if known := _on_the_list(sitting, name):
        return known
    invitation = Invitation.walked_in(
        assembly=sitting.assembly,
        gathering=sitting.gathering,
        group=sitting.group,
        name=name,
        words=tidy(words).strip()[:LONGEST_WORDS],
        person=_person(sitting, name),
    )
    begin(INVITATION, invitation, actor, request_key=request_key)
    return invitation


def _on_the_list(sitting: Sitting, name: str) -> Invitation | None:
    standing = Invitation._base_manager.filter(
        Invitation.standing(), gathering_id=sitting.gathering_id, name=name
    )
    if sitting.group_id:
        standing = standing.filter(group_id=sitting.group_id)
    found = list(standing[:2])
    return found[0] if len(found) == 1 else None


def _person(sitting: Sitting, name: str):
    """Whoever in the assembly bears the name alone and has no place in this gathering yet, not even a withdrawn one."""
    person = people_named([name], sitting.assembly).get(name)
    rows = Invitation._base_manager.filter(gathering_id=sitting.gathering_id, person=person)
    return None if person is None or rows.exists() else person
