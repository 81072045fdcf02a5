"""How many of each list there are at every sitting of a gathering, and the quorum: a handful of queries for all of them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count

from tongxin.core import clock
from tongxin.gatherings.asked import quorum_for
from tongxin.gatherings.declaration import Quorum
from tongxin.gatherings.models import (
    Gathering,
    Invitation,
    LeaveRequest,
    LeaveSitting,
    SignIn,
    Sitting,
)
from tongxin.gatherings.terms import Capacity, Duty, InvitationState


@dataclass(frozen=True)
class QuorumMeter:
    """How far a sitting is from its quorum: of so many members so many are needed; who may still come, who is here."""

    rule: Quorum
    members: int
    coming: int
    here: int

    @property
    def needed(self) -> int:
        return self.rule.needed(self.members)

    @property
    def is_reached(self) -> bool:
        return self.here >= self.needed

    @property
    def is_in_reach(self) -> bool:
        """Whether those who are not excused are enough."""
        return self.coming >= self.needed

    @property
    def has_begun(self) -> bool:
        """Whether anybody came yet; before that only the answers tell."""
        return self.here > 0

    @property
    def lacking(self) -> int:
        """How many more must come."""
        return max(0, self.needed - self.here)


@dataclass(frozen=True)
class Numbers:
    """How a sitting stands. Of the `expected` some are `present`, some `excused`, the others `missing`; `more` came beside."""

    sitting: Sitting
    expected: int
    excused: int
    unanswered: int
    present: int
    more: int
    missing: int
    quorum: QuorumMeter | None

    @property
    def is_over(self) -> bool:
        """Whether nobody can come any more."""
        return self.sitting.ends_at < clock.now()


@dataclass(frozen=True)
class _Line:
    """An invitation as far as numbers need it."""

    pk: int
    state: str
    duty: str
    capacity: str
    group_id: int | None
    is_walk_in: bool

    @property
    def is_counted(self) -> bool:
        has_said_so = self.state == InvitationState.COMING and not self.is_walk_in
        return self.duty == Duty.MUST or has_said_so

    @property
    def is_member(self) -> bool:
        """Whether the quorum is counted of them."""
        return self.duty == Duty.MUST and self.capacity == Capacity.MEMBER

    @property
    def has_declined(self) -> bool:
        return self.state == InvitationState.UNABLE

    @property
    def is_unanswered(self) -> bool:
        return self.state == InvitationState.INVITED


class Tally:
    """A gathering's invitations, leave and sign-ins, each asked for once; tells the numbers of any of its sittings."""

    def __init__(self, gathering: Gathering):
        self.gathering = gathering

    def at(self, sittings: Sequence[Sitting]) -> list[Numbers]:
        """The numbers of these sittings, in their order."""
        return [self._numbers(sitting) for sitting in sittings]

    def _numbers(self, sitting: Sitting) -> Numbers:
        concerned = list(self._concerned(sitting))
        counted = [one for one in concerned if one.is_counted]
        here, excused = self._here[sitting.pk], self.excused_from(sitting)
        present = sum(one.pk in here for one in counted)
        away = sum(one.pk in excused and one.pk not in here for one in counted)
        return Numbers(
            sitting=sitting,
            expected=len(counted),
            excused=away,
            unanswered=sum(one.is_unanswered for one in concerned),
            present=present,
            more=sum(one.pk in here for one in concerned) - present,
            missing=len(counted) - present - away,
            quorum=self._quorum(concerned, here, excused),
        )

    def _quorum(
        self, concerned: Sequence[_Line], here: set[int], excused: set[int]
    ) -> QuorumMeter | None:
        if self._rule is None:
            return None
        members = [one for one in concerned if one.is_member]
        return QuorumMeter(
            self._rule,
            members=len(members),
            coming=sum(one.pk not in excused and not one.has_declined for one in members),
            here=sum(one.pk in here for one in members),
        )

    def _concerned(self, sitting: Sitting) -> Iterator[_Line]:
        here = self._here[sitting.pk]
        for one in self._lines:
            if one.duty == Duty.MAY and one.has_declined and one.pk not in here:
                continue
            if sitting.group_id in (None, one.group_id):
                yield one

    def excused_from(self, sitting: Sitting) -> set[int]:
        """The invitations of those whose leave for this sitting was granted."""
        return self._excused[None] | self._excused[sitting.pk]

    @cached_property
    def _rule(self) -> Quorum | None:
        return quorum_for(self.gathering)

    @cached_property
    def _lines(self) -> list[_Line]:
        rows = Invitation._base_manager.filter(Invitation.standing(), gathering=self.gathering)
        names = ("pk", "state", "duty", "capacity", "group_id", "is_walk_in")
        return [_Line(*row) for row in rows.values_list(*names)]

    @cached_property
    def _excused(self) -> defaultdict[int | None, set[int]]:
        """Whoever has granted leave, by sitting; under None for the whole gathering."""
        granted = LeaveRequest._base_manager.filter(
            LeaveRequest.granted(), invitation__gathering=self.gathering
        )
        parts = LeaveSitting._base_manager.filter(leave__in=granted)
        found: defaultdict[int | None, set[int]] = defaultdict(set)
        found[None].update(granted.filter(is_whole=True).values_list("invitation_id", flat=True))
        for sitting, invitation in parts.values_list("sitting_id", "leave__invitation_id"):
            found[sitting].add(invitation)
        return found

    @cached_property
    def _here(self) -> defaultdict[int, set[int]]:
        """Whoever signed in, by sitting."""
        came = SignIn._base_manager.filter(SignIn.comings(), sitting__gathering=self.gathering)
        found: defaultdict[int, set[int]] = defaultdict(set)
        for sitting, invitation in came.values_list("sitting_id", "invitation_id").distinct():
            found[sitting].add(invitation)
        return found


FEW = 3
"""So many sittings are shown at once."""


def nearest(numbers: Sequence[Numbers]) -> list[Numbers]:
    """All of few sittings; of many those that go on or come next, else the last ones."""
    if len(numbers) <= FEW:
        return list(numbers)
    coming = [one for one in numbers if one.sitting.ends_at >= clock.now()]
    return coming[:FEW] or list(numbers[-FEW:])


def numbers_of(sitting: Sitting) -> Numbers:
    """The numbers of one sitting."""
    return Tally(sitting.gathering).at([sitting])[0]


def quorum_of(sitting: Sitting) -> QuorumMeter | None:
    """The meter of a sitting; None where its kind asks for no quorum. Only those who must attend as members count."""
    return numbers_of(sitting).quorum


@dataclass(frozen=True)
class Answers:
    """How many of a gathering's invitations stand where."""

    all: int
    unanswered: int
    coming: int
    asked: int
    excused: int
    unable: int


def answers_of(gathering: Gathering) -> Answers:
    """Counted from the invitations that stand; one query."""

    def standing(*states: InvitationState) -> Count:
        return Count("pk", filter=Invitation.in_state(*states))

    rows = Invitation._base_manager.filter(Invitation.standing(), gathering=gathering)
    told = rows.order_by().aggregate(
        all=Count("pk"),
        unanswered=standing(InvitationState.INVITED),
        coming=standing(InvitationState.COMING),
        asked=standing(InvitationState.LEAVE_ASKED),
        excused=standing(InvitationState.EXCUSED),
        unable=standing(InvitationState.UNABLE),
    )
    return Answers(**told)
