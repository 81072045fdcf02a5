"""After the commit: the database's own files are rid of what was cleared, and the list beside it is brought up to date."""

import logging
import time

from django.contrib.sessions.models import Session
from django.db import DatabaseError, connection, models
from django_tasks_db.models import DBTaskResult

from tongxin.accounts.models import ListMemory
from tongxin.core import clock
from tongxin.core.failures import describe
from tongxin.lifecycle.models import Deadline
from tongxin.papers.models import ImportBatch, ImportResult, ImportRow, StoredFile
from tongxin.proposals.actions.clearing.ledger import keep_ledger
from tongxin.proposals.actions.clearing.places import PLACES
from tongxin.proposals.models import Clearing, ReturnedFile
from tongxin.search.models import SearchEntry

logger = logging.getLogger(__name__)

TOUCHED: tuple[type[models.Model], ...] = (
    *(place.model for place in PLACES),
    Deadline,
    StoredFile,
    ImportBatch,
    ImportRow,
    ImportResult,
    ReturnedFile,
    SearchEntry,
    ListMemory,
    Session,
    DBTaskResult,
)
"""Whose tables a clearing changes."""

PATIENCE = 10
"""Seconds that readers are waited for, before the clock tries again later."""

PAUSE = 0.1

OLDER_READERS = """
SELECT EXISTS (
    SELECT 1 FROM pg_stat_activity
    WHERE pid <> pg_backend_pid() AND (
        age(backend_xid) > age(%(mark)s::xid)
        OR (coalesce(datname, current_database()) = current_database() AND age(backend_xmin) > age(%(mark)s::xid))
    )
) OR EXISTS (SELECT 1 FROM pg_prepared_xacts WHERE age(transaction) > age(%(mark)s::xid))
  OR EXISTS (SELECT 1 FROM pg_replication_slots WHERE age(xmin) > age(%(mark)s::xid))
"""
"""Whether anybody may still look at rows as they were before the mark: PostgreSQL keeps those rows, whatever is vacuumed.

Whoever writes counts in every database of the cluster: each new snapshot, that of the vacuum too, begins with the oldest
of them.
"""


def finish() -> int:
    """Finish what was cleared and is not finished; how many. Safe to repeat: the clock tries again until it succeeds."""
    pending = list(
        Clearing._base_manager.filter(Clearing.cleared(), scrubbed_at=None).values_list(
            "pk", flat=True
        )
    )
    if not pending:
        return 0
    keep_ledger()
    try:
        is_done = scrub_database()
    except DatabaseError as error:
        logger.error("a clearing could not be finished yet: %s", describe(error))
        return 0
    if not is_done:
        return 0
    return Clearing._base_manager.filter(pk__in=pending).update(scrubbed_at=clock.now())


def scrub_database() -> bool:
    """Leave nothing of changed and deleted rows in the database's files; False in a transaction or while readers hold them.

    SQLite overwrites what it frees (PRAGMA secure_delete), so only its log has to go. PostgreSQL keeps dead rows:
    the tables are written anew, once nobody is left who may look at them as they were.
    """
    if connection.in_atomic_block:
        return False
    return _truncate_log() if connection.vendor == "sqlite" else _rewrite_tables()


def _truncate_log() -> bool:
    with connection.cursor() as cursor:
        [usual] = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000:.0f}")
        try:
            busy, _frames, _moved = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")
    return not busy


def _rewrite_tables() -> bool:
    tables = [model._meta.db_table for model in TOUCHED]
    with connection.cursor() as cursor:
        if not _older_readers_left(cursor):
            return False
        cursor.execute(
            "SELECT set_config('lock_timeout', %s, false)", [f"{max(PATIENCE * 1000, 1):.0f}"]
        )
        try:
            for table in dict.fromkeys([*tables, "search_index"]):
                cursor.execute(f"VACUUM (FULL) {connection.ops.quote_name(table)}")
        finally:
            cursor.execute("RESET lock_timeout")
    return True


def _older_readers_left(cursor) -> bool:
    """Wait for those who began before now; whether they went in time."""
    cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::xid::text")
    [mark] = cursor.fetchone()
    until = time.monotonic() + PATIENCE
    while True:
        cursor.execute(OLDER_READERS, {"mark": mark})
        if not cursor.fetchone()[0]:
            return True
        if time.monotonic() > until:
            return False
        time.sleep(PAUSE)
