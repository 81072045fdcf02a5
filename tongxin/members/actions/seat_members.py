"""Members take their seats, one by one or a whole roster at once, and give them up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tongxin import search, trail
from tongxin.accounts.actions.create_person import create_person
from tongxin.accounts.actions.derive_roles import (
    derive_roles,
    end_derived_role,
    ready_roles,
)
from tongxin.accounts.actor import Actor
from tongxin.accounts.models import RoleAssignment
from tongxin.accounts.permissions import demand
from tongxin.accounts.queries import same_person
from tongxin.accounts.terms import Role
from tongxin.core.bulk import Ready, give_keys, ready, write_all
from tongxin.core.errors import Refused
from tongxin.members.actions.appoint import relieve
from tongxin.members.actions.keeping import demand_keeping
from tongxin.members.models import Mandate, Member, Sector, Term
from tongxin.members.queries.cards import free_cards
from tongxin.members.terms import MandateEnd, MandateStart, PostEnd
from tongxin.organisations.models import Assembly


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
    write_all(ready_seats(seats, actor=actor))
    return [seat.member for seat in seats]


def ready_seats(seats: Sequence[Seat], *, actor: Actor) -> list[Ready]:
    """What `seat_members` writes, made ready before the transaction; the people have their keys by now."""
    demand(actor, "members.keep")
    members = [seat.member for seat in seats]
    give_keys(members)
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
    identities = [_identity(seat.member, seat.starts_on, seat.ends_on) for seat in seats]
    return [
        ready(members),
        ready(mandates),
        *ready_roles(identities, actor=actor),
        trail.ready_all("members.seat", members, actor, lambda one: {"term": one.term_id}),
        ready(search.tasks_for(members)),
    ]


@transaction.atomic
def seat_member(
    assembly: Assembly,
    *,
    actor: Actor,
    term: Term,
    sector: Sector,
    name: str,
    phone: str,
    starts_on: date,
    start_reason: str,
    gender: str = "",
    meeting: str = "",
    decided_on: date | None = None,
) -> Member:
    """Seat one person: known by name and number, or new. Who gave up the seat in this term is seated in it again."""
    demand_keeping(actor, assembly.pk)
    if starts_on < term.starts_on:
        raise Refused(_("任职不能早于本届开始。"), field="starts_on")
    person = same_person(name, phone) or create_person(
        actor=actor, name=name, phone=phone, gender=gender
    )
    known = Member._base_manager.filter(term=term, person=person).first()
    if known is not None:
        begin_mandate(known, actor=actor, on=starts_on, reason=start_reason)
        member = known
    else:
        card = next(free_cards(term))
        fresh = Member(assembly=assembly, person=person, term=term, sector=sector, card_number=card)
        (member,) = seat_members([Seat(fresh, starts_on, start_reason)], actor=actor)
    member.mandates.filter(starts_on=starts_on).update(
        start_meeting=meeting, start_decided_on=decided_on
    )
    return member


@transaction.atomic
def begin_mandate(member: Member, *, actor: Actor, on: date, reason: str) -> Mandate:
    """Another stretch on the same seat; refused while one is open or where two would overlap."""
    demand_keeping(actor, member.assembly_id)
    if member.mandates.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on)).exists():
        raise Refused(_("%(name)s在这一天已有任期。") % {"name": member}, field="starts_on")
    mandate = Mandate(
        assembly_id=member.assembly_id, member=member, starts_on=on, start_reason=reason
    )
    mandate.save(force_insert=True)
    derive_roles([_identity(member, on)], actor=actor)
    trail.record("members.seat", member, actor, term=member.term_id)
    search.touch(member)
    return mandate


@transaction.atomic
def end_mandate(
    mandate: Mandate,
    *,
    actor: Actor,
    on: date,
    reason: str,
    meeting: str = "",
    decided_on: date | None = None,
) -> Mandate:
    """The seat is given up, and the posts with it; rights in proposals stay with the person (practice 11)."""
    demand_keeping(actor, mandate.assembly_id)
    if mandate.ends_on is not None:
        raise Refused(_("这段任期已经终止。"))
    if on < mandate.starts_on:
        raise Refused(_("终止日期不能早于开始日期。"), field="on")
    mandate.ends_on = on
    mandate.end_reason = MandateEnd(reason)
    mandate.end_meeting = meeting
    mandate.end_decided_on = decided_on
    mandate.save()
    _end_identity(mandate, on, actor)
    for post in mandate.member.appointments.filter(ends_on__isnull=True):
        relieve(post, actor=actor, on=max(on, post.starts_on), reason=PostEnd.SEAT)
    trail.record("members.end_mandate", mandate, actor, on=on, reason=reason)
    search.touch(mandate.member)
    return mandate


def _end_identity(mandate: Mandate, on: date, actor: Actor) -> None:
    identity = RoleAssignment.objects.filter(
        person_id=mandate.member.person_id,
        role=Role.MEMBER,
        assembly_id=mandate.assembly_id,
        starts_on=mandate.starts_on,
        ends_on__isnull=True,
    ).first()
    if identity is not None:
        end_derived_role(identity, on=on, actor=actor)


def _identity(member: Member, starts_on: date, ends_on: date | None = None) -> RoleAssignment:
    return RoleAssignment(
        person_id=member.person_id,
        role=Role.MEMBER,
        assembly_id=member.assembly_id,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=_("委员任期"),
    )
