"""The summary of a conversation: every number in it is one that the analysis tells."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from tongxin.core import clock
from tongxin.deliberation.models import Conversation, StatementResult
from tongxin.deliberation.queries.comments import notes_on
from tongxin.deliberation.results.reading import Group, Reading, Special
from tongxin.papers.documents import (
    Align,
    Block,
    Column,
    Heading,
    Official,
    Paper,
    Paragraph,
    Table,
)
from tongxin.papers.documents.numerals import chinese_date

SIZE = 10.5
MOST_LISTED = 20


def describe(conversation: Conversation, reading: Reading) -> Official:
    """The paper, in the order of the page: what all share, views, what would change it, what became of it."""
    return Official(
        title=f"关于“{conversation.question}”的网络协商情况",
        byline=(f"（{chinese_date(_day(reading))}）", conversation.assembly.name),
        blocks=[
            *_how(conversation, reading),
            *_shared(reading),
            *_views(reading),
            *_changes(reading),
            *_noted(conversation),
            *_became(conversation),
            Heading("说明"),
            Paragraph(
                "“至少”是按最保守的估计说的（把握为 95%）：受邀人数已知时按全体受邀人推算，"
                "否则按不限人数推算。"
                f"少于 {reading.content['least']} 人的数字不单独列出。结果供研究参考，不作为任何决定的依据。"
            ),
            Paragraph(f"结果指纹：{reading.analysis.digest}", indent=False),
        ],
        issuers=(),
    )


def _day(reading: Reading) -> date:
    return clock.day_of(reading.analysis.made_at)


def _how(conversation: Conversation, reading: Reading) -> list[Block]:
    """On which decision it was opened, when, who took part."""
    opened = f"经批准（{conversation.paper_number}），" if conversation.paper_number else ""
    last = conversation.ended_on or conversation.closes_on
    span = f"{chinese_date(conversation.collects_on)}至{chinese_date(last)}"
    return [
        Heading("基本情况"),
        Paragraph(
            f"{opened}{span}就“{conversation.question}”开展网络协商，参加范围为{conversation.who}。"
        ),
        Paragraph(f"{reading.response}{reading.ungrouped}"),
    ]


def _shared(reading: Reading) -> list[Block]:
    shared = reading.shared[:MOST_LISTED]
    blocks: list[Block] = [Heading("共识清单"), Paragraph(_ended(reading.lead))]
    if shared:
        rows = [
            (line.rank, line.words, line.at_least, line.agree_share, line.seen) for line in shared
        ]
        columns = [
            Column("名次", 0.6, Align.CENTER),
            Column("观点", 4),
            Column("各组至少赞成", 1.1, Align.CENTER),
            Column("全体赞成", 1, Align.CENTER),
            Column("表态人数", 1, Align.CENTER),
        ]
        blocks.append(Table(columns, rows, size=SIZE))
    return blocks


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith("。") else f"{sentence}。"


def _views(reading: Reading) -> list[Block]:
    said = f"{reading.views}{reading.stability}"
    blocks: list[Block] = [Heading("看法的异同"), Paragraph(said)]
    for group in reading.groups if reading.has_views else []:
        blocks += _group(group)
    return blocks


def _group(group: Group) -> list[Block]:
    head = Heading(f"{group.name}（{group.size} 人）", level=2)
    if group.specials:
        return [head, Paragraph(_told(group.specials))]
    if group.leanings:
        doubt = "人数还少，不能完全肯定，与其他人相差最大的是："
        return [head, Paragraph(f"{doubt}{_told(group.leanings)}")]
    return [head, Paragraph("没有发现这一组独有的观点。")]


def _told(specials: Sequence[Special]) -> str:
    """What a group says otherwise than the others, in one sentence."""
    told = [
        f"{one.way}“{one.words}”（{one.said}的：本组 {one.own}，其他人 {one.others}）"
        for one in specials
    ]
    return "；".join(told) + "。"


def _changes(reading: Reading) -> list[Block]:
    if not reading.changes:
        return []
    return [Heading("什么会改变这个结果"), *(Paragraph(one) for one in reading.changes)]


def _noted(conversation: Conversation) -> list[Block]:
    """What was decided about signs that the result was pushed."""
    told = [
        Paragraph(f"{chinese_date(one.on)}：{one.get_verdict_display()}。{_ended(one.words)}")
        for one in notes_on(conversation)
    ]
    return [Heading("对异常迹象的处理"), *told] if told else []


def _became(conversation: Conversation) -> list[Block]:
    """What was taken up, statement by statement."""
    rows = StatementResult._base_manager.filter(statement__conversation=conversation)
    told = [
        (row.statement.number, row.statement.words, row.get_kind_display(), row.words)
        for row in rows.select_related("statement").order_by("statement__number", "pk")
    ]
    if not told:
        return []
    columns = [
        Column("编号", 0.6, Align.CENTER),
        Column("观点", 4),
        Column("去向", 1.2),
        Column("说明", 2),
    ]
    return [Heading("观点的去向"), Table(columns, told, size=SIZE)]


PAPER = Paper(
    "deliberation.summary",
    _("网络协商情况"),
    describe,
    name=lambda conversation, reading: f"网络协商情况_{conversation.question}",
)
