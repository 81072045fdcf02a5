"""When an act of a conversation is possible: each condition answers with the sentence that refuses it, or None."""

from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.deliberation.models import Conversation, Statement
from tongxin.deliberation.parameters import OPENED
from tongxin.organisations import rulebook

LEAST_STATEMENTS = 3
"""With fewer there is nothing to compare."""


def is_opened(conversation: Conversation, actor: Actor) -> str | None:
    """The assembly does deliberate online at all (practice 25)."""
    if rulebook.value(OPENED, conversation.assembly_id):
        return None
    return _("网络协商还没有开通：领导小组决定后，由办公室在规则簿里打开。")


def has_seeds(conversation: Conversation, actor: Actor) -> str | None:
    """People begin from something."""
    if len(conversation.seed_lines) >= LEAST_STATEMENTS:
        return None
    return _("请先写好至少 %(n)d 条引子观点。") % {"n": LEAST_STATEMENTS}


def is_ahead(conversation: Conversation, actor: Actor) -> str | None:
    """Its days are not over."""
    if conversation.discusses_on > clock.today():
        return None
    return _("表态阶段的日期已经过去，请先改日期。")


def has_statements(conversation: Conversation, actor: Actor) -> str | None:
    """There is something on which to take a stance."""
    shown = Statement._base_manager.filter(Statement.shown(), conversation=conversation).count()
    if shown >= LEAST_STATEMENTS:
        return None
    return _("公开的观点不足 %(n)d 条，还不能开始表态。") % {"n": LEAST_STATEMENTS}


def is_in_ones_hands(statement: Statement, actor: Actor) -> str | None:
    """No colleague has it open at the moment."""
    if statement.claimed_by_id in (None, actor.person_id):
        return None
    if statement.claimed_until is None or statement.claimed_until <= clock.now():
        return None
    return _("%(name)s正在审这一条。") % {"name": statement.claimed_by}


def is_still_going_on(statement: Statement, actor: Actor) -> str | None:
    """After the end nothing is shown or hidden any more: the result stands on what was shown."""
    return _("网络协商已经结束，不能再改。") if statement.conversation.is_over else None
