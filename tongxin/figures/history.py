"""Keeps the versions of counted facts: written in the act's own transaction, compared and repaired by the clock."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models, transaction
from django.db.models import DateTimeField, OuterRef, Q, QuerySet, Value
from django.db.models.lookups import IsNull

from tongxin.accounts import merging
from tongxin.core import clock
from tongxin.figures.models import FactVersion

PORTION = 1000

_tracked: dict[type[models.Model], type[FactVersion]] = {}


def track(*versions: type[FactVersion]) -> None:
    """Keep versions of the records of these tables from now on."""
    for facts in versions:
        _tracked[_model(facts)] = facts
    merging.leave(*versions)


def tracked() -> list[type[FactVersion]]:
    """The version tables that are kept."""
    return list(_tracked.values())


def on_change(record: models.Model) -> None:
    """What the lifecycle engine calls with every record that an act changed."""
    if facts := _tracked.get(type(record)):
        _keep(facts, {record.pk: _of_record(facts, record)})


def on_merged(touched: merging.Touched) -> None:
    """What a merge of two persons calls: former versions stay as they were known, the rows that moved get new ones."""
    for model, keys in touched.items():
        if model in _tracked:
            keep(model, sorted(keys))


def keep(model: type[models.Model], keys: Iterable[int]) -> int:
    """Note the counted facts of these records as they now stand; the number of new versions.

    For what changes rows without an act on them: imports, and consequences that touch another record.
    """
    facts, keys, kept = _tracked[model], list(keys), 0
    for start in range(0, len(keys), PORTION):
        found = model._base_manager.filter(pk__in=keys[start : start + PORTION])
        rows = {row.pop("pk"): row for row in found.values("pk", "assembly_id", *facts.counted)}
        kept += _keep(facts, rows)
    return kept


def keep_new(model: type[models.Model], keys: Sequence[int]) -> None:
    """Note the facts of records just written, of which there are no versions yet: copied by the database itself."""
    facts = _tracked[model]
    columns = ("record_id", "assembly_id", "recorded_at", *facts.counted)
    names = ", ".join(_column(facts, name) for name in columns)
    begun = model._base_manager.filter(**{f"{facts.begin}__isnull": False})
    noted = begun.annotate(noted_at=Value(clock.now(), output_field=DateTimeField())).order_by()
    copied = noted.values_list("pk", "assembly_id", "noted_at", *facts.counted)
    with connection.cursor() as cursor:
        for start in range(0, len(keys), PORTION):
            chosen = copied.filter(pk__in=keys[start : start + PORTION])
            rows, params = chosen.query.sql_with_params()
            cursor.execute(f"INSERT INTO {facts._meta.db_table} ({names}) {rows}", params)


def _column(facts: type[FactVersion], name: str) -> str:
    field = next(one for one in facts._meta.concrete_fields if one.attname == name)
    return connection.ops.quote_name(field.column)


def catch_up() -> int:
    """Note what reached the records by other ways; the number of new versions. A duty of the clock."""
    return sum(keep(_model(facts), drifted(facts)) for facts in tracked())


def drifted(facts: type[FactVersion]) -> QuerySet:
    """The ids of records whose present version is missing or says something else than they do."""
    same = facts.objects.present().filter(record=OuterRef("pk"))
    for field in facts.counted:
        both_unknown = Q(**{f"{field}__isnull": True}) & Q(IsNull(OuterRef(field), True))
        same = same.filter(Q(**{field: OuterRef(field)}) | both_unknown)
    begun = Q(**{f"{facts.begin}__isnull": False})
    had = Q(pk__in=facts.objects.present().values("record_id"))
    found = _model(facts)._base_manager.filter(begun | had).filter(~models.Exists(same))
    return found.order_by("pk").values_list("pk", flat=True)


@transaction.atomic
def _keep(facts: type[FactVersion], rows: dict[int, dict[str, Any]]) -> int:
    present = {
        row.pop("record_id"): row
        for row in facts.objects.present()
        .filter(record__in=list(rows))
        .values("record_id", "assembly_id", *facts.counted)
    }
    changed = [
        key
        for key, row in rows.items()
        if row != present.get(key) and (key in present or row[facts.begin] is not None)
    ]
    now = clock.now()
    replaced = [key for key in changed if key in present]
    if replaced:
        facts.objects.present().filter(record__in=replaced).update(superseded_at=now)
    facts.objects.bulk_create(
        [facts(record_id=key, recorded_at=now, **rows[key]) for key in changed]
    )
    return len(changed)


def _of_record(facts: type[FactVersion], record: models.Model) -> dict[str, Any]:
    return {name: getattr(record, name) for name in ("assembly_id", *facts.counted)}


def _model(facts: type[FactVersion]) -> type[models.Model]:
    return facts._meta.get_field("record").remote_field.model
