"""Plays the meetings and activities of the year 2020 through the actions: planned as past ones, closed, counted."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from tongxin.accounts.actor import Actor
from tongxin.accounts.terms import Role
from tongxin.core.clock import SHANGHAI
from tongxin.gatherings.actions.outcomes import Found, add_outcomes
from tongxin.gatherings.actions.plan_gathering import plan_gathering
from tongxin.gatherings.kinds import Kind, kind_of
from tongxin.gatherings.lifecycle import GATHERING
from tongxin.gatherings.models import Gathering, GatheringKind
from tongxin.gatherings.terms import OutcomeKind
from tongxin.gatherings.values import Attendance, Plan, Slot
from tongxin.lifecycle.perform import perform
from tongxin.members.models import Member
from tongxin.portal.demo.found import Cast

MATERIAL = Path(__file__).parent / "material" / "gatherings.toml"
MORNING, NOON = time(9), time(11, 30)
AFTERNOON, EVENING = time(14), time(17)
CAME_OUT = {
    "suggestions": OutcomeKind.SUGGESTION,
    "problems": OutcomeKind.PROBLEM,
    "help": OutcomeKind.HELP,
}
STEP = 5
"""Each gathering begins so many people further down the roll, so that all of them come."""


@dataclass
class Stage:
    """Who organises, and the names from which each gathering takes its people."""

    office: Actor
    names: Sequence[str]
    held: int = 0

    def people(self, *counts: int) -> list[list[str]]:
        """So many names for each list, nobody in two of them."""
        start = self.held * STEP % len(self.names)
        self.held += 1
        drawn = islice(cycle(self.names), start, start + min(sum(counts), len(self.names)))
        return [list(islice(drawn, count)) for count in counts]


def stage_of(cast: Cast) -> Stage:
    """The general office of the invented city and the names on its roll."""
    city = cast.assemblies[cast.city.assemblies[0].slug]
    members = Member.objects.filter(assembly=city).select_related("person").order_by("id")
    names = list(dict.fromkeys(member.person.name for member in members))
    return Stage(cast.holders(Role.GENERAL_OFFICE, city.slug)[0], names)


def play_year(stage: Stage) -> None:
    """The whole year, entered late: its days are those of the year, the entry's are today's."""
    material = tomllib.loads(MATERIAL.read_text(encoding="utf-8"))
    for told in material["gatherings"]:
        _hold(stage, told, date.fromisoformat(told["day"]), told["title"])
    for told in material["series"]:
        for number, day in enumerate(_spread(material["year"], told["count"]), start=1):
            _hold(stage, told, day, told["title"].format(n=number))


def _spread(year: int, count: int) -> Iterator[date]:
    """So many days over the year."""
    for number in range(count):
        yield date(year, 1, 10) + timedelta(days=350 * number // count)


def _hold(stage: Stage, told: Mapping[str, Any], day: date, title: str) -> Gathering:
    kind = _kind(told["kind"], stage.office)
    gathering = plan_gathering(
        kind,
        actor=stage.office,
        plan=Plan(
            {"title": title, "place": told["place"], "theme": told.get("theme", "")},
            told.get("values", {}),
        ),
        slots=list(_half_days(day, told.get("half_days", 1))),
    )
    came_out = [
        Found(kind, words) for name, kind in CAME_OUT.items() for words in told.get(name, ())
    ]
    if came_out:
        add_outcomes(gathering, actor=stage.office, found=came_out)
    present, excused, absent = stage.people(
        told["present"], told.get("excused", 0), told.get("absent", 0)
    )
    closed: Any = perform(
        GATHERING.close,
        gathering,
        stage.office,
        attendance=Attendance(present, excused, absent),
    )
    return closed


def _kind(code: str, actor: Actor) -> Kind:
    return kind_of(GatheringKind.objects.get(assembly__isnull=True, code=code), actor.assembly)


def _half_days(day: date, count: int) -> Iterator[Slot]:
    for number in range(count):
        on = day + timedelta(days=number // 2)
        begins, ends = (AFTERNOON, EVENING) if number % 2 else (MORNING, NOON)
        yield Slot(_at(on, begins), _at(on, ends))


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=SHANGHAI)
