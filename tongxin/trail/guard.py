"""Triggers with which the database itself refuses to change the trail: UPDATE, DELETE, TRUNCATE, re-INSERT."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

TABLE = "trail_event"

SQLITE = {
    "trail_event_no_update": f"BEFORE UPDATE ON {TABLE}",
    "trail_event_no_delete": f"BEFORE DELETE ON {TABLE}",
    "trail_event_no_replace": (
        f"BEFORE INSERT ON {TABLE} WHEN EXISTS (SELECT 1 FROM {TABLE}"
        " WHERE id = NEW.id OR public_id = NEW.public_id)"
    ),
}
POSTGRESQL = {
    "trail_event_no_update": f"BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW",
    "trail_event_no_truncate": f"BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT",
}
REFUSE_FUNCTION = """
CREATE OR REPLACE FUNCTION trail_event_refuse() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'the trail is append-only' USING ERRCODE = 'integrity_constraint_violation'; END
$$ LANGUAGE plpgsql
"""


def expected() -> set[str]:
    """Names of the triggers that must stand on this database."""
    return set(SQLITE if connection.vendor == "sqlite" else POSTGRESQL)


def present() -> set[str]:
    """Names of the triggers that do stand."""
    if connection.vendor == "sqlite":
        query = f"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{TABLE}'"
    else:
        query = (
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
            f" AND tgrelid = to_regclass('{TABLE}')"
        )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {row[0] for row in cursor.fetchall()}


def install() -> None:
    """Put every missing trigger in place; run after each migrate, because SQLite drops them with an altered table."""
    missing = expected() - present()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in missing:
                cursor.execute(
                    f"CREATE TRIGGER {name} {SQLITE[name]}"
                    " BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END"
                )
            return
        cursor.execute(REFUSE_FUNCTION)
        for name in missing:
            cursor.execute(
                f"CREATE TRIGGER {name} {POSTGRESQL[name]} EXECUTE FUNCTION trail_event_refuse()"
            )


@contextmanager
def lifted() -> Iterator[None]:
    """Without the triggers: for the test suite's clean-up only; an architecture test keeps it out of the program."""
    with connection.cursor() as cursor:
        for name in expected() & present():
            on_table = "" if connection.vendor == "sqlite" else f" ON {TABLE}"
            cursor.execute(f"DROP TRIGGER {name}{on_table}")
    try:
        yield
    finally:
        install()
