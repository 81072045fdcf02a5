"""Write what one thinks while all look at the circle, under the own name; the organisers may hide it by a rule."""

from django.db import transaction

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.core.text import forbidden
from tongxin.deliberation.models import CircleComment, Conversation, Statement
from tongxin.deliberation.terms import HoldRule


@transaction.atomic
def speak_at_circle(
    conversation: Conversation,
    *,
    actor: Actor,
    words: str,
    statement: Statement | None = None,
    request_key: str | None = None,
) -> CircleComment:
    """Store a comment on the whole or on one statement. It is a talk and no stance; nothing joins the two.

    A repeat of `request_key` gives the first comment. Refuses a state secret's mark (practice 14).
    """
    demand(actor, "circle.speak", conversation)
    if first := trail.earlier(actor, request_key):
        return CircleComment._base_manager.get(pk=first.record_id)
    if sentence := forbidden([words]):
        raise Refused(sentence, field="words")
    comment = CircleComment(
        assembly_id=conversation.assembly_id,
        conversation=conversation,
        statement=statement,
        author=actor.person,
        words=words,
    )
    comment.save(force_insert=True)
    trail.record("circle.speak", comment, actor, request_key=request_key)
    return comment


@transaction.atomic
def hide_comment(comment: CircleComment, *, actor: Actor, rule: str) -> bool:
    """Take a comment off the page by one of the rules of moderation; False where it was hidden before. It stays on record."""
    demand(actor, "conversations.moderate", comment.conversation)
    shown = CircleComment._base_manager.filter(pk=comment.pk, hidden_on=None)
    if not shown.update(hidden_on=clock.today(), hidden_rule=HoldRule(rule)):
        return False
    trail.record("circle.hide", comment, actor, rule=rule)
    return True
