"""Somebody offers a view: short, without marks and personal numbers, not too many; then it waits for moderation."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin.accounts.actor import PUBLIC, Actor
from tongxin.accounts.permissions import demand
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.core.sequences import take
from tongxin.core.text import forbidden, personal_numbers, tidy
from tongxin.deliberation.lifecycle import STATEMENT
from tongxin.deliberation.models import Conversation, Statement
from tongxin.deliberation.parameters import STATEMENTS_EACH
from tongxin.lifecycle.perform import begin
from tongxin.organisations import rulebook

LEAST_SIGNS, MOST_SIGNS = 4, 140


def check_words(words: str) -> str:
    """The words as they are kept. Refused when too short or long, with a secrecy mark or a personal number."""
    plain = " ".join(tidy(words).split())
    if not LEAST_SIGNS <= len(plain) <= MOST_SIGNS:
        told = {"least": LEAST_SIGNS, "most": MOST_SIGNS}
        raise Refused(_("一条观点写 %(least)d 至 %(most)d 字。") % told, field="words")
    if sentence := forbidden([plain]):
        raise Refused(sentence, field="words")
    if hits := personal_numbers(plain):
        raise Refused(hits[0].sentence, field="words")
    return plain


@transaction.atomic
def offer_statement(
    conversation: Conversation, words: str, *, actor: Actor, request_key: str | None = None
) -> Statement:
    """A member's view, under whose name the office and nobody else finds it; the author hears what becomes of it."""
    demand(actor, "conversations.take_part", conversation)
    most = rulebook.value(STATEMENTS_EACH, conversation.assembly_id)
    mine = Statement._base_manager.filter(conversation=conversation, author=actor.person)
    if mine.count() >= most:
        raise Refused(_("每人最多提 %(most)d 条观点，您已提满。") % {"most": most}, field="words")
    return _offer(conversation, words, actor, request_key)


@transaction.atomic
def offer_as_citizen(conversation: Conversation, words: str) -> Statement:
    """A citizen's view: nobody's name stands beside it, not even a voice's; whoever calls keeps to the number allowed."""
    if not conversation.is_public:
        raise Refused(_("这项网络协商只由委员参加。"))
    return _offer(conversation, words, PUBLIC, None)


def next_number(conversation: Conversation) -> int:
    """Statements are numbered in the order of their coming, from 1."""
    return take(f"deliberation.statements:{conversation.pk}")


def _offer(
    conversation: Conversation, words: str, actor: Actor, request_key: str | None
) -> Statement:
    if not conversation.takes_statements:
        raise Refused(_("现在不能再提观点。"), field="words")
    statement = Statement(
        assembly_id=conversation.assembly_id,
        conversation=conversation,
        words=check_words(words),
        author=actor.person,
        offered_on=clock.today(),
        number=next_number(conversation),
    )
    begun: Any = begin(STATEMENT, statement, actor, request_key=request_key)
    return begun
