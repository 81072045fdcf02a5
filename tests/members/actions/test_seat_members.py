"""Seats are taken and given up with reason, meeting and day; posts and identities follow."""

from datetime import date

import pytest

from tests.factories.accounts import actor
from tests.factories.cities import staff
from tests.factories.members import AppointmentFactory, MandateFactory, SectorFactory, TermFactory
from tests.proposals.thread import fresh
from tongxin.accounts.models import RoleAssignment
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.members.actions.seat_members import end_mandate, seat_member
from tongxin.members.actions.update_member import amend_mandate, update_member
from tongxin.members.models import Member
from tongxin.members.terms import MandateEnd, MandateStart, PostEnd
from tongxin.trail.models import Event

DAY = date(2026, 1, 10)


@pytest.fixture
def seat(city, liaison):
    def seated(name="郑新", phone="13911110000", **changes) -> Member:
        facts = {
            "term": city.session.term,
            "sector": SectorFactory(assembly=city.assembly),
            "starts_on": DAY,
            "start_reason": MandateStart.CO_OPTED,
            "meeting": "常委会第二十次会议",
            "decided_on": DAY,
        }
        told = facts | {"actor": liaison} | changes
        return seat_member(city.assembly, name=name, phone=phone, **told)

    return seated


def test_new_member_is_seated_with_meeting_and_identity(city, seat):
    member = seat()
    (mandate,) = member.mandates.all()
    assert (mandate.start_reason, mandate.start_meeting, mandate.start_decided_on) == (
        MandateStart.CO_OPTED,
        "常委会第二十次会议",
        DAY,
    )
    held = RoleAssignment.objects.get(person=member.person)
    assert (held.role, held.assembly, held.starts_on) == (Role.MEMBER, city.assembly, DAY)


def test_somebody_known_by_name_and_number_is_no_second_person(city, seat):
    known = city.members[0].person
    elsewhere = TermFactory(assembly=city.assembly, number=12, starts_on=DAY)
    assert seat(known.name, known.phone, term=elsewhere).person == known


def test_who_gave_up_the_seat_is_seated_in_it_again(city, seat, liaison):
    member = city.members[0]
    end_mandate(member.mandates.get(), actor=liaison, on=date(2025, 6, 1), reason=MandateEnd.MOVED)
    again = seat(member.person.name, member.person.phone)
    assert again == member
    assert [one.starts_on for one in member.mandates.all()] == [date(2022, 1, 10), DAY]


def test_nobody_is_seated_twice_at_a_time(city, seat):
    person = city.members[0].person
    with pytest.raises(Refused, match="已有任期"):
        seat(person.name, person.phone)


@pytest.mark.parametrize("role", [Role.PROPOSALS_OFFICE, Role.MEMBER, Role.GROUP_LIAISON])
def test_seats_are_for_those_who_keep_the_roll(city, seat, role):
    with pytest.raises(Refused):
        seat(actor=staff(role, city.assembly))


def test_another_assemblys_office_seats_nobody_here(city, seat):
    with pytest.raises(Refused, match="本级"):
        seat(actor=actor(Role.MEMBER_LIAISON))


def test_end_of_a_mandate_ends_its_posts_and_its_identity(city, seat, liaison):
    member = seat()
    post = AppointmentFactory(assembly=city.assembly, member=member, starts_on=DAY)
    (mandate,) = member.mandates.all()
    end_mandate(
        mandate,
        actor=liaison,
        on=clock.today(),
        reason=MandateEnd.RESIGNED,
        meeting="常委会第二十一次会议",
    )
    assert (fresh(mandate).end_meeting, fresh(mandate).ends_on) == (
        "常委会第二十一次会议",
        clock.today(),
    )
    assert (fresh(post).ends_on, fresh(post).end_reason) == (clock.today(), PostEnd.SEAT)
    assert RoleAssignment.objects.get(person=member.person).ends_on == clock.today()
    with pytest.raises(Refused, match="已经终止"):
        end_mandate(mandate, actor=liaison, on=clock.today(), reason=MandateEnd.DIED)


def test_days_are_put_right_but_never_into_another_stretch(city, liaison):
    member = city.members[0]
    (first,) = member.mandates.all()
    end_mandate(first, actor=liaison, on=date(2024, 1, 1), reason=MandateEnd.MOVED)
    second = MandateFactory(assembly=city.assembly, member=member, starts_on=date(2025, 1, 1))
    with pytest.raises(Refused, match="重叠"):
        amend_mandate(second, actor=liaison, starts_on=date(2023, 12, 31), ends_on=None)
    amended = amend_mandate(second, actor=liaison, starts_on=date(2024, 1, 1), ends_on=None)
    assert fresh(amended).starts_on == date(2024, 1, 1)


def test_event_of_a_change_names_fields_and_never_what_they_say(city, liaison):
    member = city.members[0]
    texts = {"phone": "139 2222 3333", "address": "滨江路 9 号"}
    update_member(member, actor=liaison, texts=texts)
    assert (fresh(member.person).phone, fresh(member).address) == ("13922223333", "滨江路 9 号")
    event = Event.objects.get(act="members.update")
    assert event.facts == {"fields": ["address", "phone"]}
