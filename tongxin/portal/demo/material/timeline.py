"""Reads stories by time: what had happened by a moment, in which order, and in which state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import cache

from .story_shapes import Dated, Resubmission, Story, Withdrawal

STATES = (
    "draft",
    "cosigning",
    "submitted",
    "examining",
    "examined",
    "returned",
    "withdrawn",
    "held",
    "declined",
    "merged",
    "docketed",
    "tried",
    "assigned",
    "objected",
    "handling",
    "drafting",
    "replied",
    "dissatisfied",
    "rehandling",
    "evaluated",
    "tracking",
    "closed",
)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a proposal, ready to be played."""

    at: datetime
    story: str
    act: str
    by: str
    part: Dated


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def until(story: Story, moment: datetime) -> Story | None:
    """The story as far as it had gone; None if it had not begun."""
    return _cut(story, moment) if story.draft.at <= moment else None


def _cut(value, moment: datetime):
    """Drop every dated part that lies ahead, at any depth."""
    if isinstance(value, tuple):
        kept = tuple(_cut(item, moment) for item in value if not _ahead(item, moment))
        return value if kept == value else kept
    if not isinstance(value, (Dated, Story)):
        return value
    changed = {}
    for name in _names(type(value)):
        part = getattr(value, name)
        if isinstance(part, (tuple, Dated)):
            cut = None if _ahead(part, moment) else _cut(part, moment)
            if cut is not part:
                changed[name] = cut
    return replace(value, **changed) if changed else value


def _ahead(part: object, moment: datetime) -> bool:
    return isinstance(part, Dated) and part.at > moment


def steps(stories: Iterable[Story]) -> list[Step]:
    """Everything that happened in all the stories, in the order in which it happened."""
    found = [
        Step(part.at, story.code, part.act, part.by, part)
        for story in stories
        for part in parts(story)
    ]
    return sorted(found, key=lambda step: step.at)


def parts(value: Story | Dated | tuple) -> Iterator[Dated]:
    """The dated parts, each before those inside it."""
    if isinstance(value, tuple):
        for item in value:
            yield from parts(item)
    elif isinstance(value, (Dated, Story)):
        if isinstance(value, Dated):
            yield value
        for name in _names(type(value)):
            part = getattr(value, name)
            if isinstance(part, (tuple, Dated)):
                yield from parts(part)


def state(story: Story) -> str:
    """The state of a story that was cut at some moment."""
    if story.closure:
        return "closed"
    if story.tracking:
        return "tracking"
    if story.assignment and story.assignment.issue:
        return _handling_state(story)
    if story.assignment and story.assignment.trial:
        return "tried"
    if story.decision:
        return story.decision.outcome if story.decision.release else "held"
    return _early_state(story)


def _early_state(story: Story) -> str:
    answer = story.send_back.answer if story.send_back else None
    if isinstance(answer, Withdrawal):
        return "withdrawn"
    if story.send_back and answer is None:
        return "returned"
    if story.submission is None:
        return "cosigning" if story.invitations else "draft"
    since = answer.at if isinstance(answer, Resubmission) else story.submission.at
    rounds = [opinion.round for opinion in story.examinations if opinion.at >= since]
    return {0: "submitted", 1: "examining"}.get(max(rounds, default=0), "examined")


def _handling_state(story: Story) -> str:
    active = [handling for handling in story.handlings if not handling.given_up]
    owing = [handling for handling in active if handling.answers_proposer]
    if any(handling.objection and not handling.objection.ruling for handling in active):
        return "objected"
    if not any(handling.acknowledgement for handling in owing):
        return "assigned"
    last = [handling.replies[-1] if handling.replies else None for handling in owing]
    if not all(reply and (reply.issued or reply.round > 1) for reply in last):
        return "drafting" if any(reply and not reply.issued for reply in last) else "handling"
    if any(reply.round > 1 and not reply.issued for reply in last):
        return "rehandling"
    rated = [reply.evaluations[0] if reply.evaluations else None for reply in last]
    for reply, rating in zip(last, rated, strict=True):
        if rating and rating.result == "dissatisfied" and reply.round == 1:
            if reply.hearing is None:
                return "dissatisfied"
            if reply.hearing.rehandle:
                return "rehandling"
    return "evaluated" if all(rated) else "replied"
