"""Sittings: which session they fall into, whether anything hangs on them, how a schedule reads day by day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

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
class Day:
    """One day of a schedule; the rooms of groups that meet at one time stand together."""

    on: date
    sittings: Sequence[Sitting]


def schedule_of(gathering: Gathering) -> list[Day]:
    """Its sittings by day, each with its agenda; three queries."""
    rows = gathering.sittings.select_related("group", "liaison").prefetch_related("agenda")
    days = groupby(rows, key=lambda row: clock.day_of(row.starts_at))
    return [Day(on, list(sittings)) for on, sittings in days]


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
