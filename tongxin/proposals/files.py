"""The kinds of file that proposals carry, and who may read each."""

from django.utils.translation import gettext_lazy as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import visible
from tongxin.papers.files import FileKind
from tongxin.papers.models import StoredFile
from tongxin.proposals.models import Attachment, Commitment, Reply

PAPERS = frozenset({"pdf", "docx", "xlsx", "png", "jpg"})
SCANS = frozenset({"pdf", "png", "jpg"})


def of_proposal(actor: Actor, stored: StoredFile) -> bool:
    """Whoever may open the proposal; seal pages and scans of originals for its people and the offices only."""
    rows = Attachment._base_manager.filter(file=stored, removed_at__isnull=True)
    for attachment in rows.select_related("proposal"):
        name = "proposals.view" if attachment.kind == "annex" else "co_signatures.view_all"
        proposals = type(attachment.proposal)._base_manager.filter(pk=attachment.proposal_id)
        if visible(actor, name, proposals).exists():
            return True
    return False


def of_reply(actor: Actor, stored: StoredFile) -> bool:
    return visible(actor, "replies.view", Reply._base_manager.filter(sealed_file=stored)).exists()


def of_commitment(actor: Actor, stored: StoredFile) -> bool:
    rows = Commitment._base_manager.filter(steps__evidence=stored)
    return visible(actor, "commitments.view", rows).exists()


KINDS = [
    FileKind("proposals.attachment", _("提案附件"), PAPERS, of_proposal),
    FileKind("proposals.sealed_reply", _("盖章答复"), SCANS, of_reply),
    FileKind("proposals.evidence", _("落实证明"), PAPERS, of_commitment),
]
