"""The lists at any moment, and their numbers: rows and numbers never disagree; the quorum counts members only."""

from datetime import timedelta

import pytest

from tests.factories.cities import staff
from tests.factories.gatherings import SittingFactory
from tests.factories.members import AppointmentFactory, BodyFactory, MemberFactory
from tests.gatherings.people.meeting import FIRST, make_meeting, name_rule, note
from tongxin.accounts.terms import Role
from tongxin.gatherings.actions.invite import invite_all, invite_more
from tongxin.gatherings.lifecycle import INVITATION, LEAVE
from tongxin.gatherings.models import Invitation, SignIn
from tongxin.gatherings.queries.lists import (
    counted_at,
    excused_at,
    expected_at,
    here_at,
    missing_at,
    sittings_for,
    sittings_of,
)
from tongxin.gatherings.queries.numbers import Tally, answers_of, numbers_of, quorum_of
from tongxin.lifecycle.perform import perform
from tongxin.members.terms import BodyKind


@pytest.fixture
def busy(meeting, city):
    """One comes and is there; one is excused; one from the first half day only; a guest comes who may."""
    chair = staff(Role.CHAIR, city.assembly)
    meeting.come(0)
    meeting.sign_in(0)
    perform(LEAVE.grant, meeting.ask(1), chair)
    perform(LEAVE.grant, meeting.ask(2, sittings=meeting.sittings[:1]), chair)
    name_rule(meeting, "孙教授", "钱教授", duty="may", capacity="guest")
    invite_more(meeting.gathering, actor=meeting.office)
    perform(INVITATION.come, Invitation._base_manager.get(name="孙教授"), meeting.office)
    return meeting


def test_each_is_on_the_right_list(busy, city):
    first, second = busy.sittings
    assert expected_at(first).count() == 6
    assert counted_at(first).count() == 5
    assert [one.name for one in excused_at(first).order_by("pk")] == [
        city.members[1].person.name,
        city.members[2].person.name,
    ]
    assert [one.name for one in excused_at(second)] == [city.members[1].person.name]
    assert [one.name for one in here_at(first)] == [city.members[0].person.name]
    assert [one.name for one in missing_at(first).order_by("pk")] == [
        city.members[3].person.name,
        "孙教授",
    ]


def test_numbers_say_what_the_lists_hold(busy):
    for sitting in busy.sittings:
        told = numbers_of(sitting)
        lists = (counted_at, missing_at)
        assert (told.expected, told.missing) == tuple(one(sitting).count() for one in lists)
        assert told.excused == excused_at(sitting).count()
        assert told.present + told.more == here_at(sitting).count()
        assert told.expected == told.present + told.excused + told.missing
    assert numbers_of(busy.sittings[0]).unanswered == 2
    answers = answers_of(busy.gathering)
    assert (answers.all, answers.coming, answers.unanswered, answers.excused) == (6, 3, 2, 1)


def test_whoever_is_excused_and_comes_all_the_same_is_there(busy):
    before = numbers_of(busy.sittings[0])
    busy.sign_in(1)
    after = numbers_of(busy.sittings[0])
    assert (after.present, after.excused) == (before.present + 1, before.excused - 1)


def test_whoever_walks_in_is_there_beside_the_expected(busy):
    before = numbers_of(busy.sittings[0])
    walk_in = Invitation.walked_in(assembly=busy.here, gathering=busy.gathering, name="周旁听")
    walk_in.save()
    come = note(busy.sittings[0], walk_in)
    after = numbers_of(busy.sittings[0])
    assert (after.expected, after.more) == (before.expected, before.more + 1)
    SignIn._base_manager.filter(pk=come.pk).update(taken_back_at=FIRST)
    assert numbers_of(busy.sittings[0]) == before
    assert walk_in not in here_at(busy.sittings[0])


def test_quorum_counts_members_who_must_come(busy):
    meter = quorum_of(busy.sittings[0])
    assert (meter.members, meter.needed, meter.coming, meter.here) == (4, 3, 2, 1)
    assert (meter.is_reached, meter.is_in_reach, meter.lacking) == (False, False, 2)
    assert quorum_of(busy.sittings[1]).is_in_reach


def test_kind_without_quorum_has_no_meter(city):
    assert quorum_of(make_meeting(city, kind="committee_meeting").sittings[0]) is None


def test_group_room_concerns_its_group_only(city):
    body = BodyFactory(assembly=city.assembly, kind=BodyKind.GROUP)
    AppointmentFactory(assembly=city.assembly, member=city.members[0], body=body)
    meeting = make_meeting(city, invited=False)
    room = SittingFactory(
        assembly=city.assembly,
        gathering=meeting.gathering,
        group=body,
        starts_at=FIRST,
        ends_at=FIRST + timedelta(hours=2),
    )
    invite_all(meeting.gathering, actor=meeting.office)
    assert [one.name for one in expected_at(room)] == [city.members[0].person.name]
    assert (
        sittings_for(meeting.invitation(0)).count(),
        sittings_for(meeting.invitation(1)).count(),
    ) == (3, 2)
    assert numbers_of(room).expected == 1


def test_withdrawn_is_on_no_list(busy):
    perform(INVITATION.withdraw, busy.invitation(3), busy.office)
    assert busy.invitation(3) not in expected_at(busy.sittings[0])
    assert numbers_of(busy.sittings[0]).expected == 4


def test_numbers_of_many_sittings_take_as_many_queries_as_of_one(city, django_assert_num_queries):
    for sittings in (1, 6):
        meeting = make_meeting(city, sittings=sittings)
        MemberFactory(assembly=city.assembly)
        with django_assert_num_queries(6):
            told = Tally(meeting.gathering).at(sittings_of(meeting.gathering))
            assert len(told) == sittings and all(one.quorum for one in told)
