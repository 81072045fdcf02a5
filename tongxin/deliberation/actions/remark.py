"""Say something of a paragraph, answer, and decide what is taken up; everybody concerned is told."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import can, demand
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.core.text import forbidden
from tongxin.deliberation import rules
from tongxin.deliberation.actions.reword_paragraph import reword_paragraph
from tongxin.deliberation.lifecycle import REMARK
from tongxin.deliberation.models import Paragraph, Remark, RemarkReply
from tongxin.lifecycle.perform import begin, follows, performs
from tongxin.lifecycle.table import Holder, Tell
from tongxin.notifications.actions.tell import tell

REPLIED = "remarks.reply"


@transaction.atomic
def make_remark(
    paragraph: Paragraph,
    *,
    actor: Actor,
    words: str,
    wording: str = "",
    request_key: str | None = None,
) -> Remark:
    """Remark on a paragraph as it stands, with another wording if one has it; whoever drafted it is told."""
    demand(actor, "drafts.comment", paragraph.draft)
    if sentence := forbidden([words, wording]):
        raise Refused(sentence, field="words")
    if paragraph.replaced_by_id and trail.earlier(actor, request_key) is None:
        raise Refused(_("这一段已经改过。请看新的文字再提意见。"))
    remark = Remark(
        assembly_id=paragraph.assembly_id,
        draft=paragraph.draft,
        paragraph=paragraph,
        author=actor.person,
        words=words,
        wording=wording,
    )
    begun: Any = begin(REMARK, remark, actor, request_key=request_key, tell=(Tell(rules.DRAFTER),))
    return begun


@transaction.atomic
def reply_to(
    remark: Remark, *, actor: Actor, words: str, request_key: str | None = None
) -> RemarkReply:
    """Answer a remark while the draft is open or its text is worked on; the author and who answered before are told."""
    if not any(can(actor, name, remark.draft) for name in ("drafts.edit", "drafts.comment")):
        raise Refused(_("您当前的身份不能办理此事。"))
    if first := trail.earlier(actor, request_key):
        return RemarkReply._base_manager.get(pk=first.record_id)
    if sentence := forbidden([words]):
        raise Refused(sentence, field="words")
    told = {remark.author_id, *remark.replies.values_list("author_id", flat=True)}
    reply = RemarkReply(
        assembly_id=remark.assembly_id, remark=remark, author=actor.person, words=words
    )
    reply.save(force_insert=True)
    event = trail.record(REPLIED, reply, actor, request_key=request_key)
    holders = [Holder(person_id=person) for person in sorted(told)]
    tell(REPLIED, remark, holders, actor=actor, event_id=event.pk)
    return reply


@performs(REMARK.take_up)
def take_up(
    remark: Remark, *, actor: Actor, reason: str = "", rewords: bool = False
) -> dict[str, Any]:
    """Taken up as it is; `rewords` puts the proposed wording into the text."""
    return _decided(remark, reason)


@follows(REMARK.take_up)
def put_into_text(
    remark: Remark, *, actor: Actor, event: Any, rewords: bool = False, **_rest: Any
) -> None:
    """The proposed wording replaces the paragraph, when the editor says so."""
    if rewords and remark.wording:
        reword_paragraph(remark.paragraph, actor=actor, words=remark.wording)


@performs(REMARK.take_up_partly)
def take_up_partly(remark: Remark, *, actor: Actor, reason: str) -> dict[str, Any]:
    return _decided(remark, reason)


@performs(REMARK.set_aside)
def set_aside(remark: Remark, *, actor: Actor, reason: str) -> dict[str, Any]:
    return _decided(remark, reason)


def _decided(remark: Remark, reason: str) -> dict[str, Any]:
    remark.reason, remark.decided_on = reason, clock.today()
    return {"has_reason": bool(reason)}
