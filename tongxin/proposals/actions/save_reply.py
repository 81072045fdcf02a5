"""The unit drafts its reply: saved often, without events, one draft per round."""

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
    items: list[ItemDraft] = (),
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
    changed = {name: value for name, value in words.items() if name in REPLY_FIELDS}
    reply, _made = Reply._base_manager.update_or_create(
        handling=handling,
        round=handling.round,
        defaults=changed,
        create_defaults={**changed, "assembly_id": handling.assembly_id},
    )
    for item in items:
        ReplyItem._base_manager.update_or_create(
            reply=reply,
            number=item.number,
            defaults={
                "assembly_id": handling.assembly_id,
                "answer": item.answer,
                "text": item.text,
                "reason": item.reason,
                "promise": item.promise,
                "promised_for": item.promised_for,
                "responsible": item.responsible,
            },
        )
    return reply


def _claim(handling: Handling, seen: int | None) -> None:
    rows = Handling._base_manager.filter(pk=handling.pk, state=HandlingState.ACKNOWLEDGED)
    if seen is not None:
        rows = rows.filter(version=seen)
    if not rows.update(version=F("version") + 1):
        raise Conflict(_("这份答复在别处改过，请看过以后再保存。"))
