"""Give a paragraph a new wording; the old one stays with the remarks that were made on it."""

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.core.errors import Conflict, Refused
from tongxin.core.text import forbidden, tidy
from tongxin.deliberation.models import Paragraph


@transaction.atomic
def reword_paragraph(
    paragraph: Paragraph, *, actor: Actor, words: str, request_key: str | None = None
) -> Paragraph:
    """Replace a wording that stands; somebody else's rewording in between is a Conflict. A repeat gives the first result."""
    demand(actor, "drafts.edit", paragraph.draft)
    if first := trail.earlier(actor, request_key):
        return Paragraph._base_manager.get(pk=first.record_id)
    if sentence := forbidden([words]):
        raise Refused(sentence, field="words")
    if paragraph.draft.is_prepared:
        raise Refused(_("还没有开始征求意见，请直接修改全文。"))
    new = Paragraph(
        assembly_id=paragraph.assembly_id,
        draft=paragraph.draft,
        position=paragraph.position,
        words=tidy(words),
    )
    new.save(force_insert=True)
    standing = Paragraph._base_manager.filter(pk=paragraph.pk, replaced_by=None)
    if not standing.update(replaced_by=new):
        raise Conflict(_("这一段刚被他人改过。请刷新后再改。"))
    trail.record("drafts.reword", new, actor, request_key=request_key, replaced=paragraph.pk)
    return new
