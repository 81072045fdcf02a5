"""Read and check all rows of a batch into staging rows: long reading without a lock, then short writes."""

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext_noop
from django_tasks import task

from tongxin.core.bulk import ready
from tongxin.core.errors import Refused
from tongxin.organisations.scope import scope
from tongxin.papers.imports.checking import Checked, check
from tongxin.papers.imports.layouts import read_layouts
from tongxin.papers.imports.staging import (
    context_of,
    in_chunks,
    kind_of,
    stored_row,
    tables_of,
)
from tongxin.papers.imports.terms import Stage
from tongxin.papers.models import ImportBatch, ImportRow

CHUNK = 500
BROKEN = gettext_noop("检查中断。请再检查一次；如再次中断，请联系管理员。")


def check_import(batch_id: int) -> None:
    """Check from the start under a new run number; whoever starts last wins, an earlier run stops at its next chunk.

    So a job that is taken again after its worker died does the right thing, and so does one that runs twice.
    """
    run = _claim(batch_id)
    if run is None:
        return
    batch = ImportBatch._base_manager.select_related("assembly", "file").get(pk=batch_id)
    with scope([batch.assembly_id]):
        try:
            checked = check(
                kind_of(batch), context_of(batch), tables_of(batch), read_layouts(batch.layouts)
            )
        except Refused as refusal:
            _give_back(batch_id, run, refusal.message)
            return
        except Exception:
            _give_back(batch_id, run, BROKEN)
            raise
        _write(batch, run, checked)


def _current(batch_id: int, run: int) -> QuerySet[ImportBatch]:
    return ImportBatch._base_manager.filter(pk=batch_id, stage=Stage.CHECKING, run=run)


@task
def check_in_background(batch_id: int) -> None:
    """The same as a job of the worker; safe to run again after a worker died."""
    check_import(batch_id)


def _claim(batch_id: int) -> int | None:
    with transaction.atomic():
        waiting = ImportBatch._base_manager.filter(pk=batch_id, stage=Stage.CHECKING)
        if not waiting.update(run=F("run") + 1, rows_checked=0):
            return None
        return ImportBatch._base_manager.values_list("run", flat=True).get(pk=batch_id)


def _give_back(batch_id: int, run: int, trouble: str) -> None:
    _current(batch_id, run).update(stage=Stage.UPLOADED, trouble=trouble)


def _write(batch: ImportBatch, run: int, checked: Checked) -> None:
    """Some rows at a time, made ready before each transaction, so that others get their turn in between."""
    _remove_earlier(batch, run)
    numbered = list(enumerate(checked.rows, 1))
    for chunk in in_chunks(numbered, CHUNK):
        rows = ready(stored_row(batch, run, position, one) for position, one in chunk)
        with transaction.atomic():
            if not _current(batch.pk, run).update(rows_checked=F("rows_checked") + len(chunk)):
                return
            rows.write_rows()
    _current(batch.pk, run).update(
        stage=Stage.CHECKED,
        basis=checked.basis,
        rows_total=len(checked.rows),
        version=F("version") + 1,
    )


def _remove_earlier(batch: ImportBatch, run: int) -> None:
    """Drop the rows of earlier runs, some at a time."""
    dead = ImportRow.objects.filter(batch=batch, run__lt=run)
    while ids := list(dead.values_list("pk", flat=True)[:CHUNK]):
        ImportRow.objects.filter(pk__in=ids).delete()
