"""Short ways to a meeting that was announced: an office that organises, members on the roll, sittings, answers."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import sign_in
from tests.factories.cities import City, staff
from tests.factories.gatherings import GatheringFactory, SittingFactory
from tests.matrix.browsers import whole
from tongxin.accounts.actor import Actor
from tongxin.accounts.terms import Role
from tongxin.core.clock import SHANGHAI
from tongxin.gatherings.actions.invite import invite_all
from tongxin.gatherings.actions.set_rules import add_rule
from tongxin.gatherings.lifecycle import INVITATION
from tongxin.gatherings.models import Gathering, Invitation, LeaveRequest, SignIn, Sitting
from tongxin.gatherings.terms import GatheringState, SignInWay
from tongxin.lifecycle.perform import perform
from tongxin.organisations.models import Assembly

DAY = date(2026, 1, 20)
FIRST = datetime(2026, 1, 20, 9, 0, tzinfo=SHANGHAI)


@dataclass
class Meeting:
    """A gathering on 20 January, announced, with as many half days as wanted; everybody on the roll is invited."""

    city: City
    office: Actor
    gathering: Gathering
    sittings: list[Sitting]

    @property
    def here(self) -> Assembly:
        return self.city.assembly

    def invitation(self, number: int = 0) -> Invitation:
        """That of the member with this number."""
        return Invitation._base_manager.get(
            gathering=self.gathering, person=self.city.members[number].person
        )

    def come(self, number: int = 0) -> Invitation:
        return perform(INVITATION.come, self.invitation(number), self.city.member_actor(number))

    def ask(self, number: int = 0, **told: Any) -> LeaveRequest:
        """The member asks for leave, whole unless `sittings` are named."""
        act = INVITATION.ask_part if "sittings" in told else INVITATION.ask_leave
        told = {"ground": "illness", "reason": "住院", **told}
        perform(act, self.invitation(number), self.city.member_actor(number), **told)
        return LeaveRequest._base_manager.filter(invitation=self.invitation(number)).latest("pk")

    def sign_in(self, number: int = 0, sitting: int = 0) -> None:
        """As the door writes it."""
        note(self.sittings[sitting], self.invitation(number))

    def get(self, client: Client, reader: Actor, name: str, /, *args: str, **query) -> HttpResponse:
        return whole(sign_in(client, reader).get(self.url(name, *args), query))

    def post(self, client: Client, actor: Actor, name: str, /, *args: str, **data) -> HttpResponse:
        return sign_in(client, actor).post(self.url(name, *args), data)

    def url(self, name: str, *args: str) -> str:
        return reverse(f"gatherings:{name}", args=args)


def make_meeting(
    city: City, *, kind: str = "plenary", sittings: int = 2, invited: bool = True, **fields: Any
) -> Meeting:
    """Announced past the engine: how it is announced is the plan's matter."""
    fields = {"happened_on": DAY, "state": GatheringState.ANNOUNCED, **fields}
    gathering = GatheringFactory(assembly=city.assembly, kind_code=kind, **fields)
    halves = [
        SittingFactory(
            assembly=city.assembly,
            gathering=gathering,
            title=f"第{number + 1}次大会",
            starts_at=FIRST + timedelta(hours=12 * number),
            ends_at=FIRST + timedelta(hours=12 * number + 2),
        )
        for number in range(sittings)
    ]
    meeting = Meeting(city, staff(Role.GENERAL_OFFICE, city.assembly), gathering, halves)
    if invited:
        invite_all(gathering, actor=meeting.office)
    return meeting


def name_rule(meeting: Meeting, *names: str, **told: Any):
    """People who are on no roll."""
    listed = [{"person": None, "name": name, "words": "市直单位"} for name in names]
    return add_rule(meeting.gathering, actor=meeting.office, source="named", names=listed, **told)


def note(sitting: Sitting, invitation: Invitation) -> SignIn:
    """Somebody came when the sitting began, by a list."""
    return SignIn._base_manager.create(
        assembly=sitting.assembly,
        sitting=sitting,
        invitation=invitation,
        way=SignInWay.LIST,
        at=sitting.starts_at,
        received_at=sitting.starts_at,
        mark="list:in",
    )


def fresh(record):
    """The row as it now stands."""
    return type(record)._base_manager.get(pk=record.pk)
