"""The only clock: moments in UTC, counted days in Asia/Shanghai, frozen in tests and demonstrations."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

SHANGHAI = ZoneInfo("Asia/Shanghai")

_frozen: ContextVar[datetime | None] = ContextVar("frozen", default=None)


def now() -> datetime:
    """The present moment, aware; the frozen one inside `frozen`. The demonstration lives in its own plenary week."""
    return _frozen.get() or timezone.now() + settings.CLOCK_SHIFT


def today() -> date:
    """The present day in Asia/Shanghai: the day that every `_on` field stores."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The Shanghai day on which a moment falls."""
    return moment.astimezone(SHANGHAI).date()


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Hold the clock at `moment` (aware, or naive Shanghai time) within this context."""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=SHANGHAI)
    token = _frozen.set(moment)
    try:
        yield
    finally:
        _frozen.reset(token)
