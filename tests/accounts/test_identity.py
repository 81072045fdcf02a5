"""Several identities: visible, switched by a POST, carried by forms; none left, a page that says so."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.factories.accounts import PersonFactory, RoleAssignmentFactory, actor, sign_in
from tongxin.accounts import identity
from tongxin.accounts.terms import Role
from tongxin.core import clock

pytestmark = pytest.mark.django_db

SWITCH = "/identity/"


@pytest.fixture
def person():
    return PersonFactory()


@pytest.fixture
def city_member(person):
    return actor(Role.MEMBER, person=person, starts_on=date(2020, 1, 1))


@pytest.fixture
def county_officer(person):
    return actor(Role.COUNTY_OFFICE, person=person, starts_on=date(2021, 1, 1))


def shown(response):
    return {each.key: each.current for each in response.context["frame"].identities}


def test_identities_stand_in_the_frame(client, city_member, county_officer):
    page = sign_in(client, city_member).get("/security/")
    member, officer = city_member.assignment.public_id, county_officer.assignment.public_id
    assert shown(page) == {member: True, officer: False}


def test_switch_changes_the_identity_and_goes_back(client, city_member, county_officer):
    sign_in(client, city_member)
    wanted = county_officer.assignment.public_id
    response = client.post(SWITCH, {"identity": wanted, "next": "/security/"})
    assert response.url == "/security/"
    assert shown(client.get("/security/"))[wanted]


def test_switch_to_somebody_elses_identity_is_refused(client, city_member):
    stranger = actor(Role.SECURITY_MANAGER)
    sign_in(client, city_member).post(SWITCH, {"identity": stranger.assignment.public_id})
    assert client.get("/people/").status_code == 404


def test_switch_never_leads_to_another_site(client, city_member):
    sign_in(client, city_member)
    wanted = city_member.assignment.public_id
    answer = client.post(SWITCH, {"identity": wanted, "next": "https://elsewhere.example/"})
    assert answer.url == "/me/"


def test_form_from_a_stale_tab_is_refused_and_its_text_kept(client, city_member, county_officer):
    sign_in(client, county_officer)
    stale = city_member.assignment.public_id
    response = client.post("/security/sessions/", {"identity": stale, "text": "写了很久的文字"})
    assert response.status_code == 409
    assert "另一个身份" in response.content.decode()
    assert "写了很久的文字" in response.content.decode()


@pytest.mark.parametrize(
    ("referer", "back"),
    [("http://testserver/people/", "http://testserver/people/"), ("http://evil.example/", "/me/")],
)
def test_refusal_leads_back_to_the_page_of_the_form(client, city_member, referer, back):
    sign_in(client, city_member)
    response = client.post("/security/sessions/", {"identity": "x"}, headers={"referer": referer})
    assert response.context["back"] == back


def test_form_of_the_present_identity_is_carried_out(client, city_member):
    sign_in(client, city_member)
    current = city_member.assignment.public_id
    assert client.post("/security/sessions/", {"identity": current}).status_code == 302


def test_check_refuses_only_another_identity(rf, city_member, county_officer):
    request = rf.post("/", {"identity": county_officer.assignment.public_id})
    request.actor = city_member
    with pytest.raises(identity.Refused):
        identity.check(request)
    request.actor = county_officer
    identity.check(request)


def test_identity_that_ended_is_not_offered(client, city_member, county_officer):
    sign_in(client, city_member)
    county_officer.assignment.ends_on = clock.today()
    county_officer.assignment.save()
    assert list(shown(client.get("/security/"))) == [city_member.assignment.public_id]


def test_nobody_left_to_be_is_told_so(client, person):
    ended = actor(Role.MEMBER, person=person, ends_on=clock.today() - timedelta(days=1))
    sign_in(client, ended)
    assert client.get("/people/").url == reverse("accounts:no_identity")
    page = client.get("/identity/none/").content.decode()
    assert "都已结束" in page
    assert client.get("/security/").status_code == 200


def test_identity_begins_on_its_day(client, person, city_member):
    tomorrow = clock.today() + timedelta(days=1)
    RoleAssignmentFactory(person=person, role=Role.REVIEWER, starts_on=tomorrow)
    assert len(shown(sign_in(client, city_member).get("/security/"))) == 1
