"""Keeps the index: tasks are written with the act, the worker makes entries from them."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import connection, models, transaction

from tongxin.accounts.merging import Touched
from tongxin.organisations.scope import all_assemblies
from tongxin.search.engines import engine
from tongxin.search.engines.seam import EVERYWHERE
from tongxin.search.kinds import Kind, kind_of, kinds
from tongxin.search.likeness import marks
from tongxin.search.models import SearchBand, SearchEntry, SearchTask

PORTION = 25
"""Few enough that nobody waits for the lock while they are indexed."""


def on_change(record: models.Model) -> None:
    """What the lifecycle engine calls, inside the act's transaction, with every record that an act changed."""
    touch(record)


def on_merged(touched: Touched) -> None:
    """What a merge of two persons calls, inside its transaction."""
    for model, keys in touched.items():
        touch(*model._base_manager.filter(pk__in=keys))


def touch(*records: models.Model) -> None:
    """Let the worker make the entries of these records anew; for imports and whatever is no act."""
    SearchTask.objects.bulk_create(tasks_for(records))


def touch_keys(model: type[models.Model], keys: Iterable[int]) -> None:
    """The same for thousands of records of one model; what follows them is not touched."""
    SearchTask.objects.bulk_create(tasks_for_keys(model, keys))


def tasks_for(records: Iterable[models.Model]) -> list[SearchTask]:
    """The tasks that `touch` writes, for those who write them together with thousands of rows of their own."""
    return [
        SearchTask(kind=kind.code, record_id=key)
        for record in records
        for kind, key in _concerned(record)
    ]


def tasks_for_keys(model: type[models.Model], keys: Iterable[int]) -> list[SearchTask]:
    """The tasks that `touch_keys` writes, for those who write them in a transaction that is to be short."""
    found = [kind.code for kind in kinds() if kind.model is model]
    return [SearchTask(kind=code, record_id=key) for key in keys for code in found]


def index_due(most: int = PORTION) -> int:
    """Work off waiting tasks; how many. Safe with several workers: a task taken by one is skipped by the others."""
    if not SearchTask.objects.exists():
        return 0
    with transaction.atomic():
        tasks = SearchTask.objects.order_by("id")
        if connection.features.has_select_for_update_skip_locked:
            tasks = tasks.select_for_update(skip_locked=True)
        taken = list(tasks[:most])
        wanted: dict[str, set[int]] = defaultdict(set)
        for task in taken:
            wanted[task.kind].add(task.record_id)
        with all_assemblies(reason="one index serves all; a reader's rule narrows what is found"):
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
        entries = SearchEntry.objects.filter(kind=kind.code, record_id__in=list(keys))
        _remove(list(entries))
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
    wanted = {key: _entry(kind, records[key], present.get(key)) for key in sorted(records)}
    outdated = [one for key, one in present.items() if not _is_same(one, wanted.get(key))]
    _remove(outdated)
    kept = present.keys() - {one.record_id for one in outdated}
    _put_in(kind, [entry for key, entry in wanted.items() if key not in kept])


def _entry(kind: Kind, record: models.Model, present: SearchEntry | None) -> SearchEntry:
    """The entry that a record should have; it keeps the place of the one it has."""
    wanted = kind.entry(record)
    return SearchEntry(
        pk=present.pk if present else None,
        kind=kind.code,
        record_id=record.pk,
        keys=" ".join(wanted.keys),
        title=wanted.title,
        body=wanted.body,
    )


def _is_same(present: SearchEntry, wanted: SearchEntry | None) -> bool:
    return wanted is not None and all(
        getattr(present, name) == getattr(wanted, name) for name in EVERYWHERE
    )


def _put_in(kind: Kind, entries: list[SearchEntry]) -> None:
    """Store entries and index them; those without a place get the next ones, in the order of their records."""
    for group in ([one for one in entries if one.pk], [one for one in entries if not one.pk]):
        SearchEntry.objects.bulk_create(group)
    engine().add(entries)
    if kind.compared:
        bands = [
            SearchBand(entry=entry, mark=mark) for entry in entries for mark in marks(entry.body)
        ]
        SearchBand.objects.bulk_create(bands)


def _remove(entries: list[SearchEntry]) -> None:
    engine().remove(entries)
    SearchBand.objects.filter(entry__in=entries).delete()
    SearchEntry.objects.filter(pk__in=[entry.pk for entry in entries]).delete()


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
