"""Who was there: before closing out of sign-ins and leave, afterwards out of what closing settled."""

import pytest

from tests.factories.gatherings import InvitationFactory, SittingFactory
from tests.gatherings.said.meeting import move_to_sector
from tongxin.gatherings.models import Invitation, LeaveSitting, Presence
from tongxin.gatherings.queries.roll import roll_of
from tongxin.gatherings.terms import Capacity, Duty


def names(rows) -> list[str]:
    return [one.name for one in rows]


def test_everybody_stands_in_one_list(meeting):
    meeting.come(0)
    meeting.leave(1)
    people = meeting.invitations
    roll = roll_of(meeting.again())
    assert (roll.present, [one.invitation for one in roll.excused], roll.absent) == (
        [people[0]],
        [people[1]],
        people[2:],
    )
    assert roll.expected == 4


def test_leave_that_was_only_asked_excuses_nobody(meeting):
    request = meeting.leave(0)
    type(request)._base_manager.filter(pk=request.pk).update(state="asked")
    assert roll_of(meeting.again()).excused == []


def test_leave_for_every_sitting_that_concerns_one_is_leave_for_the_whole(meeting):
    here = meeting.row.assembly
    for number, sittings in ((0, [meeting.hall]), (3, [meeting.hall])):
        request = meeting.leave(number, is_whole=False)
        for sitting in sittings:
            LeaveSitting._base_manager.create(assembly=here, leave=request, sitting=sitting)
    roll = roll_of(meeting.again())
    assert [one.invitation for one in roll.excused] == [meeting.invitations[3]]
    assert meeting.invitations[0] in roll.absent


def test_observers_and_those_who_may_come_are_never_absent(meeting):
    here, row = meeting.row.assembly, meeting.row
    guest = InvitationFactory(assembly=here, gathering=row, capacity=Capacity.OBSERVER)
    InvitationFactory(assembly=here, gathering=row, capacity=Capacity.LEADER)
    InvitationFactory(assembly=here, gathering=row, duty=Duty.MAY)
    meeting.invitations.append(guest)
    meeting.come(4)
    roll = roll_of(meeting.again())
    assert (roll.observers, len(roll.absent), roll.expected) == ([guest], 4, 4)


def test_withdrawn_invitations_stand_nowhere(meeting):
    Invitation._base_manager.filter(pk=meeting.invitations[0].pk).update(state="withdrawn")
    assert roll_of(meeting.again()).expected == 3


def test_sittings_of_a_group_count_their_own_people(meeting):
    for number in range(3):
        meeting.come(number)
    meeting.come(0, meeting.room)
    counts = [(one.sitting, one.expected, one.came) for one in roll_of(meeting.again()).counts]
    assert counts == [(meeting.hall, 4, 3), (meeting.room, 2, 1)]


def test_present_are_grouped_by_group_where_there_are_groups(meeting):
    for number in (0, 1, 3):
        meeting.come(number)
    grouped = [(str(group), names(people)) for group, people in roll_of(meeting.again()).grouped()]
    first, second, _third, fourth = names(meeting.invitations)
    assert grouped == [("第一组", [first, second]), ("None", [fourth])]


def test_present_are_grouped_by_sector_in_its_order_without_groups(meeting, city):
    Invitation._base_manager.filter(gathering=meeting.row).update(group=None)
    move_to_sector(city, 0, "农业界", 2)
    move_to_sector(city, 1, "经济界", 1)
    for number in (0, 1):
        meeting.come(number)
    grouped = roll_of(meeting.again()).grouped()
    assert [(str(sector), len(people)) for sector, people in grouped] == [
        ("经济界", 1),
        ("农业界", 1),
    ]


def test_after_closing_what_was_settled_stands(meeting):
    for number in range(3):
        meeting.come(number)
    row = meeting.put("closed", closed_on="2026-01-15")
    states = ("present", "short", "excused", "absent")
    for invitation, state in zip(meeting.invitations, states, strict=True):
        Presence._base_manager.create(
            assembly=row.assembly,
            sitting=meeting.hall,
            invitation=invitation,
            state=state,
            gathering=row,
            happened_on=row.happened_on,
            counted_on="2026-01-15",
        )
    roll = roll_of(row)
    people = meeting.invitations
    assert (roll.present, [one.invitation for one in roll.excused], roll.absent) == (
        [people[0]],
        [people[2]],
        [people[1], people[3]],
    )


@pytest.mark.parametrize("count", [1, 3])
def test_roll_asks_the_same_number_of_questions(meeting, count, django_assert_num_queries):
    for number in range(count):
        meeting.come(number)
        SittingFactory(assembly=meeting.row.assembly, gathering=meeting.row)
    meeting.leave(3)
    row = meeting.again()
    with django_assert_num_queries(6):
        assert sum(len(people) for _group, people in roll_of(row).grouped()) == count
