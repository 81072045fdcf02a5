"""Answers: come, decline, ask for leave; the office for somebody who called; limits and who decides by the kind's word."""

from datetime import date, datetime

import pytest

from tests.factories.cities import staff
from tests.gatherings.people.meeting import fresh, make_meeting, name_rule
from tongxin import trail
from tongxin.accounts.permissions import can
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.gatherings.actions.invite import invite_more
from tongxin.gatherings.asked import leave_for, quorum_for
from tongxin.gatherings.lifecycle import INVITATION, LEAVE
from tongxin.gatherings.models import GatheringOverlay, Invitation
from tongxin.lifecycle import waiting
from tongxin.lifecycle.models import Waiting
from tongxin.lifecycle.offers import available_acts
from tongxin.lifecycle.perform import perform
from tongxin.lifecycle.waiting import waited_on, waiting_for
from tongxin.notifications.models import Notice
from tongxin.trail.sentences import sentence


def offered(record, actor, lifecycle=INVITATION) -> list[str]:
    return [one.code for one in available_acts(lifecycle, record, actor)]


def test_one_tap_and_nobody_is_waited_for_any_more(meeting, city):
    came = meeting.come()
    assert (came.state, came.answered_on) == ("coming", date(2026, 1, 14))
    assert not waited_on(came).exists()


def test_whoever_must_come_asks_and_whoever_may_declines(meeting, city):
    assert offered(meeting.invitation(), city.member_actor()) == ["come", "ask_leave", "ask_part"]
    name_rule(meeting, "孙教授", duty="may", capacity="guest")
    invite_more(meeting.gathering, actor=meeting.office)
    guest = Invitation._base_manager.get(name="孙教授")
    assert offered(guest, meeting.office) == ["come", "decline", "withdraw"]
    declined = perform(INVITATION.decline, guest, meeting.office)
    assert declined.state == "unable"
    assert perform(INVITATION.come, declined, meeting.office).state == "coming"


def test_where_the_kind_knows_no_leave_everybody_declines(city):
    meeting = make_meeting(city)
    GatheringOverlay(assembly=meeting.here, kind=meeting.gathering.kind, quorum=">1/2").save()
    assert leave_for(meeting.gathering).granted_by == "chair"
    assert str(quorum_for(meeting.gathering)) == ">1/2"
    declared = {**meeting.gathering.kind.declaration, "leave": None}
    meeting.gathering.kind.declaration = declared
    meeting.gathering.kind.save()
    assert offered(fresh(meeting.invitation()), city.member_actor()) == ["come", "decline"]


def test_leave_goes_to_whom_the_kind_names(meeting, city):
    chair = staff(Role.CHAIR, city.assembly)
    leave = meeting.ask()
    assert (leave.approver, leave.is_late, leave.is_whole) == ("chair", False, True)
    assert meeting.invitation().state == "leave_asked"
    assert [row.act for row in waiting_for(chair)] == ["leaves.grant"]
    assert Notice._base_manager.filter(record_id=leave.pk, role="chair").exists()
    assert not can(meeting.office, LEAVE.grant.name, leave)
    granted = perform(LEAVE.grant, leave, chair)
    assert (granted.decided_by, granted.decided_on) == (chair.person, date(2026, 1, 14))
    assert meeting.invitation().state == "excused"
    assert Notice._base_manager.filter(act="leaves.grant", person=city.members[0].person).exists()
    assert not Waiting._base_manager.filter(record_id=leave.pk, act="leaves.grant").exists()


def test_refused_one_is_expected_and_reads_why(meeting, city):
    leave = meeting.ask()
    refused = perform(LEAVE.refuse, leave, staff(Role.CHAIR, city.assembly), refusal="选举须到会")
    assert (refused.state, refused.refusal) == ("refused", "选举须到会")
    assert meeting.invitation().state == "coming"


def test_asked_at_most_as_often_as_the_kind_says(meeting, city):
    chair = staff(Role.CHAIR, city.assembly)
    for _time in range(2):
        perform(LEAVE.refuse, meeting.ask(), chair, refusal="须到会")
    with pytest.raises(Refused, match="最多请假 2 次"):
        meeting.ask()


def test_late_request_is_possible_and_marked(meeting):
    with clock.frozen(datetime(2026, 1, 18, 20)):
        assert not meeting.ask(0).is_late
    with clock.frozen(datetime(2026, 1, 19, 8)):
        assert meeting.ask(1).is_late


def test_leave_for_one_sitting_leaves_the_others(meeting, city):
    leave = meeting.ask(sittings=meeting.sittings[:1])
    assert (leave.is_whole, leave.sittings.get().sitting) == (False, meeting.sittings[0])
    assert meeting.invitation().state == "coming"
    perform(LEAVE.grant, leave, staff(Role.CHAIR, city.assembly))
    assert meeting.invitation().state == "coming"


def test_sitting_of_another_gathering_is_refused(meeting, city):
    other = make_meeting(city)
    with pytest.raises(Refused):
        meeting.ask(sittings=other.sittings[:1])
    assert meeting.invitation().state == "invited"


def test_substitute_is_kept_only_where_the_kind_allows_it(meeting, city):
    assert meeting.ask(substitute="副局长").substitute == ""
    smaller = make_meeting(city, kind="committee_meeting", invited=False)
    name_rule(smaller, "李强", duty="must", capacity="member")
    invite_more(smaller.gathering, actor=smaller.office)
    guest = Invitation._base_manager.get(name="李强")
    perform(INVITATION.ask_leave, guest, smaller.office, ground="official", substitute="副局长")
    assert guest.leaves.get().substitute == "副局长"


def test_office_answers_for_somebody_who_called_and_the_trail_says_so(meeting, city):
    perform(INVITATION.come, meeting.invitation(), meeting.office)
    event = trail.events_of(meeting.invitation()).last()
    assert (event.person_id, sentence(event)) == (meeting.office.person_id, "参加（代录）")
    meeting.come(1)
    assert sentence(trail.events_of(meeting.invitation(1)).last()) == "参加"


def test_office_enters_what_the_chair_said(meeting, city):
    leave = meeting.ask()
    assert "enter_grant" in offered(leave, meeting.office, LEAVE)
    entered = perform(LEAVE.enter_grant, leave, meeting.office, decision_note="主席1月14日电话同意")
    assert (entered.state, entered.decision_note) == ("granted", "主席1月14日电话同意")
    assert meeting.invitation().state == "excused"


def test_nobody_grants_leave_to_himself(city):
    meeting = make_meeting(city)
    chair = staff(Role.CHAIR, city.assembly)
    own = Invitation._base_manager.get(pk=meeting.invitation().pk)
    own.person = chair.person
    own.save()
    perform(INVITATION.ask_leave, own, chair, ground="official")
    with pytest.raises(Refused, match="由别人批"):
        perform(LEAVE.grant, own.leaves.get(), chair)


def test_leave_taken_back_is_attendance_again(meeting, city):
    leave = perform(LEAVE.grant, meeting.ask(), staff(Role.CHAIR, city.assembly))
    perform(LEAVE.withdraw, leave, city.member_actor())
    assert meeting.invitation().state == "coming"


def test_withdrawn_invitation_ends_what_it_waited_for(meeting, city):
    leave = meeting.ask()
    withdrawn = perform(INVITATION.withdraw, meeting.invitation(), meeting.office)
    assert (withdrawn.state, fresh(leave).state) == ("withdrawn", "withdrawn")
    assert not waited_on(withdrawn).exists() and not waited_on(leave).exists()
    assert Notice._base_manager.filter(
        act="invitations.withdraw", person=city.members[0].person
    ).exists()
    again = perform(INVITATION.invite_again, withdrawn, meeting.office)
    assert waited_on(again).get().due_on == date(2026, 1, 18)


def test_nothing_is_answered_once_it_is_over(meeting, city):
    with clock.frozen(datetime(2026, 1, 21, 9)), pytest.raises(Refused, match="已经结束"):
        meeting.come()


def test_others_answer_for_nobody(meeting, city):
    with pytest.raises(Refused):
        perform(INVITATION.come, meeting.invitation(0), city.member_actor(1))
    assert not can(city.member_actor(1), "invitations.view", meeting.invitation(0))
    assert not can(city.member_actor(1), "leaves.view", meeting.ask(0))


def test_acts_leave_right_waiting_rows(meeting, city):
    meeting.come(0)
    leave = meeting.ask(1)
    meeting.ask(2, sittings=meeting.sittings[:1])
    perform(LEAVE.grant, leave, staff(Role.CHAIR, city.assembly))
    assert waiting.rebuild(INVITATION, Invitation._base_manager.all()) == 0
    assert waiting.rebuild(LEAVE, type(leave)._base_manager.all()) == 0
