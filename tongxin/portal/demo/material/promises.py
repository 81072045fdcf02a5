"""Commitments drawn out of replies (承诺事项), and how they are kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from .calendar import workday
from .diary import Diary
from .dice import chance, draw
from .plans import Plan
from .replies import note
from .story_shapes import (
    Answer,
    Commitment,
    Confirmation,
    Fulfilment,
    Handling,
    Progress,
    Reply,
)
from .world import World

DRAWN = {"A": 0.35, "B": 1.0, "C": 0.3, "D": 0.0}
FOLLOWED = ("B",)
KEPT = (("in_time", 72), ("late", 18), ("open", 10))


def commitments(
    world: World, plan: Plan, diary: Diary, handlings: Sequence[Handling]
) -> tuple[Commitment, ...]:
    """Of each unit's last reply: all promises of a B, some of the others."""
    found = []
    for handling in handlings:
        if handling.answers_proposer:
            reply = handling.replies[-1]
            found += [
                _commitment(world, plan, Diary(diary.die, reply.issued.at), reply, answer)
                for answer in reply.answers
                if answer.what and chance(diary.die, DRAWN[reply.grade])
            ]
    return tuple(found)


def _commitment(world: World, plan: Plan, hand: Diary, reply: Reply, answer: Answer) -> Commitment:
    die = hand.die
    drawn = hand.later(5, 15)
    by = world.officer(die, "proposals_office", plan.assembly)
    confirmation = Confirmation(hand.later(1, 6), reply.by)
    kept_on = _kept_on(hand, answer.due_on)
    progress = _progress(hand, reply.by, kept_on or answer.due_on + timedelta(days=60))
    fulfilment = None
    if kept_on:
        fulfilment = Fulfilment(hand.by(kept_on), reply.by, note(die, "evidence"))
    return Commitment(
        at=drawn,
        by=by,
        unit=reply.unit,
        answer=answer.number,
        what=answer.what,
        due_on=answer.due_on,
        must_follow=reply.grade in FOLLOWED,
        confirmation=confirmation,
        progress=progress,
        fulfilment=fulfilment,
    )


def _kept_on(hand: Diary, due: date) -> date | None:
    die, kept = hand.die, draw(hand.die, KEPT)
    if kept == "open":
        return None
    days = -die.randint(0, 40) if kept == "in_time" else die.randint(8, 90)
    return workday(max(hand.today + timedelta(days=5), due + timedelta(days=days)))


def _progress(hand: Diary, by: str, until: date) -> tuple[Progress, ...]:
    die, found, percent = hand.die, [], 0
    day = hand.today + timedelta(days=die.randint(35, 60))
    while day < until - timedelta(days=10) and percent < 90:
        percent = min(90, percent + die.choice((10, 20, 30)))
        found.append(Progress(hand.by(day), by, percent, note(die, _stage(percent))))
        day = hand.today + timedelta(days=die.randint(40, 75))
    return tuple(found)


def _stage(percent: int) -> str:
    if percent <= 30:
        return "progress_early"
    return "progress_middle" if percent <= 60 else "progress_late"
