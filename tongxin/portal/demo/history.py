"""The finished proposals of earlier years, brought in as an office would: one list a year, through the import."""

import csv
from io import BytesIO, StringIO

from tongxin.accounts.terms import Role
from tongxin.papers.actions.confirm_import import confirm_import
from tongxin.papers.actions.match_import import match_import
from tongxin.papers.actions.start_import import start_import
from tongxin.papers.imports import kinds
from tongxin.papers.imports.layouts import read_layouts
from tongxin.papers.models import ImportBatch
from tongxin.portal.demo.found import CATEGORIES, Cast
from tongxin.portal.demo.material.story_shapes import Story
from tongxin.proposals.terms import Satisfaction

KIND = "proposals.past"
FIRST_NUMBER = 201
"""Numbers of the list, above those that the played proposals of the same session take."""
HEADER = (
    "案号",
    "案由",
    "提案人",
    "委员证号",
    "联名人",
    "集体",
    "类别",
    "情况",
    "分析",
    "建议",
    "主办单位",
    "会办单位",
    "分办单位",
    "提交日期",
    "立案日期",
    "交办日期",
    "答复日期",
    "答复文号",
    "答复内容",
    "办理结果",
    "满意度",
    "是否公开",
    "会议",
)
TERMS = {3: "八届三次", 4: "八届四次"}


def bring_history(cast: Cast, stories: list[Story]) -> ImportBatch | None:
    """Import these stories of one assembly as its office's list; None if there are none."""
    if not stories:
        return None
    slug = stories[0].assembly
    office = cast.holders(Role.PROPOSALS_OFFICE, slug)[0]
    batch = start_import(
        kinds.kind(KIND),
        BytesIO(_sheet(cast, stories).encode("utf-8-sig")),
        "往年提案.csv",
        assembly=cast.assemblies[slug],
        actor=office,
    )
    batch = match_import(batch, read_layouts(batch.layouts), {"units": "register"}, actor=office)
    return confirm_import(batch, actor=office)


def _sheet(cast: Cast, stories: list[Story]) -> str:
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    for number, story in enumerate(stories, start=FIRST_NUMBER):
        writer.writerow(_row(cast, story, number))
    return text.getvalue()


def _row(cast: Cast, story: Story, number: int) -> list[str]:
    replies = [handling.replies[-1] for handling in story.handlings if handling.replies]
    reply = next((one for one in replies if one.issued), None)
    graded = next((one for one in replies if one.evaluations), None)
    collective = story.kind == "collective"
    words = story.text
    return [
        str(number),
        words.matter,
        "" if collective else cast.people[story.proposer].name,
        "" if collective else cast.members[story.proposer, story.assembly].card_number,
        "、".join(cast.people[code].name for code in story.cosigners),
        cast.collectives[story.proposer].name if collective else "",
        dict(CATEGORIES)[story.category],
        words.situation,
        words.analysis,
        "\n".join(f"{place}.{item}" for place, item in enumerate(words.suggestions, start=1)),
        *(_units(cast, story, role) for role in ("lead", "assist", "parallel")),
        story.submission.at.date().isoformat(),
        story.decision.at.date().isoformat(),
        story.assignment.issue.at.date().isoformat(),
        reply.issued.at.date().isoformat() if reply else "",
        reply.issued.number if reply else "",
        reply.body if reply else "",
        reply.grade if reply else "",
        Satisfaction(graded.evaluations[0].result).label if graded else "",
        "是" if story.publish else "否",
        TERMS[cast.sessions[story.session].number],
    ]


def _units(cast: Cast, story: Story, role: str) -> str:
    return "、".join(
        cast.units[handling.unit].name
        for handling in story.handlings
        if handling.role == role and not handling.given_up
    )
