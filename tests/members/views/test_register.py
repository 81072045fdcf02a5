"""The register's pages: acts are reached from the member, done on forms, told afterwards; costs do not grow."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import PersonFactory, sign_in
from tests.factories.members import AppointmentFactory, BodyFactory, MemberFactory
from tests.proposals.thread import fresh
from tongxin.members.models import Appointment, Body, Member

pytestmark = pytest.mark.once


@pytest.fixture
def browser(client, liaison):
    return sign_in(client, liaison)


@pytest.fixture
def at(city):
    def address(name: str, *parts) -> str:
        return reverse(f"members:{name}", args=[city.assembly.slug, *parts])

    return address


def test_a_new_member_is_seated_from_the_roll(city, browser, at):
    assert at("seat") in browser.get(at("roll")).content.decode()
    posted = {
        "name": "郑新",
        "phone": "13911110000",
        "gender": "female",
        "term": city.session.term_id,
        "sector": city.members[0].sector_id,
        "start_reason": "co_opted",
        "starts_on": "2026-01-10",
        "meeting": "常委会第二十次会议",
    }
    assert browser.post(at("seat"), posted | {"name": ""}).status_code == 422
    assert browser.post(at("seat"), posted).status_code == 302
    assert Member.objects.get(person__name="郑新").mandates.get().start_meeting


def test_posts_are_given_and_taken_from_the_members_page(city, browser, at):
    member = city.members[0]
    branch = BodyFactory(assembly=city.assembly)
    page = at("record", member.public_id)
    assert at("appoint", member.public_id) in browser.get(page).content.decode()
    posted = {"post": f"body:{branch.pk}:secretary", "starts_on": "2026-01-10"}
    assert browser.post(at("appoint", member.public_id), posted).url == page
    post = Appointment.objects.get()
    assert "书记" in browser.get(page).content.decode()
    twice = browser.post(at("appoint", member.public_id), posted)
    assert (twice.status_code, "已有这个职务" in twice.content.decode()) == (422, True)
    ended = {"reason": "relieved", "on": "2026-01-14"}
    assert browser.post(at("relieve", post.public_id), ended).status_code == 302
    assert fresh(post).ends_on == date(2026, 1, 14)


def test_a_mandate_is_ended_and_put_right_on_its_page(city, browser, at):
    (mandate,) = city.members[0].mandates.all()
    amended = browser.post(at("amend", mandate.public_id), {"starts_on": "2022-01-11"})
    assert amended.status_code == 302
    ended = {"reason": "resigned", "on": "2026-01-14", "meeting": "常委会"}
    assert browser.post(at("end", mandate.public_id), ended).status_code == 302
    assert (fresh(mandate).starts_on, fresh(mandate).end_meeting) == (date(2022, 1, 11), "常委会")


def test_bodies_are_founded_and_dissolved(city, browser, at):
    posted = {"kind": "branch", "name": "第一党支部", "starts_on": "2026-01-10"}
    assert browser.post(at("found_body"), posted).status_code == 422
    host = BodyFactory(assembly=city.assembly).host
    assert browser.post(at("found_body"), posted | {"host": host.pk}).status_code == 302
    body = Body.objects.get(name="第一党支部")
    assert "第一党支部" in browser.get(at("bodies")).content.decode()
    assert browser.post(at("dissolve", body.public_id), {"on": "2026-01-14"}).status_code == 302
    assert "已撤销" in browser.get(at("body", body.public_id)).content.decode()


def test_acts_are_for_the_roll_that_one_keeps(city, client, at):
    member = city.members[0]
    (mandate,) = member.mandates.all()
    post = AppointmentFactory(assembly=city.assembly, member=member)
    reader = sign_in(client, city.member_actor(0))
    addresses = [
        at("update", member.public_id),
        at("appoint", member.public_id),
        at("identity", member.public_id),
        at("end", mandate.public_id),
        at("relieve", post.public_id),
        at("seat"),
        at("board"),
    ]
    assert {reader.get(address).status_code for address in addresses} == {404}


def test_a_states_secret_is_not_kept(city, browser, at):
    answer = browser.post(
        at("update", city.members[0].public_id), {"address": "机密★10年", "phone": "13800000000"}
    )
    assert answer.status_code == 422
    assert fresh(city.members[0]).address == ""


def test_page_costs_the_same_with_many_posts(city, browser, at):
    member, counts = city.members[0], []
    for _more in range(2):
        browser.get(at("record", member.public_id))
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(at("record", member.public_id)).status_code == 200
        counts.append(len(queries))
        for _number in range(4):
            AppointmentFactory(assembly=city.assembly, member=member)
    assert counts[0] == counts[1]


@pytest.mark.parametrize("name", ["bodies", "coverage", "conveners", "board", "pairs"])
def test_overviews_cost_the_same_with_many_bodies(city, browser, at, name):
    counts = []
    for number in range(2):
        browser.get(at(name))
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(at(name)).status_code == 200
        counts.append(len(queries))
        for _more in range(3 * (number + 1)):
            AppointmentFactory(assembly=city.assembly)
    assert counts[0] == counts[1]


def test_members_reach_their_own_page_and_correct_there(city, client, at):
    browser = sign_in(client, city.member_actor())
    home = browser.get("/me/").content.decode()
    assert at("mine") in home
    own = browser.get(at("mine"), follow=True)
    oneself = city.members[0]
    assert own.redirect_chain == [(at("record", oneself.public_id), 302)]
    assert at("correct", oneself.public_id) in own.content.decode()


def test_offices_have_no_page_of_their_own(browser, at):
    assert at("mine") not in browser.get("/me/").content.decode()
    assert browser.get(at("mine")).status_code == 404


def test_namesake_leads_to_the_merge_where_numbers_differ(city, browser, at, client):
    member = city.members[0]
    other = MemberFactory(
        assembly=city.assembly, person=PersonFactory(name=member.person.name, phone="13911110009")
    )
    page = browser.get(at("record", member.public_id)).content.decode()
    merge = at("merge", member.person.public_id, other.person.public_id)
    assert merge in page
    assert browser.get(merge).status_code == 200
    sign_in(client, city.member_actor(0))
    assert merge not in client.get(at("record", member.public_id)).content.decode()
