"""Duties that return: each is claimed in the database, so it runs once per period however many clocks there are."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F, Q

from tongxin.core import clock
from tongxin.core.failures import describe
from tongxin.core.models import DutyRun

logger = logging.getLogger(__name__)

CLAIM = timedelta(minutes=15)
LONGEST_RETRY = timedelta(hours=1)


@dataclass(frozen=True)
class Duty:
    """`run` must be safe to repeat: a clock may die between the work and the note that it is done."""

    code: str
    every: timedelta
    run: Callable[[], object]


_duties: dict[str, Duty] = {}


def declare(duty: Duty) -> None:
    """Let the clock run this duty from now on."""
    if duty.code in _duties:
        raise ValueError(f"duty {duty.code} is already declared")
    _duties[duty.code] = duty


def duties() -> list[Duty]:
    """All declared duties."""
    return list(_duties.values())


def run_due(holder: str) -> list[str]:
    """Run what is due and not claimed by another clock; the codes that ran."""
    return [duty.code for duty in duties() if _claim(duty, holder) and _run(duty, holder)]


def _claim(duty: Duty, holder: str) -> bool:
    now = clock.now()
    DutyRun.objects.get_or_create(code=duty.code, defaults={"due_at": now})
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=now)
    claimed = DutyRun.objects.filter(free, code=duty.code, due_at__lte=now).update(
        claimed_until=now + CLAIM, holder=holder
    )
    return bool(claimed)


def _run(duty: Duty, holder: str) -> bool:
    started = clock.now()
    try:
        duty.run()
    except Exception as error:
        logger.error("duty %s failed: %s", duty.code, describe(error))
        _note_failure(duty, holder, error)
    else:
        _mine(duty, holder).update(
            due_at=started + duty.every,
            claimed_until=None,
            finished_at=clock.now(),
            failures=0,
            error="",
        )
    return True


def _note_failure(duty: Duty, holder: str, error: Exception) -> None:
    """Try again soon, then ever later, but never later than the next period."""
    failures = DutyRun.objects.values_list("failures", flat=True).get(pk=duty.code)
    wait = min(duty.every, LONGEST_RETRY, timedelta(minutes=1) * 2 ** min(failures, 6))
    _mine(duty, holder).update(
        due_at=clock.now() + wait,
        claimed_until=None,
        failures=F("failures") + 1,
        error=describe(error)[:120],
    )


def _mine(duty: Duty, holder: str):
    return DutyRun.objects.filter(pk=duty.code, holder=holder)


def overdue(now: datetime, grace: timedelta = timedelta(minutes=10)) -> list[str]:
    """The declared duties that should have run by now."""
    late = DutyRun.objects.filter(due_at__lt=now - grace).values_list("code", flat=True)
    return sorted(set(late) & set(_duties))
