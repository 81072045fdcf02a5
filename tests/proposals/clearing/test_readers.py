"""Whoever still looks at the database as it was keeps old rows in its files: a clearing is not called finished before."""

import threading

import pytest
from django.db import connection

from tests.proposals.clearing.planting import in_database_files, planted_case
from tests.proposals.thread import fresh
from tongxin.proposals.actions.clearing import finish, finishing
from tongxin.search.engines import engine

BEGIN = {
    "sqlite": "BEGIN DEFERRED",
    "postgresql": "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ",
}


@pytest.fixture
def planted(transactional_db, city):
    engine().clear()  # the suite empties models between tests, not the index
    return planted_case(city)


@pytest.fixture
def reader():
    """Somebody with a transaction of his own that began now; called, he ends it."""
    reads, may_end = threading.Event(), threading.Event()

    def read():
        with connection.cursor() as cursor:
            cursor.execute(BEGIN[connection.vendor])
            cursor.execute("SELECT count(*) FROM proposals_proposal")
            reads.set()
            may_end.wait(60)
            cursor.execute("ROLLBACK")
        connection.close()

    thread = threading.Thread(target=read, daemon=True)

    def begin():
        thread.start()
        assert reads.wait(30)

    def end():
        may_end.set()
        if thread.is_alive():
            thread.join(30)

    yield begin, end
    end()


@pytest.mark.alone
def test_clearing_waits_for_whoever_reads(planted, clear, reader, monkeypatch):
    monkeypatch.setattr(finishing, "PATIENCE", 0.5)
    begin, end = reader
    begin()
    clearing = clear(planted)
    assert fresh(clearing).scrubbed_at is None
    assert in_database_files() != []
    end()
    monkeypatch.setattr(finishing, "PATIENCE", 30)
    assert finish() == 1
    assert fresh(clearing).scrubbed_at is not None
    assert in_database_files() == []


@pytest.mark.alone
@pytest.mark.skipif(connection.vendor != "postgresql", reason="a file of SQLite holds one database")
def test_clearing_waits_for_whoever_writes_in_another_database(planted, clear, monkeypatch):
    """Every snapshot of the cluster begins with the oldest writer, so his rows' former versions stay everywhere."""
    monkeypatch.setattr(finishing, "PATIENCE", 0.5)
    there = connection.copy()
    there.settings_dict = connection.settings_dict | {"NAME": "postgres"}
    with there.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT pg_current_xact_id()")
        clearing = clear(planted)
        assert fresh(clearing).scrubbed_at is None
        cursor.execute("ROLLBACK")
    there.close()
    monkeypatch.setattr(finishing, "PATIENCE", 30)
    assert finish() == 1
    assert in_database_files() == []
