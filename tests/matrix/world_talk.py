"""Online deliberation in the matrix's city: a conversation at every step, views that are shown, wait or were held back."""

from datetime import date, timedelta

from django.db import models

from tests.factories.cities import City
from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.deliberation.actions.appeal import appeal
from tongxin.deliberation.actions.join import enter_by_code, print_codes, voice_of
from tongxin.deliberation.actions.offer_statement import offer_statement
from tongxin.deliberation.actions.prepare_conversation import prepare_conversation
from tongxin.deliberation.actions.take_stance import serve, take_stance
from tongxin.deliberation.lifecycle import CONVERSATION, STATEMENT
from tongxin.deliberation.models import Conversation, Statement
from tongxin.deliberation.parameters import OPENED
from tongxin.lifecycle.perform import perform
from tongxin.organisations.models import RulebookEntry

SEEDS = "增加立体停车库\n限制外来车辆进入\n开放周边单位夜间车位"


def build(city: City, actors: dict[str, Actor], mark) -> dict[str, models.Model]:
    """All of it through the actions; `mark` makes the words that are found again wherever they leak to."""
    RulebookEntry._base_manager.create(
        assembly=city.assembly, code=OPENED, value=True, valid_from=date(2025, 1, 1)
    )
    voting = begun(actors, CONVERSATION.vote, mark("表态的议题"))
    public = begun(actors, CONVERSATION.vote, "公众协商停车位", admission="code")
    _talked(voting, public, actors)
    return {
        "talk_draft": _prepared(actors, mark("筹备的议题")),
        "talk_approved": _approved(actors, "待开始的议题"),
        "talk_collecting": begun(actors, CONVERSATION.collect, "征集中的议题"),
        "talk": voting,
        "talk_public": public,
        "talk_discussing": _discussed(actors),
        **_views(voting, actors, mark),
    }


def _prepared(actors: dict[str, Actor], question: str, **changes) -> Conversation:
    today = clock.today()
    values = {
        "question": question,
        "background": "全市车位缺口约两万个。",
        "admission": "members",
        "parting": "none",
        "collects_on": today,
        "votes_on": today,
        "discusses_on": today + timedelta(days=8),
        "closes_on": today + timedelta(days=12),
        "seeds": SEEDS,
    }
    general = actors["general"]
    return prepare_conversation(general.assembly, actor=general, **(values | changes))


def _approved(actors: dict[str, Actor], question: str, **changes) -> Conversation:
    drafted = _prepared(actors, question, **changes)
    paper = {"paper_number": "澜协组〔2026〕3号", "approved_on": clock.today()}
    return perform(CONVERSATION.approve, drafted, actors["secgen"], **paper)


def begun(actors: dict[str, Actor], act, question: str, **changes) -> Conversation:
    return perform(act, _approved(actors, question, **changes), actors["general"])


def _discussed(actors: dict[str, Actor]) -> Conversation:
    voting = begun(actors, CONVERSATION.vote, "看圈讨论的议题")
    return perform(CONVERSATION.discuss, voting, actors["general"])


def _talked(voting: Conversation, public: Conversation, actors: dict[str, Actor]) -> None:
    """Members and citizens took stances."""
    voices = [voice_of(voting, actors[name].person) for name in ("lead", "cosign")]
    drawn = print_codes(public, actor=actors["general"], batch="城南街道", count=5)
    voices += [enter_by_code(public, code) for code in drawn]
    for voice in voices:
        take_stance(voice, serve(voice), 1)


def _views(
    conversation: Conversation, actors: dict[str, Actor], mark
) -> dict[str, Statement | models.Model]:
    lead, general = actors["lead"], actors["general"]

    def offered(words: str) -> Statement:
        return offer_statement(conversation, words, actor=lead)

    def held(words: str) -> Statement:
        values = {"rule": "unclear", "reason": "请分成两条", "same_as": None}
        return perform(STATEMENT.hold_back, offered(words), general, **values)

    appealed = held(mark("申诉的观点"))
    return {
        "view_offered": offered(mark("待审的观点")),
        "view_shown": perform(STATEMENT.show, offered(mark("公开的观点")), general),
        "view_held": held(mark("未公开的观点")),
        "view_appealed": appealed,
        "appeal": appeal(appealed, actor=lead, words=mark("申诉理由")),
    }
