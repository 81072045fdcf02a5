"""What a gathering noted of one person: sittings that concern them, comings and goings, and results."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, QuerySet

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.gatherings.models import Gathering, Invitation, Presence, SignIn, Sitting
from tongxin.gatherings.queries.door import Window, opening, window_of
from tongxin.gatherings.terms import Direction, SignInWay


@dataclass(frozen=True)
class OwnSitting:
    """A sitting as its guest sees it."""

    sitting: Sitting
    window: Window
    marks: tuple[SignIn, ...]
    result: Presence | None

    @property
    def has_left(self) -> bool:
        """Whether the last that was noted is that they went."""
        return bool(self.marks) and self.marks[-1].direction == Direction.OUT

    @property
    def is_on(self) -> bool:
        return self.sitting.starts_at <= clock.now() < self.sitting.ends_at

    @property
    def may_sign_in(self) -> bool:
        """Whether the door is open and nothing was noted yet."""
        return not (self.marks or self.result) and self.window.is_open(clock.now())

    @property
    def may_leave(self) -> bool:
        """Whether there is somebody to leave early."""
        return self.is_on and bool(self.marks) and not self.has_left

    @property
    def may_stay(self) -> bool:
        """Whether one's own word of leaving can be taken back."""
        return self.is_on and self.has_left and self.marks[-1].way == SignInWay.CODE


@dataclass(frozen=True)
class Own:
    """One's invitation with everything that hangs on it."""

    invitation: Invitation

    @cached_property
    def sittings(self) -> QuerySet[Sitting]:
        """Those that concern the person, by group."""
        everywhere = Q(group__isnull=True) | Q(group_id=self.invitation.group_id)
        rows = self.invitation.gathering.sittings.filter(everywhere)
        return rows.select_related("group", "gathering__assembly")

    @cached_property
    def lines(self) -> list[OwnSitting]:
        marks = list(self._marks().order_by("at", "id"))
        opens_before = opening(self.invitation.assembly_id)
        results = {row.sitting_id: row for row in self.invitation.presences.all()}
        return [
            OwnSitting(
                one,
                window_of(one, opens_before),
                tuple(mark for mark in marks if mark.sitting_id == one.pk),
                results.get(one.pk),
            )
            for one in self.sittings
        ]

    def leavings(self, sitting: Sitting) -> QuerySet[SignIn]:
        """One's own word that one left a sitting."""
        own = self._marks().filter(sitting=sitting, way=SignInWay.CODE, direction=Direction.OUT)
        return own.select_related("sitting__gathering", "invitation")

    def _marks(self) -> QuerySet[SignIn]:
        return self.invitation.sign_ins.filter(SignIn.standing())


def own_of(gathering: Gathering, actor: Actor) -> Own | None:
    """What stands of the actor's own person; None for whoever was not invited."""
    if actor.person_id is None:
        return None
    rows = Invitation._base_manager.select_related("gathering__assembly", "group")
    found = rows.filter(
        Invitation.standing(), gathering=gathering, person_id=actor.person_id
    ).first()
    return Own(found) if found else None
