"""Note what was found out about signs that a result was pushed; stances stay as they were taken."""

from django.db import transaction

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.core.text import forbidden
from tongxin.deliberation.models import AlarmNote, Conversation
from tongxin.deliberation.terms import Verdict


@transaction.atomic
def note_alarm(
    conversation: Conversation,
    *,
    actor: Actor,
    verdict: str,
    words: str,
    request_key: str | None = None,
) -> AlarmNote:
    """Store a decision that stands beside the result from now on; a repeat of `request_key` gives the first one.

    Only who organises the conversation decides. Refuses a state secret's mark (practice 14).
    """
    demand(actor, "conversations.moderate", conversation)
    if first := trail.earlier(actor, request_key):
        return AlarmNote._base_manager.get(pk=first.record_id)
    if sentence := forbidden([words]):
        raise Refused(sentence, field="words")
    note = AlarmNote(
        assembly_id=conversation.assembly_id,
        conversation=conversation,
        verdict=Verdict(verdict),
        words=words,
        by=actor.person,
        on=clock.today(),
    )
    note.save(force_insert=True)
    trail.record("circle.note_alarm", note, actor, request_key=request_key, verdict=verdict)
    return note
