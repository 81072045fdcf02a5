"""What a person's comings and goings at one sitting amount to: present, late, left early, too short, excused, absent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from tongxin.gatherings.terms import Direction, PresenceState

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Sat:
    """From when to when a sitting lasted, and by which rules it is judged."""

    starts_at: datetime
    ends_at: datetime
    late_after: timedelta
    early_before: timedelta
    least_share: Fraction


@dataclass(frozen=True)
class Stay:
    """How long somebody was there: since when, until when if they left for good, how many minutes of the sitting."""

    arrived_at: datetime
    left_at: datetime | None
    minutes: int


@dataclass(frozen=True)
class Result:
    """What stands of one person at one sitting; `stay` is None for those who never came."""

    state: PresenceState
    stay: Stay | None = None


def stay_of(marks: Iterable[tuple[datetime, str]], sat: Sat) -> Stay | None:
    """What the marks say together, in whatever order they came in; None without any.

    Who was noted leaving without having been noted coming was there from the beginning; who was never noted leaving
    stayed until the end. Time outside the sitting does not count.
    """
    ordered = sorted(marks, key=lambda mark: (mark[0], mark[1] == Direction.OUT))
    if not ordered:
        return None
    inside: datetime | None = sat.starts_at if ordered[0][1] == Direction.OUT else None
    arrived = inside or ordered[0][0]
    there = timedelta()
    for at, direction in ordered:
        if direction == Direction.IN:
            inside = inside or at
        elif inside is not None:
            there += _within(inside, at, sat)
            inside = None
    if inside is not None:
        return Stay(arrived, None, (there + _within(inside, sat.ends_at, sat)) // MINUTE)
    return Stay(arrived, ordered[-1][0], there // MINUTE)


def result_of(marks: Iterable[tuple[datetime, str]], sat: Sat, *, is_excused: bool) -> Result:
    """The result of one person: by the stay, else by the leave that was granted.

    Present for less than the rulebook's share counts as absent (Weihai 2013: two thirds), unless leave covers the rest.
    """
    stay = stay_of(marks, sat)
    if stay is None:
        return Result(PresenceState.EXCUSED if is_excused else PresenceState.ABSENT)
    length = (sat.ends_at - sat.starts_at) // MINUTE
    if stay.minutes < sat.least_share * length:
        return Result(PresenceState.EXCUSED if is_excused else PresenceState.SHORT, stay)
    if stay.arrived_at > sat.starts_at + sat.late_after:
        return Result(PresenceState.LATE, stay)
    if stay.left_at is not None and stay.left_at < sat.ends_at - sat.early_before:
        return Result(PresenceState.LEFT_EARLY, stay)
    return Result(PresenceState.PRESENT, stay)


def _within(since: datetime, until: datetime, sat: Sat) -> timedelta:
    """The part of a stretch that lies in the sitting."""
    return max(min(until, sat.ends_at) - max(since, sat.starts_at), timedelta())
