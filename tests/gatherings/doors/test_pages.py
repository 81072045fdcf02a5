"""The pages of a door: what each says to whom, and that a tap does what its button promises."""

import json
import re
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import RoleAssignmentFactory, sign_in
from tests.factories.cities import staff
from tests.gatherings.doors.door import at, liaison_of, moment_of
from tongxin.accounts.actor import acting_as
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.gatherings import door_codes
from tongxin.gatherings.actions.run_desk import open_desk
from tongxin.gatherings.actions.settle_presence import settle_presence
from tongxin.gatherings.models import Desk, Invitation, LeaveRequest, Presence, SignIn
from tongxin.gatherings.queries.desks import desk_roll
from tongxin.gatherings.queries.numbers import numbers_of

pytestmark = pytest.mark.once

EARLY = "08:31"


@pytest.fixture
def page(door, client):
    """A browser, and the addresses of this gathering's door."""

    class Pages:
        def of(self, name, *more, row=None):
            row = row or door.gathering
            return reverse(f"gatherings:{name}", args=[door.here, row.public_id, *more])

        def at_door(self, name, *more):
            return self.of(name, *more, row=door.sitting)

        def as_(self, actor, moment=EARLY):
            with at(moment):
                return sign_in(Client(), actor)

    return Pages()


def code_now(door):
    return door_codes.door_code(door.sitting, clock.now())


def link_now(door):
    return door_codes.link_code(door.sitting, clock.now())


def test_digits_are_no_link_for_they_could_be_guessed(door, page):
    with at(EARLY):
        assert Client().get(page.at_door("scan", code_now(door))).url.endswith("?old=1")


def test_scanned_code_leads_to_one_button_and_one_tap(door, page):
    browser = page.as_(door.actor())
    with at(EARLY):
        shown = browser.get(page.at_door("scan", link_now(door)), follow=True)
        assert "请按下面的按钮签到" in shown.content.decode()
    with at("08:33"):
        done = browser.post(page.at_door("sign_in"), follow=True).content.decode()
    assert "您在 08:33 已经签到" in done
    assert SignIn.objects.get().mark == "code:in"


def test_visitor_is_led_through_the_sign_in_and_back(door, page):
    browser = Client()
    with at(EARLY):
        first = browser.get(page.at_door("scan", link_now(door)))
        led = browser.get(first.url)
        assert (led.status_code, led.url.split("?")[0]) == (302, "/sign-in/")
        assert first.url in led.url.replace("%3D", "=")
    with at("08:34"):
        kept = browser.session["door_scan"]
        sign_in(browser, door.actor())
        session = browser.session
        session["door_scan"] = kept
        session.save()
        done = browser.post(page.at_door("sign_in"), follow=True).content.decode()
    assert "您在 08:34 已经签到" in done


def test_old_code_asks_to_scan_again_or_to_type(door, page):
    browser = page.as_(door.actor())
    with at(EARLY):
        old = link_now(door)
    with at("08:34"):
        said = browser.get(page.at_door("scan", old), follow=True).content.decode()
        assert "已经过期" in said
        done = browser.post(page.at_door("sign_in"), {"code": code_now(door)}, follow=True)
    assert "您在 08:34 已经签到" in done.content.decode()


@pytest.mark.parametrize(
    ("moment", "said"),
    [("07:30", "08:00 开始"), ("11:40", "签到已经结束"), ("08:31", "会场屏幕上的六位数字")],
)
def test_page_says_what_can_be_done_now(door, page, moment, said):
    browser = page.as_(door.actor())
    with at(moment):
        assert said in browser.get(page.at_door("sign_in")).content.decode()


def test_wrong_digits_are_refused_in_words(door, page):
    browser = page.as_(door.actor())
    with at(EARLY):
        wrong = f"{(int(code_now(door)) + 1) % 10**6:06}"
        for code, words in ((wrong, "已经过期"), ("12", "六位数字"), ("abcdef", "六位数字")):
            answer = browser.post(page.at_door("sign_in"), {"code": code})
            assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert SignIn.objects.count() == 0


def test_uninvited_member_is_told_so_without_the_title(door, page):
    stranger = acting_as(RoleAssignmentFactory(role=Role.MEMBER, assembly=door.city.assembly))
    with at(EARLY):
        said = page.as_(stranger).get(page.at_door("sign_in")).content.decode()
    assert ("不在这次活动的邀请名单上" in said, str(door.gathering) in said) == (True, False)


def test_own_page_shows_the_code_and_lets_one_leave_and_come_back(door, page):
    door.noted(0, EARLY)
    browser = page.as_(door.actor())
    with at("08:40"):
        assert "<svg" in browser.get(page.of("my_sign_in")).content.decode()
    browser = page.as_(door.actor(), "10:00")
    with at("10:00"):
        leaving = {"sitting": door.sitting.public_id, "leave": "1"}
        assert (
            "已登记离场"
            in browser.post(page.of("my_sign_in"), leaving, follow=True).content.decode()
        )
        staying = {"sitting": door.sitting.public_id, "stay": "1"}
        assert (
            "已撤回离场"
            in browser.post(page.of("my_sign_in"), staying, follow=True).content.decode()
        )
    assert SignIn.objects.filter(SignIn.standing()).count() == 1


def test_screen_shows_a_code_that_changes_and_renews_itself(door, page):
    browser = page.as_(door.general)
    digits = []
    for moment in (EARLY, "08:32"):
        with at(moment):
            part = browser.get(page.at_door("screen"), headers={"HX-Request": "true"})
            assert "<!doctype" not in part.content.decode()
            digits.append(re.search(r"\d{3} \d{3}", part.content.decode())[0])
            assert digits[-1].replace(" ", "") == code_now(door)
    assert digits[0] != digits[1]
    with at("07:00"):
        shut = browser.get(page.at_door("screen")).content.decode()
    assert ("08:00 开始" in shut, 'class="qr"' in shut) == (True, False)


def test_screen_is_for_those_at_the_door_only(door, page):
    officer = liaison_of(door.sitting)
    for actor, status in (
        (door.general, 200),
        (officer, 200),
        (door.city.leader, 404),
        (door.actor(), 404),
    ):
        with at(EARLY):
            assert page.as_(actor).get(page.at_door("screen")).status_code == status


def test_counter_names_the_missing_by_group(door, page):
    door.noted(0, EARLY)
    with at(EARLY):
        said = page.as_(door.city.leader).get(page.at_door("counter")).content.decode()
    assert "未签 <b>2</b>" in said
    missing = re.search(r"未到：([^<]+)", said)[1]
    assert missing == "、".join(one.name for one in door.invitations[1:3])


def test_liaison_officer_calls_the_list_on_the_phone(door, page):
    browser = page.as_(liaison_of(door.sitting))
    listed = [one.public_id for one in door.invitations[:3]]
    with at("08:55"):
        assert browser.get(page.of("door")).status_code == 200
        but_one = {"who": "others", "listed": listed, "person": listed[:1]}
        said = browser.post(page.at_door("call_roll"), but_one, follow=True).content.decode()
        assert "已记 2 人到会" in said
        these = {"who": "these", "listed": listed[:1], "person": listed[:1]}
        assert (
            "已记 1 人到会"
            in browser.post(page.at_door("call_roll"), these, follow=True).content.decode()
        )
        back = browser.post(page.at_door("take_back"), {"person": listed[0]}, follow=True)
        assert "已撤回" in back.content.decode()
        guest = {"name": "王记者", "words": "日报社"}
        assert (
            "“王记者”已签到"
            in browser.post(page.at_door("admit"), guest, follow=True).content.decode()
        )
        assert browser.post(page.at_door("admit"), {"name": ""}).status_code == 422
    assert SignIn.objects.filter(SignIn.standing()).count() == 3


def test_liaison_officer_finds_the_own_lists_in_the_menu(door, page):
    officer = liaison_of(door.sitting)
    browser, listed = page.as_(officer), reverse("gatherings:my_rolls", args=[door.here])
    with at(EARLY):
        assert listed in browser.get("/me/").content.decode()
        assert page.at_door("call_roll") in browser.get(listed).content.decode()
        other = page.as_(staff(Role.GROUP_LIAISON, door.city.assembly))
        assert "还没有要您点名的场次" in other.get(listed).content.decode()


def test_office_is_told_of_a_sitting_where_nobody_was_noted(door, page):
    browser = page.as_(door.general, "12:00")
    with at("12:00"):
        assert "没有一个人签到" in browser.get(page.of("door")).content.decode()
    door.noted(0, EARLY)
    with at("12:00"):
        assert "没有一个人签到" not in browser.get(page.of("door")).content.decode()


def test_office_opens_a_desk_and_takes_it_back(door, page):
    browser = page.as_(door.general)
    with at(EARLY):
        opened = browser.post(page.of("open_desk"), {"label": "东门1号"}).content.decode()
        token = re.search(r"#token=([\w-]+)", opened)[1]
        desk = Desk.objects.get()
        assert token not in browser.get(page.of("door")).content.decode()
        browser.post(page.of("close_desk", row=desk))
        assert browser.post(page.of("open_desk"), {"label": ""}).status_code == 422
    assert Desk.objects.get().closed_at


def asked(name, door, token, body=None):
    return Client(enforce_csrf_checks=True).post(
        reverse(f"gatherings:{name}", args=[door.here]),
        json.dumps(body or {}),
        content_type="application/json",
        headers={"Authorization": f"Desk {token}"},
    )


def test_desk_gets_a_minimal_roll_by_its_token_only(door):
    with at(EARLY):
        _desk, token = open_desk(door.gathering, "东门1号", actor=door.general)
        door.noted(0, "08:20")
        roll = asked("desk_roll", door, token).json()
        assert asked("desk_roll", door, "x").status_code == 403
    first = next(one for one in roll["people"] if one["id"] == door.invitations[0].public_id)
    assert set(first) == {
        *("id", "name", "initials", "words", "counts", "leave"),
        *("group", "group_name", "seat", "key"),
    }
    assert door.invitations[0].person.phone not in json.dumps(roll)
    assert door.sitting.secret not in json.dumps(roll)
    [(sitting, person, came_at)] = roll["came"]
    assert (sitting, person) == (door.sitting.public_id, first["id"])
    assert datetime.fromisoformat(came_at) == moment_of("08:20")


def test_desk_knows_who_has_leave_and_counts_as_the_office_does(door):
    excused, came, more = door.invitations[1], door.invitations[0], door.invitations[3]
    LeaveRequest.objects.create(
        assembly=door.city.assembly,
        invitation=excused,
        state="granted",
        ground="business",
        approver="organiser",
        asked_on=date(2026, 1, 14),
    )
    Invitation.objects.filter(pk=more.pk).update(state="coming")
    with at(EARLY):
        desk, _token = open_desk(door.gathering, "东门1号", actor=door.general)
        door.noted(0, "08:20")
        roll, office = desk_roll(desk), numbers_of(door.sitting)
    people = {one["id"]: one for one in roll["people"]}
    assert people[excused.public_id]["leave"] == [door.sitting.public_id]
    assert people[came.public_id]["leave"] == []
    expected = [one for one in people.values() if one["counts"]]
    away = [one for one in expected if one["leave"]]
    assert (len(expected), len(away)) == (office.expected, office.excused) == (4, 1)
    assert office.missing == len(expected) - len(away) - len(roll["came"]) == 2
    assert "ground" not in json.dumps(roll)


def test_desk_elsewhere_or_after_its_time_gets_nothing(door):
    with at(EARLY):
        _desk, token = open_desk(door.gathering, "东门1号", actor=door.general)
        elsewhere = reverse("gatherings:desk_roll", args=["other-city"])
        header = {"Authorization": f"Desk {token}"}
        assert Client().post(elsewhere, headers=header).status_code == 403
    with at("23:31"):
        assert asked("desk_roll", door, token).status_code == 410


def test_desk_hands_over_over_the_wire(door):
    with at(EARLY):
        _desk, token = open_desk(door.gathering, "东门1号", actor=door.general)
        good = {
            "key": "a1",
            "sitting": door.sitting.public_id,
            "person": door.invitations[0].public_id,
            "at": moment_of(EARLY).isoformat(),
            "direction": "in",
        }
        bad = [
            {"key": "b1"},
            {"key": 7},
            "x",
            {**good, "key": "b2", "at": "gestern"},
            {**good, "key": "b3", "at": "0001-01-01T00:00:00+00:00"},
            {**good, "key": "b4", "person": "", "name": "机密★10年"},
            {**good, "key": "b5", "person": "", "name": "\x00"},
        ]
        sent = {"now": clock.now().isoformat(), "entries": [good, *bad]}
        receipts = asked("desk_entries", door, token, sent).json()["receipts"]
        assert asked("desk_entries", door, token, {"entries": 5}).status_code == 400
    assert sorted((one["outcome"] for one in receipts), reverse=True) == ["taken", *["refused"] * 7]
    assert SignIn.objects.count() == 1


def test_own_code_is_proved_by_the_key_in_the_roll(door):
    moment = moment_of(EARLY)
    code = door_codes.own_code(door.invitations[0], moment)
    person, step, proof = code.split(".")
    assert (person, len(proof)) == (door.invitations[0].public_id, 12)
    assert int(step) == int(moment.timestamp()) // 60
    assert door_codes.own_code(door.invitations[0], moment + timedelta(seconds=60)) != code
    assert door_codes.own_key(person) != door_codes.own_key(door.invitations[1].public_id)


def closed(door):
    door.noted(0, EARLY)
    door.closed()
    settle_presence(door.gathering, actor=door.general)


def test_results_are_read_and_corrected_with_the_old_value_kept(door, page):
    closed(door)
    browser = page.as_(door.general)
    said = browser.get(page.of("presence")).content.decode()
    assert [words in said for words in ("出席 <b>1</b>", "缺席 <b>2</b>", "在场 150 分钟")] == [
        True
    ] * 3
    form = page.of("correct_presence", door.sitting.public_id, door.invitations[1].public_id)
    assert browser.post(form, {"after": "present", "reason": ""}).status_code == 422
    done = browser.post(form, {"after": "present", "reason": "补交签到册"}, follow=True)
    assert "更正过" in done.content.decode()
    assert "补交签到册" in browser.get(form).content.decode()


def test_results_are_searched_by_name_and_initials(door, page):
    closed(door)
    person = door.invitations[1].person
    browser = page.as_(door.general)
    said = browser.get(page.of("presence"), {"q": person.initials}).content.decode()
    assert "找到" in said
    found = browser.get(page.of("presence"), {"q": person.name}).content.decode()
    assert f"更正“{person.name}”的结果" in found
    assert f"更正“{door.invitations[0].name}”的结果" not in found
    assert "缺席 <b>2</b>" in found
    nobody = browser.get(page.of("presence"), {"q": "查无此人"}).content.decode()
    assert "找到 0 人" in nobody


def test_results_are_for_the_office_and_leaders(door, page):
    closed(door)
    for actor, status in (
        (door.city.leader, 200),
        (staff(Role.RESEARCH_OFFICE, door.city.assembly), 404),
        (door.actor(), 404),
    ):
        assert page.as_(actor).get(page.of("presence")).status_code == status


def test_sign_in_that_reached_us_after_closing_is_pointed_out(door, page):
    closed(door)
    Presence.objects.update(created_at=moment_of("2026-01-16 10:00"))
    row = door.noted(1, "08:40")
    SignIn.objects.filter(pk=row.pk).update(received_at=moment_of("2026-01-16 12:00"))
    said = page.as_(door.general).get(page.of("presence")).content.decode()
    assert "办结以后才送到的签到" in said


def test_member_reads_their_own_result(door, page):
    closed(door)
    said = page.as_(door.actor(1)).get(page.of("my_sign_in")).content.decode()
    assert ("缺席" in said, "<svg width" in said) == (True, False)


@pytest.mark.both
@pytest.mark.parametrize("count", [1, 3])
def test_door_page_asks_as_often_for_many_people_as_for_one(
    door, page, count, django_assert_max_num_queries
):
    Invitation.objects.exclude(pk__in=[one.pk for one in door.invitations[:count]]).delete()
    for number in range(count):
        door.noted(number, EARLY)
    browser = page.as_(door.general)
    with at("08:40"), django_assert_max_num_queries(30):
        assert browser.get(page.of("door")).status_code == 200
