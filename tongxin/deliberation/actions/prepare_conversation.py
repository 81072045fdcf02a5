"""An office prepares a conversation: question, background, who takes part, the days of its phases, the first views."""

from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import can, demand
from tongxin.core.errors import Conflict, Refused
from tongxin.core.text import forbidden
from tongxin.deliberation.lifecycle import CONVERSATION
from tongxin.deliberation.models import Conversation
from tongxin.deliberation.terms import Admission, Parting
from tongxin.lifecycle.perform import begin
from tongxin.organisations.models import Assembly


def prepare_conversation(
    assembly: Assembly, *, actor: Actor, request_key: str | None = None, **values: Any
) -> Conversation:
    """Begin to prepare; nobody else sees it before the leading group's approval is entered.

    Raises Refused for days out of order, for a committee or body that is missing or of another assembly, and for words
    that carry a secrecy mark.
    """
    demand(actor, "conversations.prepare")
    if assembly.pk not in actor.assembly_ids:
        raise Refused(_("只能筹备本级的网络协商。"))
    conversation = Conversation(assembly=assembly, prepared_by=actor.person, **values)
    check(conversation)
    begun: Any = begin(CONVERSATION, conversation, actor, request_key=request_key)
    return begun


def save_conversation(
    conversation: Conversation, *, actor: Actor, seen: int, **values: Any
) -> Conversation:
    """Store what was changed before the approval; another version seen is a Conflict and stores nothing."""
    if not conversation.is_draft or not can(actor, "conversations.moderate", conversation):
        raise Refused(_("批准以后不能再改；只能改日期或停止。"))
    for name, value in values.items():
        setattr(conversation, name, value)
    check(conversation)
    mine = Conversation._base_manager.filter(
        Conversation.drafts(), pk=conversation.pk, version=seen
    )
    if not mine.update(version=F("version") + 1, **values):
        raise Conflict(_("刚在别处改过。请刷新后再改。"))
    return Conversation._base_manager.get(pk=conversation.pk)


def check(conversation: Conversation) -> None:
    """Refuse what could not be carried out."""
    if sentence := forbidden([conversation.question, conversation.background, conversation.seeds]):
        raise Refused(sentence)
    check_days(conversation)
    _check_place(conversation)
    _check_parting(conversation)
    if too_long := [line for line in conversation.seed_lines if len(line) > MOST_SIGNS]:
        raise Refused(
            _("每条观点最多 %(most)d 字：%(line)s…")
            % {"most": MOST_SIGNS, "line": too_long[0][:20]},
            field="seeds",
        )


def check_days(conversation: Conversation) -> None:
    """The phases follow each other."""
    if conversation.votes_on < conversation.collects_on:
        raise Refused(_("开始表态不能早于开始征集。"), field="votes_on")
    if conversation.discusses_on <= conversation.votes_on:
        raise Refused(_("开始看圈讨论须晚于开始表态。"), field="discusses_on")
    if conversation.closes_on <= conversation.discusses_on:
        raise Refused(_("最后一天须晚于开始看圈讨论。"), field="closes_on")


MOST_SIGNS = 140

_PLACES = {Admission.COMMITTEE: "committee", Admission.BODY: "body"}


def _check_parting(conversation: Conversation) -> None:
    """Members have committees and groups, citizens may name a county; of the others nothing is known."""
    if conversation.parting == Parting.NONE:
        return
    if conversation.is_public != (conversation.parting == Parting.COUNTIES):
        raise Refused(_("委员按专委会或小组看，公众按县（市、区）看。"), field="parting")


def _check_place(conversation: Conversation) -> None:
    """The committee or body that takes part is named, and is the assembly's own; no other is."""
    wanted = _PLACES.get(Admission(conversation.admission))
    for column in _PLACES.values():
        place = getattr(conversation, column)
        if column != wanted:
            setattr(conversation, column, None)
        elif place is None or place.assembly_id != conversation.assembly_id:
            raise Refused(_("请选择由谁参加。"), field=column)
