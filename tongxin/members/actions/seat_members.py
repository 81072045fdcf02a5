"""Members take their seats: one by one, or a whole roster at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin import search, trail
from tongxin.accounts.actions.derive_roles import derive_roles, end_derived_role
from tongxin.accounts.actor import Actor
from tongxin.accounts.models import RoleAssignment
from tongxin.accounts.permissions import demand
from tongxin.accounts.terms import Role
from tongxin.core.errors import Refused
from tongxin.members.models import Mandate, Member
from tongxin.members.terms import MandateStart


@dataclass(frozen=True)
class Seat:
    """A prepared, unsaved member with the day and way the mandate begins (and ends, for past ones)."""

    member: Member
    starts_on: date
    start_reason: str = MandateStart.ELECTED
    ends_on: date | None = None
    end_reason: str = ""


@transaction.atomic
def seat_members(seats: Sequence[Seat], *, actor: Actor) -> list[Member]:
    """Write members, mandates and the identities that follow from them, in a few statements; one event each."""
    demand(actor, "members.keep")
    members = Member._base_manager.bulk_create([seat.member for seat in seats])
    mandates = [
        Mandate(
            assembly_id=member.assembly_id,
            member=member,
            starts_on=seat.starts_on,
            start_reason=seat.start_reason,
            ends_on=seat.ends_on,
            end_reason=seat.end_reason,
        )
        for seat, member in zip(seats, members, strict=True)
    ]
    Mandate._base_manager.bulk_create(mandates)
    derive_roles(
        [
            RoleAssignment(
                person_id=member.person_id,
                role=Role.MEMBER,
                assembly_id=member.assembly_id,
                starts_on=seat.starts_on,
                ends_on=seat.ends_on,
                reason=_("委员任期"),
            )
            for seat, member in zip(seats, members, strict=True)
        ],
        actor=actor,
    )
    for member in members:
        trail.record("members.seat", member, actor, term=member.term_id)
    search.touch(*members)
    return members


@transaction.atomic
def end_mandate(mandate: Mandate, *, actor: Actor, on: date, reason: str) -> Mandate:
    """The seat is given up; rights in proposals stay with the person (practice 11)."""
    demand(actor, "members.keep")
    if mandate.ends_on is not None:
        raise Refused(_("这段任期已经终止。"))
    if on < mandate.starts_on:
        raise Refused(_("终止日期不能早于开始日期。"), field="on")
    mandate.ends_on = on
    mandate.end_reason = reason
    mandate.save()
    identity = RoleAssignment.objects.filter(
        person_id=mandate.member.person_id,
        role=Role.MEMBER,
        assembly_id=mandate.assembly_id,
        ends_on__isnull=True,
    ).first()
    if identity is not None:
        end_derived_role(identity, on=on, actor=actor)
    trail.record("members.end_mandate", mandate, actor, on=on, reason=reason)
    return mandate
