"""The leading group's decision is entered with its paper; then the phases follow each other to the end."""

import secrets
from datetime import date
from typing import Any

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.deliberation.actions.offer_statement import next_number
from tongxin.deliberation.actions.prepare_conversation import check_days
from tongxin.deliberation.lifecycle import CONVERSATION, STATEMENT
from tongxin.deliberation.models import ContactCheck, Conversation, Statement
from tongxin.deliberation.queries.conversations import invited_people, took_part, voices_in
from tongxin.deliberation.voicing import key_of
from tongxin.lifecycle.perform import begin, follows, perform, performs

LEAST_TOLD = 5
"""Of fewer it is not even noted that they took part: the result would then tell what they said."""


@performs(CONVERSATION.approve)
def approve(
    conversation: Conversation, *, actor: Actor, paper_number: str, approved_on: date
) -> dict[str, Any]:
    """From here its days run. The secret that makes voices is drawn; nobody ever reads it."""
    conversation.paper_number = paper_number
    conversation.approved_on = approved_on
    conversation.invited = invited_people(conversation).count()
    conversation.seal_secret(secrets.token_urlsafe(32))
    return {"paper_number": paper_number, "approved_on": approved_on}


@follows(CONVERSATION.approve)
def show_seeds(conversation: Conversation, *, actor: Actor, event: Any, **_data: Any) -> None:
    """The organisers' views become the first statements; the approver has read them."""
    for words in conversation.seed_lines:
        seed = Statement(
            assembly_id=conversation.assembly_id,
            conversation=conversation,
            number=next_number(conversation),
            words=words,
            is_seed=True,
            offered_on=clock.today(),
        )
        begin(STATEMENT, seed, actor, cause=event)
        perform(STATEMENT.show_seed, seed, actor, cause=event)


@performs(CONVERSATION.put_off)
def put_off(
    conversation: Conversation,
    *,
    actor: Actor,
    collects_on: date,
    votes_on: date,
    discusses_on: date,
    closes_on: date,
) -> dict[str, Any]:
    """Other days for the phases that are still to come; those that began are not undone."""
    days = {
        "collects_on": collects_on,
        "votes_on": votes_on,
        "discusses_on": discusses_on,
        "closes_on": closes_on,
    }
    for name, day in days.items():
        setattr(conversation, name, day)
    check_days(conversation)
    return days


@performs(CONVERSATION.close)
def close(conversation: Conversation, *, actor: Actor) -> dict[str, Any]:
    """How many spoke is noted for good: it is what the figures count."""
    conversation.ended_on = clock.today()
    conversation.spoke = voices_in(conversation)
    return {"spoke": conversation.spoke}


@follows(CONVERSATION.close)
def end(conversation: Conversation, *, actor: Actor, event: Any) -> None:
    """Note of members that they took part, without what; then nobody can find a person's voice again."""
    _note_participation(conversation, actor)
    _wipe(conversation)


@performs(CONVERSATION.stop)
def stop(conversation: Conversation, *, actor: Actor, reason: str) -> None:
    """It ends without a result. Those who had begun to take part read why."""
    conversation.stop_reason = reason
    conversation.spoke = voices_in(conversation)


@follows(CONVERSATION.stop)
def wipe_after_stop(conversation: Conversation, *, actor: Actor, event: Any, reason: str) -> None:
    _wipe(conversation)


def _note_participation(conversation: Conversation, actor: Actor) -> None:
    """All at once at the end: noted one by one, the order of their coming could be laid beside the counts of that time."""
    keys = {key_of(conversation, one): one for one in invited_people(conversation)}
    people = took_part(conversation, keys)
    if len(people) >= LEAST_TOLD:
        trail.record_all(
            "deliberation.took_part",
            sorted(people, key=lambda one: one.pk),
            actor,
            lambda _person: {"conversation": conversation.pk},
        )


def _wipe(conversation: Conversation) -> None:
    """Forget the secret: the keys that were made with it lead to nobody any more."""
    Conversation._base_manager.filter(pk=conversation.pk).update(secret="")
    ContactCheck._base_manager.filter(conversation=conversation).delete()
