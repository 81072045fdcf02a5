"""Keeps the index: tasks are written with the act, the worker makes entries from them."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import connection, models, transaction

from tongxin.search.engines import engine
from tongxin.search.kinds import Kind, kind_of, kinds
from tongxin.search.likeness import marks
from tongxin.search.models import SearchBand, SearchEntry, SearchTask

PORTION = 100


def on_change(record: models.Model) -> None:
    """What the lifecycle engine calls, inside the act's transaction, with every record that an act changed."""
    touch(record)


def touch(*records: models.Model) -> None:
    """Let the worker make the entries of these records anew; for imports and whatever is no act."""
    SearchTask.objects.bulk_create(
        [
            SearchTask(kind=kind.code, record_id=key)
            for record in records
            for kind, key in _concerned(record)
        ]
    )


def index_due(most: int = PORTION) -> int:
    """Work off waiting tasks; how many. Safe with several workers: a task taken by one is skipped by the others."""
    with transaction.atomic():
        tasks = SearchTask.objects.order_by("id")
        if connection.features.has_select_for_update_skip_locked:
            tasks = tasks.select_for_update(skip_locked=True)
        taken = list(tasks[:most])
        wanted: dict[str, set[int]] = defaultdict(set)
        for task in taken:
            wanted[task.kind].add(task.record_id)
        for code, keys in wanted.items():
            _index(kind_of(code), keys)
        SearchTask.objects.filter(pk__in=[task.pk for task in taken]).delete()
    return len(taken)


def catch_up() -> int:
    """Queue records that lack an entry and entries that lack a record; how many. A duty of the clock."""
    return sum(_queue(kind, _missing(kind)) + _queue(kind, _left_over(kind)) for kind in kinds())


def rebuild() -> int:
    """Empty the index and queue everything; how many records."""
    with transaction.atomic():
        engine().clear()
        SearchEntry.objects.all().delete()
        SearchTask.objects.all().delete()
        return catch_up()


def forget(kind: Kind, keys: Iterable[int]) -> None:
    """Take records out at once and leave nothing of them in the index: for what must never have been there."""
    with transaction.atomic():
        for entry in SearchEntry.objects.filter(kind=kind.code, record_id__in=list(keys)):
            _remove(entry)
        engine().expunge()


def _concerned(record: models.Model) -> Iterable[tuple[Kind, int]]:
    for kind in kinds():
        if isinstance(record, kind.model):
            yield kind, record.pk
        elif follow := kind.follows.get(type(record)):
            yield from ((kind, key) for key in follow(record))


def _index(kind: Kind, keys: set[int]) -> None:
    present = {
        entry.record_id: entry
        for entry in SearchEntry.objects.filter(kind=kind.code, record_id__in=keys)
    }
    records = kind.load(kind.model._base_manager.filter(kind.only)).in_bulk(keys)
    for key in sorted(keys):
        record, entry = records.get(key), present.get(key)
        if record is not None:
            _write(kind, record, entry)
        elif entry is not None:
            _remove(entry)


def _write(kind: Kind, record: models.Model, present: SearchEntry | None) -> None:
    wanted = kind.entry(record)
    fields = {"keys": " ".join(wanted.keys), "title": wanted.title, "body": wanted.body}
    if present is None:
        entry = SearchEntry(kind=kind.code, record_id=record.pk, **fields)
        entry.save(force_insert=True)
    elif any(getattr(present, name) != value for name, value in fields.items()):
        engine().remove(present)
        SearchBand.objects.filter(entry=present).delete()
        entry = SearchEntry(pk=present.pk, kind=kind.code, record_id=record.pk, **fields)
        entry.save(force_update=True)
    else:
        return
    engine().add(entry)
    if kind.compared:
        bands = [SearchBand(entry=entry, mark=mark) for mark in marks(entry.body)]
        SearchBand.objects.bulk_create(bands)


def _remove(entry: SearchEntry) -> None:
    engine().remove(entry)
    entry.delete()


def _missing(kind: Kind) -> models.QuerySet:
    known = SearchEntry.objects.filter(kind=kind.code).values("record_id")
    rows = kind.model._base_manager.filter(kind.only).exclude(pk__in=known)
    return rows.order_by("pk").values_list("pk", flat=True)


def _left_over(kind: Kind) -> models.QuerySet:
    known = kind.model._base_manager.filter(kind.only).values("pk")
    entries = SearchEntry.objects.filter(kind=kind.code).exclude(record_id__in=known)
    return entries.order_by("record_id").values_list("record_id", flat=True)


def _queue(kind: Kind, keys: Iterable[int]) -> int:
    tasks = [SearchTask(kind=kind.code, record_id=key) for key in keys]
    SearchTask.objects.bulk_create(tasks, batch_size=1000)
    return len(tasks)
