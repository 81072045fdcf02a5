"""Sectors, special committees and collective proposers of an assembly, with who acts for them."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actions.derive_roles import derive_roles
from tongxin.accounts.actor import Actor
from tongxin.accounts.models import Person, RoleAssignment
from tongxin.accounts.permissions import demand
from tongxin.accounts.terms import Role
from tongxin.members.models import (
    Appointment,
    Collective,
    Representative,
    Sector,
    SpecialCommittee,
)
from tongxin.organisations.models import Assembly


@transaction.atomic
def found_bodies(
    assembly: Assembly,
    *,
    actor: Actor,
    sectors: Sequence[Sector] = (),
    committees: Sequence[SpecialCommittee] = (),
    collectives: Sequence[Collective] = (),
) -> None:
    """Store prepared bodies; one event for the assembly names how many of each."""
    demand(actor, "members.keep")
    Sector._base_manager.bulk_create(sectors)
    SpecialCommittee._base_manager.bulk_create(committees)
    Collective._base_manager.bulk_create(collectives)
    trail.record(
        "members.found_bodies",
        assembly,
        actor,
        sectors=len(sectors),
        committees=len(committees),
        collectives=len(collectives),
    )


@transaction.atomic
def represent(
    collective: Collective, *, actor: Actor, person: Person, starts_on: date
) -> Representative:
    """Somebody acts for a body from a day on; the identity follows."""
    demand(actor, "members.keep")
    representative = Representative(
        assembly_id=collective.assembly_id,
        collective=collective,
        person=person,
        starts_on=starts_on,
    )
    representative.save(force_insert=True)
    if not RoleAssignment.objects.filter(
        person=person, role=Role.COLLECTIVE, assembly_id=collective.assembly_id
    ).exists():
        derive_roles(
            [
                RoleAssignment(
                    person=person,
                    role=Role.COLLECTIVE,
                    assembly_id=collective.assembly_id,
                    starts_on=starts_on,
                    title=collective.name[:60],
                    reason=_("集体提案经办"),
                )
            ],
            actor=actor,
        )
    trail.record("members.represent", representative, actor, collective=collective.pk)
    return representative


@transaction.atomic
def appoint(appointments: Sequence[Appointment], *, actor: Actor) -> None:
    """Posts in committees and sectors, prepared by the caller."""
    demand(actor, "members.keep")
    for stored in Appointment._base_manager.bulk_create(appointments):
        trail.record("members.appoint", stored, actor, post=stored.post)
