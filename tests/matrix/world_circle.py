"""Results and drafts in the matrix's city: a circle that may be looked at, a draft of the office, one that is open."""

from datetime import date

from django.db import models

from tests.factories.cities import City
from tests.matrix.world_talk import begun
from tongxin.accounts.actor import Actor
from tongxin.deliberation.actions.analyse_conversation import analyse_conversation
from tongxin.deliberation.actions.join import enter_by_code, print_codes
from tongxin.deliberation.actions.prepare_draft import prepare_draft
from tongxin.deliberation.actions.remark import make_remark
from tongxin.deliberation.actions.speak_at_circle import speak_at_circle
from tongxin.deliberation.actions.take_stance import serve, take_stance
from tongxin.deliberation.lifecycle import CONVERSATION, DRAFT, REMARK
from tongxin.deliberation.models import Conversation, DraftText
from tongxin.lifecycle.perform import perform

LAST_DAY = date(2026, 1, 30)


def build(city: City, actors: dict[str, Actor], mark) -> dict[str, models.Model]:
    """All of it through the actions; `mark` makes the words that are found again wherever they leak to."""
    circle = _circle(actors)
    opened = perform(DRAFT.open, _draft(actors, "公开的稿"), actors["general"], closes_on=LAST_DAY)
    paragraph = opened.paragraphs.select_related("draft").get()
    remark = make_remark(paragraph, actor=actors["lead"], words=mark("段落意见"))
    settled = make_remark(paragraph, actor=actors["lead"], words="已处理的意见")
    closed = _draft(actors, "截止的稿")
    closed = perform(DRAFT.open, closed, actors["general"], closes_on=LAST_DAY)
    comment = speak_at_circle(circle, actor=actors["general"], words=mark("看圈意见"))
    return {
        "circle": circle,
        "circle_comment": comment,
        "draft_text": _draft(actors, mark("准备中的稿")),
        "draft_open": opened,
        "draft_closed": perform(DRAFT.close, closed, actors["general"]),
        "draft_paragraph": paragraph,
        "remark": remark,
        "remark_settled": perform(
            REMARK.set_aside, settled, actors["general"], reason=mark("处理说明")
        ),
    }


def _circle(actors: dict[str, Actor]) -> Conversation:
    """Eight citizens took stances on everything; all look at the result."""
    voting = begun(actors, CONVERSATION.vote, "看得到结果的议题", admission="code")
    for code in print_codes(voting, actor=actors["general"], batch="城北街道", count=8):
        voice = enter_by_code(voting, code)
        while statement := serve(voice):
            take_stance(voice, statement, 1)
    circle = perform(CONVERSATION.discuss, voting, actors["general"])
    analyse_conversation(circle)
    return circle


def _draft(actors: dict[str, Actor], title: str) -> DraftText:
    general = actors["general"]
    return prepare_draft(
        general.assembly,
        actor=general,
        text="一、摸清底数。",
        title=title,
        lead="",
        admission="members",
        committee=None,
        body=None,
        closes_on=LAST_DAY,
    )
