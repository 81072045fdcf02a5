"""The feedback form (征询意见表) in three copies, and the urging sheet (催办单)."""

from dataclasses import replace

from tongxin.papers.documents import (
    Align,
    Cell,
    Code,
    Grid,
    Letter,
    Line,
    Paragraph,
    Sheet,
    choice,
    label,
)
from tongxin.papers.documents.numerals import chinese_date
from tongxin.proposals.models import Evaluation, Handling, Urging
from tongxin.proposals.papers import reply as replies
from tongxin.proposals.papers.ordering import Order
from tongxin.proposals.papers.readers import given_form
from tongxin.proposals.papers.words import (
    inspection_room,
    parts,
    proposers,
    session_name,
    short_session,
)
from tongxin.proposals.terms import Contacted, Satisfaction, UnitRole

SIGNATURE = "提案者签名：　　　　　　　年　　月　　日"


def form(handling: Handling, order: Order) -> Sheet:
    """Blank, or filled with the lead proposer's answers for those who may read them."""
    given = given_form(order.actor, handling)
    address = order.address(handling.proposal.get_absolute_url())
    return Sheet(
        title="提案办理情况征询意见表",
        over=session_name(handling.proposal.session),
        left=f"提案号：{order.number(handling.proposal)}",
        right=_written(given),
        blocks=(
            Grid((2.6, 4.2, 2.6, 4.2), [*_facts(handling), *_questions(given)]),
            Code(address, "扫码在线评价", 22, Align.RIGHT),
        ),
        notes=(
            "请在收到答复后填写，寄交提案委员会，也可扫码在线评价；两种方式效力相同。",
            f"评价为不满意的，提案委员会听取双方意见后告知承办单位。{order.stamp}。",
        ),
        copies=_copies(handling),
    )


def single(handling: Handling, order: Order) -> Sheet:
    """One copy, for the case file."""
    return replace(form(handling, order), copies=())


def _copies(handling: Handling) -> tuple[str, ...]:
    return (
        "第一联　承办单位留存",
        "第二联　政协提案委员会留存",
        f"第三联　{inspection_room(handling)}留存",
    )


def _written(given: Evaluation | None) -> str:
    day = chinese_date(given.given_on) if given and given.given_on else "　　年　　月　　日"
    return f"填表日期：{day}"


def _facts(handling: Handling) -> list[Line]:
    proposal = handling.proposal
    helpers = "、".join(row.unit.name for row in parts(proposal, UnitRole.ASSIST))
    reply = replies.latest(handling)
    number = reply.document_number if reply else ""
    replied_on = chinese_date(handling.replied_on) if handling.replied_on else ""
    return [
        Line((label("案由"), Cell(proposal.matter, span=3)), 12),
        Line((label("提案者"), Cell("、".join(proposers(proposal)), span=3))),
        Line((label("主办单位"), Cell(handling.unit.name), label("会办单位"), Cell(helpers))),
        Line((label("答复文号"), Cell(number), label("答复日期"), Cell(replied_on))),
    ]


def _questions(given: Evaluation | None) -> list[Line]:
    attitude = Satisfaction(given.attitude).label if given and given.attitude else ""
    result = Satisfaction(given.result).label if given and given.result else ""
    contacted = Contacted(given.contacted).label if given and given.contacted else ""
    ways = [str(way) for way in Contacted.labels]
    scale = [str(one) for one in Satisfaction.labels]
    opinion = Cell(given.reason if given else "", span=3, foot=SIGNATURE)
    return [
        Line((label("答复前的\n沟通方式"), Cell(choice(ways, str(contacted)), span=3)), 14),
        Line((label("对办理态度"), Cell(choice(scale, str(attitude)), span=3))),
        Line((label("对办理结果"), Cell(choice(scale, str(result)), span=3))),
        Line((label("答复是否\n针对建议"), Cell(choice(["是", "部分", "否"]), span=3))),
        Line((label("答复人"), Cell(choice(["单位负责人", "分管负责人", "其他人员"]), span=3))),
        Line((label("具体意见\n和建议"), opinion), 62),
    ]


def urging(sheet: Urging, order: Order) -> Letter:
    """The urging sheet as it was sent; before that a draft across the page."""
    handling = sheet.handling
    number = f"催〔{sheet.sent_on.year}〕{sheet.number}号" if sheet.sent_on else ""
    where = f"{short_session(handling.proposal.session)}{order.number(handling.proposal)}提案"
    return Letter(
        masthead=inspection_room(handling),
        number=number,
        title=f"关于{where}的催办单",
        receiver=handling.unit.name,
        blocks=[
            Paragraph(sheet.text),
            Paragraph(
                f"原定期限为{chinese_date(sheet.due_on)}。请在收到本单后说明进展，并尽快办理。"
            ),
        ],
        dated_on=sheet.sent_on,
        watermark="" if sheet.sent_on else "草稿",
    )
