"""What follows the replies: evaluation, hearing, handling again, distinction, closing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from .calendar import at, workday
from .diary import Diary
from .dice import chance, draw
from .files import table
from .handling import write_reply
from .plans import Plan
from .replies import better, note
from .story_shapes import (
    Approval,
    Closure,
    Commitment,
    Contact,
    Evaluation,
    Excellent,
    Handling,
    Hearing,
    Priority,
    Reply,
    Supervision,
    Tracking,
)
from .world import World

SILENT = 0.12
SILENT_DAYS = 30
REHANDLED = 0.7
COSIGNER_RATES = 0.15
# share of satisfied, basically satisfied and dissatisfied by the class of the reply
RESULTS = {
    "A": (("satisfied", 93), ("basically", 6), ("dissatisfied", 1)),
    "B": (("satisfied", 87), ("basically", 10), ("dissatisfied", 3)),
    "C": (("satisfied", 74), ("basically", 17), ("dissatisfied", 9)),
    "D": (("satisfied", 62), ("basically", 24), ("dissatisfied", 14)),
}
AGAIN = (("satisfied", 62), ("basically", 32), ("dissatisfied", 6))
BAD_END = ("replied", "dissatisfied", "rehandling")


def evaluated(
    world: World, plan: Plan, diary: Diary, handlings: Sequence[Handling]
) -> tuple[Handling, ...]:
    """The handlings with their replies rated, and handled again where it was decided."""
    return tuple(
        replace(handling, replies=_rated(world, plan, diary, handling))
        if handling.answers_proposer
        else handling
        for handling in handlings
    )


def _rated(world: World, plan: Plan, diary: Diary, handling: Handling) -> tuple[Reply, ...]:
    reply = handling.replies[0]
    hand = Diary(diary.die, reply.issued.at, diary.linger)
    evaluation = _evaluation(plan, hand, handling, reply)
    if evaluation is None:
        return (reply,)
    others = _others(plan, hand, reply)
    hearing = None
    if evaluation.result == "dissatisfied":
        hearing = _hearing(world, plan, hand)
    reply = replace(reply, evaluations=(evaluation, *others), hearing=hearing)
    if hearing is None or not hearing.rehandle:
        return (reply,)
    return reply, _second(world, plan, hand, handling, reply)


def _evaluation(plan: Plan, hand: Diary, handling: Handling, reply: Reply) -> Evaluation | None:
    """The form of the lead proposer, the one that counts; some never send it."""
    die = hand.die
    shown = any(map(hand.shows, BAD_END))
    if not shown and chance(die, SILENT):
        return None
    result = draw(die, RESULTS[reply.grade])
    if hand.shows("dissatisfied") or hand.shows("rehandling"):
        result = "dissatisfied"
    return _form(plan, hand, reply, result, _talked(handling.contacts))


def _form(plan: Plan, hand: Diary, reply: Reply, result: str, talked: str) -> Evaluation:
    die = hand.die
    attitude = "satisfied" if result == "satisfied" or chance(die, 0.7) else "basically"
    heads = {"head": die.choice(plan.composition.points).head}
    return Evaluation(
        at=hand.soon(3, 24, stage="replied"),
        by=plan.lead.person.code,
        lead=True,
        attitude=attitude,
        result=result,
        talked=talked,
        opinion=note(die, result, heads),
    )


def _talked(contacts: Sequence[Contact]) -> str:
    return contacts[-1].form if contacts else "未联系"


def _others(plan: Plan, hand: Diary, reply: Reply) -> tuple[Evaluation, ...]:
    """Forms of those whose proposals were merged in: attached, not counted."""
    found = []
    for code in plan.merged:
        if chance(hand.die, 0.6):
            form = _form(plan, hand.branch(), reply, draw(hand.die, RESULTS["A"]), "电话")
            if form.result != "dissatisfied":
                found.append(replace(form, by=code, lead=False))
    return tuple(found)


def _hearing(world: World, plan: Plan, hand: Diary) -> Hearing:
    again = hand.shows("rehandling") or chance(hand.die, REHANDLED)
    heard = hand.later(1, 5, stage="dissatisfied")
    by = world.officer(hand.die, "proposals_office", plan.assembly)
    return Hearing(heard, by, again, note(hand.die, "hearing_yes" if again else "hearing_no"))


def _second(world: World, plan: Plan, hand: Diary, handling: Handling, first: Reply) -> Reply:
    day = hand.today + timedelta(days=hand.die.randint(18, 40))
    numbers = [answer.number for answer in first.answers]
    again = write_reply(world, plan, hand, handling, day, better(hand.die, first.grade), numbers, 2)
    after = Diary(hand.die, again.issued.at)
    form = _form(plan, after, again, draw(hand.die, AGAIN), "面谈")
    return replace(again, evaluations=(form,))


def priority(world: World, plan: Plan, diary: Diary, released: datetime) -> Priority:
    """Recommended, decided by the Chairpersons' Meeting, led by one leader, supervised by another."""
    die, assembly, session = diary.die, plan.assembly, plan.session
    hand = Diary(die, released)
    recommended = hand.later(2, 6)
    decided = hand.at(at(workday((session.assigned_at - timedelta(days=12)).date()), 15))
    chairs = world.roles[("chair", assembly.slug)] + world.roles[("vice_chair", assembly.slug)]
    supervisor, month = die.choice(chairs), die.randint(4, 8)
    return Priority(
        at=recommended,
        by=world.officer(die, "proposals_chair", assembly),
        approval=_approval(world, plan, diary, decided),
        leader=world.officer(die, _leading_role(plan, diary), assembly),
        supervisor=supervisor,
        month=f"{session.year}-{month:02d}",
        supervision=_supervision(hand, supervisor, date(session.year, month, die.randint(3, 26))),
    )


def _leading_role(plan: Plan, diary: Diary) -> str:
    """Who leads the handling (领办): now and then a leader of the city's Party committee."""
    party = plan.assembly.tier == "city" and chance(diary.die, 0.15)
    return "party_leader" if party else "government_leader"


def _approval(world: World, plan: Plan, diary: Diary, decided: datetime) -> Approval:
    by = world.officer(diary.die, "secretary_general", plan.assembly)
    return Approval(decided, by, "主席会议")


def _supervision(hand: Diary, supervisor: str, day: date) -> tuple[Supervision, ...]:
    found = []
    kinds = table("phrases.toml")["notes"]["supervision"]
    for form, text in hand.die.sample(kinds, hand.die.choice((1, 1, 2))):
        found.append(Supervision(hand.by(day), supervisor, form, text))
        day += timedelta(days=hand.die.randint(20, 45))
    return tuple(found)


def deserves(handlings: Sequence[Handling]) -> bool:
    """Whether a proposal chosen for distinction was answered well and to its proposer's content."""
    replies = [handling.replies[-1] for handling in handlings if handling.replies]
    return all(reply.grade in "AB" and reply.hearing is None for reply in replies)


def excellent(world: World, plan: Plan, diary: Diary) -> Excellent:
    """Named in December, decided in the first days of the next year."""
    die, year = diary.die, plan.session.year
    hand = Diary(die, diary.now)
    named = hand.by(date(year, 12, die.randint(4, 18)))
    by = world.officer(die, "proposals_office", plan.assembly)
    decided = hand.at(at(workday(date(year + 1, 1, 5)), 10))
    return Excellent(named, by, _approval(world, plan, diary, decided))


def ended(
    world: World,
    plan: Plan,
    diary: Diary,
    handlings: Sequence[Handling],
    promises: Sequence[Commitment],
) -> tuple[Tracking | None, Closure | None]:
    """Closed after the rating (or its silence); a B with open promises is tracked first."""
    die = diary.die
    hand = Diary(die, max(_settled(handling) for handling in handlings if handling.replies))
    by = world.officer(die, "proposals_office", plan.assembly)
    if not any(promise.must_follow for promise in promises):
        return None, Closure(hand.later(2, 9), by)
    hand.at(max(promise.confirmation.at for promise in promises))
    tracking = Tracking(hand.later(1, 3), by)
    if any(promise.fulfilment is None for promise in promises):
        return tracking, None
    hand.at(max(promise.fulfilment.at for promise in promises))
    return tracking, Closure(hand.later(3, 10), by)


def _settled(handling: Handling) -> datetime:
    """When nothing more is to come from the proposer about a unit's replies."""
    reply = handling.replies[-1]
    if reply.hearing:
        return reply.hearing.at
    if reply.evaluations:
        return max(evaluation.at for evaluation in reply.evaluations)
    return reply.issued.at + timedelta(days=SILENT_DAYS)
