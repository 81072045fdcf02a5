"""Many rows without holding the lock while they are made ready: keys and parameters first, then one short write.

On SQLite one writer keeps all others waiting, and nearly all that `bulk_create` does is no writing. So `reserve` gives
the keys and `ready` the statement and parameters before the transaction; inside it `write_rows` only sends them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, models, transaction


@dataclass(frozen=True)
class Ready:
    """Rows of one table as the database takes them."""

    statement: str
    parameters: Sequence[Sequence[Any]]

    def write_rows(self) -> None:
        """Insert the rows; call it inside a transaction. Raises IntegrityError where a constraint is broken."""
        if self.parameters:
            with connection.cursor() as cursor:
                cursor.executemany(self.statement, self.parameters)


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


def ready(rows: Sequence[models.Model]) -> Ready:
    """The insertion of these rows, all of one model; rows without a key get one as they are written.

    Related records may still be unsaved as long as they have their key by now.
    """
    if not rows:
        return Ready("", ())
    options = rows[0]._meta
    fields = [
        field for field in options.concrete_fields if not (field.primary_key and rows[0].pk is None)
    ]
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    table = connection.ops.quote_name(options.db_table)
    return Ready(
        f"INSERT INTO {table} ({names}) VALUES ({places})",  # noqa: S608 — names of our own tables only
        [[_parameter(row, field) for field in fields] for row in rows],
    )


def _parameter(row: models.Model, field: models.Field) -> Any:
    value = getattr(row, field.attname)
    if value is None and isinstance(field, models.ForeignKey):
        related = field.get_cached_value(row, default=None)
        value = related and related.pk
    return field.get_db_prep_save(value, connection)
