"""The invented city: everybody in it, and three years of proposals with their stories."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache, cached_property

from .calendar import moment
from .plans import CITY_YEARS, COUNTY_YEARS, Planner
from .shapes import Assembly, Collective, Committee, Member, Officer, Person, Sector, Session, Unit
from .stories import tell
from .story_shapes import Story
from .timeline import Step, steps, until
from .world import World, build_world


@dataclass(frozen=True)
class City:
    """Frozen; `stories` are whole, also what lies after `now`: `city.until()` cuts them."""

    seed: int
    now: datetime
    assemblies: tuple[Assembly, ...]
    sectors: tuple[Sector, ...]
    committees: tuple[Committee, ...]
    collectives: tuple[Collective, ...]
    people: tuple[Person, ...]
    members: tuple[Member, ...]
    units: tuple[Unit, ...]
    officers: tuple[Officer, ...]
    stories: tuple[Story, ...]

    @property
    def today(self) -> date:
        return self.now.date()

    def until(self, now: datetime | None = None) -> City:
        """The city as it stood at a moment: what had not happened yet is not there."""
        now = now or self.now
        seen = (until(story, now) for story in self.stories)
        return replace(self, now=now, stories=tuple(story for story in seen if story))

    def steps(self) -> list[Step]:
        """All that happens to all proposals, in working order."""
        return steps(self.stories)

    def stories_of(self, assembly: str, year: int | None = None) -> tuple[Story, ...]:
        return tuple(
            story
            for story in self.stories
            if story.assembly == assembly and year in (None, story.year)
        )

    def session_of(self, story: Story) -> Session:
        assembly = next(found for found in self.assemblies if found.slug == story.assembly)
        return assembly.session(story.year)

    @cached_property
    def _by_code(self) -> dict[str, object]:
        rows = (*self.collectives, *self.committees, *self.people, *self.units, *self.stories)
        return {row.code: row for row in rows}

    def find(self, code: str) -> object:
        """Whatever bears the code: person, body, unit or story."""
        return self._by_code[code]


@cache
def city(seed: int = 2026, now: datetime | None = None) -> City:
    """Build the city; the same seed gives the same city, on every machine."""
    world = build_world(seed)
    stories = tuple(
        tell(world, plan)
        for assembly, year in _years(world)
        for plan in Planner(world, assembly, year).plans()
    )
    return City(
        seed=seed,
        now=now or moment("plenary"),
        assemblies=world.assemblies,
        sectors=world.sectors,
        committees=world.committees,
        collectives=world.collectives,
        people=world.people,
        members=world.members,
        units=world.units,
        officers=world.officers,
        stories=stories,
    )


def _years(world: World) -> list[tuple[Assembly, int]]:
    return [
        (assembly, year)
        for assembly in world.assemblies
        for year in (COUNTY_YEARS if assembly.parent else CITY_YEARS)
    ]
