"""A roster is written in one short transaction, and taken back as a whole."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from tongxin import search
from tongxin.accounts.actor import Actor
from tongxin.accounts.models import Person, RoleAssignment, User
from tongxin.accounts.permissions import demand
from tongxin.accounts.terms import Role
from tongxin.core.bulk import Ready, among, ready, ready_changes, write_all
from tongxin.core.models.changing import put
from tongxin.members.actions.found_bodies import found_bodies
from tongxin.members.models import (
    Appointment,
    Body,
    IdentityNumber,
    Mandate,
    Member,
    Sector,
    SpecialCommittee,
)
from tongxin.organisations.models import Assembly

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
class ReadyRoster:
    """A roster made ready before its transaction: the bodies it founds, and everything else table by table."""

    assembly: Assembly
    founded: Mapping[str, Sequence[Sector | SpecialCommittee | Body]]
    tables: Sequence[Ready]


@transaction.atomic
def store_roster(roster: ReadyRoster, *, actor: Actor) -> None:
    """Write all of it; whoever made it ready looked up what it says, and the caller that nothing moved since."""
    demand(actor, "members.keep")
    if any(roster.founded.values()):
        found_bodies(roster.assembly, actor=actor, **roster.founded)
    write_all(roster.tables)


def complete(person: Person, fields: Fields) -> dict[str, Any]:
    """Add what was empty: a number that somebody may sign in with is never replaced by a list."""
    return put(person, {name: told for name, told in fields.items() if not getattr(person, name)})


def ready_changes_of(members: Sequence[Member], people: Sequence[Person]) -> list[Ready]:
    """The seats and people that were filled in, made ready to be written."""
    return [
        ready_changes(members, [name.removesuffix("_id") for name in MEMBER_FIELDS]),
        ready_changes(people, PERSON_FIELDS),
        ready(search.tasks_for(members)),
    ]


@dataclass(frozen=True)
class RosterTrace:
    """What a roster wrote: new rows by kind, and the values before of what it changed.

    `attached`: those users and people at whom something points by now, such as a code that was printed for them; it
    goes with them. All others are removed without being asked about one by one. `roles`: the identities that followed
    from the mandates.
    """

    members: Collection[int] = ()
    users: Collection[int] = ()
    people: Collection[int] = ()
    sectors: Collection[int] = ()
    committees: Collection[int] = ()
    bodies: Collection[int] = ()
    numbers: Collection[int] = ()
    members_before: Mapping[int, Fields] | None = None
    people_before: Mapping[int, Fields] | None = None
    attached_users: Collection[int] = ()
    attached_people: Collection[int] = ()
    roles: Collection[int] = ()


def derived_roles(trace: RosterTrace) -> list[int]:
    """The identities that followed from the mandates of the roster; one that comes later holds the person fast."""
    begun: set[tuple] = set()
    for condition in among("member", trace.members):
        rows = Mandate._base_manager.filter(condition)
        begun |= set(rows.values_list("member__person_id", "assembly_id", "starts_on"))
    roles = RoleAssignment.objects.filter(role=Role.MEMBER)
    return [
        key
        for condition in among("person", {person for person, _assembly, _day in begun})
        for key, *seat in roles.filter(condition).values_list(
            "pk", "person_id", "assembly_id", "starts_on"
        )
        if tuple(seat) in begun
    ]


def ready_to_forget(trace: RosterTrace) -> Ready:
    """The tasks by which search forgets the seats that go and reads those again that are put back."""
    keys = [*trace.members, *(trace.members_before or {})]
    rows = [
        row for condition in among("pk", keys) for row in Member._base_manager.filter(condition)
    ]
    return ready(search.tasks_for(rows))


@transaction.atomic
def take_back_roster(trace: RosterTrace, forgetting: Ready, *, actor: Actor) -> None:
    """Remove seats, identities, accounts and people that the roster brought; the caller made sure nobody used them.

    forgetting: the tasks of `ready_to_forget`, for this is to be short. Raises IntegrityError, at the latest with the commit, where something points at them after all.
    """
    demand(actor, "members.keep")
    forgetting.write_rows()
    _remove(RoleAssignment, trace.roles)
    _remove(Appointment, trace.members, "member")
    _remove(Mandate, trace.members, "member")
    _remove(Member, trace.members)
    _remove(IdentityNumber, trace.numbers)
    User.objects.filter(pk__in=trace.attached_users).delete()
    _remove(User, set(trace.users) - set(trace.attached_users))
    Person.objects.filter(pk__in=trace.attached_people).delete()
    _remove(Person, set(trace.people) - set(trace.attached_people))
    Sector._base_manager.filter(pk__in=trace.sectors).delete()
    SpecialCommittee._base_manager.filter(pk__in=trace.committees).delete()
    Body._base_manager.filter(pk__in=trace.bodies).delete()
    for key, before in (trace.members_before or {}).items():
        Member._base_manager.filter(pk=key).update(**before)
    for key, before in (trace.people_before or {}).items():
        Person.objects.filter(pk=key).update(**before)


def _remove(model: type[models.Model], keys: Collection[int], name: str = "pk") -> None:
    """A few statements however many rows: nothing points at them, so there is nothing to look up."""
    for condition in among(name, keys):
        rows = model._base_manager.filter(condition)
        rows._raw_delete(rows.db)
