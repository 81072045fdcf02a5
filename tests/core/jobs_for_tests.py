"""Jobs that the tests enqueue; a job is found by its import path."""

from django_tasks import task


@task()
def double(number: int) -> int:
    return 2 * number


@task()
def fail(secret: str) -> None:
    raise LookupError(secret)


@task(takes_context=True)
def attempts(context) -> int:
    return len(context.task_result.worker_ids)
