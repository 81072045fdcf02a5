"""Short ways to what is said: an announced plenary with a group's room, its people, leave and sign-ins, as rows."""

import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import sign_in
from tests.factories.cities import City, staff
from tests.factories.gatherings import GatheringFactory, InvitationFactory, SittingFactory
from tests.factories.members import BodyFactory, SectorFactory
from tests.matrix.browsers import whole
from tongxin.accounts.actor import Actor
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.core.clock import SHANGHAI
from tongxin.gatherings.actions.materials import attach_material
from tongxin.gatherings.actions.outcomes import Found, add_outcomes
from tongxin.gatherings.actions.questions import ask_question
from tongxin.gatherings.actions.speeches import call_for_speeches, start_speech
from tongxin.gatherings.lifecycle import SPEECH
from tongxin.gatherings.models import (
    AgendaItem,
    Gathering,
    Invitation,
    LeaveRequest,
    Material,
    Outcome,
    Question,
    SignIn,
    Sitting,
    Speech,
)
from tongxin.gatherings.terms import MaterialUse, OutcomeKind
from tongxin.lifecycle.perform import perform
from tongxin.members.models import Body
from tongxin.members.terms import BodyKind

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
DUE_ON = datetime(2026, 1, 14).date()
SPOKEN = {"title": "加强校园周边停车治理", "body": "一、情况\n\n二、建议", "wish": "oral"}


@dataclass
class Meeting:
    """An announced plenary of tomorrow with four members, two of them in a group with a room of its own."""

    city: City
    office: Actor
    secretary: Actor
    liaison: Actor
    row: Gathering
    hall: Sitting
    room: Sitting
    group: Body
    invitations: list[Invitation]

    def member(self, number: int = 0) -> Actor:
        return self.city.member_actor(number)

    def again(self) -> Gathering:
        return Gathering._base_manager.select_related("kind", "assembly").get(pk=self.row.pk)

    def put(self, state: str, **columns: Any) -> Gathering:
        """Set its state past the engine: planning is another part."""
        Gathering._base_manager.filter(pk=self.row.pk).update(state=state, **columns)
        return self.again()

    def come(self, number: int, sitting: Sitting | None = None) -> SignIn:
        """The member signs in at the hall."""
        return SignIn._base_manager.create(
            assembly=self.row.assembly,
            sitting=sitting or self.hall,
            invitation=self.invitations[number],
            way="list",
            at=clock.now(),
            received_at=clock.now(),
            mark="list:in",
        )

    def leave(self, number: int, ground: str = "illness", **columns: Any) -> LeaveRequest:
        """The member has leave for the whole of it."""
        return LeaveRequest._base_manager.create(
            assembly=self.row.assembly,
            invitation=self.invitations[number],
            ground=ground,
            reason="住院手术",
            state="granted",
            approver="chair",
            asked_on=clock.today(),
            **columns,
        )

    def item(self, words: str, **columns: Any) -> AgendaItem:
        return AgendaItem._base_manager.create(
            assembly=self.row.assembly,
            sitting=self.hall,
            position=self.hall.agenda.count() + 1,
            words=words,
            **columns,
        )

    def called(self) -> Gathering:
        return call_for_speeches(self.again(), actor=self.office, due_on=DUE_ON, minutes=8)

    def speech(self, number: int = 0, **changes: Any) -> Speech:
        """A draft of the member's."""
        if not self.again().speeches_due_on:
            self.called()
        return start_speech(self.again(), actor=self.member(number), **{**SPOKEN, **changes})

    def submitted(self, number: int = 0, **changes: Any) -> Speech:
        return perform(SPEECH.submit, self.speech(number, **changes), self.member(number))

    def chosen(self, number: int = 0, form: str = "oral", **changes: Any) -> Speech:
        speech = self.submitted(number, **changes)
        return perform(SPEECH.choose, speech, self.office, form=form, minutes=8)

    def question(self, number: int = 0, **changes: Any) -> Question:
        told = {"words": "停车场何时建成？", "asked_of": "市住建局", **changes}
        return ask_question(self.again(), actor=self.member(number), **told)

    def material(self, name: str = "政府工作报告.pdf", **changes: Any) -> Material:
        told = {"source": io.BytesIO(PDF + name.encode()), "use": MaterialUse.READING, **changes}
        return attach_material(self.again(), actor=self.office, name=name, **told)

    def outcome(self, words: str = "建议增设停车位", **changes: Any) -> Outcome:
        found = Found(changes.pop("kind", OutcomeKind.SUGGESTION), words, **changes)
        return add_outcomes(self.again(), actor=self.office, found=[found])[0]

    def url(self, name: str, *args: str) -> str:
        return reverse(f"gatherings:{name}", args=[self.row.assembly.slug, *args])

    def get(self, client: Client, reader: Actor, name: str, *args: str, **query) -> HttpResponse:
        """A page as somebody reads it; the gathering's own unless another record is named."""
        where = args or (self.row.public_id,)
        return whole(sign_in(client, reader).get(self.url(name, *where), query))

    def post(self, client: Client, actor: Actor, name: str, *args: str, **data) -> HttpResponse:
        where = args or (self.row.public_id,)
        return sign_in(client, actor).post(self.url(name, *where), data)


def make_meeting(city: City, *, kind_code: str = "plenary", members: int = 4) -> Meeting:
    here = city.assembly
    liaison = staff(Role.GROUP_LIAISON, here)
    row = GatheringFactory(
        assembly=here, kind_code=kind_code, title="五次全会", state="announced", place="大剧院"
    )
    group = BodyFactory(assembly=here, kind=BodyKind.GROUP, name="第一组", host=None)
    room = SittingFactory(
        assembly=here,
        gathering=row,
        title="分组讨论",
        group=group,
        liaison=liaison.person,
        starts_at=datetime(2026, 1, 15, 14, 30, tzinfo=SHANGHAI),
        ends_at=datetime(2026, 1, 15, 17, 0, tzinfo=SHANGHAI),
    )
    seated = [
        InvitationFactory(
            assembly=here,
            gathering=row,
            person=member.person,
            group=group if number < members // 2 else None,
        )
        for number, member in enumerate(city.members[:members])
    ]
    return Meeting(
        city,
        staff(Role.GENERAL_OFFICE, here),
        staff(Role.SECRETARY_GENERAL, here),
        liaison,
        row,
        SittingFactory(assembly=here, gathering=row, title="开幕会"),
        room,
        group,
        seated,
    )


def move_to_sector(city: City, number: int, name: str, position: int) -> None:
    """The member sits in another sector."""
    sector = SectorFactory(assembly=city.assembly, name=name, position=position)
    member = city.members[number]
    type(member)._base_manager.filter(pk=member.pk).update(sector=sector)
