"""The two clocks of a gathering: when its notice should go out, and when it should be closed after it is over."""

from datetime import date, timedelta

from tongxin.core import clock
from tongxin.gatherings.conditions.gatherings import was_to_come
from tongxin.gatherings.kinds import kind_of
from tongxin.gatherings.models import Gathering
from tongxin.lifecycle.table import Due


def last_notice_day(gathering: Gathering) -> date:
    """The last day on which the notice is in time, as its kind says here."""
    days = kind_of(gathering.kind, gathering.assembly).notice_days
    return gathering.happened_on - timedelta(days=days)


def _notice_due(gathering: Gathering) -> date:
    """A day that has passed already is owed today."""
    return max(last_notice_day(gathering), clock.today())


ANNOUNCE_DUE = Due("announce", on=_notice_due, only=was_to_come)
CLOSE_DUE = Due("close", "gatherings.close_within", anchor=lambda gathering: gathering.ends_on)
