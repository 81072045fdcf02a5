"""A door to stand at: a gathering that was announced, one half day tomorrow, people invited, the office, a clock."""

from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime

from tests.factories.accounts import RoleAssignmentFactory
from tests.factories.cities import City, staff
from tests.factories.gatherings import GatheringFactory, InvitationFactory, SittingFactory
from tongxin.accounts.actor import Actor, acting_as
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.core.clock import SHANGHAI
from tongxin.gatherings.models import Gathering, Invitation, SignIn, Sitting
from tongxin.gatherings.terms import GatheringState, SignInWay


@dataclass
class Door:
    """The sitting is on 15 January from nine to half past eleven; the door opens at eight."""

    city: City
    general: Actor
    gathering: Gathering
    sitting: Sitting
    invitations: list[Invitation] = field(default_factory=list)

    @property
    def here(self) -> str:
        return self.city.assembly.slug

    @property
    def part(self) -> dict:
        """What every row of this gathering begins with."""
        return {"assembly": self.city.assembly, "gathering": self.gathering}

    def actor(self, number: int = 0) -> Actor:
        """The invited member with this number."""
        return self.city.member_actor(number)

    def guest(self, name: str = "来宾", **fields) -> Invitation:
        """Somebody without an account."""
        return InvitationFactory(**self.part, person=None, name=name, **fields)

    def another_sitting(self, starts: datetime, ends: datetime, **fields) -> Sitting:
        return SittingFactory(**self.part, starts_at=starts, ends_at=ends, **fields)

    def noted(self, number: int, at: str, direction: str = "in", sitting=None, **fields) -> SignIn:
        """A mark as it stands in the table."""
        moment = moment_of(at)
        return SignIn.objects.create(
            assembly=self.city.assembly,
            sitting=sitting or self.sitting,
            invitation=self.invitations[number],
            way=fields.pop("way", SignInWay.DESK),
            at=moment,
            received_at=moment,
            direction=direction,
            mark=f"test:{at}:{direction}",
            **fields,
        )

    def closed(self) -> Gathering:
        """Closed as a row; what closing settles is settled by the test."""
        return self._now(GatheringState.CLOSED, closed_on=moment_of("2026-01-16 10:00").date())

    def drafted(self) -> Gathering:
        return self._now(GatheringState.DRAFTED)

    def cancelled(self) -> Gathering:
        return self._now(GatheringState.CANCELLED)

    def _now(self, state: GatheringState, **fields) -> Gathering:
        Gathering.objects.filter(pk=self.gathering.pk).update(state=state, **fields)
        self.gathering.refresh_from_db()
        self.sitting.gathering = self.gathering
        return self.gathering


def make_door(city: City) -> Door:
    """Three members are invited and must come, a fourth may."""
    gathering = GatheringFactory(assembly=city.assembly, state=GatheringState.ANNOUNCED)
    part = {"assembly": city.assembly, "gathering": gathering}
    general = staff(Role.GENERAL_OFFICE, city.assembly)
    made = Door(city, general, gathering, SittingFactory(**part))
    duties = ("must", "must", "must", "may")
    made.invitations = [
        InvitationFactory(**part, person=member.person, duty=duty)
        for member, duty in zip(city.members, duties, strict=True)
    ]
    return made


def liaison_of(sitting: Sitting) -> Actor:
    """A group's liaison officer, named at the sitting."""
    assignment = RoleAssignmentFactory(role=Role.GROUP_LIAISON, assembly=sitting.assembly)
    sitting.liaison = assignment.person
    sitting.save()
    return acting_as(assignment)


def moment_of(text: str) -> datetime:
    """`08:31` on the day of the sitting, or a day with a time."""
    whole = text if "-" in text else f"2026-01-15 {text}"
    return datetime.fromisoformat(whole).replace(tzinfo=SHANGHAI)


def at(text: str) -> AbstractContextManager[None]:
    """The clock stands at a time of the day."""
    return clock.frozen(moment_of(text))
