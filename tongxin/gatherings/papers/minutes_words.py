"""What each record says in minutes: Chinese whatever the screen speaks, since minutes are an official document."""

from collections.abc import Sequence
from typing import Any

from tongxin.core.clock import SHANGHAI
from tongxin.gatherings.models import (
    AgendaItem,
    Gathering,
    Invitation,
    Outcome,
    Question,
    Speech,
)
from tongxin.gatherings.queries.roll import Count, Excused, Roll
from tongxin.gatherings.terms import (
    Capacity,
    LeaveGround,
    MinutesPart,
    OutcomeKind,
    SpeechForm,
)
from tongxin.papers.documents.numerals import chinese_date

GROUNDS = {
    LeaveGround.SUPERIOR: "参加上级会议或活动",
    LeaveGround.SENT: "组织派出学习、考察",
    LeaveGround.OFFICIAL: "公务",
    LeaveGround.ILLNESS: "因病",
    LeaveGround.PRIVATE: "因事",
}
CAPACITIES = {
    Capacity.OBSERVER: "列席",
    Capacity.LEADER: "应邀到会领导",
    Capacity.SPEAKER: "主讲",
    Capacity.GUEST: "来宾",
    Capacity.STAFF: "工作人员",
}
FORMS = {SpeechForm.ORAL: "口头发言", SpeechForm.WRITTEN: "书面发言"}
OUTCOMES = {
    OutcomeKind.SUGGESTION: "意见建议",
    OutcomeKind.PROBLEM: "发现的问题",
    OutcomeKind.DECISION: "议定事项",
    OutcomeKind.REPORT: "形成的报告",
    OutcomeKind.HELP: "办成的实事",
}
PARTS = {
    MinutesPart.HEAD: "基本情况",
    MinutesPart.PRESENT: "出席",
    MinutesPart.EXCUSED: "请假",
    MinutesPart.ABSENT: "缺席",
    MinutesPart.OBSERVERS: "列席",
    MinutesPart.AGENDA: "议程",
    MinutesPart.SPEAKERS: "发言",
    MinutesPart.QUESTIONS: "提问和答复",
    MinutesPart.DECISIONS: "议定事项",
    MinutesPart.OUTCOMES: "意见建议和成果",
}
"""The headings of the document."""


def head(gathering: Gathering, roll: Roll) -> str:
    """When, where, by whom, how many."""
    days = chinese_date(gathering.happened_on)
    if gathering.ends_on != gathering.happened_on:
        days += f"至{chinese_date(gathering.ends_on)}"
    place = f"在{gathering.place}" if gathering.place else ""
    organiser = gathering.organiser
    theme = f"，主题为“{gathering.theme}”" if gathering.theme else ""
    came = len(roll.present)
    return (
        f"{days}，{organiser}{place}举行{gathering.title}{theme}。"
        f"应到{roll.expected}人，实到{came}人，请假{len(roll.excused)}人，缺席{len(roll.absent)}人。"
    )


def sitting(count: Count) -> str:
    """One of several sittings, with its numbers."""
    one = count.sitting
    starts, ends = (moment.astimezone(SHANGHAI) for moment in (one.starts_at, one.ends_at))
    place = f"，{one.place}" if one.place else ""
    named = "·".join(str(part) for part in (one.title, one.group) if part)
    title = f"{named}：" if named else ""
    day = chinese_date(starts.date())
    return f"{title}{day}{starts:%H:%M}—{ends:%H:%M}{place}，应到{count.expected}人，实到{count.came}人。"


def present(group: Any, people: Sequence[Invitation]) -> str:
    """The names of one group or sector."""
    names = "、".join(one.name for one in people)
    return f"{group or '其他'}（{len(people)}人）：{names}"


def excused(one: Excused) -> str:
    """A name and the ground, never the reason in detail."""
    if one.leave is None:
        return one.invitation.name
    told = GROUNDS[LeaveGround(one.leave.ground)]
    if one.leave.substitute:
        told += f"，{one.leave.substitute}代会"
    return f"{one.invitation.name}（{told}）"


def absent(one: Invitation) -> str:
    return one.name


def observer(one: Invitation) -> str:
    """Who was there beside the members, with office and capacity."""
    told = "，".join(filter(None, (one.words, _capacity(one))))
    return f"{one.name}（{told}）" if told else one.name


def _capacity(one: Invitation) -> str:
    capacity = Capacity(one.capacity)
    return "" if capacity == Capacity.OBSERVER else CAPACITIES[capacity]


def agenda_item(item: AgendaItem) -> str:
    by = f"（{item.speaker}）" if item.speaker else ""
    return f"{item.words}{by}"


def decision(item: AgendaItem) -> str:
    return f"{item.words}：{item.decision}"


def speech(one: Speech) -> str:
    """Who spoke, for whom, on what, in which form."""
    whom = f"（代表{one.collective}）" if one.collective else ""
    form = f"（{FORMS[SpeechForm(one.form)]}）" if one.form else ""
    return f"{one.speaker}{whom}：《{one.title}》{form}"


def question(one: Question) -> str:
    """The question, and its answer as far as there is one."""
    by = str(one.asked_by) if one.asked_by else "与会人员"
    of = f"向{one.asked_of}" if one.asked_of else ""
    asked = f"{by}{of}提问：{one.words}"
    if not one.answer:
        return f"{_ended(asked)}会后答复。"
    follow = f"{_ended(one.answer)}跟踪事项：{one.follow_up}" if one.follow_up else one.answer
    return f"{_ended(asked)}{one.answered_by or '答复人'}答复：{_ended(follow)}"


def outcome(one: Outcome) -> str:
    """What came out, whose it is, and where it goes."""
    by = f"（{one.person}）" if one.person else ""
    to = f"送{one.organisation}办理。" if one.organisation else ""
    said = _ended(one.words) if to else one.words
    return f"{OUTCOMES[OutcomeKind(one.kind)]}{by}：{said}{to}"


def _ended(text: str) -> str:
    return text if text.endswith(("。", "？", "！", "?", "!", "；")) else f"{text}。"
