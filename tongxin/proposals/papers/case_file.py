"""The case file (一案一卷): every paper of one proposal that its reader may have, with a table of contents."""

from collections.abc import Iterator
from datetime import date

from tongxin.papers.documents import Align, Column, Document, Dossier, Entry, Listing
from tongxin.papers.documents.numerals import chinese_date
from tongxin.proposals.models import Proposal
from tongxin.proposals.papers import feedback, notices, proposal_form, reply
from tongxin.proposals.papers.ordering import Order
from tongxin.proposals.papers.readers import given_form
from tongxin.proposals.papers.words import committee, session_name
from tongxin.proposals.queries.thread import Thread
from tongxin.proposals.terms import Outcome, Stage

COLUMNS = (Column("责任者", 2.6), Column("日期", 2, Align.CENTER))


def case_file(proposal: Proposal, order: Order) -> Dossier:
    """From the proposal to the promises; examiners' opinions in the office's own copy only."""
    thread = Thread(proposal, order.actor)
    return Dossier(
        title="提案案卷",
        over=session_name(proposal.session),
        facts=(
            ("案号", order.number(proposal)),
            ("案由", proposal.matter),
            ("提案者", proposal.proposer_name),
            ("状态", thread.state.label),
            ("立卷单位", committee(proposal.assembly)),
            ("截止时刻", order.stamp.removeprefix("数据截至")),
        ),
        columns=COLUMNS,
        entries=list(_entries(thread, order)),
    )


def _entries(thread: Thread, order: Order) -> Iterator[Entry]:
    proposal = thread.proposal
    office = committee(proposal.assembly)
    yield _entry(
        "提案",
        proposal_form.describe(proposal, order),
        proposal.proposer_name,
        proposal.handed_in_on,
    )
    if thread.opinions:
        yield _entry("审查意见", _opinions(thread, order), office, None)
    yield _entry("立案通知", notices.notice(proposal, order), office, proposal.docketed_on)
    if thread.handlings:
        yield _entry("交办情况", _assignment(thread, order), office, proposal.assigned_on)
    if thread.contacts:
        yield _entry("沟通记录", _contacts(thread, order), "承办单位", None)
    yield from _answered(thread, order)
    if thread.commitments:
        yield _entry("承诺事项", _commitments(thread, order), office, None)
    yield _entry("办理过程", _time_line(thread, order), office, order.on)


def _entry(title: str, document: Document, who: str, on: date | None) -> Entry:
    return Entry(title, document, (who, on))


def _answered(thread: Thread, order: Order) -> Iterator[Entry]:
    for handling in thread.handlings:
        if handling.replied_on is None:
            continue
        unit = handling.unit.name
        yield _entry("答复", reply.letter(handling, order), unit, handling.replied_on)
        if given := given_form(order.actor, handling):
            form = feedback.single(handling, order)
            yield _entry("征询意见表", form, thread.proposal.proposer_name, given.given_on)


def _list(title: str, order: Order, columns: list[Column], rows: list) -> Listing:
    return Listing(title=title, columns=columns, rows=rows, right=order.stamp)


def _opinions(thread: Thread, order: Order) -> Listing:
    columns = [
        Column("审次", 1.2, Align.CENTER),
        Column("审查人", 2),
        Column("意见", 2, Align.CENTER),
        Column("说明", 6),
    ]
    rows = [
        (Stage(row.stage).label, str(row.examiner), Outcome(row.outcome).label, row.note)
        for row in thread.opinions
        if row.superseded_at is None
    ]
    return _list("审查意见（仅供提案委办公室存档）", order, columns, rows)


def _assignment(thread: Thread, order: Order) -> Listing:
    days = ("交办", "签收", "答复期限", "答复")
    columns = [
        Column("承办单位", 4),
        Column("分工", 1.4, Align.CENTER),
        *(Column(name, 2, Align.CENTER) for name in days),
    ]
    rows = [
        (
            row.unit.name,
            row.get_role_display(),
            row.assigned_on,
            row.acknowledged_on,
            row.due_on,
            row.replied_on,
        )
        for row in thread.handlings
    ]
    return _list("交办情况", order, columns, rows)


def _contacts(thread: Thread, order: Order) -> Listing:
    columns = [
        Column("日期", 2, Align.CENTER),
        Column("方式", 2, Align.CENTER),
        Column("承办单位", 3),
        Column("沟通对象", 3),
        Column("主题", 4),
    ]
    rows = [
        (row.on, row.get_form_display(), str(row.handling.unit), row.with_whom, row.theme)
        for row in thread.contacts
    ]
    return _list("沟通记录", order, columns, rows)


def _commitments(thread: Thread, order: Order) -> Listing:
    columns = [
        Column("序号", 1, Align.CENTER),
        Column("承诺内容", 6),
        Column("单位", 2.6),
        Column("承诺期限", 2, Align.CENTER),
        Column("状态", 2, Align.CENTER),
        Column("兑现日期", 2, Align.CENTER),
    ]
    rows = [
        (
            one.number,
            one.text,
            str(one.unit),
            one.promised_for,
            one.get_state_display(),
            one.kept_on,
        )
        for one, _offers in thread.commitments
    ]
    return _list("承诺事项", order, columns, rows)


def _time_line(thread: Thread, order: Order) -> Listing:
    columns = [
        Column("日期", 2.4, Align.CENTER),
        Column("环节", 3),
        Column("责任者", 5),
        Column("说明", 3),
    ]
    rows = [
        (chinese_date(step.on) if step.on else "", str(step.label), str(step.person), _note(step))
        for step in thread.steps
    ]
    return _list("办理过程", order, columns, rows)


def _note(step) -> str:
    return str(step.note) if step.status == "done" else "尚未完成"
