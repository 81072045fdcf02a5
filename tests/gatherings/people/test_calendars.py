"""Calendar files: as RFC 5545 has them; a secret address that shows one person's own, can be renewed, and is not asked too often."""

from datetime import datetime

from django.test import Client
from django.urls import reverse

from tests.factories.accounts import sign_in
from tests.factories.cities import staff
from tests.gatherings.people.meeting import make_meeting
from tongxin.accounts.terms import Role
from tongxin.core.clock import SHANGHAI
from tongxin.gatherings.actions.calendar_address import give_address
from tongxin.gatherings.icalendar import Entry, calendar, escaped, folded
from tongxin.gatherings.lifecycle import LEAVE
from tongxin.gatherings.models import CalendarAddress, Gathering
from tongxin.gatherings.terms import GatheringState
from tongxin.lifecycle.perform import perform
from tongxin.trail.models import Event


def unfolded(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_lines_are_folded_between_characters():
    line = "SUMMARY:" + "全体会议" * 30
    pieces = folded(line).split("\r\n")
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert all(piece.startswith(" ") for piece in pieces[1:])
    assert "".join([pieces[0], *(piece[1:] for piece in pieces[1:])]) == line


def test_text_is_escaped():
    assert escaped("甲,乙;丙\\丁\r\n戊") == "甲\\,乙\\;丙\\\\丁\\n戊"


def test_file_says_when_in_shanghai_time():
    moment = datetime(2026, 1, 20, 9, 0, tzinfo=SHANGHAI)
    entry = Entry("u1", moment, moment.replace(hour=11, minute=30), "大会", location="会议中心")
    lines = unfolded(calendar("我的", [entry]))
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"] and lines[-2] == "END:VCALENDAR"
    assert "DTSTART;TZID=Asia/Shanghai:20260120T090000" in lines
    assert "DTEND;TZID=Asia/Shanghai:20260120T113000" in lines
    assert "DTSTAMP:20260114T013000Z" in lines
    assert "UID:u1@tongxin" in lines and "TZID:Asia/Shanghai" in lines
    assert "LOCATION:会议中心" in lines and "STATUS:CONFIRMED" in lines


def feed(address: CalendarAddress) -> list[str]:
    url = reverse("gatherings:feed", args=[address.unseal_secret()])
    return unfolded(Client().get(url).content)


def test_address_shows_ones_own_and_nothing_else(meeting, city):
    other = make_meeting(city, invited=False, title="别人的会")
    address = give_address(actor=city.member_actor(0))
    meeting.come(0)
    lines = feed(address)
    summaries = [line for line in lines if line.startswith("SUMMARY:")]
    title = meeting.gathering.title
    assert summaries == [f"SUMMARY:{title} 第1次大会", f"SUMMARY:{title} 第2次大会"]
    assert [line for line in lines if line.startswith("STATUS")] == ["STATUS:CONFIRMED"] * 2
    assert other.gathering.title not in "".join(lines)


def test_excused_sittings_leave_and_cancelled_ones_are_crossed_out(meeting, city):
    chair = staff(Role.CHAIR, city.assembly)
    perform(LEAVE.grant, meeting.ask(0, sittings=meeting.sittings[:1]), chair)
    address = give_address(actor=city.member_actor(0))
    assert sum(line.startswith("SUMMARY:") for line in feed(address)) == 1
    Gathering._base_manager.update(state=GatheringState.CANCELLED)
    assert [line for line in feed(address) if line.startswith("STATUS")] == ["STATUS:CANCELLED"]
    Gathering._base_manager.update(state=GatheringState.DRAFTED)
    assert not any(line.startswith("SUMMARY:") for line in feed(address))


def test_renewed_address_ends_the_old_one(meeting, city):
    first = give_address(actor=city.member_actor(0)).unseal_secret()
    second = give_address(actor=city.member_actor(0)).unseal_secret()
    assert first != second and CalendarAddress.objects.count() == 1
    assert Client().get(reverse("gatherings:feed", args=[first])).status_code == 404
    assert Client().get(reverse("gatherings:feed", args=[second])).status_code == 200
    assert Event.objects.filter(act="gatherings.give_address").count() == 2


def test_secret_is_kept_sealed(city):
    address = give_address(actor=city.member_actor(0))
    plain = address.unseal_secret()
    kept = CalendarAddress.objects.values_list("secret", "secret_digest").get()
    assert plain not in "".join(kept)


def test_address_is_not_asked_too_often(meeting, city, monkeypatch):
    monkeypatch.setattr("tongxin.gatherings.views.calendars.MOST_AN_HOUR", 2)
    url = reverse("gatherings:feed", args=[give_address(actor=city.member_actor()).unseal_secret()])
    assert [Client().get(url).status_code for _time in range(3)] == [200, 200, 429]


def test_feed_takes_as_many_queries_for_three_as_for_one(city, django_assert_max_num_queries):
    address = give_address(actor=city.member_actor())
    url = reverse("gatherings:feed", args=[address.unseal_secret()])
    make_meeting(city)
    Client().get(url)
    with django_assert_max_num_queries(30) as asked:
        Client().get(url)
    few = len(asked)
    make_meeting(city)
    make_meeting(city, sittings=5)
    with django_assert_max_num_queries(few):
        assert Client().get(url).content.count(b"BEGIN:VEVENT") == 9


def test_one_gathering_for_whoever_is_invited(meeting, city, client):
    args = (city.assembly.slug, meeting.gathering.public_id)
    response = meeting.get(client, city.member_actor(), "calendar_file", *args)
    assert response["Content-Type"].startswith("text/calendar")
    assert response.content.count(b"BEGIN:VEVENT") == 2
    assert meeting.get(client, meeting.office, "calendar_file", *args).status_code == 404


def test_page_gives_and_renews_the_address(meeting, city, client):
    page = sign_in(client, city.member_actor()).get(reverse("gatherings:subscription"))
    assert "生成订阅地址" in page.content.decode()
    client.post(reverse("gatherings:subscription"))
    secret = CalendarAddress.objects.get().unseal_secret()
    page = client.get(reverse("gatherings:subscription")).content.decode()
    assert f"http://testserver/calendar/{secret}.ics" in page and "换一个新地址" in page
