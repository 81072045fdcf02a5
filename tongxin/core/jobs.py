"""Runs the jobs of django-tasks' database backend: claimed by one UPDATE, taken again when their worker died."""

import logging
from datetime import timedelta
from functools import partial

from django.db.models import Q
from django_tasks.base import TaskContext, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tongxin.core import clock, leases
from tongxin.core.failures import describe
from tongxin.core.loops import Loop

logger = logging.getLogger(__name__)

WORKER = "worker:"
MOST_ATTEMPTS = 3
KEEP_DONE = timedelta(days=7)
KEEP_FAILED = timedelta(days=90)


class WorkerDiedError(Exception):
    """Every worker that took this job died while it ran."""


def loop(worker: str) -> Loop:
    """The loop that runs jobs under the lease name of one worker."""
    return Loop("core.jobs", partial(turn, worker))


def turn(worker: str) -> int:
    """Run the most urgent job; when none is ready, give back those of dead workers."""
    job = _claim(worker)
    if job is None:
        return take_back()
    _run(job)
    return 1


def take_back() -> int:
    """Make the jobs of dead workers ready again, or fail them after too many attempts; how many."""
    running = list(DBTaskResult.objects.running().only("id", "worker_ids", "task_path"))
    if not running:
        return 0
    alive = leases.living(WORKER)
    lost = [job for job in running if not job.worker_ids or job.worker_ids[-1] not in alive]
    return sum(_give_back(job) for job in lost)


def prune() -> int:
    """Forget jobs that are done; failed ones are kept longer. The number forgotten."""
    now = clock.now()
    done = Q(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - KEEP_DONE)
    failed = Q(status=TaskResultStatus.FAILED, finished_at__lt=now - KEEP_FAILED)
    return DBTaskResult.objects.filter(done | failed).delete()[0]


def _claim(worker: str) -> DBTaskResult | None:
    job = DBTaskResult.objects.ready().first()
    if job is None:
        return None
    claimed = DBTaskResult.objects.filter(pk=job.pk, status=TaskResultStatus.READY).update(
        status=TaskResultStatus.RUNNING,
        started_at=clock.now(),
        worker_ids=[*job.worker_ids, worker],
    )
    if not claimed:
        return _claim(worker)
    job.refresh_from_db()
    return job


def _run(job: DBTaskResult) -> None:
    try:
        task, result = job.task, job.task_result
        context = [TaskContext(task_result=result)] if task.takes_context else []  # type: ignore[arg-type]
        job.set_successful(task.call(*context, *result.args, **result.kwargs))
    except Exception as error:
        logger.error("job %s %s failed: %s", job.task_path, job.pk, describe(error))
        job.set_failed(error)


def _give_back(job: DBTaskResult) -> bool:
    if len(job.worker_ids) >= MOST_ATTEMPTS:
        logger.error("job %s %s failed: its workers died", job.task_path, job.pk)
        job.set_failed(WorkerDiedError(f"{len(job.worker_ids)} attempts"))
        return True
    same = DBTaskResult.objects.filter(
        pk=job.pk, status=TaskResultStatus.RUNNING, worker_ids=job.worker_ids
    )
    return bool(same.update(status=TaskResultStatus.READY))
