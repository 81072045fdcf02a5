"""Who was there: out of sign-ins and leave while the gathering is on, out of what closing settled afterwards."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from tongxin.gatherings.models import (
    Gathering,
    Invitation,
    LeaveRequest,
    Presence,
    SignIn,
    Sitting,
)
from tongxin.gatherings.terms import Capacity, Direction, Duty, InvitationState, PresenceState
from tongxin.members.models import Member
from tongxin.members.queries import sitting as sitting_on


@dataclass(frozen=True)
class Excused:
    """Somebody who has leave, with the request that was granted."""

    invitation: Invitation
    leave: LeaveRequest | None


@dataclass(frozen=True)
class Count:
    """How many were expected at one sitting and how many of them came."""

    sitting: Sitting
    expected: int
    came: int


@dataclass
class Roll:
    """Everybody of a gathering by what stands of them; members first by sector, then in the order of the list."""

    present: list[Invitation] = field(default_factory=list)
    excused: list[Excused] = field(default_factory=list)
    absent: list[Invitation] = field(default_factory=list)
    observers: list[Invitation] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    sectors: dict[int, Any] = field(default_factory=dict)

    @property
    def expected(self) -> int:
        """How many had to come."""
        came = sum(one.duty == Duty.MUST for one in self.present)
        return came + len(self.excused) + len(self.absent)

    def grouped(self) -> list[tuple[Any, list[Invitation]]]:
        """Those present by their group, where people sit in groups; else by sector; None for who has neither."""
        has_groups = any(one.group_id for one in self.present)
        found: dict[Any, list[Invitation]] = defaultdict(list)
        for one in self.present:
            found[one.group if has_groups else self.sectors.get(one.person_id or 0)].append(one)
        nowhere = found.pop(None, [])
        ordered = sorted(found.items(), key=lambda pair: _place(pair[0]))
        return [*ordered, *([(None, nowhere)] if nowhere else [])]


def roll_of(gathering: Gathering) -> Roll:
    """The roll as the records now say; a fixed number of queries."""
    sectors = _sectors(gathering)
    people = sorted(_people(gathering), key=lambda one: _rank(one, sectors))
    attendance = _settled(gathering) or _noted(gathering, people)
    roll = Roll(counts=attendance.counts(people), sectors=sectors)
    for one in people:
        _sort_in(roll, one, attendance)
    return roll


@dataclass
class _Attendance:
    """At which sittings people were, and from what they are excused."""

    sittings: list[Sitting]
    there: dict[int, set[int]]
    leaves: dict[int, list[LeaveRequest]]
    excused: set[int]

    def counts(self, people: Iterable[Invitation]) -> list[Count]:
        must = [one for one in people if _counts(one) and one.duty == Duty.MUST]
        return [self._count(sitting, must) for sitting in self.sittings]

    def _count(self, sitting: Sitting, must: list[Invitation]) -> Count:
        expected = [one for one in must if concerns(sitting, one)]
        came = sum(sitting.pk in self.there.get(one.pk, ()) for one in expected)
        return Count(sitting, len(expected), came)


def concerns(sitting: Sitting, invitation: Invitation) -> bool:
    """Whether a sitting is for this person: one without a group is for all."""
    return sitting.group_id is None or sitting.group_id == invitation.group_id


def _sort_in(roll: Roll, one: Invitation, attendance: _Attendance) -> None:
    was_there = bool(attendance.there.get(one.pk))
    if not _counts(one):
        if was_there:
            roll.observers.append(one)
    elif was_there:
        roll.present.append(one)
    elif one.duty == Duty.MUST and one.pk in attendance.excused:
        roll.excused.append(Excused(one, next(iter(attendance.leaves.get(one.pk, ())), None)))
    elif one.duty == Duty.MUST:
        roll.absent.append(one)


def _counts(one: Invitation) -> bool:
    return one.capacity == Capacity.MEMBER


def _people(gathering: Gathering) -> QuerySet[Invitation]:
    standing = gathering.invitations.filter(Invitation.standing())
    return standing.select_related("person", "group").order_by("pk")


def _settled(gathering: Gathering) -> _Attendance | None:
    """What closing wrote; None before."""
    if not gathering.is_closed:
        return None
    there: dict[int, set[int]] = defaultdict(set)
    excused: set[int] = set()
    rows = Presence._base_manager.filter(gathering=gathering)
    for invitation, sitting, state in rows.values_list("invitation_id", "sitting_id", "state"):
        if state in PresenceState.there():
            there[invitation].add(sitting)
        elif state == PresenceState.EXCUSED:
            excused.add(invitation)
    return _Attendance(_sittings(gathering), there, _leaves(gathering), excused)


def _noted(gathering: Gathering, people: list[Invitation]) -> _Attendance:
    """What the door and the leave desk noted so far."""
    there: dict[int, set[int]] = defaultdict(set)
    rows = SignIn._base_manager.filter(sitting__gathering=gathering, direction=Direction.IN)
    for invitation, sitting in rows.values_list("invitation_id", "sitting_id").distinct():
        there[invitation].add(sitting)
    sittings, leaves = _sittings(gathering), _leaves(gathering)
    excused = {one.pk for one in people if _has_leave(one, sittings, leaves.get(one.pk, []))}
    return _Attendance(sittings, there, leaves, excused)


def _sittings(gathering: Gathering) -> list[Sitting]:
    return list(gathering.sittings.select_related("group"))


def _has_leave(one: Invitation, sittings: list[Sitting], leaves: list[LeaveRequest]) -> bool:
    """For the whole gathering, or for every sitting that concerns the person."""
    if one.state == InvitationState.EXCUSED or any(leave.is_whole for leave in leaves):
        return True
    granted = {part.sitting_id for leave in leaves for part in leave.sittings.all()}
    return bool(granted) and {sit.pk for sit in sittings if concerns(sit, one)} <= granted


def _leaves(gathering: Gathering) -> dict[int, list[LeaveRequest]]:
    rows = LeaveRequest._base_manager.filter(
        LeaveRequest.granted(), invitation__gathering=gathering
    )
    found: dict[int, list[LeaveRequest]] = defaultdict(list)
    for leave in rows.prefetch_related("sittings"):
        found[leave.invitation_id].append(leave)
    return found


def _sectors(gathering: Gathering) -> dict[int, Any]:
    """The sector of each member on the gathering's day, by person."""
    people = gathering.invitations.filter(person__isnull=False).values("person_id")
    members = Member._base_manager.filter(
        sitting_on(gathering.happened_on), assembly_id=gathering.assembly_id, person__in=people
    )
    return {one.person_id: one.sector for one in members.select_related("sector")}


def _rank(one: Invitation, sectors: dict[int, Any]) -> tuple:
    sector = sectors.get(one.person_id or 0)
    return (*(_place(sector) if sector else (10**6, 0)), one.pk)


def _place(body: Any) -> tuple[int, int]:
    return (getattr(body, "position", 0), body.pk)
