"""The pages: rules and preview, lists with numbers, many at once, the leave desk, one's own month, one invitation."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.cities import make_city, staff
from tests.factories.members import MemberFactory
from tests.gatherings.people.meeting import fresh, make_meeting, name_rule
from tests.matrix.walk import text_of
from tongxin.accounts.terms import Role
from tongxin.gatherings.actions.invite import invite_more
from tongxin.gatherings.forms.rules import NamesForm
from tongxin.gatherings.lifecycle import INVITATION, LEAVE
from tongxin.gatherings.models import Gathering, Invitation, LeaveRequest
from tongxin.gatherings.terms import GatheringState
from tongxin.lifecycle.addresses import act_url
from tongxin.lifecycle.perform import perform
from tongxin.members.models import Member
from tongxin.notifications.models import Notice
from tongxin.trail.models import Event

pytestmark = pytest.mark.once


@pytest.fixture
def at(meeting):
    """The address parts of the meeting."""
    return (meeting.here.slug, meeting.gathering.public_id)


# Rules


def test_page_of_rules_shows_what_they_come_to(meeting, at, client):
    name_rule(meeting, "孙教授", duty="may", capacity="guest")
    page = meeting.get(client, meeting.office, "invite", *at).content.decode()
    assert "应到 4 人，可到 1 人。" in page and "有 1 人还没有收到邀请" in page
    meeting.post(client, meeting.office, "invite", *at, step="send")
    assert Invitation._base_manager.filter(name="孙教授").exists()


def test_rule_and_names_are_added_on_the_page(city, client):
    meeting = make_meeting(city, invited=False, state=GatheringState.DRAFTED)
    at = (meeting.here.slug, meeting.gathering.public_id)
    rule = {"step": "add", "who": f"sector:{city.members[0].sector_id}", "duty": "may"}
    assert (
        meeting.post(client, meeting.office, "invite", *at, capacity="member", **rule).status_code
        == 302
    )
    names = {"step": "names", "names": "孙教授　省委党校\n钱 教", "duty": "must"}
    meeting.post(client, meeting.office, "invite", *at, capacity="speaker", **names)
    rules = list(meeting.gathering.rules.order_by("id"))
    assert [row.source for row in rules] == ["members", "sector", "named"]
    assert rules[2].names == [
        {"person": None, "name": "孙教授", "words": "省委党校"},
        {"person": None, "name": "钱教", "words": ""},
    ]
    meeting.post(client, meeting.office, "drop_rule", *at, str(rules[2].pk))
    assert meeting.gathering.rules.count() == 2


@pytest.mark.both
def test_names_are_recognised_and_namesakes_told_apart(meeting, city):
    first, second = city.members[:2]
    second.person.name = first.person.name
    second.person.save()
    Member._base_manager.filter(pk=second.pk).update(employer="第一中学")

    def read(text: str) -> NamesForm:
        data = {"names": text, "duty": "must", "capacity": "member"}
        return NamesForm(data, gathering=meeting.gathering)

    assert "有 2 位" in str(read(first.person.name).errors)
    form = read(f"{first.person.name} 第一中学")
    assert form.is_valid() and form.cleaned_data["names"][0]["person"] == second.person_id
    form = read(f"{first.person.name} {first.card_number}、{city.members[2].person.name}")
    assert form.is_valid()
    assert [one["person"] for one in form.cleaned_data["names"]] == [
        first.person_id,
        city.members[2].person_id,
    ]
    assert not read("机密★一年").is_valid()


def test_rules_of_others_do_not_exist(meeting, at, client, city):
    assert meeting.get(client, city.member_actor(), "invite", *at).status_code == 404
    assert meeting.get(client, city.office, "people", *at).status_code == 404
    stranger = staff(Role.GENERAL_OFFICE, make_city(members=1, units=1).assembly)
    assert meeting.get(client, stranger, "people", *at).status_code == 404


# Lists


@pytest.mark.both
def test_list_has_tabs_numbers_and_a_row_each(meeting, at, client, city):
    meeting.come(0)
    meeting.sign_in(0)
    page = meeting.get(client, meeting.office, "people", *at).content.decode()
    assert "已邀请 4 人：参加 1，待答复 3，请假待批 0，准假 0，不参加 0。" in page
    assert "委员 4 人，须到 3，已到 1" in page and "还差 2" in page
    assert "委员 4 人，须到 3，没有请假的 4" in page
    missing = meeting.get(
        client,
        meeting.office,
        "sitting_people",
        at[0],
        meeting.sittings[0].public_id,
        tab="missing",
    ).content.decode()
    assert city.members[0].person.name not in missing and city.members[1].person.name in missing


def test_leaders_read_the_list_and_change_nothing(meeting, at, client, city):
    page = meeting.get(client, city.leader, "people", *at)
    assert page.status_code == 200 and "撤回邀请" not in page.content.decode()
    assert meeting.post(client, city.leader, "withdraw_many", *at, all="1").status_code == 404


@pytest.mark.both
def test_list_takes_as_many_queries_for_three_as_for_one(
    city, client, django_assert_max_num_queries
):
    meeting = make_meeting(city, sittings=1)
    at = (meeting.here.slug, meeting.gathering.public_id)
    meeting.get(client, meeting.office, "people", *at)
    with django_assert_max_num_queries(60) as asked:
        meeting.get(client, meeting.office, "people", *at)
    few = len(asked)
    for _number in range(3):
        MemberFactory(assembly=city.assembly)
    larger = make_meeting(city, sittings=4)
    meeting.ask(0)
    with django_assert_max_num_queries(few):
        larger.get(client, meeting.office, "people", meeting.here.slug, larger.gathering.public_id)


def test_many_are_reminded_after_a_look(meeting, at, client):
    meeting.come(0)
    preview = meeting.post(client, meeting.office, "remind_many", *at, all="1").content.decode()
    assert "选中 4 人，其中 3 人可以办理。" in preview and "已经答复：参加。" in preview
    assert not Notice._base_manager.filter(kind="reminder").exists()
    ids = [one.public_id for one in Invitation._base_manager.all()]
    meeting.post(client, meeting.office, "remind_many", *at, ids=ids, confirmed="1")
    assert Notice._base_manager.filter(kind="reminder").count() == 3


def test_many_are_withdrawn_after_a_look(meeting, at, client):
    ids = [meeting.invitation(number).public_id for number in (0, 1)]
    meeting.post(client, meeting.office, "withdraw_many", *at, ids=ids)
    assert meeting.invitation(0).state == "invited"
    meeting.post(client, meeting.office, "withdraw_many", *at, ids=ids, confirmed="1")
    assert [meeting.invitation(number).state for number in range(3)] == [
        "withdrawn",
        "withdrawn",
        "invited",
    ]


@pytest.mark.both
def test_export_holds_what_the_list_shows_and_is_noted(meeting, at, client, city):
    meeting.ask(0)
    response = meeting.get(client, meeting.office, "export_people", *at)
    sheet = text_of(response)
    assert all(word in sheet for word in ("请假待批", "因病", city.members[0].person.name))
    assert "住院" not in sheet
    assert Event.objects.filter(act="trail.take_out", facts__what="gatherings.people").count() == 1


def test_sheet_and_cards_are_printed_without_the_excused(meeting, at, client, city):
    perform(LEAVE.grant, meeting.ask(0), staff(Role.CHAIR, city.assembly))
    text = text_of(meeting.get(client, meeting.office, "print_people", *at, "sheet", form="docx"))
    assert city.members[1].person.name in text and city.members[0].person.name not in text
    cards = client.post(meeting.url("print_people", *at, "cards"), {"all": "1"})
    assert cards.getvalue()[:5] == b"%PDF-"
    assert client.get(meeting.url("print_people", *at, "other")).status_code == 404


# Leave


def test_desk_lists_what_waits_and_grants_many(meeting, client, city):
    chair = staff(Role.CHAIR, city.assembly)
    leaves = [meeting.ask(0), meeting.ask(1)]
    perform(LEAVE.grant, meeting.ask(2), chair)
    desk = meeting.get(client, chair, "leaves", meeting.here.slug).content.decode()
    assert city.members[0].person.name in desk and city.members[2].person.name not in desk
    ids = [leave.public_id for leave in leaves]
    preview = meeting.post(client, chair, "grant_many", meeting.here.slug, ids=ids)
    assert "全部准假" in preview.content.decode()
    meeting.post(client, chair, "grant_many", meeting.here.slug, ids=ids, confirmed="1")
    assert [fresh(leave).state for leave in leaves] == ["granted", "granted"]


def test_office_enters_many_with_one_note(meeting, client):
    leaves = [meeting.ask(0), meeting.ask(1)]
    data = {"ids": [leave.public_id for leave in leaves], "confirmed": "1"}
    slug = meeting.here.slug
    page = meeting.post(client, meeting.office, "grant_many", slug, **data).content.decode()
    assert "谁在何时怎样同意的" in page and fresh(leaves[0]).state == "asked"
    meeting.post(client, meeting.office, "grant_many", slug, **data, decision_note="主席批示")
    assert {(fresh(one).state, fresh(one).decision_note) for one in leaves} == {
        ("granted", "主席批示")
    }


def test_members_have_no_desk_to_grant_at(meeting, client, city):
    leave = meeting.ask(0)
    data = {"ids": [leave.public_id], "confirmed": "1"}
    answer = meeting.post(client, city.member_actor(1), "grant_many", meeting.here.slug, **data)
    assert (answer.status_code, fresh(leave).state) == (404, "asked")


def test_leave_is_read_by_whoever_decides_and_its_asker(meeting, client, city):
    leave = meeting.ask(0)
    args = (meeting.here.slug, leave.public_id)
    for reader in (staff(Role.CHAIR, city.assembly), meeting.office, city.member_actor(0)):
        assert "住院" in meeting.get(client, reader, "leave", *args).content.decode()
    assert meeting.get(client, city.member_actor(1), "leave", *args).status_code == 404


# One's own


def test_month_shows_days_and_asks_for_the_answer(meeting, client, city):
    page = meeting.get(client, city.member_actor(), "mine").content.decode()
    assert meeting.gathering.title in page and 'href="#d20"' in page and "参加" in page
    assert "09:00–11:00" in page and "21:00–23:00" in page
    client.post(
        act_url(INVITATION.come, meeting.invitation()), {"next": reverse("gatherings:mine")}
    )
    assert meeting.invitation().state == "coming"
    assert "下个月" not in page and "上个月" not in page


@pytest.mark.both
def test_one_goes_from_the_first_month_with_something_on_to_the_last(meeting, client, city):
    make_meeting(city, happened_on=date(2026, 3, 10), ends_on=date(2026, 3, 10))
    page = meeting.get(client, city.member_actor(), "mine").content.decode()
    assert 'href="?month=2026-02"' in page and "上个月" not in page
    page = meeting.get(client, city.member_actor(), "mine", month="2026-02").content.decode()
    assert "这个月没有活动" in page and 'href="?month=2026-03"' in page
    beyond = meeting.get(client, city.member_actor(), "mine", month="2026-04").content.decode()
    assert meeting.gathering.title in beyond


def test_month_holds_ones_own_only(meeting, client, city):
    make_meeting(city, invited=False, title="别人的会")
    Gathering._base_manager.filter(title="别人的会").update(state=GatheringState.DRAFTED)
    page = meeting.get(client, city.member_actor(), "mine").content.decode()
    assert "别人的会" not in page
    assert (
        meeting.gathering.title not in meeting.get(client, meeting.office, "mine").content.decode()
    )


@pytest.mark.parametrize("month", ["", "2026-13", "x", "0000-01", "9999-12"])
def test_strange_months_are_shown_as_some_month(meeting, client, city, month):
    assert meeting.get(client, city.member_actor(), "mine", month=month).status_code == 200


@pytest.mark.both
def test_month_takes_as_many_queries_for_three_as_for_one(
    city, client, django_assert_max_num_queries
):
    meeting = make_meeting(city, sittings=1)
    meeting.come(0)
    meeting.get(client, city.member_actor(), "mine")
    with django_assert_max_num_queries(40) as asked:
        meeting.get(client, city.member_actor(), "mine")
    few = len(asked)
    for _number in range(2):
        make_meeting(city, sittings=5).come(0)
    with django_assert_max_num_queries(few):
        meeting.get(client, city.member_actor(), "mine")


def test_invitation_says_all_and_asks_leave(meeting, client, city):
    invitation = meeting.invitation()
    args = (meeting.here.slug, invitation.public_id)
    page = meeting.get(client, city.member_actor(), "invitation", *args).content.decode()
    assert "请答复能否参加" in page and "第2次大会" in page and "经过" not in page
    asking = client.get(act_url(INVITATION.ask_part, invitation)).content.decode()
    assert "请假由主席批" in asking and "哪些场次请假" in asking
    url = act_url(INVITATION.ask_part, invitation)
    unknown = client.post(url, {"ground": "official", "sittings": ["9223372036854775808"]})
    assert unknown.status_code == 422
    part = {"ground": "official", "sittings": [meeting.sittings[1].public_id]}
    assert client.post(url, part).status_code == 302
    assert LeaveRequest._base_manager.get().sittings.get().sitting == meeting.sittings[1]
    assert meeting.get(client, city.member_actor(1), "invitation", *args).status_code == 404
    assert "经过" in meeting.get(client, meeting.office, "invitation", *args).content.decode()


def test_guest_is_answered_for_by_the_office(meeting, client):
    name_rule(meeting, "孙教授", duty="must", capacity="speaker")
    invite_more(meeting.gathering, actor=meeting.office)
    guest = Invitation._base_manager.get(name="孙教授")
    page = meeting.get(client, meeting.office, "invitation", meeting.here.slug, guest.public_id)
    assert "来电时在这里代为答复" in page.content.decode()


def test_public_sees_nothing(meeting, at):
    assert Client().get(meeting.url("people", *at)).status_code == 302
    assert Client().get(reverse("gatherings:mine")).status_code == 302
