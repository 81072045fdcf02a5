"""Decides what each year brings: who proposes on what, with whom, and how it will end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TypeVar

from .calendar import ZONE, moment
from .diary import Linger
from .dice import chance, dice, draw
from .shapes import Assembly, Collective, Member, Session
from .story_shapes import Text
from .texts import (
    Composition,
    Writer,
    faulty,
    with_second_matter,
    with_telephone,
    with_vague_suggestion,
    without_suggestions,
)
from .topics import Topic, topics
from .world import World

T = TypeVar("T")

CITY_YEARS = {2024: 352, 2025: 368, 2026: 344}
COUNTY_YEARS = {2025: (42, 54), 2026: (41, 50)}
ORDINARY = 0.2
MERGED = 0.075
TWIN_KEPT = 0.015  # near duplicates that stay on their own
# of a hundred that are no near duplicate of another
ENDS = {"docketed": 87, "declined": 9, "withdrawn": 2, "unreturned": 2}
KINDS = {"individual": 63, "joint": 26, "collective": 11}
SEND_BACK = 0.09
FAULTS = ("no_suggestions", "telephone", "two_matters")

# stages shown at the two moments, each for this many of the city's stories; the rare ones first
SHOWN = {
    "plenary": {
        "rehandling": 2,
        "dissatisfied": 2,
        "objected": 2,
        "drafting": 2,
        "docketed": 2,
        "tried": 2,
        "assigned": 3,
        "replied": 5,
        "handling": 5,
    },
    "spring": {
        "rehandling": 3,
        "dissatisfied": 3,
        "objected": 3,
        "assigned": 4,
        "drafting": 8,
        "replied": 16,
        "handling": 30,
    },
}
LATE_STAGES = ("replied", "dissatisfied", "rehandling")


@dataclass(frozen=True, slots=True)
class Plan:
    code: str
    assembly: Assembly
    session: Session
    season: str
    kind: str
    proposer: str
    lead: Member
    begins: datetime
    end: str
    text: Text
    first_text: Text | None = None
    composition: Composition | None = None
    fault: Mapping | None = None
    flaw: str | None = None
    twin_of: str | None = None
    linger: Linger | None = None
    priority: bool = False
    excellent: bool = False
    merged: tuple[str, ...] = ()

    @property
    def topic(self) -> str | None:
        return self.composition.topic.code if self.composition else None

    @property
    def category(self) -> str:
        return self.fault["category"] if self.fault else self.composition.topic.category


class Planner:
    """Plans one assembly's year."""

    def __init__(self, world: World, assembly: Assembly, year: int) -> None:
        self.world, self.assembly, self.year = world, assembly, year
        self.session = assembly.session(year)
        self.die = dice(world.seed, "plans", assembly.slug, year)
        self.writer = Writer(world.seed, assembly, year)
        self.members = world.sitting(assembly, self.session.opens_on)
        self.weights = [
            min(6.0, dice(world.seed, member.person.code).paretovariate(1.5))
            for member in self.members
        ]
        self.sectors = [member.mandate(assembly.slug).sector for member in self.members]
        self.bodies = [body for body in world.collectives if body.assembly == assembly.slug]
        self._decks: dict[str, list] = {}
        self._written = world.written

    def plans(self) -> list[Plan]:
        begins = self._beginnings()
        plans: list[Plan] = []
        for number, begin in enumerate(begins, 1):
            code = f"{self.assembly.slug}-{self.year}-{number:03d}"
            twin = self._twin(plans, begin)
            plans.append(self._again(code, begin, twin) if twin else self._new(code, begin))
        return self._shown(self._distinguished(self._with_merged(plans)))

    def _beginnings(self) -> list[datetime]:
        """When the drafts are begun: most before and in the plenary, some all the year."""
        if self.assembly.tier == "city":
            count = CITY_YEARS[self.year]
        else:
            count = self.die.randint(*COUNTY_YEARS[self.year])
        ordinary = round(count * ORDINARY)
        found = [self._ordinary_begin() for _ in range(ordinary)]
        found += [self._session_begin() for _ in range(count - ordinary)]
        return sorted(found)

    def _session_begin(self) -> datetime:
        session = self.session
        first, eve = session.window_from, session.opens_on - timedelta(days=20)
        span = draw(
            self.die,
            (
                ((first, eve), 26),
                ((eve, session.opens_on), 40),
                ((session.opens_on, session.cutoff.date()), 34),
            ),
        )
        begun = self._moment(span[0], span[1])
        return min(begun, session.cutoff - timedelta(hours=self.die.randint(2, 20)))

    def _ordinary_begin(self) -> datetime:
        first = self.session.closes_on + timedelta(days=8)
        middle, last = first + timedelta(days=160), first + timedelta(days=300)
        return self._moment(*draw(self.die, (((first, middle), 40), ((middle, last), 60))))

    def _moment(self, first: date, last: date) -> datetime:
        day = first + timedelta(days=self.die.randrange(max(1, (last - first).days)))
        hour, minute = self.die.randint(7, 21), self.die.randrange(60)
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)

    def _season(self, begin: datetime) -> str:
        return "session" if begin < self.session.cutoff else "ordinary"

    def _new(self, code: str, begin: datetime) -> Plan:
        kind, end, topic = self._next("kinds", KINDS), self._next("ends", ENDS), self._topic()
        composition = self.writer.write(code, topic, studied=kind == "collective")
        proposer, lead = self._proposer(kind, topic)
        plan = Plan(
            code=code,
            assembly=self.assembly,
            session=self.session,
            season=self._season(begin),
            kind=kind,
            proposer=proposer,
            lead=lead,
            begins=begin,
            end=end,
            text=composition.text,
            composition=composition,
        )
        if end == "declined":
            return self._declined(plan, topic)
        sent_back = end in ("withdrawn", "unreturned") or chance(self.die, SEND_BACK)
        return self._sent_back(plan) if sent_back else plan

    def _declined(self, plan: Plan, topic: Topic) -> Plan:
        """Either a matter that is turned away, or one with nothing but wishes in it."""
        if chance(self.die, 0.5):
            return replace(plan, text=self._vague(plan.text), flaw="empty")
        text, fault = self._fault(plan.code)
        proposer, lead = self._proposer("individual", topic)
        plan = replace(plan, kind="individual", proposer=proposer, lead=lead, composition=None)
        return replace(plan, text=text, fault=fault, flaw=fault["flaw"])

    def _sent_back(self, plan: Plan) -> Plan:
        flaw = self.die.choice(FAULTS)
        first = self._spoiled(plan.code, flaw, plan.text, plan.lead)
        return replace(plan, flaw=flaw, first_text=first)

    def _vague(self, text: Text) -> Text:
        start = self.die.randrange(4)
        return self._unused(lambda turn: with_vague_suggestion(text, start + turn))

    def _fault(self, code: str) -> tuple[Text, Mapping]:
        """A matter that is turned away, with the row that says why."""
        rows: dict[Text, Mapping] = {}

        def attempt(turn: int) -> Text:
            text, row = faulty(self.world.seed, f"{code}-{turn}", self.assembly, self.year)
            rows[text] = row
            return text

        text = self._unused(attempt)
        return text, rows[text]

    def _unused(self, attempt: Callable[[int], Text]) -> Text:
        """The first attempt in words that nobody has used before."""
        for turn in range(60):
            text = attempt(turn)
            body, matter = replace(text, matter=""), (self.assembly.slug, self.year, text.matter)
            if not self._written & {body, matter}:
                break
        self._written |= {body, matter}
        return text

    def _spoiled(self, code: str, flaw: str, text: Text, lead: Member) -> Text:
        """The text as first handed in, with the flaw that it is sent back for."""
        if flaw == "telephone":
            return with_telephone(text, lead.person.phone)
        if flaw == "two_matters":
            other = self.writer.write(f"{code}-other", self._topic())
            return with_second_matter(text, other.text)
        return without_suggestions(text)

    def _again(self, code: str, begin: datetime, twin: Plan) -> Plan:
        """Nearly the same matter from somebody else: to be merged, or left on its own."""
        composition = self.writer.write_again(code, twin.composition)
        kind = draw(self.die, (("individual", 8), ("joint", 2)))
        proposer, lead = self._proposer(kind, twin.composition.topic, besides=twin.lead)
        end = "merged" if chance(self.die, MERGED / (MERGED + TWIN_KEPT)) else "docketed"
        return replace(
            twin,
            code=code,
            kind=kind,
            proposer=proposer,
            lead=lead,
            begins=begin,
            end=end,
            text=composition.text,
            composition=composition,
            twin_of=twin.code,
        )

    def _twin(self, plans: list[Plan], begin: datetime) -> Plan | None:
        if self._season(begin) != "session" or not chance(self.die, (MERGED + TWIN_KEPT) / 0.8):
            return None
        mains = [
            plan
            for plan in plans
            if plan.end == "docketed" and plan.twin_of is None and plan.flaw is None
        ]
        return self.die.choice(mains) if mains else None

    def _topic(self) -> Topic:
        suiting = {topic: topic.weight for topic in topics() if topic.suits(self.assembly)}
        return self._next("topics", suiting)

    def _next(self, name: str, weights: Mapping[T, int]) -> T:
        """From a shuffled deck, so that a year keeps the shares that the weights say."""
        if not self._decks.get(name):
            deck = [value for value, weight in weights.items() for _ in range(weight)]
            self.die.shuffle(deck)
            self._decks[name] = deck
        return self._decks[name].pop()

    def _proposer(
        self, kind: str, topic: Topic, besides: Member | None = None
    ) -> tuple[str, Member]:
        if kind == "collective":
            body = self._body(topic)
            return body.code, self._member(body.contact)
        near = self._near(topic) if chance(self.die, 0.6) else frozenset()
        weights = [
            weight * 5 if sector in near else weight
            for sector, weight in zip(self.sectors, self.weights, strict=True)
        ]
        member = self.die.choices(self.members, weights)[0]
        while besides and member.person.code == besides.person.code:
            member = self.die.choices(self.members, weights)[0]
        return member.person.code, member

    def _body(self, topic: Topic) -> Collective:
        fitting = [body for body in self.bodies if body.sector in self._near(topic)]
        return self.die.choice(fitting if fitting and chance(self.die, 0.6) else self.bodies)

    def _near(self, topic: Topic) -> frozenset[str]:
        """The sectors whose members know about the topic."""
        return frozenset(
            sector.code for sector in self.world.sectors if sector.name in topic.sectors
        )

    def _member(self, code: str) -> Member:
        return next(member for member in self.world.members if member.person.code == code)

    def _with_merged(self, plans: list[Plan]) -> list[Plan]:
        """Main proposals know whose proposals were merged into them: these evaluate too."""
        into: dict[str, list[str]] = {}
        for plan in plans:
            if plan.end == "merged":
                into.setdefault(plan.twin_of, []).append(plan.lead.person.code)
        return [replace(plan, merged=tuple(into.get(plan.code, ()))) for plan in plans]

    def _distinguished(self, plans: list[Plan]) -> list[Plan]:
        """Key proposals (six in a hundred), and candidates from which the excellent ones come."""
        docketed = [plan.code for plan in plans if plan.end == "docketed" and not plan.twin_of]
        session = [
            plan.code
            for plan in plans
            if plan.code in set(docketed) and plan.season == "session" and not plan.flaw
        ]
        priority = set(self.die.sample(session, max(1, len(docketed) * 6 // 100)))
        excellent = set(self.die.sample(session, max(1, len(docketed) * 11 // 100)))
        return [
            replace(plan, priority=plan.code in priority, excellent=plan.code in excellent)
            for plan in plans
        ]

    def _shown(self, plans: list[Plan]) -> list[Plan]:
        """The stories that wait in a stage while the demonstration is looked at."""
        if self.assembly.tier != "city" or self.year < 2025:
            return plans
        name = "plenary" if self.year == 2025 else "spring"
        until = moment(name)
        free = [plan for plan in plans if plan.end == "docketed" and plan.flaw is None]
        shown: dict[str, Linger] = {}
        for stage, count in SHOWN[name].items():
            fitting = [plan.code for plan in free if plan.code not in shown and _fits(plan, stage)]
            chosen = self.die.sample(fitting, min(count, len(fitting)))
            shown |= {code: Linger(stage, until) for code in chosen}
        return [replace(plan, linger=shown.get(plan.code)) for plan in plans]


def _fits(plan: Plan, stage: str) -> bool:
    """Whether a story begun then can have come to the stage by the moment, and no further."""
    if plan.session.year == 2026:
        return plan.season == "session"
    months = (6, 7, 8, 9) if stage in LATE_STAGES else (8, 9, 10)
    return plan.season == "ordinary" and plan.begins.month in months
