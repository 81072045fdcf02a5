"""The unit drafts its reply: saved often, without events, one draft per round."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import can
from tongxin.core.errors import Conflict, Refused
from tongxin.core.text import forbidden
from tongxin.proposals.models import Handling, Reply, ReplyItem
from tongxin.proposals.terms import HandlingState

ITEM_FIELDS = ("answer", "text", "reason", "promise", "promised_for", "responsible")
REPLY_FIELDS = ("opening", "closing", "reply_class", "may_publish", "no_publish_reason")


@dataclass(frozen=True)
class ItemDraft:
    """What the draft says to one numbered suggestion."""

    number: int
    answer: str = ""
    text: str = ""
    reason: str = ""
    promise: str = ""
    promised_for: date | None = None
    responsible: str = ""


@transaction.atomic
def save_reply(
    handling: Handling,
    *,
    actor: Actor,
    items: Sequence[ItemDraft] = (),
    seen: int | None = None,
    **words: Any,
) -> Reply:
    """Store the draft of the present round; only the unit, only while it is at work on it, and no state secret.

    `seen` is the version on the writer's screen; another one is a Conflict and stores nothing, so that neither a
    colleague's words nor what was cleared meanwhile is overwritten.
    """
    if handling.state != HandlingState.ACKNOWLEDGED or not can(
        actor, "handlings.send_for_review", handling
    ):
        raise Refused(_("现在不能修改答复。"))
    last = len(handling.proposal.suggestions)
    if any(not 1 <= item.number <= last for item in items):
        raise Refused(_("建议序号不对。"))
    if sentence := forbidden(
        [*words.values(), *(word for item in items for word in astuple(item))]
    ):
        raise Refused(sentence)
    _claim(handling, seen)
    reply = _stored_reply(
        handling, {name: value for name, value in words.items() if name in REPLY_FIELDS}
    )
    _store_items(reply, items)
    return reply


def _stored_reply(handling: Handling, words: dict[str, Any]) -> Reply:
    """The draft of this round with these words; the claim on the handling keeps a second one from being made."""
    round_ = {"handling": handling, "round": handling.round}
    reply = Reply._base_manager.filter(**round_).first()
    if reply is None:
        reply = Reply(assembly_id=handling.assembly_id, **round_, **words)
        reply.save(force_insert=True)
        return reply
    for name, value in words.items():
        setattr(reply, name, value)
    reply.save(update_fields=words)
    return reply


def _store_items(reply: Reply, drafts: Sequence[ItemDraft]) -> None:
    """New answers go in one statement: a unit on paper returns dozens of replies at once."""
    stored = {item.number: item for item in ReplyItem._base_manager.filter(reply=reply)}
    new: dict[int, ReplyItem] = {}
    for draft in drafts:
        words = {name: getattr(draft, name) for name in ITEM_FIELDS}
        if item := stored.get(draft.number):
            for name, value in words.items():
                setattr(item, name, value)
            item.save(update_fields=ITEM_FIELDS)
        else:
            new[draft.number] = ReplyItem(
                assembly_id=reply.assembly_id, reply=reply, number=draft.number, **words
            )
    ReplyItem._base_manager.bulk_create(new.values())


def _claim(handling: Handling, seen: int | None) -> None:
    rows = Handling._base_manager.filter(pk=handling.pk, state=HandlingState.ACKNOWLEDGED)
    if seen is not None:
        rows = rows.filter(version=seen)
    if not rows.update(version=F("version") + 1):
        raise Conflict(_("这份答复在别处改过，请看过以后再保存。"))
