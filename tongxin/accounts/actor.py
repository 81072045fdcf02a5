"""Who is acting: a person, under one of their identities, perhaps on behalf of somebody."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from tongxin.accounts.models import Person, RoleAssignment
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.organisations.models import Assembly, Organisation, Service


@dataclass(frozen=True)
class Actor:
    """The subject of every act and the reader of every page. Made once per request, kept by nobody."""

    person: Person | None = None
    assignment: RoleAssignment | None = None
    on_behalf_of: Person | None = None
    for_unit: Organisation | None = None
    paper_on: date | None = None
    identities: tuple[RoleAssignment, ...] = ()
    is_system: bool = False

    @property
    def person_id(self) -> int | None:
        return self.person.pk if self.person else None

    @property
    def assignment_id(self) -> int | None:
        return self.assignment.pk if self.assignment else None

    @property
    def on_behalf_of_id(self) -> int | None:
        return self.on_behalf_of.pk if self.on_behalf_of else None

    @property
    def role(self) -> str:
        return self.assignment.role if self.assignment else ""

    @property
    def assembly(self) -> Assembly | None:
        return self.assignment.assembly if self.assignment else None

    @property
    def organisation(self) -> Organisation | None:
        return self.assignment.organisation if self.assignment else None

    @property
    def organisation_id(self) -> int | None:
        return self.assignment.organisation_id if self.assignment else None

    @cached_property
    def assembly_ids(self) -> frozenset[int]:
        """The assemblies this identity may read at all: its own, or those its unit serves."""
        if self.assignment is None:
            return frozenset()
        if self.assignment.assembly_id:
            return frozenset({self.assignment.assembly_id})
        return frozenset(
            Service._base_manager.filter(organisation_id=self.organisation_id)
            .exclude(ended_on__lte=clock.today())
            .values_list("assembly_id", flat=True)
        )

    @cached_property
    def home(self) -> Assembly | None:
        """The assembly whose pages the menu leads to: the identity's own, or the first its unit serves."""
        if self.assembly is not None or not self.assembly_ids:
            return self.assembly
        return Assembly.objects.filter(pk__in=self.assembly_ids).order_by("id").first()

    def is_any(self, roles: Iterable[str]) -> bool:
        """Whether this identity's role is one of these."""
        return self.role in roles

    @property
    def is_manager(self) -> bool:
        return self.is_any(Role.managers())

    def for_person(self, person: Person) -> "Actor":
        """The same actor entering something on another person's behalf (代录); the trail names both."""
        return replace(self, on_behalf_of=person)

    def standing_in_for(self, unit: Organisation, on: date) -> "Actor":
        """The same actor entering what a unit did on paper on that day (代录); the trail names person and unit."""
        return replace(self, for_unit=unit, paper_on=on)

    @property
    def day(self) -> date:
        """The day that counts for what is done: the paper's for an entry on a unit's behalf, else today."""
        return self.paper_on or clock.today()

    @property
    def entry_facts(self) -> dict[str, Any]:
        """What the trail adds to an act entered on a unit's behalf: for whom, and the paper's day."""
        return {"for_unit": self.for_unit.pk, "paper_on": self.day} if self.for_unit else {}

    def __str__(self):
        if self.person is None:
            return "system" if self.is_system else "public"
        return str(self.assignment or self.person)


SYSTEM = Actor(is_system=True)
PUBLIC = Actor()


def identities_of(person: Person) -> tuple[RoleAssignment, ...]:
    """The identities a person may choose from today, oldest first; one query."""
    return tuple(
        RoleAssignment.objects.in_force(clock.today())
        .filter(person=person)
        .select_related("assembly__parent", "organisation", "person")
        .order_by("starts_on", "id")
    )


def actor_of(person: Person, chosen: str | None = None) -> Actor:
    """The actor for a person under the identity with public id `chosen`, else their first one."""
    identities = identities_of(person)
    assignment = next(
        (identity for identity in identities if identity.public_id == chosen),
        identities[0] if identities else None,
    )
    return Actor(person=person, assignment=assignment, identities=identities)


def acting_as(assignment: RoleAssignment) -> Actor:
    """The actor for one identity: for commands, imports and the demonstration."""
    return Actor(person=assignment.person, assignment=assignment, identities=(assignment,))
