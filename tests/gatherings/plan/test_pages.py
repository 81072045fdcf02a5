"""Every page of planning opens for those who work with it, says what is next, and takes what it asks for."""

from contextvars import Context
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.accounts import PersonFactory, sign_in
from tests.factories.cities import staff
from tests.factories.gatherings import InvitationFactory
from tests.factories.members import BodyFactory, SpecialCommitteeFactory
from tests.gatherings.people.meeting import note
from tests.gatherings.plan.office import LONG_AGO, SOON, another_office, fresh, morning
from tests.matrix.walk import text_of
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.gatherings.models import Gathering, GatheringKind
from tongxin.gatherings.queries.rooms import liaisons_of
from tongxin.search.finding import find
from tongxin.search.queue import index_due

pytestmark = pytest.mark.once


def said(response) -> str:
    return response.content.decode()


def line_data(form) -> dict:
    """What the browser would send back of a form untouched."""
    found = {box.html_name: box.value() for box in form}
    return {
        name: value for name, value in found.items() if value is not None and value is not False
    }


@pytest.mark.parametrize("name", ["list", "calendar", "choose", "kinds", "add_kind"])
def test_page_opens_for_the_office(office, client, name):
    assert office.get(client, office.general, name).status_code == 200


@pytest.mark.parametrize(
    ("name", "reads"),
    [("list", True), ("calendar", True), ("choose", False), ("kinds", False)],
)
def test_member_reads_and_plans_nothing(office, client, name, reads):
    response = office.get(client, office.city.member_actor(), name)
    assert response.status_code == (200 if reads else 404)


def test_meeting_is_planned_with_one_short_form(office, client):
    committee = SpecialCommitteeFactory(assembly=office.here)
    typed = {
        "title": "经济委全体会议",
        "day": "2026-02-03",
        "starts": "09:00",
        "ends": "11:00",
        "place": "三楼",
        "organiser": f"committee:{committee.public_id}",
    }
    response = office.post(client, office.committee, "plan", "committee_meeting", **typed)
    assert response.status_code == 302
    gathering = Gathering.objects.get()
    assert (gathering.happened_on, gathering.organiser) == (SOON, committee)
    page = said(client.get(response.url))
    assert all(word in page for word in ("经济委全体会议", "09:00–11:00", "三楼", "发出通知"))


def test_last_day_makes_every_half_day(office, client):
    typed = {
        "title": "十一届五次会议",
        "day": "2026-02-03",
        "last_day": "2026-02-08",
        "starts": "09:00",
        "ends": "11:30",
    }
    office.post(client, office.general, "plan", "plenary", **typed)
    assert Gathering.objects.get().sittings.count() == 12


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"ends": "08:00"}, "ends"),
        ({"last_day": "2026-01-01"}, "last_day"),
        ({"last_day": "2027-01-01"}, "last_day"),
        ({"title": ""}, "title"),
        ({"organiser": "committee:nobody"}, "organiser"),
    ],
)
def test_plan_that_makes_no_sense_comes_back_with_the_field(office, client, wrong, field):
    typed = {"title": "会", "day": "2026-02-03", "starts": "09:00", "ends": "11:00"}
    response = office.post(client, office.general, "plan", "briefing", **{**typed, **wrong})
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not Gathering.objects.exists()


def test_plan_begins_from_an_earlier_one(office, client):
    earlier = office.plan("training", slots=[morning(SOON), morning(SOON + timedelta(days=1))])
    page = office.get(client, office.general, "plan", "training", like=earlier.public_id)
    form = page.context["form"]
    assert (form["teacher"].value(), str(form["day"].value())) == ("张教授", "2026-01-14")
    data = {**line_data(form), "day": "2026-03-03"}
    client.post(f"{page.wsgi_request.path}?like={earlier.public_id}", data)
    again = Gathering.objects.latest("pk")
    assert (again.happened_on, again.ends_on) == (date(2026, 3, 3), date(2026, 3, 4))


# Acts


def test_sittings_are_changed_and_added_on_one_page(office, client):
    gathering = office.plan()
    url = f"/{office.here.slug}/gatherings/{gathering.public_id}/act/arrange/"
    office.get(client, office.general, "list")
    form = client.get(url).context["form"]
    new = {"day_1": "2026-02-04", "starts_1": "14:00", "ends_1": "16:00", "title_1": "第二场"}
    response = office.press(client, "arrange", gathering, **{**line_data(form), **new})
    assert response.status_code == 302
    assert [str(row.title) for row in gathering.sittings.all()] == ["", "第二场"]
    assert fresh(gathering).ends_on == date(2026, 2, 4)


def test_line_half_filled_in_is_said_at_its_place(office, client):
    gathering = office.plan()
    response = office.press(client, "arrange", gathering, day_0="2026-02-03", starts_0="09:00")
    assert response.status_code == 422
    assert "day_0" in response.context["form"].errors


def test_announcing_shows_once_more_who_is_invited_to_what(office, client):
    gathering = office.plan("plenary", slots=[morning(date(2026, 1, 19))])
    sign_in(client, office.general)
    url = f"/{office.here.slug}/gatherings/{gathering.public_id}/act/announce/"
    page = said(client.get(url))
    assert all(words in page for words in ("2026年1月19日", "全体委员", "应到", "为什么现在才通知"))
    assert office.press(client, "announce", gathering).status_code == 422
    why = {"short_notice": "上级临时部署"}
    assert office.press(client, "announce", gathering, **why).status_code == 302


def test_one_day_moves_all_sittings_together(office, client):
    slots = [morning(SOON), morning(SOON + timedelta(days=1))]
    gathering = office.announced("plenary", slots=slots)
    url = f"/{office.here.slug}/gatherings/{gathering.public_id}/act/reschedule/"
    lines = line_data(sign_in(client, office.general).get(url).context["form"])
    data = {**lines, "first_day": "2026-02-10", "reason": "冲突"}
    assert office.press(client, "reschedule", gathering, **data).status_code == 302
    days = [clock.day_of(one.starts_at) for one in gathering.sittings.all()]
    assert days == [date(2026, 2, 10), date(2026, 2, 11)]


def test_rescheduling_asks_why(office, client):
    gathering = office.announced()
    data = {"day_0": "2026-02-05", "starts_0": "09:00", "ends_0": "10:00"}
    assert office.press(client, "reschedule", gathering, **data).status_code == 422
    assert office.press(client, "reschedule", gathering, **data, reason="冲突").status_code == 302
    assert "冲突" in said(office.get(client, office.general, "gathering", gathering.public_id))


def test_layout_page_shows_each_half_day_and_group(office, client):
    BodyFactory(assembly=office.here, kind="group", name="第一组")
    gathering = office.plan("plenary", slots=[morning(SOON), morning(SOON + timedelta(days=1))])
    office.get(client, office.general, "list")
    url = f"/{office.here.slug}/gatherings/{gathering.public_id}/act/lay_out/"
    page = said(client.get(url))
    assert (page.count("怎么开"), "第一组" in page) == (6, True)


def test_past_gathering_is_closed_with_its_pasted_list(office, client):
    gathering = office.plan(day=LONG_AGO)
    data = {"present": "王　敏\n李强、赵云", "excused": "孙丽", "guests": "20"}
    assert office.press(client, "close", gathering, **data).status_code == 302
    page = said(office.get(client, office.general, "gathering", gathering.public_id))
    assert "已办结" in page
    names = set(gathering.invitations.values_list("name", flat=True))
    assert names == {"王敏", "李强", "赵云", "孙丽"}


def test_correction_page_shows_before_and_after(office, client):
    gathering = office.closed()
    data = {
        "reason": "地点写错",
        "title": "情况通报会",
        "place": "第二会议室",
        "day": "2025-03-04",
        "starts": "09:00",
        "ends": "11:30",
        "variety": "government",
        "speaker": "市政府副市长",
    }
    assert office.press(client, "correct", gathering, **data).status_code == 302
    page = said(office.get(client, office.general, "gathering", gathering.public_id))
    assert "<del>第一会议室</del> → <ins>第二会议室</ins>" in page
    member = said(office.get(client, office.city.member_actor(), "gathering", gathering.public_id))
    assert "<del>" not in member


def test_agenda_is_written_and_ordered_by_numbers(office, client):
    gathering = office.plan()
    sitting = gathering.sittings.get()
    stale = office.post(client, office.general, "agenda", sitting.public_id, words_0="甲")
    assert stale.status_code == 422
    data = {
        "version": gathering.version,
        "order_0": "2",
        "words_0": "乙",
        "order_1": "1",
        "words_1": "甲",
        "minutes_1": "15",
    }
    response = office.post(client, office.general, "agenda", sitting.public_id, **data)
    assert response.status_code == 302
    assert [row.words for row in sitting.agenda.all()] == ["甲", "乙"]
    page = said(client.get(response.url))
    assert page.index("甲") < page.index("乙")


def test_sitting_is_copied_to_another_day(office, client):
    sitting = office.plan().sittings.get()
    assert office.get(client, office.general, "copy_sitting", sitting.public_id).status_code == 200
    office.post(client, office.general, "copy_sitting", sitting.public_id, on="2026-02-10")
    assert fresh(sitting.gathering).ends_on == date(2026, 2, 10)


# Readers


def test_draft_is_there_for_its_office_only(office, client):
    gathering = office.plan("plenary")
    for reader, status in (
        (office.general, 200),
        (office.committee, 404),
        (office.secretary, 404),
        (office.city.member_actor(), 404),
        (another_office().general, 404),
    ):
        assert sign_in(client, reader).get(gathering.get_absolute_url()).status_code == status


def announced_for(office, code, *people, **more):
    """A gathering of a kind that expects nobody by itself, announced to these people."""
    gathering = office.plan(code, **more)
    for person in people:
        InvitationFactory(gathering=gathering, person=person, assembly=office.here)
    return office.do("announce", gathering)


def test_restricted_gathering_is_read_by_those_invited(office, client):
    invited, other = office.city.member_actor(0), office.city.member_actor(1)
    gathering = announced_for(office, "visit_talk", invited.person, title="走访")
    page = office.get(client, invited, "gathering", gathering.public_id)
    assert page.status_code == 200
    assert "待答复" in said(page)
    assert office.get(client, other, "gathering", gathering.public_id).status_code == 404
    listed = said(office.get(client, other, "calendar", month="2026-02"))
    assert gathering.title not in listed


def test_page_tells_answers_to_the_office_and_not_to_members(office, client):
    people = PersonFactory.create_batch(3)
    gathering = announced_for(office, "special_consultation", *people)
    office_page = office.get(client, office.general, "gathering", gathering.public_id)
    told = [(str(one.label), one.value) for one in office_page.context["answers"]]
    assert told == [("待答复", 3)]
    member = office.get(client, office.city.member_actor(), "gathering", gathering.public_id)
    assert member.context["answers"] == []


# Lists and the calendar


@pytest.mark.both
def test_list_filters_by_kind_month_and_organiser_and_exports(office, client):
    committee = SpecialCommitteeFactory(assembly=office.here)
    office.announced("briefing", title="三月通报会", day=date(2026, 3, 3))
    one = office.plan("committee_meeting", title="经济委会议", organiser=committee)
    office.do("announce", one)
    kind = GatheringKind.objects.get(code="briefing").pk
    for asked, found in (
        ({}, (True, True)),
        ({"kind": kind}, (True, False)),
        ({"happened_on_from": "2026-03-01"}, (True, False)),
        ({"organiser": f"committee:{committee.public_id}"}, (False, True)),
        ({"organiser": "assembly"}, (True, False)),
        ({"q": "经济委"}, (False, True)),
    ):
        page = said(office.get(client, office.general, "list", **asked))
        assert ("三月通报会" in page, "经济委会议" in page) == found, asked
    sheet = text_of(office.get(client, office.general, "export"))
    assert all(word in sheet for word in ("三月通报会", "经济委会议", "2026"))


@pytest.mark.both
def test_tabs_part_what_is_coming_from_what_is_to_be_closed(office, client):
    office.announced(title="将来的会")
    office.plan(title="筹备的会")
    office.closed(title="办结的会")
    with clock.frozen(clock.now() + timedelta(days=60)):
        office.announced(title="更远的会", day=date(2026, 4, 1))
        page = said(office.get(client, office.general, "list", tab="to_close"))
        assert ("将来的会" in page, "更远的会" in page) == (True, False)
    page = said(office.get(client, office.general, "list", tab="drafts"))
    assert ("筹备的会" in page, "将来的会" in page) == (True, False)
    page = said(office.get(client, office.general, "list", tab="closed"))
    assert "办结的会" in page


@pytest.mark.both
def test_soonest_comes_first_of_what_is_coming(office, client):
    office.announced(title="下月的会", day=date(2026, 2, 20))
    office.announced(title="近日的会")
    page = said(office.get(client, office.general, "list"))
    assert page.index("近日的会") < page.index("下月的会")
    page = said(office.get(client, office.general, "list", tab="coming", sort="-happened_on"))
    assert page.index("近日的会") > page.index("下月的会")


@pytest.mark.both
def test_calendar_shows_a_month_and_rooms_once(office, client):
    groups = [BodyFactory(assembly=office.here, kind="group", name=f"第{n}组") for n in (1, 2)]
    rooms = [morning(SOON, group=group) for group in groups]
    office.announced("plenary", title="全会", slots=[*rooms, morning(SOON + timedelta(days=1))])
    gone = office.announced(title="取消的会")
    office.do("cancel", gone, reason="不办")
    page = said(office.get(client, office.general, "calendar", month="2026-02"))
    table = page.partition('class="month-list"')[0]
    assert (table.count("全会</a>"), "取消的会" in page) == (2, False)
    assert "全会" not in said(office.get(client, office.general, "calendar", month="2026-01"))


@pytest.mark.parametrize("month", ["2026-13", "0000-01", "9999-12", "abc", "２０２６-01"])
def test_month_that_nobody_means_is_this_one(office, client, month):
    response = office.get(client, office.general, "calendar", month=month)
    assert response.context["month"].first == date(2026, 1, 1)


def test_calendar_ends_with_its_gatherings(office, client):
    office.announced(day=SOON)
    here = office.get(client, office.general, "calendar").context["month"]
    assert (here.before, here.after) == (None, date(2026, 2, 1))
    next_one = office.get(client, office.general, "calendar", month="2026-02").context["month"]
    assert (next_one.before, next_one.after) == (date(2026, 1, 1), None)
    far = office.get(client, office.general, "calendar", month="2027-05").context["month"]
    assert (far.before, far.after) == (date(2027, 4, 1), None)


def test_closing_warns_of_sittings_without_anybody(office, client):
    gathering = office.announced("plenary", slots=[morning(SOON, title="闭幕会")])
    url = f"/{office.here.slug}/gatherings/{gathering.public_id}/act/close/"
    with clock.frozen(datetime(2026, 2, 4, 9)):
        page = said(sign_in(client, office.general).get(url))
        assert "有 1 场没有一个人签到" in page and "闭幕会" in page
        note(gathering.sittings.get(), InvitationFactory(gathering=gathering, assembly=office.here))
        assert "没有一个人签到" not in said(client.get(url))


@pytest.mark.both
def test_only_those_who_are_liaison_officers_then_are_offered(office):
    plenary = office.plan("plenary", day=SOON)
    lasting, ended = (staff(Role.GROUP_LIAISON, office.here) for _officer in range(2))
    ended.person.roles.update(ends_on=SOON)
    assert list(liaisons_of(plenary)) == [lasting.person]
    plenary.sittings.update(liaison=ended.person)
    assert set(liaisons_of(plenary)) == {lasting.person, ended.person}


@pytest.mark.both
def test_calendar_of_what_one_is_invited_to(office, client):
    member = office.city.member_actor(0)
    announced_for(office, "special_consultation", member.person, title="请我的会")
    announced_for(office, "special_consultation", PersonFactory(), title="别的会")
    page = said(office.get(client, member, "calendar", month="2026-02", whose="mine"))
    assert ("请我的会" in page, "别的会" in page) == (True, False)


def queries(client, url: str) -> int:
    """Of the second request: the first one loads what is kept."""
    client.get(url)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


@pytest.mark.both
@pytest.mark.parametrize("page", ["", "calendar/?month=2026-02"])
def test_more_gatherings_cost_no_more_queries(office, client, page):
    sign_in(client, office.general)
    url = f"/{office.here.slug}/gatherings/{page}"
    office.announced()
    one = queries(client, url)
    office.announced()
    office.announced()
    assert queries(client, url) == one


@pytest.mark.both
def test_more_sittings_cost_no_more_queries(office, client):
    days = [SOON + timedelta(days=n) for n in range(3)]
    one, three = office.plan(), office.plan(slots=[morning(day) for day in days])
    sign_in(client, office.general)
    assert queries(client, one.get_absolute_url()) == queries(client, three.get_absolute_url())


# Kinds


def test_own_kind_is_written_on_a_page_like_a_shipped_one(office, client):
    page = office.get(client, office.general, "add_kind", like="three_entries")
    data = {**line_data(page.context["form"]), "name": "进企业"}
    response = client.post(page.wsgi_request.get_full_path(), data)
    assert response.status_code == 302
    row = GatheringKind.objects.get(assembly=office.here)
    assert (str(row), row.state, row.seen) == ("进企业", "draft", "members")
    assert "进企业" in said(client.get(response.url))


def test_settings_page_keeps_the_assemblys_words(office, client):
    page = office.get(client, office.general, "kind_settings", "plenary")
    data = {**line_data(page.context["form"]), "name": "全会", "notice_days": "10"}
    response = client.post(page.wsgi_request.path, data)
    assert response.status_code == 302
    assert (str(office.kind("plenary")), office.kind("plenary").notice_days) == ("全会", 10)


# Search


@pytest.mark.both
def test_announced_gathering_is_found_and_a_draft_is_not(office):
    office.announced(title="营商环境通报会")
    office.plan(title="营商环境座谈筹备")
    while Context().run(index_due):
        """As the worker does it: outside every scope."""
    hits = find(office.city.member_actor(), "营商环境")
    assert [str(hit.record) for hit in hits] == ["营商环境通报会"]
