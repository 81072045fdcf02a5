"""Who keeps the roll, who reads it, who deals with what counties submit and with contacts."""

from collections.abc import Callable, Iterable

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import NOTHING, roles
from tongxin.accounts.terms import Role
from tongxin.lifecycle.table import Audience, Holder
from tongxin.members.models import Correction, RollSubmission

ROLL_OFFICES = (Role.MEMBER_LIAISON, Role.GENERAL_OFFICE, Role.COUNTY_OFFICE)
"""The offices that keep a roll: the liaison department, the general office; a county's office for its own."""

KEEPERS = (*ROLL_OFFICES, *Role.proposals_staff())
READERS = (
    *KEEPERS,
    *Role.leaders(),
    Role.COMMITTEE_STAFF,
    Role.RESEARCH_OFFICE,
    Role.MEMBER,
    Role.COLLECTIVE,
    Role.GROUP_LIAISON,
)
IDENTITY_READERS = (Role.MEMBER_LIAISON, Role.COUNTY_OFFICE)
PARTY_WORKERS = (*ROLL_OFFICES, *Role.leaders(), Role.COMMITTEE_STAFF)
CITY_RECEIVERS = (Role.MEMBER_LIAISON, Role.GENERAL_OFFICE)


def here(actor: Actor) -> Q:
    """Rows of the assemblies that this identity works in."""
    return Q(assembly_id__in=actor.assembly_ids)


def held_by(*allowed: str) -> Callable[[Actor], Q]:
    """Rows of one's own assembly, for identities with one of these roles."""
    return lambda actor: here(actor) if actor.is_any(allowed) else NOTHING


view = held_by(*READERS)
keep = roles(*ROLL_OFFICES)
keep_row = held_by(*ROLL_OFFICES)
read_identity = held_by(*IDENTITY_READERS)
view_party_work = held_by(*PARTY_WORKERS)


def _offices_or_oneself(*offices: str) -> Callable[[Actor], Q]:
    def rule(actor: Actor) -> Q:
        if actor.is_any(offices):
            return here(actor)
        return Q(person_id=actor.person_id) if actor.person_id else NOTHING

    return rule


view_private = _offices_or_oneself(*KEEPERS)
"""Birth date, party, telephone: the offices that need them, and the member."""

view_personal = _offices_or_oneself(*ROLL_OFFICES)
"""Address and mail: the office that keeps the roll, and the member."""


def correct(actor: Actor) -> Q:
    """One's own seat, acting as a member."""
    if actor.role != Role.MEMBER:
        return NOTHING
    return here(actor) & Q(person_id=actor.person_id)


# Corrections


def asked_correction(actor: Actor) -> Q:
    """Those that one asked for oneself."""
    if actor.role != Role.MEMBER:
        return NOTHING
    return here(actor) & Q(asked_by_id=actor.person_id)


def view_correction(actor: Actor) -> Q:
    return here(actor) if actor.is_any(ROLL_OFFICES) else asked_correction(actor)


def _holders(*offices: str) -> Callable[[Correction], Iterable[Holder]]:
    return lambda record: [Holder(role=role, assembly_id=record.assembly_id) for role in offices]


ROLL_KEEPERS = Audience(
    "roll_keepers",
    _("维护名册的部门"),
    keep_row,
    _holders(Role.MEMBER_LIAISON, Role.COUNTY_OFFICE),
)
ASKER = Audience(
    "correction_asker",
    _("提出更正的委员"),
    asked_correction,
    lambda correction: [Holder(person_id=correction.asked_by_id)],
)


# What counties submit


def submits(actor: Actor) -> Q:
    """A county's own submissions."""
    return here(actor) if actor.role == Role.COUNTY_OFFICE else NOTHING


def receives(actor: Actor) -> Q:
    """What counties have sent to the assembly one works in."""
    if not actor.is_any(CITY_RECEIVERS):
        return NOTHING
    return Q(addressee_id__in=actor.assembly_ids) & RollSubmission.sent()


def view_submission(actor: Actor) -> Q:
    """The county that signed it, and the city from the day it was sent (practice 10)."""
    return submits(actor) if actor.role == Role.COUNTY_OFFICE else receives(actor)


view_seats = held_by(*CITY_RECEIVERS, *Role.leaders(), Role.RESEARCH_OFFICE)
"""Counties' members as they were submitted."""

COUNTY = Audience("county_office", _("县（市）区政协办公室"), submits, _holders(Role.COUNTY_OFFICE))
CITY = Audience(
    "roll_receivers",
    _("市政协委员联络部门"),
    receives,
    lambda submission: [
        Holder(role=role, assembly_id=submission.addressee_id) for role in CITY_RECEIVERS
    ],
)


# Contacts


def keeps_contact(actor: Actor) -> Q:
    """Pairs in which one keeps the contact oneself, as a member."""
    if actor.role != Role.MEMBER:
        return NOTHING
    return here(actor) & Q(member__person_id=actor.person_id)


def view_pair(actor: Actor) -> Q:
    """The offices and leaders; of the others those who keep the contact."""
    return here(actor) if actor.is_any(PARTY_WORKERS) else keeps_contact(actor)


def log_contact(actor: Actor) -> Q:
    """Whoever keeps the contact, and the offices that enter it for them."""
    if actor.is_any((*ROLL_OFFICES, Role.COMMITTEE_STAFF)):
        return here(actor)
    return keeps_contact(actor)
