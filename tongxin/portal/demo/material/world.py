"""Everything that a story needs to know: who holds which role, which unit answers for what."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from random import Random

from .bodies import collectives, committees, sectors
from .members import all_members
from .names import Registry
from .officers import all_officers
from .places import assemblies
from .shapes import Assembly, Collective, Committee, Mandate, Member, Officer, Person, Sector, Unit
from .units import Directory, all_units


@dataclass(frozen=True, slots=True)
class World:
    seed: int
    assemblies: tuple[Assembly, ...]
    sectors: tuple[Sector, ...]
    committees: tuple[Committee, ...]
    collectives: tuple[Collective, ...]
    people: tuple[Person, ...]
    members: tuple[Member, ...]
    units: tuple[Unit, ...]
    officers: tuple[Officer, ...]
    directory: Directory
    roles: dict[tuple[str, str | None], list[str]]
    seats: dict[str, list[tuple[Member, Mandate]]]
    numbers: dict[tuple[str, int], int]
    written: set[object]

    def officer(self, die: Random, role: str, assembly: Assembly) -> str:
        """Somebody who holds the role; a county's party and government desks inspect too."""
        held = self.roles.get((role, assembly.slug))
        return die.choice(held or self.roles[("assigner_government", assembly.slug)])

    def assigner(self, die: Random, unit: Unit, assembly: Assembly) -> str:
        role = "assigner_party" if unit.channel == "party" else "assigner_government"
        return self.officer(die, role, assembly)

    def clerk(self, unit: Unit) -> str:
        return self.roles[("unit_clerk", unit.code)][0]

    def leader(self, unit: Unit) -> str:
        return self.roles[("unit_leader", unit.code)][0]

    def sitting(self, assembly: Assembly, day: date) -> list[Member]:
        return [member for member, seat in self.seats[assembly.slug] if seat.holds_on(day)]

    def letter_number(self, unit: Unit, day: date) -> str:
        """The unit's own document number, counted per unit and year."""
        key = (unit.code, day.year)
        self.numbers[key] = self.numbers.get(key, 0) + 1
        place = next(found for found in self.assemblies if found.slug == unit.serves[0])
        return f"{place.short[0]}{unit.key[0]}提复〔{day.year}〕{self.numbers[key]}号"


def build_world(seed: int) -> World:
    registry = Registry()
    places = assemblies()
    members = all_members(seed, registry)
    units = all_units(seed)
    officers = all_officers(seed, registry, places, members, units)
    roles: dict[tuple[str, str | None], list[str]] = defaultdict(list)
    for officer in officers:
        for place in filter(None, (officer.unit, officer.assembly)):
            roles[(officer.role, place)].append(officer.person)
    return World(
        seed=seed,
        assemblies=places,
        sectors=sectors(),
        committees=tuple(body for place in places for body in committees(place)),
        collectives=tuple(body for place in places for body in collectives(place, members)),
        people=tuple(registry.people),
        members=members,
        units=units,
        officers=officers,
        directory=Directory(units),
        roles=dict(roles),
        seats=_seats(members),
        numbers={},
        written=set(),
    )


def _seats(members: tuple[Member, ...]) -> dict[str, list[tuple[Member, Mandate]]]:
    seats: dict[str, list[tuple[Member, Mandate]]] = defaultdict(list)
    for member in members:
        for mandate in member.mandates:
            seats[mandate.assembly].append((member, mandate))
    return dict(seats)
