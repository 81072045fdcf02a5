"""Who keeps the roll and who reads it."""

from django.db.models import Q

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import NOTHING, roles
from tongxin.accounts.terms import Role

KEEPERS = (Role.MEMBER_LIAISON, Role.GENERAL_OFFICE, Role.COUNTY_OFFICE, *Role.proposals_staff())
READERS = (
    *KEEPERS,
    *Role.leaders(),
    Role.COMMITTEE_STAFF,
    Role.RESEARCH_OFFICE,
    Role.MEMBER,
    Role.COLLECTIVE,
    Role.GROUP_LIAISON,
)


def view(actor: Actor) -> Q:
    """The roll of one's own assembly."""
    return Q(assembly_id__in=actor.assembly_ids) if actor.is_any(READERS) else NOTHING


def view_private(actor: Actor) -> Q:
    """Birth date, party and contacts: the offices that need them, and the member."""
    if actor.is_any(KEEPERS):
        return Q(assembly_id__in=actor.assembly_ids)
    return Q(person_id=actor.person_id) if actor.person_id else NOTHING


keep = roles(Role.MEMBER_LIAISON, Role.GENERAL_OFFICE, Role.COUNTY_OFFICE)
