"""The kinds of file that the record book carries, and who may read each."""

from django.utils.translation import gettext_lazy as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import visible
from tongxin.papers.files import FileKind
from tongxin.papers.models import StoredFile
from tongxin.records.models import Intake, Record, RecordFile, Submission

PAPERS = frozenset({"pdf", "docx", "xlsx", "png", "jpg"})
SCANS = frozenset({"pdf", "png", "jpg"})


def of_record(actor: Actor, stored: StoredFile) -> bool:
    """Whoever may read the record."""
    hanging = RecordFile._base_manager.filter(file=stored, removed_at__isnull=True)
    rows = Record._base_manager.filter(pk__in=hanging.values("record_id"))
    return visible(actor, "records.view", rows).exists()


def of_submission(actor: Actor, stored: StoredFile) -> bool:
    """The county's offices, and the city's once it was sent to them."""
    sent = Submission._base_manager.filter(scan=stored)
    if visible(actor, "submissions.view", sent).exists():
        return True
    received = Intake._base_manager.filter(submission__in=sent)
    return visible(actor, "intakes.view", received).exists()


KINDS = [
    FileKind("records.evidence", _("佐证材料"), PAPERS, of_record),
    FileKind("records.submission", _("报送盖章件"), SCANS, of_submission),
]
