"""Many rows without holding the lock while they are made ready: keys and parameters first, then one short write.

On SQLite one writer keeps all others waiting, and nearly all that `bulk_create` does is no writing. So `reserve` gives
the keys and `ready` the statement and parameters before the transaction; inside it `write_rows` only sends them. Long
ones are `staged` on SQLite: brought into the database's memory beforehand, where they lock nothing, so that the
transaction copies each table in one statement. What cannot be made ready, such as one act after the other, is done in
many short transactions instead, and gives way between them.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, count, groupby
from typing import Any

from django.db import connection, connections, models, transaction
from django.db.models import Q

PORTION = 1000
LONG_RUN = 50
"""From so many neighbours on, a range is the shorter question."""


STAGED_FROM = 200
"""Fewer rows are sent sooner than they are staged."""

ASKS_AGAIN = 0.1
"""Seconds after which whoever waits for SQLite's lock asks again at the latest."""

_places = count(1)


@dataclass
class Ready:
    """Rows of one table as the database takes them. An insertion names its `table` and `columns`, quoted; `place`: the
    temporary table in which its rows lie while they are staged.
    """

    statement: str
    parameters: Sequence[Sequence[Any]]
    table: str = ""
    columns: str = ""
    place: str = ""

    def __post_init__(self) -> None:
        self.count = len(self.parameters)

    def write_rows(self) -> None:
        """Write the rows; call it inside a transaction. Raises IntegrityError where a constraint is broken."""
        with connection.cursor() as cursor:
            if self.place:
                cursor.execute(
                    f"INSERT INTO {self.table} ({self.columns}) "  # noqa: S608 — names of our own tables only
                    f"SELECT {self.columns} FROM temp.{self.place} ORDER BY rowid"
                )
            elif self.parameters:
                cursor.executemany(self.statement, self.parameters)
            elif self.count:
                raise RuntimeError("staged rows are written within the block of `staged`")

    def stage(self) -> None:
        """Bring the rows into a temporary table of this connection, which no other writer waits for, and let go of
        them here."""
        self.place = f"ready_{next(_places)}"
        places = ", ".join(["%s"] * len(self.parameters[0]))
        with connection.cursor() as cursor:
            cursor.execute(
                f"CREATE TEMP TABLE {self.place} AS "  # noqa: S608 — names of our own tables only
                f"SELECT {self.columns} FROM {self.table} WHERE 0"
            )
            cursor.executemany(
                f"INSERT INTO temp.{self.place} ({self.columns}) VALUES ({places})",  # noqa: S608 — the same
                self.parameters,
            )
        self.parameters = ()

    def unstage(self) -> None:
        """Take the temporary table away."""
        place, self.place = self.place, ""
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS temp.{place}")


@contextmanager
def staged(tables: Iterable[Ready]) -> Iterator[None]:
    """Within this block the long insertions lie beside the database; enter it before the transaction that writes them.

    Only where one writer keeps all others waiting: PostgreSQL needs none of it.
    """
    long = [one for one in tables if one.table and one.count >= STAGED_FROM]
    if connection.vendor != "sqlite":
        long = []
    try:
        for table in long:
            table.stage()
        yield
    finally:
        for table in long:
            if table.place:
                table.unstage()


def give_way() -> None:
    """Between two transactions of one long work: let in whoever waits. Only where one writer keeps all others out."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        time.sleep(ASKS_AGAIN)


def write_all(tables: Iterable[Ready]) -> None:
    """Write what was made ready, table by table, each after those that it points at."""
    for table in tables:
        table.write_rows()


def reserve(model: type[models.Model], count: int) -> list[int]:
    """Keys for `count` new rows that nobody else gets, in ascending order; those not used leave a gap."""
    if not count:
        return []
    table = model._meta.db_table
    if connection.vendor == "sqlite":
        return _reserve_on_sqlite(table, count)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [table, count],
        )
        return sorted(key for (key,) in cursor.fetchall())


@transaction.atomic
def _reserve_on_sqlite(table: str, count: int) -> list[int]:
    """Keys come from the table in which SQLite keeps the last one that AUTOINCREMENT gave out."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s", [count, table])
        if not cursor.rowcount:
            cursor.execute(
                "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, count]
            )
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()[0]
    return list(range(last - count + 1, last + 1))


def ready(rows: Iterable[models.Model]) -> Ready:
    """The insertion of these rows, all of one model; rows without a key get one as they are written.

    Related records may still be unsaved as long as they have their key by now. Each row is asked for once, so that
    of thousands made on the way only one is in memory at a time.
    """
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return Ready("", ())
    options = first._meta
    fields = [
        field for field in options.concrete_fields if not (field.primary_key and first.pk is None)
    ]
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    table = connection.ops.quote_name(options.db_table)
    parameters = [_parameter_of(field) for field in fields]
    return Ready(
        f"INSERT INTO {table} ({names}) VALUES ({places})",  # noqa: S608 — names of our own tables only
        [[parameter(row) for parameter in parameters] for row in chain([first], rows)],
        table,
        names,
    )


def ready_changes(rows: Sequence[models.Model], names: Sequence[str]) -> Ready:
    """The update of these fields of rows of one model that are in the database already."""
    if not rows:
        return Ready("", ())
    options = rows[0]._meta
    fields = [field for field in options.concrete_fields if field.name in names]
    quoted = connection.ops.quote_name
    changes = ", ".join(f"{quoted(str(field.column))} = %s" for field in fields)
    table, key = quoted(options.db_table), quoted(str(options.pk.column))
    parameters = [_parameter_of(field) for field in (*fields, options.pk)]
    return Ready(
        f"UPDATE {table} SET {changes} WHERE {key} = %s",  # noqa: S608 — names of our own tables only
        [[parameter(row) for parameter in parameters] for row in rows],
    )


def give_keys(rows: Sequence[models.Model]) -> None:
    """Reserve keys for new rows of one model, so that others can point at them before they are written."""
    if rows:
        for row, key in zip(rows, reserve(type(rows[0]), len(rows)), strict=True):
            row.pk = key


def _parameter_of(field: models.Field) -> Callable[[models.Model], Any]:
    """How a row's value of this field goes to the database; what is the same for all rows is looked up once."""
    database, name, prepared = connections[connection.alias], field.attname, field.get_db_prep_save

    def parameter(row: models.Model) -> Any:
        value = getattr(row, name)
        if value is None and isinstance(field, models.ForeignKey):
            related = field.get_cached_value(row, default=None)
            value = related and related.pk
        return prepared(value, database)

    return parameter


def among(name: str, keys: Iterable[int]) -> Iterator[Q]:
    """Conditions that together hold for rows whose `name` is one of these keys, and for no others.

    Keys that were reserved together stand side by side: a range asks for thousands of them at once.
    """
    scattered: list[int] = []
    in_order = enumerate(sorted(set(keys)))
    for _gap, numbered in groupby(in_order, lambda pair: pair[1] - pair[0]):
        run = [key for _number, key in numbered]
        if len(run) < LONG_RUN:
            scattered += run
        else:
            yield Q((f"{name}__gte", run[0]), (f"{name}__lte", run[-1]))
    for start in range(0, len(scattered), PORTION):
        yield Q((f"{name}__in", scattered[start : start + PORTION]))
