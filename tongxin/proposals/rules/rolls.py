"""Who keeps and reads the roll of units, and who may bring whole lists in."""

from django.db.models import Q

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import NOTHING, roles
from tongxin.accounts.terms import Role

OFFICES = (*Role.proposals_staff(), Role.ASSIGNER, Role.GENERAL_OFFICE, Role.COUNTY_OFFICE)
READERS = (*OFFICES, *Role.leaders(), Role.COMMITTEE_STAFF, Role.RESEARCH_OFFICE)

import_past = roles(*Role.proposals_staff(), Role.COUNTY_OFFICE)
keep_units = roles(*Role.proposals_staff(), Role.ASSIGNER, Role.COUNTY_OFFICE)


keep_categories = roles(*Role.proposals_staff(), Role.COUNTY_OFFICE)


def view_unit(actor: Actor) -> Q:
    """Units that serve one's assemblies: offices and leaders all of them, a unit itself."""
    return _of_offices(actor, READERS)


def view_contacts(actor: Actor) -> Q:
    """Whom to call at a unit: the offices that work with it, and the unit."""
    return _of_offices(actor, OFFICES)


def _of_offices(actor: Actor, readers: tuple[str, ...]) -> Q:
    here = Q(assembly_id__in=actor.assembly_ids)
    if actor.is_any(readers):
        return here
    if actor.is_any({Role.UNIT_CLERK, Role.UNIT_LEADER}):
        return here & Q(organisation_id=actor.organisation_id)
    return NOTHING
