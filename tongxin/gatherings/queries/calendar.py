"""A month of sittings, day by day, as one reader sees them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, Max, Min, OuterRef, QuerySet

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import visible
from tongxin.core import clock
from tongxin.gatherings.models import Gathering, Invitation, Sitting
from tongxin.organisations.models import Assembly

WEEK = 7


@dataclass(frozen=True)
class Day:
    """One day of the page; `is_within`: of the month itself, not of the weeks at its edges."""

    on: date
    is_within: bool
    sittings: Sequence[Sitting]

    @property
    def is_today(self) -> bool:
        return self.on == clock.today()


@dataclass(frozen=True)
class Month:
    """A month by whole weeks from Monday; `before` and `after` where something takes place then or further on."""

    first: date
    weeks: Sequence[Sequence[Day]]
    before: date | None
    after: date | None

    @property
    def busy(self) -> list[Day]:
        """The month's days on which something takes place: what a phone lists."""
        return [day for week in self.weeks for day in week if day.is_within and day.sittings]


def month_of(actor: Actor, assembly: Assembly, first: date, *, only_mine: bool = False) -> Month:
    """The month that begins on `first`; three queries. Rooms of groups that meet at one time stand as one line.

    One goes from the first month with something on to the last; this one and the one asked for are among them.
    """
    gatherings = _shown(actor, assembly, only_mine)
    earliest, latest = _reach(gatherings, first)
    before, after = (first - timedelta(days=1)).replace(day=1), _next(first)
    begins = first - timedelta(days=first.weekday())
    last = _next(first) - timedelta(days=1)
    ends = last + timedelta(days=WEEK - last.weekday())
    by_day: dict[date, list[Sitting]] = {}
    for sitting in _once(_sittings(gatherings, begins, ends)):
        by_day.setdefault(clock.day_of(sitting.starts_at), []).append(sitting)
    days = [begins + timedelta(days=n) for n in range((ends - begins).days)]
    shown = [Day(on, on.month == first.month, by_day.get(on, [])) for on in days]
    return Month(
        first,
        [shown[n : n + WEEK] for n in range(0, len(shown), WEEK)],
        before if before >= earliest else None,
        after if after <= latest else None,
    )


def _reach(gatherings: QuerySet[Gathering], first: date) -> tuple[date, date]:
    """The first and the last month in which something is on, this one and `first` between them."""
    told = gatherings.aggregate(first=Min("happened_on"), last=Max("ends_on"))
    days = [day.replace(day=1) for day in told.values() if day]
    days += [clock.today().replace(day=1), first]
    return min(days), max(days)


def _next(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _shown(actor: Actor, assembly: Assembly, only_mine: bool) -> QuerySet[Gathering]:
    """Those that this reader may open; what was cancelled is not on a calendar."""
    gatherings = visible(actor, "gatherings.view", Gathering.objects.filter(assembly=assembly))
    gatherings = gatherings.exclude(cancelled_on__isnull=False)
    if only_mine and actor.person_id:
        mine = Invitation._base_manager.filter(
            Invitation.standing(), gathering=OuterRef("pk"), person_id=actor.person_id
        )
        gatherings = gatherings.filter(Exists(mine))
    return gatherings


def _sittings(gatherings: QuerySet[Gathering], begins: date, ends: date) -> QuerySet[Sitting]:
    """What takes place in these weeks."""
    rows = Sitting.objects.filter(
        gathering__in=gatherings,
        starts_at__gte=_midnight(begins),
        starts_at__lt=_midnight(ends),
    )
    return rows.select_related("gathering__assembly", "gathering__kind").order_by("starts_at", "id")


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=clock.SHANGHAI)


def _once(sittings: QuerySet[Sitting]) -> list[Sitting]:
    """One line for each gathering and hour."""
    return list({(row.gathering_id, row.starts_at): row for row in reversed(sittings)}.values())[
        ::-1
    ]
