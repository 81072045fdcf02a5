"""Take personal data out of staging: identity numbers as soon as a list is in, everything else after its keeping time."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db import transaction

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.papers.actions.clear_file import clear_file
from tongxin.papers.imports.layouts import Layout, read_layouts
from tongxin.papers.imports.staging import kind_of
from tongxin.papers.models import ImportBatch, ImportRow

CHUNK = 500


def wipe_sensitive(batch: ImportBatch, *, actor: Actor) -> None:
    """Empty the cells of sensitive columns and clear the uploaded file, if the kind has such columns."""
    codes = set(kind_of(batch).sensitive_codes)
    if not codes:
        return
    layouts = {layout.sheet: layout for layout in read_layouts(batch.layouts)}
    for rows in _chunks(batch):
        with transaction.atomic():
            for row in rows:
                if changed := _without(row, layouts[row.sheet], codes):
                    ImportRow.objects.filter(pk=row.pk).update(**changed)
    clear_file(batch.file, actor=actor, reason="import_over", forget_name=False)


def wipe_rows(batch: ImportBatch, *, actor: Actor) -> None:
    """Empty every row and clear the file; numbers and decisions stay for the reconciliation sheet."""
    for rows in _chunks(batch):
        ImportRow.objects.filter(pk__in=[row.pk for row in rows]).update(
            raw=[], values={}, issues=[], duplicate=None, section=""
        )
    clear_file(batch.file, actor=actor, reason="import_over", forget_name=False)
    ImportBatch._base_manager.filter(pk=batch.pk).update(wiped_at=clock.now())


def _chunks(batch: ImportBatch) -> Iterator[list[ImportRow]]:
    """The batch's rows some at a time: each portion is written in a transaction of its own."""
    last = 0
    while rows := list(ImportRow.objects.filter(batch=batch, pk__gt=last).order_by("pk")[:CHUNK]):
        yield rows
        last = rows[-1].pk


def _without(row: ImportRow, layout: Layout, codes: Collection[str]) -> dict[str, Any]:
    """The fields of the row that change when everything of these columns is taken out."""
    positions = {int(position) for position, code in layout.matches.items() if code in codes}
    fields: dict[str, Any] = {
        "raw": ["" if place in positions else cell for place, cell in enumerate(row.raw)],
        "values": {code: value for code, value in row.values.items() if code not in codes},
        "issues": [issue for issue in row.issues if issue["column"] not in codes],
    }
    if row.duplicate:
        compared = [line for line in row.duplicate["compared"] if line[0] not in codes]
        fields["duplicate"] = row.duplicate | {"compared": compared}
    return {name: value for name, value in fields.items() if value != getattr(row, name)}
