"""The reply as a letter (答复函), and an assisting unit's opinion. The sealed file is the reply; this is where it starts."""

from dataclasses import replace

from tongxin.papers.documents import Block, Letter, Paragraph, prose
from tongxin.papers.documents.numerals import chinese_date
from tongxin.proposals.models import Handling, Reply, ReplyItem
from tongxin.proposals.papers.ordering import Order
from tongxin.proposals.papers.words import (
    about,
    addressed,
    inspection_room,
    level,
    parts,
    short_session,
    you,
)
from tongxin.proposals.terms import HandlingState, ItemAnswer, UnitRole

WATERMARKS: dict[str, str] = {
    HandlingState.REVIEWING: "送审稿",
    HandlingState.CLEARED: "",
    HandlingState.REPLIED: "",
}
PUBLIC = "此件公开发布"
FORM = "提案办理情况征询意见表"
BY_ANSWER = {
    ItemAnswer.ADOPTED: "这条建议已经采纳。",
    ItemAnswer.PARTLY: "这条建议已部分采纳。",
    ItemAnswer.NOT_ADOPTED: "这条建议暂未采纳。",
}


def letter(handling: Handling, order: Order) -> Letter:
    """The unit's reply of the present round, with contacts, as it goes to the proposer."""
    reply = latest(handling)
    proposal = handling.proposal
    told = handling.replied_on is not None
    return Letter(
        masthead=handling.unit.name,
        number=_number(handling, reply),
        marks=_marks(handling, reply),
        title=f"关于{short_session(proposal.session)}{order.number(proposal)}提案的答复",
        receiver=addressed(proposal),
        blocks=[*_opening(handling, reply, order), *_answers(handling, reply), *_closing(reply)],
        attachments=(FORM,),
        dated_on=reply.replied_on if reply and reply.replied_on else None if told else order.on,
        contact=_contact(handling),
        notes=(PUBLIC,) if reply is None or reply.may_publish else (),
        copies=_copies(handling),
        watermark=WATERMARKS.get(handling.state, "草稿"),
    )


def published(handling: Handling, order: Order) -> Letter:
    """The same for publication: without contacts and without the evaluation form."""
    return replace(letter(handling, order), contact=(), attachments=())


def opinion(handling: Handling, order: Order) -> Letter:
    """An assisting unit's opinion, to the lead unit. Proposers never see it (practice 12)."""
    proposal = handling.proposal
    leads = parts(proposal, *UnitRole.replying())
    where = f"{short_session(proposal.session)}{order.number(proposal)}提案"
    return Letter(
        masthead=handling.unit.name,
        number=_number(handling, None),
        title=f"关于{where}会办意见的函",
        receiver="、".join(row.unit.name for row in leads),
        blocks=[
            Paragraph(f"你单位主办的{where}《{proposal.matter}》，我单位会办意见如下："),
            *prose(handling.opinion),
        ],
        dated_on=handling.opined_on or order.on,
        contact=_contact(handling),
        watermark="" if handling.opined_on else "草稿",
    )


def latest(handling: Handling) -> Reply | None:
    """The draft or record of the present round."""
    return handling.replies.filter(round=handling.round).prefetch_related("items").first()


def _number(handling: Handling, reply: Reply | None) -> str:
    """The unit's own number once given; before that its code word with room for the number."""
    if reply and reply.document_number:
        return reply.document_number
    year = (handling.assigned_on or handling.created_at).year
    return f"{handling.unit.document_word}〔{year}〕　号" if handling.unit.document_word else ""


def _marks(handling: Handling, reply: Reply | None) -> tuple[str, ...]:
    if reply is None:
        return ()
    consent = "同意公开" if reply.may_publish else "不予公开"
    return (*((reply.reply_class,) if reply.reply_class else ()), consent)


def _opening(handling: Handling, reply: Reply | None, order: Order) -> list[Block]:
    if reply and reply.opening.strip():
        return list(prose(reply.opening))
    proposal = handling.proposal
    names = "、".join(row.unit.name for row in parts(proposal, UnitRole.ASSIST))
    consulted = f"经会同{names}研究" if names else "经研究"
    words = f"{you(proposal)}提出的《{proposal.matter}》（{order.number(proposal)}）收悉。{consulted}，现答复如下："
    return [Paragraph(words)]


def _answers(handling: Handling, reply: Reply | None) -> list[Block]:
    items = {item.number: item for item in reply.items.all()} if reply else {}
    blocks: list[Block] = []
    for number, suggestion in enumerate(handling.proposal.suggestions, 1):
        blocks += about(number, suggestion)
        if item := items.get(number):
            blocks += _answer(item)
    return blocks


def _answer(item: ReplyItem) -> list[Block]:
    blocks: list[Block] = []
    if item.answer:
        blocks.append(Paragraph(BY_ANSWER[ItemAnswer(item.answer)]))
    blocks += prose(item.text)
    if item.reason.strip():
        blocks.append(Paragraph(f"未能采纳的原因：{item.reason.strip()}"))
    if item.promised_for:
        owner = f"由{item.responsible}负责，" if item.responsible else ""
        blocks.append(Paragraph(f"此项工作{owner}于{chinese_date(item.promised_for)}前完成。"))
    return blocks


def _closing(reply: Reply | None) -> list[Block]:
    blocks: list[Block] = []
    if reply and reply.closing.strip():
        blocks += prose(reply.closing)
    else:
        blocks.append(Paragraph("感谢您对我们工作的关心和支持，希望继续提出宝贵意见。"))
    if reply and reply.signer:
        blocks.append(Paragraph(f"此复函已经{reply.signer}审签。"))
    blocks.append(Paragraph(f"收到本函后，请填写《{FORM}》，对办理情况提出意见。"))
    return blocks


def _contact(handling: Handling) -> tuple[str, ...]:
    lines = (("联系人", handling.handler_name), ("联系电话", handling.handler_phone))
    return tuple(f"{name}：{value}" for name, value in lines if value)


def _copies(handling: Handling) -> str:
    place = level(handling.assembly)
    return f"{place}政协提案委员会（2份），{inspection_room(handling)}（2份）。"
