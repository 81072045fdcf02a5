"""Signing in: in the window, once, for the invited; the door's code as it changes."""

from datetime import timedelta

import pytest

from tests.factories.accounts import RoleAssignmentFactory
from tests.factories.organisations import AssemblyFactory
from tests.gatherings.doors.door import at, moment_of
from tongxin.accounts.actor import Actor, acting_as
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.gatherings import door_codes
from tongxin.gatherings.actions.sign_in import leave_by_phone, sign_in, sign_in_by_code
from tongxin.gatherings.models import Invitation, SignIn
from tongxin.gatherings.queries.door import reachable, window_of
from tongxin.gatherings.terms import InvitationState, SignInWay
from tongxin.members.models import Body
from tongxin.members.terms import BodyKind
from tongxin.organisations.models import RulebookEntry


def by_code(door, number=0, code=None, **more):
    code = code or door_codes.door_code(door.sitting, clock.now())
    return sign_in_by_code(door.sitting, code, actor=door.actor(number), **more)


def test_code_signs_in_once_with_the_time_of_the_first(door):
    with at("08:31"):
        first = by_code(door)
    with at("08:40"):
        again = by_code(door)
    assert (first.pk, first.way, first.at) == (again.pk, SignInWay.CODE, moment_of("08:31"))
    assert SignIn.objects.count() == 1


def test_mark_is_written_once_however_often_it_is_sent(door):
    invitation = door.invitations[0]
    with at("08:31"):
        rows = [
            sign_in(door.sitting, invitation, way=SignInWay.DESK, mark="d:1") for _twice in range(2)
        ]
    assert rows[0].pk == rows[1].pk


def test_signing_in_takes_one_insert(door, django_assert_num_queries):
    sitting, invitation = door.sitting, door.invitations[0]
    with at("08:45"), django_assert_num_queries(3):  # savepoint, the insert, release
        sign_in(sitting, invitation, way=SignInWay.DESK, mark="d:1")


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("07:59", "08:00 开始"),
        ("11:31", "11:30 散会"),
        ("2026-01-14 08:30", "2026年1月15日 08:00 开始"),
    ],
)
def test_door_is_shut_before_and_after(door, moment, said):
    with at(moment), pytest.raises(Refused, match=said):
        by_code(door)


def test_window_follows_the_rulebook(door):
    RulebookEntry.objects.create(
        assembly=door.city.assembly,
        code="gatherings.sign_in_opens_before",
        value=30,
        valid_from="2026-01-01",
        reason="试行",
    )
    assert window_of(door.sitting).opens_at == moment_of("08:30")


@pytest.mark.parametrize("state", ["drafted", "cancelled", "closed"])
def test_gathering_that_takes_none_says_so(door, state):
    getattr(door, state)()
    with at("08:31"), pytest.raises(Refused, match=r"还没有发出通知|已经取消|已经办结"):
        by_code(door)


def test_uninvited_are_told_to_go_to_the_desk(door):
    stranger = acting_as(RoleAssignmentFactory(role=Role.MEMBER, assembly=door.city.assembly))
    code = door_codes.door_code(door.sitting, moment_of("08:31"))
    with at("08:31"), pytest.raises(Refused, match="请到签到台登记"):
        sign_in_by_code(door.sitting, code, actor=stranger)


def test_withdrawn_invitation_is_none(door):
    Invitation.objects.filter(pk=door.invitations[0].pk).update(state=InvitationState.WITHDRAWN)
    with at("08:31"), pytest.raises(Refused, match="不在这次活动"):
        by_code(door)


def test_whoever_declined_and_came_is_there(door):
    Invitation.objects.filter(pk=door.invitations[0].pk).update(state=InvitationState.UNABLE)
    with at("08:31"):
        assert by_code(door).pk


def test_groups_room_takes_its_own_people_only(door):
    groups = [
        Body.objects.create(
            assembly=door.city.assembly, kind=BodyKind.GROUP, name=name, starts_on="2022-01-01"
        )
        for name in ("第一组", "第二组")
    ]
    for invitation, group in zip(door.invitations, groups, strict=False):
        Invitation.objects.filter(pk=invitation.pk).update(group=group)
    door.sitting.group = groups[0]
    door.sitting.save()
    with at("08:31"):
        assert by_code(door, 0)
        with pytest.raises(Refused, match="“第一组”的会场"):
            by_code(door, 1)


def test_code_changes_every_thirty_seconds_and_the_one_before_still_fits(door):
    shown = door_codes.door_code(door.sitting, moment_of("08:31"))
    assert len(shown) == 6
    assert door_codes.door_code(door.sitting, moment_of("08:31") + timedelta(seconds=29)) == shown
    link = door_codes.link_code(door.sitting, moment_of("08:31"))
    assert (len(link), door_codes.fits(door.sitting, link, moment_of("08:31"))) == (32, True)
    for seconds, fits in ((0, True), (59, True), (60, False), (-1, False)):
        moment = moment_of("08:31") + timedelta(seconds=seconds)
        assert door_codes.fits(door.sitting, shown, moment) == fits


def test_each_sitting_has_codes_of_its_own(door):
    other = door.another_sitting(moment_of("14:00"), moment_of("17:00"))
    other.seal_secret("1" * 32)
    codes = {door_codes.door_code(one, moment_of("08:31")) for one in (door.sitting, other)}
    assert len(codes) == 2


def test_old_code_is_refused_unless_it_was_scanned_in_time(door):
    code = door_codes.door_code(door.sitting, moment_of("08:31"))
    with at("08:34"):
        with pytest.raises(Refused, match="已经过期"):
            by_code(door, code=code)
        assert by_code(door, code=code, scanned_at=moment_of("08:31")).at == moment_of("08:34")
    with at("08:37"), pytest.raises(Refused, match="已经过期"):
        by_code(door, 1, code=code, scanned_at=moment_of("08:31"))


def test_guessing_is_stopped_for_this_person_only(door):
    right = door_codes.door_code(door.sitting, moment_of("08:31"))
    wrong = f"{(int(right) + 1) % 10**6:06}"
    with at("08:31"):
        for _time in range(10):
            with pytest.raises(Refused, match="已经过期"):
                by_code(door, code=wrong)
        with pytest.raises(Refused, match="次数太多"):
            by_code(door, code=right)
        assert by_code(door, 1, code=right)


def test_leaving_is_noted_once_a_minute_and_only_of_who_came(door):
    with at("08:31"):
        with pytest.raises(Refused, match="还没有签到"):
            leave_by_phone(door.sitting, actor=door.actor())
        by_code(door)
    with at("10:00"):
        first = leave_by_phone(door.sitting, actor=door.actor())
        assert leave_by_phone(door.sitting, actor=door.actor()).pk == first.pk
    with at("11:30"), pytest.raises(Refused, match="已经结束"):
        leave_by_phone(door.sitting, actor=door.actor())


def test_door_is_reached_under_whichever_identity_is_chosen(door):
    person = door.city.members[0].person
    elsewhere = acting_as(RoleAssignmentFactory(person=person, assembly=AssemblyFactory()))
    outsider = acting_as(RoleAssignmentFactory(assembly=AssemblyFactory()))
    assert door.sitting in reachable(elsewhere)
    assert door.sitting not in reachable(outsider)
    assert door.sitting not in reachable(Actor())
