"""Writes a proposal: matter, situation, analysis and numbered suggestions, each one its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random

from .dice import chance, dice, draw
from .files import table
from .grammar import render
from .places import pick_county, scene
from .shapes import Assembly
from .story_shapes import Text
from .topics import Point, Topic, common_points

SHORTEST = 300
MOST = 6  # suggestions
STUDIED = 1.8  # depth of a text that comes from a survey; others have up to 1
PEOPLES = ("social", "ecological")  # categories that residents themselves bring up
ORDINALS = "一二三四五六七八"
SIZES = {"usual": {2: 1, 3: 4, 4: 5, 5: 2}, "studied": {4: 3, 5: 4}}
BANDS = {"city": (0.45, 1.0), "county": (0.0, 0.45)}


@dataclass(frozen=True, slots=True)
class Composition:
    """A written proposal together with what a reply has to know about it."""

    text: Text
    topic: Topic
    points: tuple[Point, ...]
    slots: Mapping[str, str]
    band: tuple[float, float]
    county: str


class Writer:
    """Writes for one assembly and year, and spreads the points of a topic over its proposals."""

    def __init__(self, seed: int, assembly: Assembly, year: int) -> None:
        self.seed, self.assembly, self.year = seed, assembly, year
        self.band = BANDS[assembly.tier]
        self._spread: dict[str, list[Point]] = {}
        self._matters: set[str] = set()

    def write(self, code: str, topic: Topic, studied: bool = False) -> Composition:
        """`studied` texts come from a party's or committee's survey and are the long ones."""
        die = dice(self.seed, "text", code)
        county = pick_county(die, self.assembly, topic.setting)
        points = self._points(die, topic, SIZES["studied" if studied else "usual"])
        return self._compose(
            die, topic, points, county, depth=STUDIED if studied else die.random() ** 0.6
        )

    def write_again(self, code: str, like: Composition) -> Composition:
        """Nearly the same matter in another member's words: same points, same places."""
        die = dice(self.seed, "again", code)
        points = list(like.points)
        die.shuffle(points)
        if len(points) > 2 and chance(die, 0.4):
            points.pop()
        depth = die.random()
        return self._compose(die, like.topic, tuple(points), like.county, depth, like.slots)

    def _points(self, die: Random, topic: Topic, sizes: Mapping[int, int]) -> tuple[Point, ...]:
        """Points that the year's other proposals on the topic have used least."""
        queue = self._spread.setdefault(topic.code, [])
        if len(queue) < 4:
            queue += die.sample(topic.points, len(topic.points))
        size = draw(die, tuple(sizes.items()))
        chosen: list[Point] = []
        for point in list(queue):
            if point not in chosen and len(chosen) < size:
                chosen.append(point)
                queue.remove(point)
        extra = die.choices((0, 1, 2), (50, 40, 10))[0] + (sizes is SIZES["studied"])
        return (*chosen, *die.sample(common_points(), extra))[:MOST]

    def _compose(
        self,
        die: Random,
        topic: Topic,
        points: tuple[Point, ...],
        county: str,
        depth: float,
        slots: Mapping[str, str] | None = None,
    ) -> Composition:
        """`depth`, from 0 to 1 and above, says how much the writer has to tell."""
        slots = slots or scene(die, self.assembly, county, self.year, topic.setting)
        text = self._body(die, topic, points, slots, depth)
        while text.length < SHORTEST and depth < 1:
            depth = min(1.0, depth + 0.25)
            text = self._body(die, topic, points, slots, depth)
        text = replace(text, matter=self._matter(die, topic, points, slots))
        return Composition(text, topic, points, slots, self.band, county)

    def _body(
        self,
        die: Random,
        topic: Topic,
        points: tuple[Point, ...],
        slots: Mapping[str, str],
        depth: float,
    ) -> Text:
        return Text(
            matter="",
            situation=self._situation(die, topic, slots, depth),
            analysis=self._analysis(die, points, slots, depth),
            suggestions=self._suggestions(die, points, slots, depth),
        )

    def _matter(
        self, die: Random, topic: Topic, points: tuple[Point, ...], slots: Mapping[str, str]
    ) -> str:
        """A fitting title that the year has not seen yet; after some tries it names a place."""
        fitting = sorted(topic.matters, key=lambda matter: -_kinship(matter, points))[:2]
        for _ in range(12):
            matter = render(die.choice(fitting), die, slots)
            if matter not in self._matters:
                break
            placed = matter.replace("关于", f"关于{slots['county']}", 1)
            if placed not in self._matters:
                matter = placed
                break
            slots = self._elsewhere(die, topic)
        self._matters.add(matter)
        return matter

    def _elsewhere(self, die: Random, topic: Topic) -> dict[str, str]:
        county = pick_county(die, self.assembly, topic.setting)
        return scene(die, self.assembly, county, self.year, topic.setting)

    def _situation(self, die: Random, topic: Topic, slots: Mapping[str, str], depth: float) -> str:
        phrases = table("phrases.toml")["text"]
        people = topic.category in PEOPLES
        concern = phrases["concern"] + (phrases["concern_people"] if people else [])
        setting = "rural" if topic.setting == "rural" else "urban" if people else "work"
        research = phrases[f"research_{setting}"]
        told = die.sample(range(len(topic.situations)), 2 if depth > 0.5 else 1)
        if depth > 0.75:
            told.sort()
        parts = [self._fact(die, topic, slots, number) for number in told]
        if depth > 0.75:
            parts.insert(0, render(die.choice(phrases["background"][topic.category]), die, slots))
        if chance(die, 0.25 + depth / 2):
            told_by = [line for line in research if depth <= 1 or "本人" not in line]
            parts.append(render(die.choice(told_by), die, slots))
        if chance(die, 0.25 + depth / 3):
            parts.append(render(die.choice(concern), die, slots))
        return "".join(parts)

    def _fact(self, die: Random, topic: Topic, slots: Mapping[str, str], number: int) -> str:
        """One telling of the situation; figures of the whole place agree within the year."""
        agreed = dice(self.seed, "facts", self.assembly.slug, self.year, topic.code, number)
        figures = die if topic.local else agreed
        return render(topic.situations[number], die, slots, figures, self.band)

    def _analysis(
        self, die: Random, points: tuple[Point, ...], slots: Mapping[str, str], depth: float
    ) -> str:
        phrases = table("phrases.toml")["text"]
        problems = [render(point.problem, die, slots, band=self.band) for point in points]
        effects = die.sample(phrases["effects"], len(problems))
        problems = [
            problem + render(effect, die, slots) if chance(die, depth / 2) else problem
            for problem, effect in zip(problems, effects, strict=True)
        ]
        told = _listed(die, problems)
        if depth > 0.85:
            lesson = render(die.choice(phrases["lessons"]), die, slots)
            return f"{told}\n{lesson}"
        return told

    def _suggestions(
        self, die: Random, points: tuple[Point, ...], slots: Mapping[str, str], depth: float
    ) -> tuple[str, ...]:
        found = []
        for point, tail in zip(points, self._tails(die, len(points)), strict=True):
            ask = render(point.ask, die, slots, band=self.band)
            ask = f"{point.head}。{ask}" if chance(die, 0.75) else ask
            found.append(ask + (render(tail, die, slots) if chance(die, 0.1 + depth / 4) else ""))
        return tuple(found)

    def _tails(self, die: Random, count: int) -> list[str]:
        return die.sample(table("phrases.toml")["text"]["tails"], count)


def _listed(die: Random, problems: list[str]) -> str:
    """Problems one by one: counted in a row, counted line by line, or as running text."""
    style = die.choice(("row", "lines", "prose"))
    if style == "prose":
        leads = _leads(die, len(problems))
        return "".join(lead + problem for lead, problem in zip(leads, problems, strict=True))
    numbered = [f"{ORDINALS[place]}是{problem}" for place, problem in enumerate(problems)]
    gap = "\n" if style == "lines" else ""
    return die.choice(table("phrases.toml")["text"]["intro"]) + gap + gap.join(numbered)


def _leads(die: Random, count: int) -> list[str]:
    """How the problems follow one another in running text."""
    phrases = table("phrases.toml")["text"]
    middle = die.sample(phrases["next"], max(0, count - 3))
    last = [die.choice(phrases["last"])] if count > 2 else []
    return [die.choice(phrases["first"]), die.choice(phrases["second"]), *middle, *last][:count]


def _kinship(matter: str, points: tuple[Point, ...]) -> int:
    """How many pairs of characters a title shares with what is asked for."""
    told = "".join(point.head + point.problem + point.ask for point in points)
    return sum(matter[place : place + 2] in told for place in range(2, len(matter) - 4))


def without_suggestions(text: Text) -> Text:
    return replace(text, suggestions=())


def with_vague_suggestion(text: Text, number: int) -> Text:
    vague = table("phrases.toml")["text"]["vague"]
    return replace(text, analysis="", suggestions=(vague[number % len(vague)],))


def with_telephone(text: Text, phone: str) -> Text:
    """A private number slipped into the text, as happens."""
    return replace(text, situation=f"{text.situation}(联系电话:{phone})")


def with_second_matter(text: Text, other: Text) -> Text:
    """Two matters in one (一案两事), which the office sends back."""
    second = other.matter.removeprefix("关于")
    return Text(
        matter=f"{text.matter.removesuffix('的提案').removesuffix('的建议')}和{second}",
        situation=f"{text.situation}\n另外,{other.situation}",
        analysis=f"{text.analysis}\n{other.analysis}",
        suggestions=(*text.suggestions, *other.suggestions[:2]),
    )


def faulty(seed: int, code: str, assembly: Assembly, year: int) -> tuple[Text, Mapping]:
    """A matter that no assembly dockets, with the row that says why and where it goes."""
    die = dice(seed, "fault", code)
    row = die.choice(table("faulty.toml")["faults"])
    slots = scene(die, assembly, pick_county(die, assembly, "any"), year)
    band = BANDS[assembly.tier]
    text = Text(
        matter=render(row["matter"], die, slots),
        situation=render(row["situation"], die, slots, band=band),
        analysis=render(row["analysis"], die, slots, band=band),
        suggestions=tuple(render(line, die, slots, band=band) for line in row["suggestions"]),
    )
    return text, row
