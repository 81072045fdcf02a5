"""Files that come with a proposal: annexes, the seal page of a body, the scan of a paper original."""

from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.organisations import rulebook
from tongxin.papers.actions.store_file import store_file
from tongxin.proposals.actions.save_draft import may_write
from tongxin.proposals.models import Attachment, Proposal


def attach(
    proposal: Proposal, *, actor: Actor, kind: str, source: BinaryIO, name: str
) -> Attachment:
    """Store the file and hang it on the proposal, while the text is with its writer.

    Refused for others, for files that do not fit their kind, and past the rulebook's number; the same bytes
    sent twice for the same purpose hang once.
    """
    _check_may_write(proposal, actor)
    stored = store_file(
        "proposals.attachment", source, name, assembly=proposal.assembly, actor=actor
    )
    with transaction.atomic():
        Proposal.objects.select_for_update().get(pk=proposal.pk)
        hanging = proposal.attachments.filter(removed_at__isnull=True)
        same = hanging.filter(kind=kind, file__digest=stored.digest).first()
        if same is not None:
            return same
        _check_number(proposal, hanging.count())
        attachment = Attachment.objects.create(
            assembly=proposal.assembly, proposal=proposal, file=stored, kind=kind
        )
        trail.record("proposals.attach", proposal, actor, kind=kind, file=stored.digest)
    return attachment


@transaction.atomic
def detach(attachment: Attachment, *, actor: Actor) -> None:
    """Take a file off again before handing in; its row stays, the trail says who did it."""
    _check_may_write(attachment.proposal, actor)
    taken_off = Attachment.objects.filter(pk=attachment.pk, removed_at__isnull=True).update(
        removed_at=clock.now()
    )
    if taken_off:
        trail.record(
            "proposals.detach",
            attachment.proposal,
            actor,
            kind=attachment.kind,
            file=attachment.file.digest,
        )


def _check_may_write(proposal: Proposal, actor: Actor) -> None:
    if not may_write(proposal, actor):
        raise Refused(_("现在不能修改这件提案。"))


def _check_number(proposal: Proposal, hanging: int) -> None:
    most = rulebook.value("proposals.most_attachments", proposal.assembly_id)
    if hanging >= most:
        raise Refused(
            _("一件提案最多附 %(most)d 个文件。请合并成一个，或去掉不再需要的。") % {"most": most},
            field="file",
        )
