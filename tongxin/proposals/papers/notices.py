"""Notices of the examination's results: to each proposer in the words of its route, and to those who hand out."""

from collections import defaultdict

from tongxin.core import clock
from tongxin.members.models import PlenarySession
from tongxin.papers.documents import Align, Bundle, Column, Letter, Paragraph, Table
from tongxin.papers.documents.numerals import chinese_date
from tongxin.proposals.models import Handling, Proposal
from tongxin.proposals.papers.frozen import Batch
from tongxin.proposals.papers.ordering import Order
from tongxin.proposals.papers.proposal_form import decision_on
from tongxin.proposals.papers.words import addressed, committee, inspection_room, session_name, you
from tongxin.proposals.terms import DeclineRoute, UnitRole

ROUTES = {
    DeclineRoute.OPINION: "您反映的情况很有价值，我们将作为社情民意信息整理编报，采用情况另行告知",
    DeclineRoute.SUGGESTION: "您提出的意见很有参考价值，我们将作为意见建议转送有关单位研究参考",
    DeclineRoute.LETTER: "您反映的事项宜由有关单位直接答复，我们将作为委员来信转送处理，处理情况由该单位告知您",
    DeclineRoute.REVISE: "您关注的问题很有意义，建议就其中一件事补充情况和具体建议，修改后再提出，我们愿意协助",
}
THANKS = "感谢您对政协提案工作的支持。如有疑问，请与我们联系。"


def notice(proposal: Proposal, order: Order) -> Letter:
    """The notice that suits the result."""
    title, words = _words(proposal, order)
    return Letter(
        masthead=committee(proposal.assembly),
        title=title,
        receiver=_receiver(proposal),
        blocks=[Paragraph(f"{_opening(proposal)}{words}"), Paragraph(THANKS)],
        dated_on=clock.day_of(proposal.released_at or order.at),
    )


def notices(session: PlenarySession, order: Order) -> Bundle:
    """One file for all of a session's proposers, docketed ones first."""
    batch = Batch(session, order)
    keys = list(batch.facts(decided_on__isnull=False).values_list("record_id", flat=True))
    found = batch.proposals(keys).values()
    rows = sorted(found, key=lambda row: (row.case_number is None, row.case_number or 0, row.pk))
    return Bundle([notice(proposal, order) for proposal in rows])


def _words(proposal: Proposal, order: Order) -> tuple[str, str]:
    if proposal.docketed_on:
        words = (
            f"{_decision(proposal)}予以立案，案号为{order.number(proposal)}。"
            "提案交办后，承办单位将与您沟通，并书面答复。"
        )
        return "提案立案通知", words
    if main := proposal.merged_into:
        words = (
            f"{_decision(proposal)}与{order.number(main)}《{main.matter}》内容相近，合并办理。"
            "您的署名和建议随主案一并交办，办理结果一并答复您。"
        )
        return "提案并案通知", words
    if proposal.declined_on:
        words = f"经认真研究，{ROUTES[DeclineRoute(proposal.decline_route or 'suggestion')]}。"
        return "提案处理情况告知", words + _sentence(proposal.decline_note)
    words = f"{_decision(proposal)}请您修改后再次提交。"
    return "提案修改通知", words + _sentence(proposal.return_note)


def _sentence(note: str) -> str:
    note = note.strip()
    return note if not note or note.endswith(("。", "！", "？")) else f"{note}。"


def _receiver(proposal: Proposal) -> str:
    if proposal.merged_into_id or not proposal.docketed_on:
        return (
            f"{proposal.proposer_name}委员" if proposal.lead_proposer_id else proposal.proposer_name
        )
    return addressed(proposal)


def _opening(proposal: Proposal) -> str:
    return f"{you(proposal)}提出的《{proposal.matter}》（流水号{proposal.serial_number}）收悉。"


def _decision(proposal: Proposal) -> str:
    item = decision_on(proposal)
    if item is None or not item.list.decided_on:
        return "经审查，"
    meeting = item.list.meeting or "提案审查会议"
    return f"经{meeting}（{chinese_date(item.list.decided_on)}）审定，"


def transfer(session: PlenarySession, order: Order) -> Bundle:
    """To each office that hands out: what was docketed, with the units that the Proposals office drafted."""
    batch = Batch(session, order)
    rows = Handling._base_manager.filter(proposal_id__in=[case.proposal.pk for case in batch.cases])
    drafted: dict[str, list[Handling]] = defaultdict(list)
    for row in rows.filter(ended_on__isnull=True).select_related("unit", "assembly"):
        drafted[row.channel].append(row)
    return Bundle([_transfer(batch, drafted[channel]) for channel in sorted(drafted)])


def _transfer(batch: Batch, rows: list[Handling]) -> Letter:
    parts: dict[int, list[Handling]] = defaultdict(list)
    for row in rows:
        parts[row.proposal_id].append(row)
    cases = [case for case in batch.cases if case.proposal.pk in parts]
    table = Table(
        (
            Column("案号", 2.4, Align.CENTER),
            Column("案由", 7),
            Column("提案者", 2.4),
            Column("拟主办", 3),
            Column("拟会办", 3),
        ),
        [
            (
                case.number,
                case.matter,
                case.proposal.proposer_name,
                _units(parts[case.proposal.pk], UnitRole.replying()),
                _units(parts[case.proposal.pk], (UnitRole.ASSIST,)),
            )
            for case in cases
        ],
        size=10.5,
    )
    words = (
        f"{session_name(batch.session)}提案已经审查，现将立案提案中拟由你处交办的{len(cases)}件转去，"
        "承办单位意见供参考，请按规定程序交办，并将交办情况告知我们。"
    )
    return Letter(
        masthead=committee(batch.assembly),
        title=f"关于转办{session_name(batch.session)}提案的函",
        receiver=inspection_room(rows[0]),
        blocks=[Paragraph(words), Paragraph(f"转办提案如下（{batch.order.stamp}）："), table],
        dated_on=batch.order.on,
    )


def _units(rows: list[Handling], roles: tuple[str, ...]) -> str:
    return "、".join(str(row.unit) for row in rows if row.role in roles)
