"""The kinds of file that proposals carry, and who may read each."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import visible
from tongxin.accounts.terms import Role
from tongxin.papers.files import FileKind
from tongxin.papers.imports.terms import PERMISSION
from tongxin.papers.models import ImportBatch, StoredFile
from tongxin.proposals.models import (
    Attachment,
    Commitment,
    Extract,
    Package,
    Reply,
    ReturnedFile,
)

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
    rows = Reply._base_manager.filter(sealed_file=stored)
    return visible(actor, "replies.view", rows).exists() or of_return(actor, stored)


def of_return(actor: Actor, stored: StoredFile) -> bool:
    """A sealed reply that came back and is not entered yet: for those who look at the preview."""
    rows = ReturnedFile._base_manager.filter(file=stored).values("batch_id")
    return visible(actor, PERMISSION, ImportBatch._base_manager.filter(pk__in=rows)).exists()


def of_package(actor: Actor, stored: StoredFile) -> bool:
    """Whoever may see the package, except temporary roles, who take nothing out (practice 16)."""
    if actor.is_any(Role.temporary()):
        return False
    return visible(actor, "packages.view", Package._base_manager.filter(file=stored)).exists()


def of_commitment(actor: Actor, stored: StoredFile) -> bool:
    rows = Commitment._base_manager.filter(steps__evidence=stored)
    return visible(actor, "commitments.view", rows).exists()


def of_extract(actor: Actor, stored: StoredFile) -> bool:
    rows = Extract._base_manager.filter(Q(workbook=stored) | Q(document=stored))
    return visible(actor, "extracts.take", rows).exists()


def of_extract_letter(actor: Actor, stored: StoredFile) -> bool:
    return visible(actor, "extracts.view", Extract._base_manager.filter(scan=stored)).exists()


KINDS = [
    FileKind("proposals.attachment", _("提案附件"), PAPERS, of_proposal),
    FileKind("proposals.sealed_reply", _("盖章答复"), SCANS, of_reply),
    FileKind("proposals.evidence", _("落实证明"), PAPERS, of_commitment),
    FileKind(
        "proposals.package",
        _("交换包"),
        frozenset({"zip"}),
        of_package,
        500 * 1024 * 1024,
        is_recorded=True,
    ),
    FileKind(
        "proposals.extract",
        _("纪检调阅摘录"),
        frozenset({"xlsx", "pdf"}),
        of_extract,
        200 * 1024 * 1024,
        is_looked_through=False,
        is_recorded=True,
    ),
    FileKind(
        "proposals.extract_letter", _("纪检调阅来函"), SCANS, of_extract_letter, is_recorded=True
    ),
]
