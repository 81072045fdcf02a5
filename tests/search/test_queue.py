"""Tasks are written with the act; entries follow, are repaired, and can be taken out for good."""

import pytest
from django.db import connection, transaction

from tests.proposals import bulk
from tests.proposals.thread import submitted
from tests.search.conftest import index
from tongxin import search
from tongxin.proposals.models import Proposal
from tongxin.search import queue
from tongxin.search.kinds import kind_of
from tongxin.search.models import SearchBand, SearchEntry, SearchTask

PROPOSALS = "proposals"


def found(city, text):
    return [hit.record.pk for hit in search.find(city.office, text, [PROPOSALS])]


def test_task_is_written_in_the_acts_transaction(city):
    index()
    with pytest.raises(RuntimeError), transaction.atomic():
        submitted(city)
        assert SearchTask.objects.filter(kind=PROPOSALS).exists()
        raise RuntimeError
    assert not SearchTask.objects.exists()


def test_indexing_again_changes_nothing(city):
    proposal = submitted(city)
    index()
    entry = SearchEntry.objects.get(kind=PROPOSALS)
    search.touch(proposal)
    index()
    assert SearchEntry.objects.get(kind=PROPOSALS).pk == entry.pk
    assert found(city, "停车难") == [proposal.pk]
    assert SearchBand.objects.filter(entry=entry).count() == 32


def test_index_due_works_in_portions(city):
    queue.catch_up()
    index()
    bulk.docketed(city, 5)
    assert queue.catch_up() == 5
    assert (search.index_due(2), search.index_due(2), search.index_due(2), search.index_due(2)) == (
        2,
        2,
        1,
        0,
    )


def test_clock_finds_what_was_imported_and_what_is_gone(city):
    rows = bulk.docketed(city, 3)
    queue.catch_up()
    index()
    assert sorted(found(city, "停车难")) == [row.pk for row in rows]
    Proposal._base_manager.filter(pk=rows[0].pk).update(handed_in_on=None)
    queue.catch_up()
    index()
    assert sorted(found(city, "停车难")) == [row.pk for row in rows[1:]]
    assert queue.catch_up() == 0


def test_forgotten_words_are_gone_from_the_index_itself(city):
    proposal = submitted(city, situation="绝密级零零七号文件流转情况。")
    index()
    assert found(city, "零零七号") == [proposal.pk]
    queue.forget(kind_of(PROPOSALS), [proposal.pk])
    assert found(city, "零零七号") == []
    assert not SearchEntry.objects.filter(kind=PROPOSALS).exists()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT block FROM search_index_data")
            assert not any("零零".encode() in bytes(row[0] or b"") for row in cursor.fetchall())


def test_rebuild_starts_over(city):
    proposal = submitted(city)
    index()
    assert queue.rebuild() == SearchTask.objects.count()
    assert found(city, "停车难") == []
    index()
    assert found(city, "停车难") == [proposal.pk]


@pytest.mark.django_db(transaction=True)
def test_index_survives_the_emptying_of_tables():
    """What the suite does after tests that commit: no table of the program's may stand in its way."""
    assert search.index_due() == 0
