"""Puts a plan's parts together into one story, from the draft to the closed file."""

from __future__ import annotations

from . import aftermath
from .diary import Diary
from .dice import dice
from .hand_in import HandIn, hand_in
from .handling import assign, duties, handle
from .plans import Plan
from .promises import commitments
from .story_shapes import Story
from .world import World


def tell(world: World, plan: Plan) -> Story:
    diary = Diary(dice(world.seed, "story", plan.code), plan.begins, plan.linger)
    given = duties(world, plan, diary.die, plan.session.assigned_at.date())
    begun = hand_in(world, plan, diary, given)
    handled = _handled(world, plan, diary, begun) if plan.end == "docketed" else {}
    return Story(**_head(world, plan, begun), **handled)


def _head(world: World, plan: Plan, begun: HandIn) -> dict:
    submitted = begun.submission.at
    return {
        "code": plan.code,
        "assembly": plan.assembly.slug,
        "session": plan.session.code,
        "year": plan.session.year,
        "season": "session" if submitted <= plan.session.cutoff else "ordinary",
        "kind": plan.kind,
        "proposer": plan.proposer,
        "topic": plan.topic,
        "category": plan.category,
        "flaw": plan.flaw,
        "twin_of": plan.twin_of,
        "publish": dice(world.seed, "publish", plan.code).random() > 0.07,
        "draft": begun.draft,
        "invitations": begun.invitations,
        "submission": begun.submission,
        "examinations": begun.examinations,
        "send_back": begun.send_back,
        "decision": begun.decision,
    }


def _handled(world: World, plan: Plan, diary: Diary, begun: HandIn) -> dict:
    released = begun.decision.release.at
    given = duties(world, plan, diary.die, released.date())
    assignment = assign(world, plan, diary, given)
    handlings = aftermath.evaluated(world, plan, diary, handle(world, plan, diary, assignment))
    promises = commitments(world, plan, diary, handlings)
    tracking, closure = aftermath.ended(world, plan, diary, handlings, promises)
    diary.at(max(reply.issued.at for handling in handlings for reply in handling.replies))
    chosen = plan.excellent and aftermath.deserves(handlings)
    return {
        "assignment": assignment,
        "handlings": handlings,
        "commitments": promises,
        "priority": aftermath.priority(world, plan, diary, released) if plan.priority else None,
        "excellent": aftermath.excellent(world, plan, diary) if chosen else None,
        "tracking": tracking,
        "closure": closure,
    }
