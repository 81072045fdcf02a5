"""Keeps the waiting rows true: written by each act, computed anew by `rebuild`."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.db import models, transaction
from django.db.models import Q

from tongxin.accounts.actor import Actor
from tongxin.accounts.merging import Touched
from tongxin.accounts.models import Person
from tongxin.core import clock
from tongxin.core.bulk import among
from tongxin.lifecycle.models import Waiting
from tongxin.lifecycle.models.deadlines import Deadline, DeadlineStatus
from tongxin.lifecycle.table import Act, Lifecycle, lifecycles


def refresh(lifecycle: Lifecycle, record: models.Model) -> None:
    """Make the waiting rows of one record what its state, table and deadlines say; rows that stay keep their date."""
    held = {
        _key(row): row
        for row in Waiting._base_manager.filter(
            record_type=lifecycle.record_type, record_id=record.pk
        )
    }
    wanted = {_key(row): row for row in expected(lifecycle, record)}
    stale = [row.pk for key, row in held.items() if key not in wanted]
    if stale:
        Waiting._base_manager.filter(pk__in=stale).delete()
    fresh = [row for key, row in wanted.items() if key not in held]
    if fresh:
        Waiting._base_manager.bulk_create(fresh)
    for key, row in wanted.items():
        if key in held and held[key].due_on != row.due_on:
            Waiting._base_manager.filter(pk=held[key].pk).update(due_on=row.due_on)


def expected(lifecycle: Lifecycle, record: models.Model) -> list[Waiting]:
    """The waiting rows that a record should have, unsaved."""
    awaited = _awaited(lifecycle, record)
    if not awaited:
        return []
    return _rows(lifecycle, record, awaited, _open_days(lifecycle, [record.pk])[record.pk])


def _rows(
    lifecycle: Lifecycle, record: models.Model, awaited: list[Act], due: dict[str, date]
) -> list[Waiting]:
    nearest = min(due.values(), default=None)
    return [
        Waiting(
            assembly_id=holder.assembly_id or record.assembly_id,
            record_type=lifecycle.record_type,
            record_id=record.pk,
            act=act.name,
            person_id=holder.person_id,
            role=holder.role,
            organisation_id=holder.organisation_id,
            due_on=due.get(act.name, nearest),
            since_on=clock.today(),
        )
        for act in awaited
        for audience in act.by
        for holder in dict.fromkeys(audience.holders(record))
    ]


def begin_many(lifecycle: Lifecycle, records: Sequence[models.Model]) -> int:
    """The waiting rows of many records that were just stored; how many rows.

    For set-based actions: what `refresh` would write for each record, where none is written yet, in two statements
    beside whatever the audiences ask.
    """
    due = _open_days(lifecycle, [record.pk for record in records])
    rows = [
        row
        for record in records
        for row in _rows(lifecycle, record, _awaited(lifecycle, record), due[record.pk])
    ]
    Waiting._base_manager.bulk_create(rows)
    return len(rows)


def _awaited(lifecycle: Lifecycle, record: models.Model) -> list[Act]:
    offered = lifecycle.from_state(lifecycle.state_of(record))
    return [act for act in offered if act.awaits(record)]


def _open_days(lifecycle: Lifecycle, keys: Sequence[int]) -> defaultdict[int, dict[str, date]]:
    """The days of the deadlines that run on these records, by record and act."""
    found: defaultdict[int, dict[str, date]] = defaultdict(dict)
    for condition in among("record_id", keys):
        rows = Deadline._base_manager.filter(
            condition, record_type=lifecycle.record_type, status=DeadlineStatus.OPEN
        )
        for key, act, due_on in rows.values_list("record_id", "act", "due_on"):
            found[key][act] = due_on
    return found


def end_all(lifecycle: Lifecycle, records: models.QuerySet) -> None:
    """Nobody is waited for on these records any more; one statement."""
    Waiting._base_manager.filter(
        record_type=lifecycle.record_type, record_id__in=records.values("pk")
    ).delete()


def rebuild(lifecycle: Lifecycle, records: Iterable[models.Model]) -> int:
    """Recompute the waiting rows of these records; the number of records whose rows were wrong."""
    wrong = 0
    for record in records:
        with transaction.atomic():
            before = _snapshot(lifecycle, record)
            refresh(lifecycle, record)
            wrong += before != _snapshot(lifecycle, record)
    return wrong


def on_merged(touched: Touched) -> None:
    """What a merge of two persons calls: whoever is waited for now follows from the rows as they stand."""
    concerned: dict[str, set[int]] = defaultdict(set)
    for model, keys in touched.items():
        concerned[model._meta.label_lower] |= keys
    named = Waiting._base_manager.filter(person__in=touched.get(Person, ()))
    for record_type, key in named.values_list("record_type", "record_id"):
        concerned[record_type].add(key)
    for lifecycle in lifecycles():
        keys = concerned.get(lifecycle.record_type, set())
        for record in lifecycle.model._base_manager.filter(pk__in=keys):
            refresh(lifecycle, record)


def waiting_for(actor: Actor) -> models.QuerySet[Waiting]:
    """What waits for this actor under this identity, most urgent first; one query."""
    if actor.assignment is None:
        return Waiting._base_manager.none()
    mine = Q(person_id=actor.person_id, role__in=["", actor.role])
    office = Q(person_id=None, role=actor.role, organisation_id=actor.organisation_id)
    return Waiting._base_manager.filter(mine | office, assembly_id__in=actor.assembly_ids)


def waited_on(record: models.Model) -> models.QuerySet[Waiting]:
    """Whom a record waits for."""
    return Waiting._base_manager.filter(
        record_type=record._meta.label_lower, record_id=record.pk
    ).select_related("person", "organisation")


def _key(row: Waiting) -> tuple:
    return (row.act, row.person_id, row.role, row.organisation_id)


def _snapshot(lifecycle: Lifecycle, record: models.Model) -> set[tuple]:
    rows = Waiting._base_manager.filter(record_type=lifecycle.record_type, record_id=record.pk)
    return {(*_key(row), row.due_on) for row in rows}
