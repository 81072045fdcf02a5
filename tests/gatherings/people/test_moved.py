"""After a change of time whoever answered is asked again; what is over asks nobody; the open door calls its people."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tests.factories.accounts import sign_in
from tests.factories.cities import staff
from tests.gatherings.people.meeting import FIRST, fresh, name_rule, note
from tongxin.accounts.terms import Role
from tongxin.core import clock, formats
from tongxin.gatherings.actions.end_waiting import end_unanswered
from tongxin.gatherings.actions.invite import invite_more
from tongxin.gatherings.actions.set_sittings import slots_of
from tongxin.gatherings.lifecycle import GATHERING, INVITATION, LEAVE
from tongxin.gatherings.models import Invitation, LeaveRequest
from tongxin.gatherings.queries.door import roll_of
from tongxin.gatherings.queries.leave import asked_for, leaves_called
from tongxin.gatherings.queries.lists import expected_at
from tongxin.gatherings.queries.mine import open_doors, unanswered_by
from tongxin.gatherings.queries.numbers import numbers_of
from tongxin.lifecycle import waiting
from tongxin.lifecycle.deadlines import open_deadlines
from tongxin.lifecycle.perform import perform
from tongxin.lifecycle.waiting import waited_on
from tongxin.notifications.models import Notice
from tongxin.notifications.words import words
from tongxin.trail import events_of

THREE_DAYS = timedelta(days=3)
NEW_DAY = date(2026, 1, 21)
"""Two days before the new first day."""


@pytest.fixture
def moved(meeting):
    """One comes, one asked for leave, the others have not answered; then it is three days later."""
    meeting.come(0)
    meeting.ask(1)
    return move(meeting, THREE_DAYS)


def move(meeting, by: timedelta, place: str = ""):
    slots = [
        replace(one, starts_at=one.starts_at + by, ends_at=one.ends_at + by)
        for one in slots_of(meeting.gathering)
    ]
    gathering = fresh(meeting.gathering)
    meeting.gathering = perform(
        GATHERING.reschedule, gathering, meeting.office, slots=slots, place=place, reason="选举"
    )
    return meeting


def owed(invitation) -> list[tuple]:
    return list(open_deadlines(invitation).values_list("act", "due_on"))


def test_answers_stay_and_are_marked_and_every_clock_follows(moved):
    came, asked, silent = (moved.invitation(number) for number in range(3))
    assert (came.state, came.is_before_move) == ("coming", True)
    assert (asked.state, asked.is_before_move) == ("leave_asked", True)
    assert (silent.state, silent.is_before_move) == ("invited", False)
    assert owed(came) == owed(asked) == [("invitations.confirm", NEW_DAY)]
    assert owed(silent) == [("invitations.come", NEW_DAY)]
    assert [(row.act, row.due_on) for row in waited_on(came)] == [("invitations.confirm", NEW_DAY)]
    rows = Invitation._base_manager.filter(gathering=moved.gathering)
    assert waiting.rebuild(INVITATION, rows) == 0


def test_notice_leads_to_ones_own_invitation_where_one_tap_confirms(moved, city):
    came = moved.invitation(0)
    notice = Notice._base_manager.get(act="gatherings.reschedule", person=came.person)
    assert (notice.url, notice.facts["asks"]) == (came.get_absolute_url(), True)
    assert unanswered_by(city.member_actor(0)) == [came]
    confirmed = perform(INVITATION.confirm, came, city.member_actor(0))
    assert (confirmed.state, confirmed.is_before_move, owed(confirmed)) == ("coming", False, [])
    assert not waited_on(confirmed).exists()


def test_another_answer_confirms_as_well(moved, city):
    asked = perform(
        INVITATION.ask_leave, moved.invitation(0), city.member_actor(0), ground="private"
    )
    assert (asked.is_before_move, owed(asked)) == (False, [])
    leave = moved.invitation(1).leaves.get()
    perform(LEAVE.withdraw, leave, city.member_actor(1))
    back = moved.invitation(1)
    assert (back.state, back.is_before_move, owed(back)) == ("coming", False, [])


def test_another_place_asks_nobody_again(meeting):
    meeting.come(0)
    move(meeting, timedelta(), place="二楼")
    assert not meeting.invitation(0).is_before_move
    notice = Notice._base_manager.filter(act="gatherings.reschedule").first()
    assert notice.facts["asks"] is False


def test_whoever_organises_sees_which_answers_are_of_before(moved, client):
    page = moved.get(
        client, moved.office, "people", moved.here.slug, moved.gathering.public_id
    ).content.decode()
    assert "参加（答复于改期前）" in page and "改期后待确认" in page


def test_month_asks_and_the_answer_returns_to_it(moved, city, client):
    reader = city.member_actor(0)
    page = moved.get(client, reader, "mine", month="2026-01").content.decode()
    assert "原来答复的是“参加”" in page and "待确认" in page
    here = f"{moved.url('mine')}?month=2026-01"
    assert f'name="next" value="{here}"' in page
    address = f"{moved.invitation(0).get_absolute_url()}act/confirm/"
    answered = sign_in(client, reader).post(address, {"next": here}, follow=True)
    assert answered.redirect_chain == [(here, 302)]
    assert f"“{moved.gathering}”改了时间，答复不变，已确认。" in answered.content.decode()


def test_answer_from_the_home_page_leads_back_there(meeting, city, client):
    reader = city.member_actor(0)
    home = sign_in(client, reader).get("/me/").content.decode()
    address = f"{meeting.invitation(0).get_absolute_url()}?next=%2Fme%2F"
    assert address in home
    assert 'name="next" value="/me/"' in client.get(address).content.decode()


def test_what_is_over_asks_nobody_any_more(meeting):
    with clock.frozen(datetime(2026, 1, 25, 8, 0)):
        assert end_unanswered() == 1
        silent = meeting.invitation(2)
        assert (owed(silent), waited_on(silent).exists()) == ([], False)
        assert waiting.rebuild(INVITATION, [silent]) == 0


@pytest.mark.parametrize(
    ("at", "is_open"), [("08:50", True), ("05:00", False), ("12:00", False)], ids=str
)
def test_open_door_calls_those_whom_nothing_was_noted_of(meeting, city, at, is_open):
    meeting.come(0)
    with clock.frozen(datetime.fromisoformat(f"{FIRST:%Y-%m-%d} {at}")):
        assert open_doors(city.member_actor(0)) == (meeting.sittings[:1] if is_open else [])
        meeting.sign_in(0)
        assert open_doors(city.member_actor(0)) == []


def test_home_and_month_show_the_open_door(meeting, city, client):
    with clock.frozen(datetime(2026, 1, 20, 8, 50)):
        reader = city.member_actor(0)
        address = meeting.url("sign_in", meeting.here.slug, meeting.sittings[0].public_id)
        for page in ("/me/", meeting.url("mine"), meeting.invitation(0).get_absolute_url()):
            assert address in sign_in(client, reader).get(page).content.decode(), page


def test_whoever_declined_and_comes_nevertheless_stands_on_the_lists(meeting):
    name_rule(meeting, "孙教授", duty="may", capacity="guest")
    invite_more(meeting.gathering, actor=meeting.office)
    guest = Invitation._base_manager.get(name="孙教授")
    perform(INVITATION.decline, guest, meeting.office)
    first, second = meeting.sittings
    assert guest not in expected_at(first)
    note(first, guest)
    assert guest in expected_at(first) and guest not in expected_at(second)
    assert roll_of(first).meter.others == 1
    assert (numbers_of(first).more, numbers_of(second).more) == (1, 0)


def test_requests_for_leave_are_found_by_initials_and_by_meeting(meeting, city):
    leave = meeting.ask(0)
    name, initials = leave.invitation.name, leave.invitation.person.initials
    rows = LeaveRequest.objects.all()
    for text in (name, initials, meeting.gathering.title[:4]):
        assert leave in leaves_called(rows, text), text
    assert leave not in leaves_called(rows, "无此人")


def test_whoever_decides_is_back_at_the_desk_after_each_request(meeting, city, client):
    chair = staff(Role.CHAIR, city.assembly)
    leave, desk = meeting.ask(0), meeting.url("leaves", meeting.here.slug)
    page = sign_in(client, chair).get(leave.get_absolute_url()).content.decode()
    assert f'name="next" value="{desk}"' in page
    granted = client.post(f"{leave.get_absolute_url()}act/grant/", {"next": desk}, follow=True)
    assert granted.redirect_chain == [(desk, 302)]
    assert f"已准假：{leave} · {meeting.gathering}" in granted.content.decode()


def test_sitting_that_is_over_missed_its_quorum_or_reached_it(meeting, client):
    with clock.frozen(datetime(2026, 1, 22, 8, 0)):
        args = (meeting.here.slug, meeting.gathering.public_id)
        page = meeting.get(client, meeting.office, "people", *args).content.decode()
    assert "没有达到" in page and "能够达到" not in page


def test_whoever_decides_leave_sees_for_which_day_it_was_asked(moved, city, client):
    leave = LeaveRequest.objects.get()
    old, new = (fresh(moved.gathering).happened_on - THREE_DAYS, moved.gathering.happened_on)
    assert asked_for(leave) == old
    page = moved_page(moved, client, leave)
    assert f"请的是 {formats.day(old)} 的假，现在改到 {formats.day(new)}" in page
    listed = client.get(f"/{moved.here.slug}/leaves/").content.decode()
    assert "改期以前请的" in listed
    perform(INVITATION.confirm, leave.invitation, city.member_actor(1))
    assert asked_for(LeaveRequest.objects.get()) is None
    assert "请的是" not in moved_page(moved, client, leave)


def moved_page(moved, client, leave) -> str:
    return sign_in(client, moved.office).get(leave.get_absolute_url()).content.decode()


def test_leave_that_is_asked_for_reads_as_such(moved):
    leave = LeaveRequest.objects.get()
    assert str(events_of(leave).get().act) == LEAVE.beginning.name
    assert str(LEAVE.beginning.label) == "提出请假"
    notice = Notice.objects.filter(act="leaves.begin").first()
    assert words(notice, leave).title == "有一份请假等待批复"
