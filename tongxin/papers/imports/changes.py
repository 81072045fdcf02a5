"""Finds records that an import changed and somebody changed again since: their former values must not come back."""

from collections import defaultdict
from collections.abc import Iterator

from django.apps import apps
from django.db.models import Model
from django.utils.translation import gettext as _

from tongxin.core.digests import plain
from tongxin.papers.imports.layouts import read_layouts
from tongxin.papers.imports.rows import place
from tongxin.papers.models import ImportBatch, ImportResult

PORTION = 1000


def changed_since(batch: ImportBatch) -> Iterator[str]:
    """One sentence for each row whose record no longer holds what the import wrote into it.

    Compared are the values, so that it does not matter by which way the later change came.
    """
    updated = ImportResult.objects.filter(batch=batch, is_new=False).exclude(after={})
    by_type: dict[str, list[ImportResult]] = defaultdict(list)
    for result in updated.select_related("row").order_by("row__position", "id"):
        by_type[result.record_type].append(result)
    is_one_of_many = len(read_layouts(batch.layouts)) > 1
    for record_type, results in by_type.items():
        present = _present(apps.get_model(record_type), [one.record_id for one in results])
        for result in results:
            record = present.get(result.record_id)
            if record is None or not _still_stands(record, result):
                yield _line(result, record, is_one_of_many)


def _present(model: type[Model], keys: list[int]) -> dict[int, Model]:
    found: dict[int, Model] = {}
    for start in range(0, len(keys), PORTION):
        found |= model._base_manager.in_bulk(keys[start : start + PORTION])
    return found


def _still_stands(record: Model, result: ImportResult) -> bool:
    return all(plain(getattr(record, name)) == value for name, value in result.after.items())


def _line(result: ImportResult, record: Model | None, is_one_of_many: bool) -> str:
    where = place(result.row.sheet if is_one_of_many else "", result.row.number)
    if record is None:
        return _("%(place)s：导入后已被删除") % {"place": where}
    return _("%(place)s“%(name)s”：导入后又有改动") % {"place": where, "name": record}
