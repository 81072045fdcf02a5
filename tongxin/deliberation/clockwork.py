"""What the clock does by itself: phases begin and end on their days, checked phones are forgotten."""

import logging
from collections.abc import Callable

from tongxin.accounts.actor import SYSTEM
from tongxin.accounts.crypto import UnreadableError
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.deliberation.actions.join import forget_checks
from tongxin.deliberation.lifecycle import CONVERSATION
from tongxin.deliberation.models import Conversation
from tongxin.lifecycle.perform import perform
from tongxin.lifecycle.table import Act

logger = logging.getLogger(__name__)

Due = Callable[[Conversation], bool]

PHASES: tuple[tuple[Act, Due], ...] = (
    (CONVERSATION.close, lambda one: one.closes_on < clock.today()),
    (CONVERSATION.discuss, lambda one: one.discusses_on <= clock.today()),
    (CONVERSATION.vote, lambda one: one.votes_on <= clock.today()),
    (CONVERSATION.collect, lambda one: one.collects_on <= clock.today()),
)
"""The latest phase first: a clock that stood still catches up in one step where the table allows it."""


def tick() -> int:
    """Let every phase begin whose day has come; how many did. Repeats do nothing."""
    waiting = Conversation._base_manager.filter(Conversation.is_dated()).order_by("pk")
    return sum(_move(one) for one in waiting) + forget_checks()


def _move(conversation: Conversation) -> int:
    moved, record = 0, conversation
    while act := _due_act(record):
        try:
            perform(act, record, SYSTEM)
            record = Conversation._base_manager.get(pk=record.pk)
        except Refused:
            break  # there is nothing to vote on yet, or somebody was faster
        except UnreadableError as error:  # it ends when its key is back; the others go on
            logger.error("conversation %s waits for key %s", record.pk, error.key_id)
            break
        moved += 1
    return moved


def _due_act(conversation: Conversation) -> Act | None:
    state = CONVERSATION.state_of(conversation)
    return next((act for act, due in PHASES if state in act.sources and due(conversation)), None)
