"""Reminders: by hand once a day, by the clock on the eve; everybody told in bulk; nothing waits once it is over."""

from datetime import date, datetime

import pytest

from tests.factories.cities import staff
from tests.gatherings.people.meeting import fresh, make_meeting
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.gatherings.actions.end_waiting import end_waiting
from tongxin.gatherings.actions.remind_invited import remind, remind_of_coming
from tongxin.gatherings.lifecycle import INVITATION, LEAVE
from tongxin.gatherings.models import Gathering, Invitation, LeaveRequest
from tongxin.gatherings.terms import GatheringState
from tongxin.lifecycle import waiting
from tongxin.lifecycle.models import Deadline, Waiting
from tongxin.lifecycle.perform import perform
from tongxin.notifications.actions.remind import remind_due
from tongxin.notifications.models import Notice
from tongxin.notifications.queries import lines
from tongxin.organisations.actions.change_rule import change_rule


def reminders(act: str):
    return Notice._base_manager.filter(kind="reminder", act=act)


def test_those_who_have_not_answered_are_reminded_once_a_day(meeting):
    meeting.come(0)
    everybody = list(Invitation._base_manager.all())
    assert remind(meeting.gathering, everybody, actor=meeting.office) == 3
    assert remind(meeting.gathering, everybody, actor=meeting.office) == 0
    (line,) = lines(reminders("invitations.come")[:1])
    assert line.words.title == "有一个会议（活动）还没有答复，请在2026年1月18日前答复"
    assert line.words.text.startswith(meeting.gathering.title)
    with clock.frozen(datetime(2026, 1, 15, 9)):
        assert remind(meeting.gathering, everybody, actor=meeting.office) == 3


def test_only_whoever_organises_reminds(meeting, city):
    with pytest.raises(Refused):
        remind(meeting.gathering, Invitation._base_manager.all(), actor=city.office)


def test_clock_reminds_of_answers_that_are_due(meeting):
    meeting.come(0)
    with clock.frozen(datetime(2026, 1, 18, 9)):
        remind_due()
    assert reminders("invitations.come").count() == 3


def test_clock_reminds_whoever_is_expected_the_next_day(meeting, city):
    meeting.come(0)
    perform(LEAVE.grant, meeting.ask(1), staff(Role.CHAIR, city.assembly))
    perform(INVITATION.withdraw, meeting.invitation(2), meeting.office)
    assert remind_of_coming() == 0
    with clock.frozen(datetime(2026, 1, 19, 6)):
        assert remind_of_coming() == 2
        assert remind_of_coming() == 0
    told = reminders("invitations.eve")
    assert {notice.person for notice in told} == {
        city.members[0].person,
        city.members[3].person,
    }
    (line,) = lines(told[:1])
    assert line.words.title == "2026年1月20日（星期二）有会议（活动），请准时参加"


def test_days_of_the_reminder_are_the_rulebooks(meeting):
    change_rule(
        meeting.here,
        actor=meeting.office,
        code="gatherings.reminder_days",
        value=3,
        valid_from=date(2026, 1, 14),
        reason="提前",
    )
    with clock.frozen(datetime(2026, 1, 17, 9)):
        assert remind_of_coming() == 4


def test_whoever_was_invited_today_needs_no_reminder(city):
    make_meeting(city, happened_on=date(2026, 1, 15))
    assert remind_of_coming() == 0


def test_once_it_is_over_nothing_waits(meeting):
    leave = meeting.ask(1)
    meeting.come(0)
    Gathering._base_manager.filter(pk=meeting.gathering.pk).update(state=GatheringState.CLOSED)
    end_waiting(fresh(meeting.gathering))
    assert not Waiting._base_manager.filter(act__startswith="invitations.").exists()
    assert not Waiting._base_manager.filter(act__startswith="leaves.").exists()
    assert not Deadline._base_manager.filter(
        record_type=INVITATION.record_type, status="open"
    ).exists()
    assert (fresh(leave).state, meeting.invitation(0).state) == ("asked", "coming")
    assert waiting.rebuild(INVITATION, Invitation._base_manager.all()) == 0
    assert waiting.rebuild(LEAVE, LeaveRequest._base_manager.all()) == 0
