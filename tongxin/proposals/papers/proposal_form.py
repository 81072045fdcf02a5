"""The printed proposal (提案纸) and its receipt."""

from tongxin.core import formats
from tongxin.papers.documents import (
    Align,
    Block,
    Cell,
    Code,
    Grid,
    Line,
    Sheet,
    choice,
    label,
)
from tongxin.papers.documents.numerals import chinese_date
from tongxin.proposals.models import DecisionItem, Handling, Proposal
from tongxin.proposals.papers.ordering import Order
from tongxin.proposals.papers.readers import admits, reads_contacts
from tongxin.proposals.papers.words import co_signers, session_name, text_blocks
from tongxin.proposals.queries.thread import Thread
from tongxin.proposals.terms import Outcome, UnitRole

SIGNED = "年　　月　　日"
SHARES = (2.6, 4.4, 2.4, 4.4)


def describe(proposal: Proposal, order: Order) -> Sheet:
    """The proposal as one reader may have it on paper: contacts for the offices and the proposer only."""
    contacts = admits(reads_contacts, order.actor, proposal)
    units = Thread(proposal, order.actor).handlings
    return printed(proposal, proposal.text(), order, contacts=contacts, units=units)


def for_unit(proposal: Proposal, text: dict, order: Order, units: list[Handling]) -> Sheet:
    """As it goes to units in a bundle: without anybody's contacts."""
    return printed(proposal, text, order, contacts=False, units=units)


def printed(
    proposal: Proposal, text: dict, order: Order, *, contacts: bool, units: list[Handling]
) -> Sheet:
    """The form; a draft says so on every page."""
    lines = [
        Line((label("案由"), Cell(text["matter"], span=3)), 14),
        *_people(proposal, contacts),
        Line((Cell(span=4, blocks=text_blocks(text)),), 80),
        *_units(units),
        Line((label("审查意见"), Cell(review(proposal, order), span=3, foot=SIGNED)), 22),
    ]
    head = f"{session_name(proposal.session) or '政协'}提案"
    return Sheet(
        title=head,
        left=f"案号：{order.number(proposal) or '　　　　'}",
        right=f"类别：{proposal.category or '　　　　'}",
        blocks=(Grid(SHARES, lines),),
        notes=(f"{_received(proposal)}；{order.stamp}",),
        watermark="" if proposal.handed_in_on else "草稿",
    )


def _people(proposal: Proposal, contacts: bool) -> list[Line]:
    member = proposal.lead_proposer
    capacity = str(member.sector) if member else ""
    lines = [
        _pair("提案者", proposal.proposer_name, "界别", capacity),
        _pair("提案者类型", proposal.get_proposer_kind_display(), "提出时间", _kind(proposal)),
    ]
    if names := co_signers(proposal):
        lines.append(Line((label("联名人"), Cell("、".join(names), span=3))))
    if contacts and member:
        person = member.person
        lines.append(_pair("联系电话", person.phone, "电子邮箱", person.email))
    return lines


def _kind(proposal: Proposal) -> str:
    return choice(["大会提案", "平时提案"], "大会提案" if proposal.is_session else "平时提案")


def _units(units: list[Handling]) -> list[Line]:
    lead = "、".join(str(row.unit) for row in units if row.role in UnitRole.replying())
    assist = "、".join(str(row.unit) for row in units if row.role == UnitRole.ASSIST)
    return [_pair("主办单位", lead, "会办单位", assist)]


def _pair(name: str, value: str, other: str, other_value: str) -> Line:
    return Line((label(name), Cell(value), label(other), Cell(other_value)))


def _received(proposal: Proposal) -> str:
    if not proposal.handed_in_on:
        return "尚未提交"
    return f"流水号{proposal.serial_number}，收到日期{chinese_date(proposal.handed_in_on)}"


def review(proposal: Proposal, order: Order) -> str:
    """What the meeting decided, once this reader may know it; else an empty box to write in."""
    if proposal.is_held and order.is_told:
        return ""
    item = decision_on(proposal)
    if item is None or not item.list.decided_on:
        return ""
    meeting = item.list.meeting or "提案审查会议"
    words = f"经{meeting}审定：{Outcome(item.outcome).label}。"
    if item.merge_into:
        words += f"并入{order.number(item.merge_into)}。"
    return words


def decision_on(proposal: Proposal) -> DecisionItem | None:
    """The line of the list that decided the proposal."""
    standing = [row for row in proposal.decisions.all() if row.taken_back_on is None]
    return max(standing, key=lambda row: row.pk, default=None)


def receipt(proposal: Proposal, order: Order) -> Sheet:
    """What was handed in, when, under which serial number, with the digest that proves it."""
    facts = [
        ("流水号", str(proposal.serial_number)),
        ("案由", proposal.matter),
        ("提案者", proposal.proposer_name),
        ("届次", session_name(proposal.session)),
        ("性质", "大会提案" if proposal.is_session else "平时提案"),
        ("提交时间", formats.moment(proposal.handed_in_at)),
        ("摘要", proposal.receipt_digest),
    ]
    lines = [Line((label(name), Cell(value)), 11) for name, value in facts]
    code: Block = Code(
        order.address(proposal.get_absolute_url()), "扫码打开这件提案", 34, Align.CENTER
    )
    return Sheet(
        title="提案回执",
        over=proposal.assembly.name,
        blocks=(Grid((1, 4), lines), code),
        notes=(
            "摘要由正文、流水号和提交时间算出，任何改动都会使它不同。",
            "审查结果在会议审定后统一告知，需要修改时另行通知。",
            order.stamp,
        ),
    )
