"""The supervision plan of a priority proposal (督办方案)."""

from tongxin.papers.documents import (
    Align,
    Block,
    Column,
    Heading,
    Official,
    Paragraph,
    Table,
    prose,
)
from tongxin.proposals.models import Nomination, Proposal
from tongxin.proposals.papers.ordering import Order
from tongxin.proposals.papers.words import committee, session_name
from tongxin.proposals.queries.thread import Thread
from tongxin.proposals.terms import UnitRole


def plan(proposal: Proposal, order: Order) -> Official:
    """Why, who leads, who helps, when, by which steps; a draft until it was issued."""
    nomination = proposal.nominations.filter(decided_on__isnull=False).latest("id")
    thread = Thread(proposal, order.actor)
    return Official(
        title=f"{order.number(proposal)}重点提案督办方案",
        byline=(session_name(proposal.session),),
        blocks=[
            Heading("提案"),
            Paragraph(f"{proposal.proposer_name}提出的《{proposal.matter}》。"),
            *_section("列为重点的理由", nomination.reason),
            *_organisation(nomination, thread),
            *_section("督办安排", nomination.plan),
            *_visits(nomination),
        ],
        issuers=(committee(proposal.assembly),),
        dated_on=nomination.issued_on or order.on,
        watermark="" if nomination.issued_on else "草稿",
    )


def _section(title: str, words: str) -> list[Block]:
    return [Heading(title), *prose(words)] if words.strip() else []


def _organisation(nomination: Nomination, thread: Thread) -> list[Block]:
    lead = [row for row in thread.handlings if row.role in UnitRole.replying()]
    assist = [row for row in thread.handlings if row.role == UnitRole.ASSIST]
    facts = (
        ("领衔督办领导", nomination.leaders),
        ("主办单位", "、".join(row.unit.name for row in lead)),
        ("会办单位", "、".join(row.unit.name for row in assist)),
        ("协助专委会", nomination.committee_name),
        ("督办时间", nomination.months),
        ("印发文号", nomination.document),
    )
    return [Heading("组织"), *(Paragraph(f"{name}：{value}") for name, value in facts if value)]


def _visits(nomination: Nomination) -> list[Block]:
    visits = list(nomination.visits.all())
    if not visits:
        return []
    columns = (
        Column("日期", 2, Align.CENTER),
        Column("方式", 2),
        Column("带队领导", 2),
        Column("情况", 6),
    )
    rows = [(visit.on, visit.way, visit.leader, visit.outcome) for visit in visits]
    return [Heading("督办步骤"), Table(columns, rows)]
