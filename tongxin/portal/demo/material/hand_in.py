"""From the draft to the decision: co-signing, handing in, examining, deciding, releasing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .calendar import at, next_committee_day, plus_workdays
from .diary import Diary
from .dice import chance, draw
from .plans import Plan
from .replies import note
from .story_shapes import (
    Call,
    CosignAnswer,
    Decision,
    Draft,
    Duty,
    Examination,
    Invitation,
    Release,
    Resubmission,
    SendBack,
    Submission,
    Withdrawal,
)
from .world import World

ANSWERS = ((True, 78), (False, 7), (None, 15))
ON_PAPER = 0.04  # entered by the office for a member who brought paper
EMPTY = ("no_suggestions", "social_opinion")
AGAINST = ("return", "decline")
NOTES = {(1, "docket"): "first_docket", (2, "docket"): "second_docket", (1, "merge"): "merge"}
FLAW_NOTES = {
    "no_suggestions": "缺少具体建议,请补充可操作的措施后重新提交。",
    "telephone": "文中含个人联系电话,请删除后重新提交。",
    "two_matters": "一案两事,请保留其中一项,另一项可另行提出。",
    "empty": "内容空泛,没有具体建议,拟不立案。",
    "personal": "属个人事务,拟不立案,转有关部门按来信办理。",
    "litigation": "所涉案件在诉讼程序中,依规定不予立案。",
    "product": "涉及推介具体产品,拟不立案。",
    "denounce": "属指名反映问题,拟不立案,转纪检机关。",
    "academic": "属学术探讨,拟转意见建议。",
    "outside_power": "超出本级职权范围,拟转社情民意信息。",
    "party_internal": "属组织内部事务,拟不立案。",
}


@dataclass(frozen=True, slots=True)
class HandIn:
    draft: Draft
    invitations: tuple[Invitation, ...]
    submission: Submission | None
    examinations: tuple[Examination, ...]
    send_back: SendBack | None
    decision: Decision | None


def hand_in(world: World, plan: Plan, diary: Diary, duties: tuple[Duty, ...]) -> HandIn:
    text = plan.first_text or plan.text
    draft = Draft(diary.now, plan.lead.person.code, text)
    invitations = _invitations(world, plan, diary) if plan.kind == "joint" else ()
    submission = _submission(world, plan, diary, duties)
    examinations, send_back = _examined(world, plan, diary, duties)
    decided = plan.end not in ("withdrawn", "unreturned")
    decision = _decision(world, plan, diary) if decided else None
    return HandIn(draft, invitations, submission, examinations, send_back, decision)


def _invitations(world: World, plan: Plan, diary: Diary) -> tuple[Invitation, ...]:
    """Members asked to co-sign: one at least does; the silent lapse at the handing in."""
    die = diary.die
    sitting = world.sitting(plan.assembly, diary.today)
    others = [member for member in sitting if member is not plan.lead]
    count = min(len(others), die.choices((1, 2, 3, 5, 8, 12), (22, 26, 22, 16, 9, 5))[0])
    cutoff = plan.session.cutoff
    sent = diary.soon(0, 1, limit=cutoff)
    found, last = [], diary.now
    for member in die.sample(others, count):
        hand, answer = diary.branch(), None
        confirmed = draw(die, ANSWERS) if found else True
        if confirmed is not None:
            answer = CosignAnswer(hand.soon(0, 3, limit=cutoff), member.person.code, confirmed)
            last = max(last, hand.now)
        found.append(Invitation(sent, plan.lead.person.code, member.person.code, answer))
    diary.at(last)
    return tuple(found)


def _submission(world: World, plan: Plan, diary: Diary, duties: tuple[Duty, ...]) -> Submission:
    die = diary.die
    entered = world.officer(die, "proposals_office", plan.assembly)
    wants = tuple(duty for duty in duties if duty.role == "lead") if chance(die, 0.6) else ()
    return Submission(
        at=diary.soon(0, 4, limit=plan.session.cutoff),
        by=plan.proposer,
        text=plan.first_text or plan.text,
        entered_by=entered if chance(die, ON_PAPER) else None,
        wants=wants,
    )


def _examined(
    world: World, plan: Plan, diary: Diary, duties: tuple[Duty, ...]
) -> tuple[tuple[Examination, ...], SendBack | None]:
    """First and second examination; a text with a flaw is sent back and examined again."""
    send_back, found = None, []
    if plan.first_text:
        found.append(_opinion(world, plan, diary, 1, "return", None, ()))
        send_back = _send_back(world, plan, diary)
    if plan.end in ("withdrawn", "unreturned"):
        return tuple(found), send_back
    opinion = {"merged": "merge", "declined": "decline"}.get(plan.end, "docket")
    reason = _reason(plan)[0] if opinion == "decline" else None
    proposed = duties if opinion == "docket" else ()
    found.append(_opinion(world, plan, diary, 1, opinion, reason, proposed))
    found.append(_opinion(world, plan, diary, 2, opinion, reason, proposed))
    return tuple(found), send_back


def _opinion(
    world: World,
    plan: Plan,
    diary: Diary,
    turn: int,
    opinion: str,
    reason: str | None,
    duties: tuple[Duty, ...],
) -> Examination:
    die = diary.die
    remark = note(die, NOTES.get((turn, opinion), "second_agree"))
    return Examination(
        at=_examining(plan, diary, 2, 4),
        by=world.officer(die, ("first_examiner", "second_examiner")[turn - 1], plan.assembly),
        round=turn,
        opinion=opinion,
        reason=reason,
        note=FLAW_NOTES[plan.flaw] if turn == 1 and opinion in AGAINST else remark,
        duties=duties,
    )


def _examining(plan: Plan, diary: Diary, days: int, workdays: int) -> datetime:
    """In the plenary the proposal group works day and evening; else it is office work."""
    session = plan.session
    if session.opens_on <= diary.today <= session.closes_on:
        return diary.soon(0, days, limit=session.decided_at)
    return diary.later(0, workdays, limit=session.decided_at)


def _send_back(world: World, plan: Plan, diary: Diary) -> SendBack:
    sent = _examining(plan, diary, 1, 1)
    by = world.officer(diary.die, "proposals_office", plan.assembly)
    answer: Resubmission | Withdrawal | None = None
    if plan.end == "withdrawn":
        answer = Withdrawal(diary.soon(1, 6), plan.proposer)
    elif plan.end != "unreturned":
        at_once = diary.soon(0, 2, limit=plan.session.decided_at)
        answer = Resubmission(at_once, plan.proposer, plan.text)
    return SendBack(sent, by, FLAW_NOTES[plan.flaw], answer)


def _reason(plan: Plan) -> tuple[str, str]:
    return (plan.fault["reason"], plan.fault["route"]) if plan.fault else EMPTY


def _decision(world: World, plan: Plan, diary: Diary) -> Decision:
    """Decided as a list by the review committee, or month by month for ordinary proposals."""
    session, chair = plan.session, world.officer(diary.die, "proposals_chair", plan.assembly)
    if diary.now < session.decided_at:
        meeting, held = f"{session.number}次会议提案审查委员会会议", session.decided_at
        released = session.released_at
    else:
        day = next_committee_day(diary.today)
        meeting, held = f"提案委员会{day.year}年{day.month}月会议", at(day, 9, 30)
        released = at(plus_workdays(day, 3), 15)
    decided = diary.at(held)
    reason, route = _reason(plan) if plan.end == "declined" else (None, None)
    call = None
    if plan.end != "docketed":
        diary.later(0, 1)
        office = world.officer(diary.die, "proposals_office", plan.assembly)
        call = Call(diary.now, office, _call_note(plan, diary))
    release = Release(
        diary.at(released), world.officer(diary.die, "proposals_office", plan.assembly)
    )
    into = plan.twin_of if plan.end == "merged" else None
    return Decision(decided, chair, meeting, plan.end, reason, route, into, call, release)


def _call_note(plan: Plan, diary: Diary) -> str:
    if plan.end == "merged":
        return "已征求第一提案人意见,同意并案办理。"
    return note(diary.die, f"call.{_reason(plan)[1]}")
