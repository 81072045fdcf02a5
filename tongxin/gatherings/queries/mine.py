"""One person's meetings and activities: what waits for an answer, a month day by day, what goes into the own calendar."""

from calendar import Calendar
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Min, Prefetch, QuerySet

from tongxin.accounts.actor import Actor
from tongxin.accounts.models import Person
from tongxin.core import clock
from tongxin.gatherings.models import (
    Gathering,
    Invitation,
    LeaveRequest,
    LeaveSitting,
    SignIn,
    Sitting,
)
from tongxin.gatherings.queries.door import ways_in, window_of
from tongxin.gatherings.rules import TOLD, is_own
from tongxin.gatherings.terms import GatheringState, InvitationState, SignInWay
from tongxin.gatherings.wording import hours

KEPT_IN_CALENDAR = timedelta(days=31)
"""Calendars keep what is past for a month."""


@dataclass(frozen=True)
class Slot:
    """A sitting in somebody's month. `is_excused`: leave was granted for it."""

    sitting: Sitting
    invitation: Invitation
    is_excused: bool = False

    @property
    def gathering(self) -> Gathering:
        return self.invitation.gathering

    @property
    def day(self) -> date:
        return clock.day_of(self.sitting.starts_at)

    @property
    def hours(self) -> str:
        return hours(self.sitting)

    @property
    def place(self) -> str:
        """The sitting's own, else the gathering's."""
        return self.sitting.place or self.gathering.place


@dataclass(frozen=True)
class Day:
    """A day of the month's grid; `slots` is empty where nothing is on."""

    on: date
    slots: Sequence[Slot]
    is_outside: bool
    is_today: bool


@dataclass(frozen=True)
class Month:
    """A month as a grid of weeks; `days`: those on which something is on. `before` and `after` where there is anything."""

    first: date
    weeks: list[list[Day]]
    before: date | None
    after: date | None

    @property
    def days(self) -> Iterator[Day]:
        return (day for week in self.weeks for day in week if day.slots and not day.is_outside)


def month_of(actor: Actor, wanted: date | None = None) -> Month:
    """The month that begins on `wanted` under the present identity, else this one; five queries whatever is on.

    One goes from the first month with something on to the last, and this one is always among them.
    """
    rows = told(Invitation.objects.filter(is_own(actor)))
    this_one = clock.today().replace(day=1)
    earliest, latest = _reach(rows, this_one)
    first = wanted if wanted and earliest <= wanted <= latest else this_one
    before = (first - timedelta(days=1)).replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    return Month(
        first,
        _weeks(rows, first),
        before if before >= earliest else None,
        after if after <= latest else None,
    )


def _reach(rows: QuerySet[Invitation], this_one: date) -> tuple[date, date]:
    """The first and the last month in which something is on, this one between them."""
    told = rows.aggregate(first=Min("gathering__happened_on"), last=Max("gathering__ends_on"))
    days = [day.replace(day=1) for day in told.values() if day] + [this_one]
    return min(days), max(days)


def _weeks(rows: QuerySet[Invitation], first: date) -> list[list[Day]]:
    weeks = list(Calendar().monthdatescalendar(first.year, first.month))
    start, end = weeks[0][0], weeks[-1][-1]
    within = rows.filter(gathering__happened_on__lte=end, gathering__ends_on__gte=start)
    by_day: defaultdict[date, list[Slot]] = defaultdict(list)
    for slot in slots_of(within):
        by_day[slot.day].append(slot)
    return [[_day(on, first, by_day) for on in week] for week in weeks]


def _day(on: date, first: date, by_day: dict[date, list[Slot]]) -> Day:
    return Day(on, by_day.get(on, ()), on.month != first.month, on == clock.today())


def unanswered_by(actor: Actor) -> list[Invitation]:
    """What still waits for one's answer, the nearest first."""
    rows = Invitation.objects.filter(is_own(actor), Invitation.to_answer())
    open_ones = rows.filter(
        gathering__state=GatheringState.ANNOUNCED, gathering__ends_on__gte=clock.today()
    )
    return list(_with_gathering(open_ones).order_by("gathering__happened_on", "id"))


def open_doors(actor: Actor, gathering: Gathering | None = None) -> list[Sitting]:
    """One's own sittings whose door takes the phone's code just now, where nothing was noted of one yet."""
    today = clock.today()
    rows = Invitation.objects.filter(
        is_own(actor),
        Invitation.standing(),
        gathering__state=GatheringState.ANNOUNCED,
        gathering__happened_on__lte=today,
        gathering__ends_on__gte=today,
    ).exclude(Invitation.in_state(InvitationState.UNABLE))
    if gathering is not None:
        rows = rows.filter(gathering=gathering)
    slots = [one for one in slots_of(rows) if _takes_code(one)]
    noted = SignIn._base_manager.filter(
        SignIn.comings(), sitting__in=[one.sitting for one in slots], invitation__in=rows
    )
    there = set(noted.values_list("sitting_id", flat=True)) if slots else set()
    return [one.sitting for one in slots if one.sitting.pk not in there]


def _takes_code(slot: Slot) -> bool:
    """Whoever has leave is not called to the door, and may come nevertheless."""
    by_code = SignInWay.CODE in ways_in(slot.gathering) and not slot.is_excused
    return by_code and slot.day == clock.today() and window_of(slot.sitting).is_open(clock.now())


def slots_of(invitations: QuerySet[Invitation]) -> list[Slot]:
    """The sittings that concern the people of these invitations, in their order; who is not invited any more has none."""
    wanted = list(_with_gathering(invitations).prefetch_related(*_SITTINGS))
    found = [
        Slot(sitting, invitation, _is_excused(invitation, sitting))
        for invitation in wanted
        for sitting in invitation.gathering.sittings.all()
        if sitting.group_id in (None, invitation.group_id)
    ]
    return sorted(found, key=lambda slot: (slot.sitting.starts_at, slot.sitting.pk))


_PARTS = Prefetch("sittings", LeaveSitting._base_manager.all())
_GRANTED = LeaveRequest._base_manager.filter(LeaveRequest.granted())
_SITTINGS = (
    Prefetch("gathering__sittings", Sitting._base_manager.select_related("group")),
    Prefetch("leaves", _GRANTED.prefetch_related(_PARTS), to_attr="granted_leaves"),
)


"""Through the plain managers: a calendar program asks without an identity, outside any scope."""


def _is_excused(invitation: Invitation, sitting: Sitting) -> bool:
    return any(
        leave.is_whole or any(part.sitting_id == sitting.pk for part in leave.sittings.all())
        for leave in invitation.granted_leaves
    )


def in_calendar(person: Person) -> list[Slot]:
    """What a person's calendar program gets: all assemblies, from a month ago on; not what they declined or are excused from."""
    since = clock.today() - KEPT_IN_CALENDAR
    rows = told(Invitation._base_manager.filter(person=person))
    rows = rows.exclude(Invitation.in_state(InvitationState.UNABLE))
    return [
        one for one in slots_of(rows.filter(gathering__ends_on__gte=since)) if not one.is_excused
    ]


def slots_in(gathering: Gathering, actor: Actor) -> list[Slot]:
    """The actor's own sittings of one gathering."""
    return slots_of(told(Invitation.objects.filter(is_own(actor), gathering=gathering)))


def told(rows: QuerySet[Invitation]) -> QuerySet[Invitation]:
    """Of invitations those that stand, to what was announced."""
    return rows.filter(Invitation.standing(), gathering__state__in=TOLD)


def _with_gathering(rows: QuerySet[Invitation]) -> QuerySet[Invitation]:
    return rows.select_related("assembly", "gathering__assembly", "gathering__kind")
