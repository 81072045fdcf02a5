"""The catalogue (提案目录) and the collected texts (汇编) of a session's docketed proposals."""

from tongxin.members.models import PlenarySession
from tongxin.papers.documents import (
    Align,
    Book,
    Chapter,
    Column,
    Group,
    Listing,
    Paragraph,
    Total,
)
from tongxin.proposals.papers.frozen import Batch, Case
from tongxin.proposals.papers.ordering import Order
from tongxin.proposals.papers.words import committee, proposers, session_name, text_blocks

COLUMNS = (
    Column("序号", 1.1, Align.CENTER),
    Column("案号", 2.1, Align.CENTER),
    Column("案由", 7),
    Column("提案者", 2.6),
    Column("类别", 1.7, Align.CENTER),
    Column("主办", 2.6, under="承办单位"),
    Column("协办", 2.6, under="承办单位"),
    Column("立案日期", 2.2, Align.CENTER),
    Column("重点", 1.1, Align.CENTER),
)


def catalogue(session: PlenarySession, order: Order) -> Listing:
    """Every docketed proposal, by category."""
    batch = Batch(session, order)
    rows: list = []
    for category, cases in batch.by_category():
        rows.append(Group(f"{category}（{len(cases)}件）"))
        start = sum(not isinstance(row, Group) for row in rows)
        rows += [_row(number, case) for number, case in enumerate(cases, start + 1)]
    rows.append(Total(("", "合计", f"{len(batch.cases)}件", "", "", "", "", "", "")))
    return Listing(
        title="提案目录",
        over=session_name(session),
        columns=COLUMNS,
        rows=rows,
        left=committee(session.assembly),
        right=order.stamp,
        notes=held_note(batch),
        landscape=True,
    )


def held_note(batch: Batch) -> tuple[str, ...]:
    """The warning on what the office prints before the release."""
    if not batch.held:
        return ()
    return (f"含尚未统一下发的审查结果{batch.held}件，下发前不得外传。",)


def _row(number: int, case: Case) -> tuple:
    return (
        number,
        case.number,
        case.matter,
        short_proposers(case.proposal),
        case.category_name,
        case.lead_units,
        case.other_units,
        case.docketed_on,
        "是" if case.is_priority else "",
    )


def short_proposers(proposal) -> str:
    """王敏等3人 where several signed."""
    names = proposers(proposal)
    return f"{names[0]}等{len(names)}人" if len(names) > 1 else names[0]


def collected(session: PlenarySession, order: Order) -> Book:
    """All texts, a part for each category. Proposers are named, their contacts are not."""
    batch = Batch(session, order)
    chapters: list[Chapter] = []
    for category, cases in batch.by_category():
        chapters.append(Chapter(f"{category}（{len(cases)}件）"))
        chapters += [_chapter(case) for case in cases]
    return Book(
        title="提案汇编",
        over=session_name(session),
        subtitle=f"共{len(batch.cases)}件",
        issuer=committee(session.assembly),
        dated_on=order.on,
        preface=[
            Paragraph(
                f"本汇编收入{session_name(session)}立案的提案{len(batch.cases)}件，按类别编排，{order.stamp}。"
            ),
            *(Paragraph(note) for note in held_note(batch)),
        ],
        chapters=chapters,
    )


def _chapter(case: Case) -> Chapter:
    facts = [("案号", case.number), ("提案者", "、".join(proposers(case.proposal)))]
    if case.lead_units:
        facts.append(("主办单位", case.lead_units))
    if case.other_units:
        facts.append(("会办单位", case.other_units))
    return Chapter(
        case.matter, text_blocks(case.text), 2, facts=facts, aside=short_proposers(case.proposal)
    )
