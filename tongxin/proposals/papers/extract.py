"""The extract for the discipline team: the same tables as a workbook and as a PDF with cover and contents."""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.core.digests import DEFAULT_ALGORITHM
from tongxin.lifecycle.table import act_named, lifecycle_for
from tongxin.papers.documents import (
    Align,
    Bundle,
    Column,
    Dossier,
    Entry,
    Format,
    Listing,
    Official,
    render,
)
from tongxin.papers.documents.numerals import chinese_date
from tongxin.papers.spreadsheets.writing import write_workbook
from tongxin.proposals import labels
from tongxin.proposals.models import Extract, Handling, Proposal
from tongxin.proposals.papers.ordering import Order
from tongxin.proposals.papers.words import proposers, text_blocks
from tongxin.proposals.papers.worksheets import worksheets
from tongxin.proposals.queries.extract import Contents
from tongxin.proposals.terms import ExtractQuestion, ProposalState
from tongxin.trail import sentences
from tongxin.trail.models import Event

TITLE = "提案资料摘录"
ON_COVER = (Column("行数", 1, Align.RIGHT),)
SIZE = 9.0
NAMED_BY_PLACE = {one._meta.label_lower for one in (Proposal, Handling)}
"""Records whose case number and unit already say what an event speaks of."""


def workbook(contents: Contents, order: Order) -> BinaryIO:
    """Every table as a worksheet; the caller closes it."""
    listed = (*_texts(contents, order), *tables(contents, order))
    return write_workbook(worksheets(Bundle(listed)))


def document(contents: Contents, order: Order, digest: str) -> bytes:
    """The PDF; its cover states the request, who approved it, and the digest of the workbook."""
    listed = [Entry(one.title, one, (len(one.rows),)) for one in tables(contents, order)]
    return render(
        Dossier(
            title=TITLE,
            over=contents.extract.assembly.name,
            facts=_cover(contents, order, digest),
            columns=ON_COVER,
            entries=[*_text_entries(contents), *listed],
        ),
        Format.PDF,
    )


def tables(contents: Contents, order: Order) -> list[Listing]:
    """What there is, in the order of the thread; empty tables are left out but the first."""
    first, *others = (
        make(contents, order)
        for make in (
            _proposals,
            _handlings,
            _contacts,
            _replies,
            _answers,
            _evaluations,
            _commitments,
            _urgings,
            _events,
        )
    )
    return [first, *(one for one in others if one.rows)]


def _cover(contents: Contents, order: Order, digest: str) -> list[tuple[str, str]]:
    extract = contents.extract
    days = [chinese_date(day) for day in (extract.starts_on, extract.ends_on) if day]
    facts = [
        ("来函单位", extract.body),
        ("来函文号", f"{extract.paper_number}（{chinese_date(extract.paper_on)}）"),
        ("查询对象", _question(extract)),
        ("提交日期", "至".join(days)) if days else None,
        ("调阅事由", extract.reason),
        ("登记人", str(extract.entered_by)),
        ("审批人", f"{extract.decided_by}（{chinese_date(extract.decided_on)}）"),
        ("截至时刻", order.stamp.removeprefix("数据截至")),
        ("所涉提案", f"{len(contents.proposals)}件"),
        ("表格摘要", f"{DEFAULT_ALGORITHM} {digest}"),
    ]
    return [fact for fact in facts if fact]


def _question(extract: Extract) -> str:
    """一名委员：王敏."""
    asked = [str(extract.get_question_display()), extract.subject]
    return "：".join(part for part in asked if part)


def _asks_about_one(contents: Contents) -> bool:
    return contents.extract.question == ExtractQuestion.PROPOSAL


def _text_entries(contents: Contents) -> list[Entry]:
    """The words of the proposal, where one is asked about."""
    if not _asks_about_one(contents):
        return []
    return [
        Entry("提案正文", Official(title=row.matter, blocks=text_blocks(row.text())), (None,))
        for row in contents.proposals
    ]


def _texts(contents: Contents, order: Order) -> Iterator[Listing]:
    """The same as rows of a worksheet."""
    if not _asks_about_one(contents):
        return
    for row in contents.proposals:
        parts = [("案由", row.matter), ("情况", row.situation), ("分析", row.analysis)]
        parts += [(f"建议{number}", text) for number, text in enumerate(row.suggestions, 1)]
        yield _list("提案正文", contents, order, ["部分", "内容"], parts)


def _list(
    title: str, contents: Contents, order: Order, columns: Sequence[str | Column], rows: list
) -> Listing:
    return Listing(
        title=title,
        columns=[one if isinstance(one, Column) else Column(one, 2) for one in columns],
        rows=rows,
        left=f"依据：{contents.extract.paper_number}",
        right=order.stamp,
        landscape=True,
        size=SIZE,
    )


def _proposals(contents: Contents, order: Order) -> Listing:
    columns = [
        "案号",
        Column("案由", 4),
        Column("提案者", 3),
        "提交日期",
        "立案日期",
        "状态",
        Column("办理结果", 1.2, Align.CENTER),
        "答复日期",
        "办结日期",
    ]
    rows = [
        (
            order.number(row),
            row.matter,
            "、".join(proposers(row)),
            row.handed_in_on,
            None if row.is_held else row.docketed_on,
            str(ProposalState(labels.told_state(row)).label),
            row.reply_class,
            row.replied_on,
            row.closed_on,
        )
        for row in contents.proposals
    ]
    return _list("提案", contents, order, columns, rows)


def _handlings(contents: Contents, order: Order) -> Listing:
    days = ("交办日期", "签收日期", "答复期限", "答复日期", "终止日期")
    columns = ["案号", Column("承办单位", 3), Column("分工", 1.2, Align.CENTER), *days]
    rows = [
        (
            order.number(row.proposal),
            row.unit.name,
            row.get_role_display(),
            row.assigned_on,
            row.acknowledged_on,
            row.due_on,
            row.replied_on,
            row.ended_on,
        )
        for row in contents.handlings
    ]
    return _list("承办", contents, order, columns, rows)


def _contacts(contents: Contents, order: Order) -> Listing:
    columns = ["案号", Column("承办单位", 3), "日期", "方式", Column("沟通对象", 3), "主题"]
    rows = [
        (*_part(row.handling, order), row.on, row.get_form_display(), row.with_whom, row.theme)
        for row in contents.contacts
    ]
    return _list("沟通记录", contents, order, columns, rows)


def _replies(contents: Contents, order: Order) -> Listing:
    columns = [
        "案号",
        Column("承办单位", 3),
        Column("第几次", 1.2, Align.CENTER),
        "答复日期",
        Column("发文字号", 3),
        "签发人",
        Column("办理结果", 1.2, Align.CENTER),
    ]
    rows = [
        (
            *_part(row.handling, order),
            row.round,
            row.replied_on,
            row.document_number,
            row.signer,
            row.reply_class,
        )
        for row in contents.replies
    ]
    return _list("答复", contents, order, columns, rows)


def _answers(contents: Contents, order: Order) -> Listing:
    columns = [
        Column("承办单位", 2),
        Column("建议", 1, Align.CENTER),
        Column("采纳情况", 1.4, Align.CENTER),
        Column("办理情况", 5),
        Column("承诺事项", 3),
        "完成时限",
    ]
    rows = [
        (
            row.reply.handling.unit.name,
            row.number,
            row.get_answer_display(),
            "\n".join(part for part in (row.text, row.reason) if part),
            row.promise,
            row.promised_for,
        )
        for row in contents.answers
    ]
    return _list("逐条答复", contents, order, columns, rows)


def _evaluations(contents: Contents, order: Order) -> Listing:
    columns = [
        "案号",
        Column("承办单位", 3),
        "评价人",
        "评价日期",
        "办理态度",
        "办理结果",
        Column("意见", 3),
    ]
    rows = [
        (
            *_part(row.handling, order),
            str(row.member or row.collective),
            row.given_on,
            row.get_attitude_display(),
            row.get_result_display(),
            row.reason,
        )
        for row in contents.evaluations
    ]
    return _list("评价", contents, order, columns, rows)


def _commitments(contents: Contents, order: Order) -> Listing:
    columns = [
        "案号",
        Column("承办单位", 3),
        Column("承诺事项", 5),
        "承诺期限",
        "状态",
        "兑现日期",
    ]
    rows = [
        (
            order.number(row.proposal),
            row.unit.name,
            row.text,
            row.promised_for,
            row.get_state_display(),
            row.kept_on,
        )
        for row in contents.commitments
    ]
    return _list("承诺事项", contents, order, columns, rows)


def _urgings(contents: Contents, order: Order) -> Listing:
    columns = ["案号", Column("承办单位", 3), "催办事项", "原期限", "发出日期", "签发人"]
    rows = [
        (
            *_part(row.handling, order),
            str(act_named(row.act).label),
            row.due_on,
            row.sent_on,
            str(row.sent_by or ""),
        )
        for row in contents.urgings
    ]
    return _list("催办", contents, order, columns, rows)


def _events(contents: Contents, order: Order) -> Listing:
    columns = ["时间", "案号", Column("承办单位", 2.4), Column("动作", 3), "办理人", "身份"]
    rows = [
        (
            f"{event.at.astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M}",
            *_place(contents, event, order),
            _told(event),
            event.doer or "系统",
            str(Role(event.role).label) if event.role else "",
        )
        for event in contents.events
    ]
    return _list("办理留痕", contents, order, columns, rows)


def _told(event: Event) -> str:
    """What was done; of what hangs on the work also to what: 评价：建立."""
    said = sentences.sentence(event)
    if event.record_type in NAMED_BY_PLACE:
        return said
    return f"{lifecycle_for(event.record_type).label}：{said}"


def _part(handling: Handling, order: Order) -> tuple[str, str]:
    return order.number(handling.proposal), handling.unit.name


def _place(contents: Contents, event: Event, order: Order) -> tuple[str, str]:
    """Case number and unit of what the event speaks of."""
    place = contents.places[event.record_type, event.record_id]
    return (order.number(place), "") if isinstance(place, Proposal) else _part(place, order)
