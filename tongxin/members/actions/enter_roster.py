"""A roster changes seats that are known, and is taken back as a whole."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from tongxin import search
from tongxin.accounts.actor import Actor
from tongxin.accounts.models import Person, RoleAssignment, User
from tongxin.accounts.permissions import demand
from tongxin.accounts.terms import Role
from tongxin.core.models.changing import put
from tongxin.members.models import (
    Appointment,
    Body,
    IdentityNumber,
    Mandate,
    Member,
    Sector,
    SpecialCommittee,
)

Fields = Mapping[str, Any]
MEMBER_FIELDS = (
    "sector_id",
    "card_number",
    "party_id",
    "party_name",
    "employer",
    "born_in",
    "education",
    "degree",
    "professional_title",
    "native_place",
    "speciality",
    "address",
    "postcode",
    "is_standing",
)
PERSON_FIELDS = ("phone", "gender", "email")


@dataclass(frozen=True)
class SeatChange:
    """What a roster says anew of a member."""

    member: Member
    fields: Fields


@transaction.atomic
def change_members(changes: Sequence[SeatChange], *, actor: Actor) -> list[dict[str, Any]]:
    """Fill in what the roster says; answers with the former values of what differed, in the same order."""
    demand(actor, "members.keep")
    before = [put(change.member, change.fields) for change in changes]
    names = [name.removesuffix("_id") for name in MEMBER_FIELDS]
    members = [change.member for change in changes]
    Member._base_manager.bulk_update(members, names, batch_size=500)
    search.touch(*members)
    return before


@transaction.atomic
def complete_people(people: Mapping[Person, Fields], *, actor: Actor) -> list[dict[str, Any]]:
    """Add what was empty: a number that somebody may sign in with is never replaced by a list."""
    demand(actor, "members.keep")
    before = []
    for person, fields in people.items():
        missing = {name: value for name, value in fields.items() if not getattr(person, name)}
        before.append(put(person, missing))
    Person.objects.bulk_update(people, PERSON_FIELDS, batch_size=500)
    return before


@dataclass(frozen=True)
class RosterTrace:
    """What a roster wrote: new rows by kind, and the values before of what it changed."""

    members: Collection[int] = ()
    users: Collection[int] = ()
    people: Collection[int] = ()
    sectors: Collection[int] = ()
    committees: Collection[int] = ()
    bodies: Collection[int] = ()
    numbers: Collection[int] = ()
    members_before: Mapping[int, Fields] | None = None
    people_before: Mapping[int, Fields] | None = None


@transaction.atomic
def take_back_roster(trace: RosterTrace, *, actor: Actor) -> None:
    """Remove seats, identities, accounts and people that the roster brought; the caller made sure nobody used them."""
    demand(actor, "members.keep")
    search.touch(*_members(trace))
    mandates = Mandate._base_manager.filter(member__in=trace.members)
    RoleAssignment.objects.filter(pk__in=_derived_roles(mandates)).delete()
    Appointment._base_manager.filter(member__in=trace.members).delete()
    mandates.delete()
    Member._base_manager.filter(pk__in=trace.members).delete()
    IdentityNumber.objects.filter(pk__in=trace.numbers).delete()
    User.objects.filter(pk__in=trace.users).delete()
    Person.objects.filter(pk__in=trace.people).delete()
    Sector._base_manager.filter(pk__in=trace.sectors).delete()
    SpecialCommittee._base_manager.filter(pk__in=trace.committees).delete()
    Body._base_manager.filter(pk__in=trace.bodies).delete()
    for key, before in (trace.members_before or {}).items():
        Member._base_manager.filter(pk=key).update(**before)
    for key, before in (trace.people_before or {}).items():
        Person.objects.filter(pk=key).update(**before)


def _members(trace: RosterTrace) -> QuerySet[Member]:
    """Everybody whose seat goes or is put back."""
    return Member._base_manager.filter(pk__in=[*trace.members, *(trace.members_before or {})])


def _derived_roles(mandates: QuerySet[Mandate]) -> list[int]:
    """The identities that followed from these mandates."""
    begun = set(mandates.values_list("member__person_id", "assembly_id", "starts_on"))
    held = RoleAssignment.objects.filter(
        role=Role.MEMBER, person__in=mandates.values("member__person_id")
    )
    rows = held.values_list("pk", "person_id", "assembly_id", "starts_on")
    return [pk for pk, *seat in rows if tuple(seat) in begun]
