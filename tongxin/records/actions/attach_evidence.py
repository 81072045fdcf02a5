"""Evidence of a record: a certificate, a receipt, a page of the paper; refused with a mark of secrecy like any file."""

from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import can
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.papers.actions.store_file import store_file
from tongxin.records.models import Record, RecordFile

EVIDENCE = "records.evidence"
MOST = 20


def attach(record: Record, *, actor: Actor, source: BinaryIO, name: str) -> RecordFile:
    """Store the file and hang it on the record; the same bytes sent twice hang once."""
    _check_may_attach(record, actor)
    stored = store_file(EVIDENCE, source, name, assembly=record.assembly, actor=actor)
    with transaction.atomic():
        Record._base_manager.select_for_update().get(pk=record.pk)
        hanging = record.files.filter(removed_at__isnull=True)
        if same := hanging.filter(file__digest=stored.digest).first():
            return same
        if hanging.count() >= MOST:
            raise Refused(_("一条记录最多附 %(most)d 个文件。") % {"most": MOST}, field="file")
        attached = RecordFile.objects.create(assembly=record.assembly, record=record, file=stored)
        trail.record("records.attach", record, actor, file=stored.digest)
    return attached


@transaction.atomic
def detach(attached: RecordFile, *, actor: Actor) -> None:
    """Take a file off; its row stays, the trail says who did it."""
    _check_may_attach(attached.record, actor)
    hanging = RecordFile._base_manager.filter(pk=attached.pk, removed_at__isnull=True)
    if hanging.update(removed_at=clock.now()):
        trail.record("records.detach", attached.record, actor, file=attached.file.digest)


def _check_may_attach(record: Record, actor: Actor) -> None:
    if not can(actor, "records.attach", record):
        raise Refused(_("现在不能给这条记录附文件。"))
