"""Several people and workers on one batch at once, each on a connection of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from tongxin.accounts.models import Person
from tongxin.core.errors import Conflict, Refused
from tongxin.papers.actions.check_import import check_import
from tongxin.papers.actions.confirm_import import confirm_import
from tongxin.papers.actions.decide_rows import decide_rows
from tongxin.papers.actions.discard_import import discard_import
from tongxin.papers.actions.order_import import confirm_or_order
from tongxin.papers.actions.run_import import run_import
from tongxin.papers.actions.stop_import import stop_import
from tongxin.papers.imports.queries import rows_of
from tongxin.papers.imports.staging import staged_rows
from tongxin.papers.imports.terms import Decision, Stage
from tongxin.papers.models import ImportBatch, ImportResult, ImportRow
from tongxin.trail.models import Event

pytestmark = [pytest.mark.threads, pytest.mark.django_db(transaction=True)]

LIST = "姓名,手机\n" + "".join(f"张{chr(0x4E00 + n)},138{n:08d}\n" for n in range(40))


def at_once(*works: Callable) -> list:
    """Run all works at the same moment; the answers, refusals among them."""
    start = Barrier(len(works))

    def run(work):
        start.wait()
        try:
            return work()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def test_one_of_many_confirmations_writes(checked, liaison):
    batch = checked(LIST)
    answers = at_once(
        *(
            lambda key=f"key-{n}": confirm_import(batch, actor=liaison, request_key=key)
            for n in range(6)
        )
    )
    assert sum(isinstance(answer, ImportBatch) for answer in answers) == 1
    assert sum(isinstance(answer, Conflict) for answer in answers) == 5
    assert Person.objects.filter(name__startswith="张").count() == 40
    assert ImportResult.objects.count() == 40
    assert Event.objects.filter(act="papers.confirm_import").count() == 1


def test_repeated_tap_gets_one_answer_each_time(checked, liaison):
    batch = checked(LIST)
    answers = at_once(*[lambda: confirm_import(batch, actor=liaison, request_key="tap")] * 4)
    assert [answer.stage for answer in answers] == [Stage.CONFIRMED] * 4
    assert Person.objects.filter(name__startswith="张").count() == 40


def test_one_of_many_orders_is_taken_and_two_workers_write_it_once(long, checked, liaison):
    batch = checked(LIST)
    answers = at_once(
        *(
            lambda key=f"key-{n}": confirm_or_order(batch, actor=liaison, request_key=key)
            for n in range(6)
        )
    )
    assert sum(isinstance(answer, ImportBatch) for answer in answers) == 1
    assert DBTaskResult.objects.count() == 1
    at_once(*[lambda: run_import(batch.pk)] * 2)
    batch.refresh_from_db()
    assert (batch.stage, batch.trouble) == (Stage.CONFIRMED, "")
    assert Person.objects.filter(name__startswith="张").count() == 40
    assert Event.objects.filter(act="papers.confirm_import").count() == 1


def test_repeated_tap_orders_once(long, checked, liaison):
    batch = checked(LIST)
    tap = [lambda: confirm_or_order(batch, actor=liaison, request_key="tap")]
    assert [answer.stage for answer in at_once(*tap * 4)] == [Stage.CONFIRMING] * 4
    assert DBTaskResult.objects.count() == 1


def test_stopping_and_writing_exclude_each_other(long, checked, liaison):
    batch = confirm_or_order(checked(LIST), actor=liaison)
    at_once(lambda: run_import(batch.pk), lambda: stop_import(batch, actor=liaison))
    batch.refresh_from_db()
    written = Person.objects.filter(name__startswith="张").count()
    assert (batch.stage, written) in {(Stage.CONFIRMED, 40), (Stage.CHECKED, 0)}


def test_confirmation_and_discarding_exclude_each_other(checked, liaison):
    batch = checked(LIST)
    at_once(
        lambda: confirm_import(batch, actor=liaison), lambda: discard_import(batch, actor=liaison)
    )
    batch.refresh_from_db()
    written = Person.objects.filter(name__startswith="张").count()
    assert (batch.stage, written) in {(Stage.CONFIRMED, 40), (Stage.DISCARDED, 0)}


def test_list_given_up_while_its_rows_are_read_is_not_confirmed(checked, liaison, monkeypatch):
    def given_up_first(batch):
        discard_import(batch, actor=liaison)
        return staged_rows(batch)

    monkeypatch.setattr("tongxin.papers.actions.confirm_import.staged_rows", given_up_first)
    with pytest.raises(Conflict, match="不在待确认状态"):
        confirm_import(checked(LIST), actor=liaison)
    assert not Person.objects.filter(name__startswith="张").exists()


def test_confirmation_writes_what_was_decided_before_it(checked, liaison):
    batch = checked(LIST)
    at_once(
        lambda: decide_rows(batch, [1, 2, 3], Decision.SKIP),
        lambda: confirm_import(batch, actor=liaison),
    )
    batch.refresh_from_db()
    skipped = rows_of(batch).filter(decision=Decision.SKIP).count()
    if batch.stage == Stage.CONFIRMED:
        assert Person.objects.filter(name__startswith="张").count() == 40 - skipped


def test_two_workers_on_one_check_leave_each_row_once(start, liaison):
    batch = start(LIST)
    ImportBatch.objects.update(stage=Stage.CHECKING)
    at_once(*[lambda: check_import(batch.pk)] * 3)
    batch.refresh_from_db()
    assert batch.stage == Stage.CHECKED
    assert (
        rows_of(batch).count() == 40 == ImportRow.objects.filter(batch=batch, run=batch.run).count()
    )
