"""Handing out: the letter to each unit, its list (分办表), and the whole bundle with the proposals."""

from collections import Counter

from tongxin.members.models import PlenarySession
from tongxin.organisations.models import Assembly, Organisation
from tongxin.papers.documents import (
    Align,
    Bundle,
    Column,
    Document,
    Group,
    Letter,
    Listing,
    Paragraph,
    Table,
)
from tongxin.papers.documents.numerals import chinese_date
from tongxin.proposals.models import Handling
from tongxin.proposals.papers import proposal_form
from tongxin.proposals.papers.frozen import Batch, Case, Part
from tongxin.proposals.papers.ordering import Order
from tongxin.proposals.papers.words import inspection_room, level, session_name
from tongxin.proposals.terms import UnitRole

Parts = list[tuple[Case, Part]]

COLUMNS = (
    Column("序号", 1.3, Align.CENTER),
    Column("案号", 2.2, Align.CENTER),
    Column("案由", 7),
    Column("提案者", 2.4),
    Column("分工", 1.3, Align.CENTER),
    Column("答复期限", 2.2, Align.CENTER),
)
SHEET_COLUMNS = (*COLUMNS[:5], Column("其他承办单位", 3.6), COLUMNS[5])


def letter(unit: Organisation, order: Order) -> Letter:
    """What a unit is asked to do, by when, with the list of its proposals."""
    batch = Batch.of(order)
    return letter_about(batch, unit, batch.of_unit(unit))


def letters(session: PlenarySession, order: Order) -> Bundle:
    """The letters to all units, in one file."""
    batch = Batch(session, order)
    return Bundle([letter_about(batch, unit, parts) for unit, parts in batch.by_unit()])


def bundle(unit: Organisation, order: Order) -> Bundle:
    """The letter and the proposals it lists, without anybody's contacts."""
    batch = Batch.of(order)
    parts = batch.of_unit(unit)
    units = Handling._base_manager.filter(
        proposal_id__in=[case.proposal.pk for case, _part in parts],
        pk__in=[other.handling_id for case, _part in parts for other in case.parts],
    ).select_related("unit")
    by_proposal: dict[int, list[Handling]] = {}
    for row in units.order_by("id"):
        by_proposal.setdefault(row.proposal_id, []).append(row)
    papers: list[Document] = [letter_about(batch, unit, parts)]
    for case, _part in parts:
        rows = by_proposal.get(case.proposal.pk, [])
        papers.append(proposal_form.for_unit(case.proposal, case.text, order, rows))
    return Bundle(papers)


def unit_sheet(unit: Organisation, order: Order) -> Listing:
    """One unit's list, as it signs for it."""
    batch = Batch.of(order)
    parts = batch.of_unit(unit)
    return _listing(order.session, order, f"{unit.name}提案分办表", list(_rows(parts)))


def sheet(session: PlenarySession, order: Order) -> Listing:
    """All units' lists, one after the other."""
    rows: list = []
    for unit, parts in Batch(session, order).by_unit():
        rows.append(Group(f"{unit.name}（{_counted(parts)}）"))
        rows += _rows(parts)
    return _listing(session, order, "提案分办表", rows)


def _listing(session: PlenarySession | None, order: Order, title: str, rows: list) -> Listing:
    return Listing(
        title=title,
        over=session_name(session),
        columns=SHEET_COLUMNS,
        rows=rows,
        right=order.stamp,
        landscape=True,
    )


def _rows(parts: Parts):
    for number, (case, part) in enumerate(parts, 1):
        others = "、".join(
            f"{other.unit}（{UnitRole(other.role).label}）"
            for other in case.parts
            if other.unit.pk != part.unit.pk
        )
        *head, due_on = _row(number, case, part)
        yield (*head, others, due_on)


def _row(number: int, case: Case, part: Part) -> tuple:
    role = UnitRole(part.role).label
    return (number, case.number, case.matter, case.proposal.proposer_name, role, part.due_on)


def _counted(parts: Parts) -> str:
    """主办3件、会办1件: roles are never added up (practice 17)."""
    counts = Counter(part.role for _case, part in parts)
    return "、".join(
        f"{UnitRole(role).label}{counts[role]}件" for role in UnitRole.values if counts[role]
    )


def letter_about(batch: Batch, unit: Organisation, parts: Parts) -> Letter:
    """The letter for these of the unit's parts: all of a session's, or those of one package."""
    order, called = batch.order, _called(batch, parts)
    issuer = _issuer(parts, batch.assembly)
    table = Table(COLUMNS, [_row(number, *pair) for number, pair in enumerate(parts, 1)], size=10.5)
    words = (
        f"{called}已经审查立案。经研究，现将{_counted(parts)}交由你单位办理。"
        f"请及时签收；主办、单办、分办的提案请在答复前与提案者当面沟通，并按期书面答复；"
        f"会办的提案请按期将意见送主办单位。{_due(parts)}"
    )
    return Letter(
        masthead=issuer,
        title=f"关于交办{called}的函",
        receiver=unit.name,
        blocks=[Paragraph(words), Paragraph("交办的提案如下："), table],
        attachments=("提案原文", "提案办理情况征询意见表"),
        dated_on=max((part.assigned_on for _case, part in parts), default=order.on),
        copies=f"{level(batch.assembly)}政协提案委员会。",
    )


def _called(batch: Batch, parts: Parts) -> str:
    """政协澜川市第十一届委员会第五次会议提案; 平时提案 where all were made between the sessions or belong to none."""
    if batch.session and any(case.proposal.is_session for case, _part in parts):
        return f"{session_name(batch.session)}提案"
    since = f"{session_name(batch.session)}以来" if batch.session else batch.assembly.name
    return f"{since}平时提案"


def _issuer(parts: Parts, assembly: Assembly) -> str:
    """The office of the channel through which the unit was given its proposals."""
    keys = [part.handling_id for _case, part in parts]
    first = Handling._base_manager.filter(pk__in=keys).select_related("assembly").first()
    return inspection_room(first) if first else f"{level(assembly)}政府督查室"


def _due(parts: Parts) -> str:
    days = sorted({part.due_on for _case, part in parts if part.due_on and part.leads})
    if not days:
        return ""
    if len(days) == 1:
        return f"答复期限为{chinese_date(days[0])}。"
    return f"答复期限见下表，最早为{chinese_date(days[0])}。"
