"""The list by hand: equal to the code, undone by whoever called it, told by one event."""

import pytest

from tests.gatherings.doors.door import at, liaison_of, moment_of
from tongxin import trail
from tongxin.core.errors import Refused
from tongxin.gatherings.actions.call_roll import call_roll, take_back
from tongxin.gatherings.actions.walk_in import walk_in
from tongxin.gatherings.models import Invitation, SignIn
from tongxin.gatherings.queries.door import roll_of
from tongxin.gatherings.terms import SignInWay


def test_ticked_people_are_there_once_under_one_event(door):
    with at("09:05"):
        assert call_roll(door.sitting, door.invitations[:3], actor=door.general) == 3
        assert call_roll(door.sitting, door.invitations, actor=door.general) == 1
    assert set(SignIn.objects.values_list("way", "at", "by")) == {
        (SignInWay.LIST, moment_of("09:05"), door.general.person_id)
    }
    assert [event.facts["people"] for event in trail.events_of(door.sitting)] == [3, 1]


def test_whoever_signed_in_otherwise_is_not_noted_again(door):
    door.noted(0, "08:31")
    with at("09:05"):
        assert call_roll(door.sitting, door.invitations[:2], actor=door.general) == 1


def test_list_on_paper_entered_afterwards_counts_from_the_beginning(door):
    with at("15:00"):
        call_roll(door.sitting, door.invitations[:1], actor=door.general)
    assert SignIn.objects.get().at == moment_of("09:00")


def test_liaison_officer_calls_only_the_list_where_they_are_named(door):
    officer = liaison_of(door.sitting)
    other = door.another_sitting(moment_of("14:00"), moment_of("17:00"))
    with at("08:40"):
        assert call_roll(door.sitting, door.invitations[:1], actor=officer) == 1
        with pytest.raises(Refused):
            call_roll(other, door.invitations[:1], actor=officer)
        with pytest.raises(Refused):
            call_roll(door.sitting, door.invitations[:1], actor=door.actor())


def test_too_early_and_too_late_are_refused(door):
    with at("07:00"), pytest.raises(Refused, match="08:00 开始"):
        call_roll(door.sitting, door.invitations[:1], actor=door.general)
    door.closed()
    with at("12:00"), pytest.raises(Refused, match="已经办结"):
        call_roll(door.sitting, door.invitations[:1], actor=door.general)


def test_wrong_tick_is_taken_back_and_may_be_set_again(door):
    for _time in range(2):
        with at("09:05"):
            assert call_roll(door.sitting, door.invitations[:1], actor=door.general) == 1
            standing = SignIn.objects.filter(SignIn.standing()).select_related("sitting__gathering")
            assert take_back(standing, actor=door.general) == 1
    assert roll_of(door.sitting).meter.present == 0
    assert list(SignIn.objects.values_list("mark", "taken_back_by")) == [
        ("list:0", door.general.person_id),
        ("list:1", door.general.person_id),
    ]


def test_what_a_desk_noted_is_taken_back_by_the_office_only(door):
    officer, row = liaison_of(door.sitting), door.noted(0, "08:31")
    with at("09:05"):
        with pytest.raises(Refused):
            take_back([row], actor=officer)
        assert take_back([row], actor=door.general) == 1


def test_walk_in_is_told_apart(door):
    with at("08:45"):
        guest = walk_in(door.sitting, " 来 访者 ", "某报记者", actor=door.general)
    assert (guest.name, guest.is_walk_in, guest.capacity, guest.state) == (
        "来 访者",
        True,
        "guest",
        "coming",
    )
    meter = roll_of(door.sitting).meter
    assert (meter.expected, meter.present, meter.others) == (3, 0, 1)


def test_walk_in_by_a_name_on_the_list_is_that_person(door):
    invited = door.invitations[0]
    with at("08:45"):
        assert walk_in(door.sitting, invited.name, actor=door.general) == invited
    assert Invitation.objects.count() == 4


def test_walk_in_who_sits_in_the_assembly_is_known(door):
    invited = door.invitations[0]
    person = invited.person
    Invitation.objects.filter(pk=invited.pk).update(person=None, name="别人")
    with at("08:45"):
        assert walk_in(door.sitting, person.name, actor=door.general).person == person


def test_repeated_request_admits_nobody_twice(door):
    door.guest("张三"), door.guest("张三")
    with at("08:45"):
        first, second = (
            walk_in(door.sitting, "张三", actor=door.general, request_key="k") for _twice in "ab"
        )
    assert first == second
    assert first.is_walk_in


@pytest.mark.parametrize("name", ["", "  ", "长" * 41])
def test_walk_in_needs_a_name(door, name):
    with at("08:45"), pytest.raises(Refused, match="请写姓名"):
        walk_in(door.sitting, name, actor=door.general)


@pytest.mark.parametrize("count", [1, 3])
def test_roll_asks_as_often_for_many_as_for_one(door, count, django_assert_num_queries):
    for number in range(count):
        door.noted(number, "08:31")
    with django_assert_num_queries(3):
        assert roll_of(door.sitting).meter.present == count
