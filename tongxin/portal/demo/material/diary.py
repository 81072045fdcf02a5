"""Keeps the time of one story: every act comes after the one before, in office hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from .calendar import ZONE, office_moment, plus_workdays, workday


@dataclass(frozen=True, slots=True)
class Linger:
    """A story that is shown in a stage: it waits there until the moment has passed."""

    stage: str
    until: datetime


class Diary:
    def __init__(self, die: Random, now: datetime, linger: Linger | None = None) -> None:
        self.die, self.now, self.linger = die, now, linger

    @property
    def today(self) -> date:
        return self.now.date()

    def branch(self) -> Diary:
        """Another hand in the same story, from now on with a time of its own."""
        return Diary(self.die, self.now, self.linger)

    def at(self, moment: datetime) -> datetime:
        """Something held on a fixed day: a meeting, a batch."""
        return self._reach(moment)

    def later(
        self, low: int, high: int, stage: str | None = None, limit: datetime | None = None
    ) -> datetime:
        """An official act some working days later, but before the limit while that lies ahead."""
        days = low if self.hurries else self.die.randint(low, high)
        day = plus_workdays(self._resumes(stage), days)
        return self._reach(self._within(office_moment(self.die, day), limit))

    def by(self, day: date, stage: str | None = None) -> datetime:
        """An official act on or after a chosen day."""
        day = workday(max(day, self._resumes(stage)))
        return self._reach(office_moment(self.die, day))

    def soon(
        self, low: int, high: int, stage: str | None = None, limit: datetime | None = None
    ) -> datetime:
        """An act of a member, on any day and at any hour of the waking day."""
        day = self._resumes(stage) + timedelta(days=self.die.randint(low, high))
        hour, minute = self.die.randint(8, 21), self.die.randrange(60)
        moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)
        return self._reach(self._within(moment, limit))

    def _within(self, moment: datetime, limit: datetime | None) -> datetime:
        if limit and self.now < limit <= moment:
            return self.now + (limit - self.now) * self.die.uniform(0.1, 0.6)
        return moment

    @property
    def hurries(self) -> bool:
        """Whether the story still has to reach the stage that it is shown in."""
        return self.linger is not None and self.now < self.linger.until

    def shows(self, stage: str) -> bool:
        return self.linger is not None and self.linger.stage == stage

    def _resumes(self, stage: str | None) -> date:
        """Today; or, in the stage to be shown, the day after the moment it is shown at."""
        if self.hurries and stage == self.linger.stage:
            return max(self.today, self.linger.until.date() + timedelta(days=1))
        return self.today

    def _reach(self, moment: datetime) -> datetime:
        if moment <= self.now:
            moment = self.now + timedelta(minutes=self.die.randint(3, 25))
        self.now = moment
        return moment
