"""The author of a statement that was held back asks once more; somebody else decides."""

from typing import Any

from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.core.text import forbidden
from tongxin.deliberation import rules
from tongxin.deliberation.lifecycle import APPEAL, STATEMENT
from tongxin.deliberation.models import Appeal, Statement
from tongxin.lifecycle.perform import begin, follows, perform, performs
from tongxin.lifecycle.table import Tell


def appeal(
    statement: Statement, *, actor: Actor, words: str, request_key: str | None = None
) -> Appeal:
    """Ask for another pair of eyes, once, as long as the conversation goes on."""
    if not rules.AUTHOR.includes(actor, statement) or not statement.is_held_back:
        raise Refused(_("只有提出人可以就未公开的观点申诉。"))
    if not statement.conversation.is_under_way:
        raise Refused(_("网络协商已经结束，不能再申诉。"))
    if Appeal._base_manager.filter(statement=statement).exists():
        raise Refused(_("这一条已经申诉过。"))
    if sentence := forbidden([words]):
        raise Refused(sentence, field="words")
    asked = Appeal(assembly_id=statement.assembly_id, statement=statement, words=words)
    begun: Any = begin(
        APPEAL, asked, actor, request_key=request_key, tell=(Tell(rules.APPEAL_JUDGES),)
    )
    return begun


@performs(APPEAL.uphold)
def uphold(appeal: Appeal, *, actor: Actor, answer: str) -> None:
    """It stays as it is, and the author reads why."""
    _decide(appeal, actor, answer)


@performs(APPEAL.reverse)
def reverse(appeal: Appeal, *, actor: Actor, answer: str) -> None:
    """The moderator's decision is lifted."""
    _decide(appeal, actor, answer)


@follows(APPEAL.reverse)
def show_after_appeal(appeal: Appeal, *, actor: Actor, event: Any, answer: str) -> None:
    perform(STATEMENT.show_after_appeal, appeal.statement, actor, cause=event)


@performs(STATEMENT.show_after_appeal)
def shown_after_all(statement: Statement, *, actor: Actor) -> None:
    """The rule no longer stands beside it."""
    statement.rule = statement.reason = ""
    statement.same_as = None
    statement.shown_on = clock.today()


def _decide(appeal: Appeal, actor: Actor, answer: str) -> None:
    appeal.answer = answer
    appeal.decided_by, appeal.decided_on = actor.person, clock.today()
