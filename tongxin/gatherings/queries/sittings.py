"""Sittings: which session they fall into, whether anything hangs on them, how a schedule reads day by day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from tongxin.core import clock
from tongxin.gatherings.models import (
    DiscussionNote,
    Gathering,
    LeaveSitting,
    Material,
    Presence,
    SignIn,
    Sitting,
    Speech,
)
from tongxin.members.models import PlenarySession

HANGS_ON = (SignIn, Presence, LeaveSitting, Material, Speech, DiscussionNote)


@dataclass(frozen=True)
class Hour:
    """What takes place at one time: one sitting, or the rooms of several groups under one title."""

    sittings: Sequence[Sitting]

    @property
    def first(self) -> Sitting:
        return self.sittings[0]

    @property
    def is_in_rooms(self) -> bool:
        return len(self.sittings) > 1


@dataclass(frozen=True)
class Day:
    """One day of a schedule."""

    on: date
    hours: Sequence[Hour]


def schedule_of(gathering: Gathering) -> list[Day]:
    """Its sittings by day and hour, each with its agenda; two queries."""
    rows = gathering.sittings.select_related("group", "liaison").prefetch_related("agenda")
    hours = [Hour(list(rooms)) for _key, rooms in groupby(rows, key=_together)]
    days = groupby(hours, key=lambda hour: clock.day_of(hour.first.starts_at))
    return [Day(on, list(of_day)) for on, of_day in days]


def _together(sitting: Sitting) -> tuple[Any, ...]:
    """What rooms of groups have in common that stand as one; any other sitting stands by itself."""
    own = 0 if sitting.group_id else sitting.pk
    return (sitting.starts_at, sitting.ends_at, sitting.title, own)


def in_use(sittings: Sequence[Sitting]) -> list[Sitting]:
    """Those of them on which something hangs that must not be lost."""
    if not sittings:
        return []
    condition = Q()
    for model in HANGS_ON:
        condition |= Q(Exists(model._base_manager.filter(sitting=OuterRef("pk"))))
    rows: QuerySet[Sitting] = Sitting._base_manager.filter(condition)
    return list(rows.filter(pk__in=[row.pk for row in sittings]))


def session_around(gathering: Gathering) -> PlenarySession | None:
    """The plenary session of its assembly in whose days it falls."""
    sessions = PlenarySession._base_manager.filter(
        assembly_id=gathering.assembly_id,
        opens_on__lte=gathering.ends_on,
        closes_on__gte=gathering.happened_on,
    )
    return sessions.order_by("-opens_on").first()
