"""Moderation: one has a statement open at a time; it is shown, or held back by a rule whose author reads why."""

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.deliberation.lifecycle import STATEMENT
from tongxin.deliberation.models import Statement
from tongxin.deliberation.terms import HoldRule
from tongxin.lifecycle.perform import performs

HELD_FOR = timedelta(minutes=10)


def claim(statement: Statement, *, actor: Actor) -> bool:
    """Take (or keep) a statement for this moderator; False while a colleague has it open."""
    demand(actor, "conversations.moderate", statement.conversation)
    free = (
        Q(claimed_by__isnull=True)
        | Q(claimed_by_id=actor.person_id)
        | Q(claimed_until__lte=clock.now())
    )
    mine = Statement._base_manager.filter(free, pk=statement.pk)
    return bool(mine.update(claimed_by=actor.person, claimed_until=clock.now() + HELD_FOR))


@performs(STATEMENT.show_seed)
def show_seed(statement: Statement, *, actor: Actor) -> None:
    """What the organisers begin with stands before all from the approval on."""
    statement.shown_on = clock.today()


@performs(STATEMENT.show)
def show(statement: Statement, *, actor: Actor) -> None:
    """Everybody who takes part may take a stance on it."""
    _note(statement, actor)
    statement.shown_on = clock.today()


@performs(STATEMENT.hold_back)
def hold_back(
    statement: Statement,
    *,
    actor: Actor,
    rule: str,
    reason: str,
    same_as: Statement | None = None,
) -> dict[str, Any]:
    """Its words are not told; its number, the rule and the reason are. One that repeats another names that one."""
    if (rule == HoldRule.SAME) != (same_as is not None):
        raise Refused(_("请选择与哪一条相同。"), field="same_as")
    if same_as is not None and not _can_stand_for(same_as, statement):
        raise Refused(_("只能选择同一项网络协商里已公开的另一条。"), field="same_as")
    _note(statement, actor)
    statement.shown_on = None
    statement.rule, statement.reason, statement.same_as = rule, reason, same_as
    return {"rule": rule} | ({"same_as": same_as.pk} if same_as else {})


def _can_stand_for(other: Statement, statement: Statement) -> bool:
    is_another = other.pk != statement.pk and other.is_shown
    return is_another and other.conversation_id == statement.conversation_id


def _note(statement: Statement, actor: Actor) -> None:
    statement.moderated_by, statement.moderated_on = actor.person, clock.today()
    statement.claimed_by = statement.claimed_until = None
