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
from tongxin.core.errors import Refused
from tongxin.members.actions.appoint import relieve
from tongxin.members.actions.keeping import demand_keeping
from tongxin.members.models import (
    Body,
    Collective,
    Representative,
    Sector,
    SpecialCommittee,
)
from tongxin.members.terms import BodyKind, PostEnd
from tongxin.organisations.models import Assembly, Organisation


@transaction.atomic
def found_bodies(
    assembly: Assembly,
    *,
    actor: Actor,
    sectors: Sequence[Sector] = (),
    committees: Sequence[SpecialCommittee] = (),
    collectives: Sequence[Collective] = (),
    bodies: Sequence[Body] = (),
) -> None:
    """Store prepared bodies; one event for the assembly names how many of each."""
    demand(actor, "members.keep")
    Sector._base_manager.bulk_create(sectors)
    SpecialCommittee._base_manager.bulk_create(committees)
    Collective._base_manager.bulk_create(collectives)
    Body._base_manager.bulk_create(bodies)
    trail.record(
        "members.found_bodies",
        assembly,
        actor,
        sectors=len(sectors),
        committees=len(committees),
        collectives=len(collectives),
        bodies=len(bodies),
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
def found_body(
    assembly: Assembly,
    *,
    actor: Actor,
    kind: str,
    name: str,
    starts_on: date,
    host: SpecialCommittee | None = None,
    organisation: Organisation | None = None,
) -> Body:
    """A standing committee, branch, group, leading group and so on; a branch names the committee it stands in."""
    demand_keeping(actor, assembly.pk)
    if Body._base_manager.filter(assembly=assembly, kind=kind, name=name).exists():
        raise Refused(_("这个名称已经登记。"), field="name")
    if host is not None and host.assembly_id != assembly.pk:
        raise Refused(_("请选择本级的专委会。"), field="host")
    body = Body(
        assembly=assembly,
        kind=BodyKind(kind),
        name=name,
        host=host,
        organisation=organisation,
        starts_on=starts_on,
    )
    body.save(force_insert=True)
    trail.record("members.found_body", body, actor, kind=kind)
    return body


@transaction.atomic
def dissolve_body(body: Body, *, actor: Actor, on: date) -> Body:
    """The body ends, and with it the posts in it."""
    demand_keeping(actor, body.assembly_id)
    if body.ends_on is not None:
        raise Refused(_("已经撤销。"))
    if on < body.starts_on:
        raise Refused(_("撤销日期不能早于成立日期。"), field="on")
    body.ends_on = on
    body.save(update_fields=["ends_on"])
    for appointment in body.appointments.filter(ends_on__isnull=True):
        relieve(
            appointment, actor=actor, on=max(on, appointment.starts_on), reason=PostEnd.RELIEVED
        )
    trail.record("members.dissolve_body", body, actor, on=on)
    return body
