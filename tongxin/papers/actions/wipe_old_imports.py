"""What the clock does with staged lists each night: give up those left lying, empty those long over."""

from datetime import timedelta

from tongxin.accounts.actor import SYSTEM
from tongxin.core import clock
from tongxin.papers.actions.discard_import import discard_import
from tongxin.papers.actions.wipe_import import wipe_rows
from tongxin.papers.imports.terms import Stage
from tongxin.papers.models import ImportBatch

KEEP_OPEN = timedelta(days=30)
KEEP_ENDED = timedelta(days=90)


def wipe_old_imports() -> int:
    """Answers with the number of batches emptied. Confirmed ones keep what undoing needs, not what the rows said."""
    now = clock.now()
    batches = ImportBatch._base_manager.select_related("file")
    left_lying = list(batches.filter(stage__in=Stage.open(), created_at__lt=now - KEEP_OPEN))
    for batch in left_lying:
        discard_import(batch, actor=SYSTEM)
    over = list(batches.filter(ended_at__lte=now - KEEP_ENDED, wiped_at=None))
    for batch in over:
        wipe_rows(batch, actor=SYSTEM)
    return len(left_lying) + len(over)
