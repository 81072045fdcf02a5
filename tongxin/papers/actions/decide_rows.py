"""Say what becomes of rows that repeat something: new, updated or left out; one by one or all alike."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from tongxin.core.errors import Conflict, Refused
from tongxin.papers.imports.queries import allowed_decisions, rows_of
from tongxin.papers.imports.terms import Decision, Stage
from tongxin.papers.models import ImportBatch, ImportRow

CHUNK = 500


@transaction.atomic
def decide_rows(batch: ImportBatch, positions: Iterable[int], decision: Decision) -> int:
    """Set the decision on these rows; refuses a row for which it is not open. Answers with the rows changed."""
    _claim(batch)
    rows = list(rows_of(batch).filter(position__in=list(positions)))
    for row in rows:
        if decision not in allowed_decisions(row):
            raise Refused(
                _("第 %(number)d 行不能选“%(decision)s”。")
                % {"number": row.number, "decision": decision.label}
            )
    return _set(rows, decision)


@transaction.atomic
def decide_all(batch: ImportBatch, shown: QuerySet[ImportRow], decision: Decision) -> int:
    """Set the decision on all rows of a view for which it is open; the others stay as they are."""
    _claim(batch)
    return _set([row for row in shown if decision in allowed_decisions(row)], decision)


def _claim(batch: ImportBatch) -> None:
    checked = ImportBatch._base_manager.filter(pk=batch.pk, run=batch.run, stage=Stage.CHECKED)
    if not checked.update(version=F("version") + 1):
        raise Conflict(_("这一批已不在待确认状态。请刷新页面。"))


def _set(rows: list[ImportRow], decision: Decision) -> int:
    ids = [row.pk for row in rows]
    return sum(
        ImportRow.objects.filter(pk__in=ids[start : start + CHUNK]).update(
            decision=decision, decided_by_person=True
        )
        for start in range(0, len(ids), CHUNK)
    )
