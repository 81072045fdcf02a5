"""Jobs are claimed once, taken back from dead workers, and given up after three of them."""

from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from tests.core.jobs_for_tests import attempts, double, fail
from tongxin.core import clock, jobs, leases

pytestmark = pytest.mark.django_db
WORKER = "worker:a"


@pytest.fixture(autouse=True)
def worker(db):
    leases.acquire(WORKER, "a")


def only_job():
    return DBTaskResult.objects.get()


def test_job_runs_and_keeps_its_result():
    double.enqueue(21)
    assert (jobs.turn(WORKER), jobs.turn(WORKER)) == (1, 0)
    job = only_job()
    assert (job.status, job.return_value, job.worker_ids) == ("SUCCESSFUL", 42, [WORKER])


def test_failed_job_keeps_its_trace_and_logs_no_message(caplog):
    fail.enqueue("13800138000")
    jobs.turn(WORKER)
    assert only_job().status == "FAILED"
    assert "LookupError" in only_job().traceback
    assert "LookupError at jobs_for_tests.py" in caplog.text
    assert "13800138000" not in caplog.text


def test_urgent_job_comes_first():
    double.using(priority=-10).enqueue(1)
    double.using(priority=10).enqueue(2)
    jobs.turn(WORKER)
    assert DBTaskResult.objects.successful().get().return_value == 4


def test_deferred_job_waits():
    double.using(run_after=clock.now() + timedelta(days=9999)).enqueue(1)
    assert jobs.turn(WORKER) == 0


def test_job_of_a_dead_worker_runs_again():
    attempts.enqueue()
    jobs._claim("worker:dead")
    assert jobs.turn(WORKER) == 1
    assert only_job().status == "READY"
    jobs.turn(WORKER)
    assert (only_job().status, only_job().return_value) == ("SUCCESSFUL", 2)


def test_job_of_a_living_worker_is_left_to_it():
    double.enqueue(1)
    jobs._claim(WORKER)
    assert jobs.turn("worker:b") == 0
    assert only_job().status == "RUNNING"


def test_job_that_kills_its_workers_is_given_up():
    double.enqueue(1)
    for number in range(3):
        jobs._claim(f"worker:dead-{number}")
        jobs.take_back()
    job = only_job()
    assert (job.status, len(job.worker_ids)) == ("FAILED", 3)
    assert job.exception_class_path.endswith("WorkerDiedError")


def test_job_claimed_meanwhile_is_not_claimed_twice(monkeypatch):
    double.enqueue(1)
    stale = DBTaskResult.objects.ready().first()
    jobs._claim(WORKER)
    monkeypatch.setattr(
        type(DBTaskResult.objects.ready()), "first", lambda self: stale if self.exists() else None
    )
    assert jobs._claim("worker:b") is None
    assert only_job().worker_ids == [WORKER]


def test_prune_forgets_done_jobs_after_a_week_and_failed_ones_later():
    for task, days in ((double, 8), (double, 6), (fail, 8), (fail, 91)):
        task.enqueue(1)
        jobs.turn(WORKER)
        finished = DBTaskResult.objects.order_by("-enqueued_at").first()
        DBTaskResult.objects.filter(pk=finished.pk).update(
            finished_at=clock.now() - timedelta(days=days)
        )
    assert jobs.prune() == 2
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["FAILED", "SUCCESSFUL"]
