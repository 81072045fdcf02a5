"""Writes a department's reply: it answers every suggestion, with reason, date and who does it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from .calendar import plus_months
from .dice import chance, draw
from .files import table
from .grammar import render
from .shapes import Unit
from .story_shapes import Answer
from .texts import Composition
from .topics import Point

SELVES = {
    "局": "我局",
    "委员会": "我委",
    "部": "我部",
    "办公室": "我办",
    "中心": "我中心",
    "公司": "我公司",
}
SELVES |= {"院": "我院", "会": "我会", "支队": "我支队", "大队": "我大队", "区人民政府": "我区"}
SELVES |= {"县人民政府": "我县", "市人民政府": "我市"}

# share of (verdict, done) in the answers of a reply of each class
VERDICTS = {
    "A": ((("adopted", True), 78), (("adopted", False), 14), (("partly", False), 8)),
    "B": ((("adopted", True), 28), (("adopted", False), 52), (("partly", False), 20)),
    "C": ((("partly", False), 40), (("declined", False), 50), (("adopted", True), 10)),
    "D": ((("declined", False), 100),),
}
OPENINGS = {"first": "opening", "body": "opening_body", "second": "second"}
STYLES = {("adopted", True): "done", ("adopted", False): "plan"}


@dataclass(frozen=True, slots=True)
class Letter:
    """The words of a reply before it becomes a dated part of the story."""

    opening: str
    answers: tuple[Answer, ...]
    closing: str


def we(unit: Unit) -> str:
    ends = sorted((end for end in SELVES if unit.name.endswith(end)), key=len)
    return SELVES[ends[-1]] if ends else "我单位"


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a letter is written: `occasion` is first, body (to an organisation) or
    second (after being handled again); `talked` is the form of the last talk before it."""

    grade: str
    unit: Unit
    day: date
    numbers: Sequence[int]
    occasion: str
    talked: str


def write_letter(die: Random, composition: Composition, terms: Terms) -> Letter:
    """The answers to the numbered suggestions, between an opening and a closing."""
    phrases = table("phrases.toml")["reply"]
    words = _words(die, composition, terms)
    return Letter(
        opening=_said(die, phrases[OPENINGS[terms.occasion]], words),
        answers=tuple(_answer(die, number, composition, terms) for number in terms.numbers),
        closing=_said(die, phrases["closing"], words),
    )


def _said(die: Random, choices: list[str], words: Mapping[str, str]) -> str:
    return render(die.choice(choices), die, words)


def _words(die: Random, composition: Composition, terms: Terms) -> dict[str, str]:
    """Slots of the letter; pieces that have slots themselves are written out first."""
    phrases = table("phrases.toml")["reply"]
    words = {
        **composition.slots,
        "matter": composition.text.matter,
        "we": we(terms.unit),
        "who": die.choice(terms.unit.sections),
        "field": composition.topic.theme,
        "talked": phrases["talked"].get(terms.talked, ""),
    }
    words["with"] = (
        f"{words['we']}{die.choice(('认真研究', '会同有关单位研究', '实地调研并专题研究'))}"
    )
    for piece in ("thanks", "worked"):
        words[piece] = _said(die, phrases[piece], words)
    return words


def _answer(die: Random, number: int, composition: Composition, terms: Terms) -> Answer:
    point, unit = composition.points[number - 1], terms.unit
    verdict, done = draw(die, VERDICTS[terms.grade])
    due = plus_months(terms.day, die.randint(2, 10))
    general = "limits_partly" if verdict == "partly" else "limits"
    limit = point.limit or die.choice(table("phrases.toml")["reply"][general])
    words = {**composition.slots, "we": we(unit), "who": die.choice(unit.sections)}
    words["limit"] = reason = render(limit, die, words, band=composition.band)
    measure = render(point.measure, die, words, band=composition.band)
    words |= {
        "measure": measure,
        "due": f"{due.year}年{due.month}月",
        "month": f"{max(1, terms.day.month - 1)}月底",
        "agree": die.choice(table("phrases.toml")["reply"]["agree"]),
    }
    text = _said(die, table("phrases.toml")["reply"][STYLES.get((verdict, done), verdict)], words)
    promised = verdict != "declined" and not done
    return Answer(
        number=number,
        verdict=verdict,
        done=done,
        text=_lead(die, number, point) + text.replace("将将", "将"),
        reason=reason if verdict != "adopted" else None,
        what=measure if promised else None,
        due_on=due if promised else None,
        who=words["who"],
    )


def _lead(die: Random, number: int, point: Point) -> str:
    count = "一二三四五六七八"[number - 1]
    return die.choice((f"{count}、关于“{point.head}”的建议。", f"{count}、关于{point.head}。"))


def assist_opinion(die: Random, composition: Composition, unit: Unit) -> str:
    """What an assisting unit tells the lead about the part that is its own."""
    point = die.choice(composition.points)
    words = {**composition.slots, "we": we(unit), "head": point.head}
    words["who"] = die.choice(unit.sections)
    kind = "opinion_finance" if unit.key == "财政局" else "opinion"
    return _said(die, table("phrases.toml")["reply"][kind], words)


def note(die: Random, kind: str, words: Mapping[str, str] | None = None) -> str:
    """A short note of the kind that offices and units leave."""
    notes = table("phrases.toml")["notes"]
    for step in kind.split("."):
        notes = notes[step]
    return render(die.choice(notes), die, words or {})


def grade_of(die: Random) -> str:
    return draw(die, (("A", 55), ("B", 30), ("C", 12), ("D", 3)))


def better(die: Random, grade: str) -> str:
    """The class after being handled again may rise by one."""
    return {"B": "A", "C": "B", "D": "C"}.get(grade, grade) if chance(die, 0.6) else grade
