"""The roll: who sees what of a member, search by initials, export, one-time codes for many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.accounts import PersonFactory, UserFactory, actor, sign_in
from tests.factories.cities import staff
from tests.factories.members import MemberFactory
from tongxin.accounts.models import OneTimeCode, User
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.trail.models import Event


@pytest.fixture
def zhou(city):
    person = PersonFactory(name="周敏", pinyin="zhoumin", initials="zm", phone="13955550000")
    return MemberFactory(assembly=city.assembly, person=person, party_name="民盟盟员")


@pytest.fixture
def roll(city, client):
    def read(reader, **query):
        address = reverse("members:roll", args=[city.assembly.slug])
        return sign_in(client, reader).get(address, query)

    return read


def test_party_and_number_are_for_the_offices(city, zhou, roll):
    everything = {"cols": ["name", "party", "phone"]}
    shown = roll(city.office, **everything).content.decode()
    assert ("民盟盟员" in shown, "13955550000" in shown) == (True, True)
    shown = roll(city.member_actor(), **everything).content.decode()
    assert ("周敏" in shown, "民盟盟员" in shown, "13955550000" in shown) == (True, False, False)


def test_search_by_number_tells_only_those_who_see_numbers(city, zhou, roll):
    for reader, finds in ((city.office, True), (city.member_actor(), False)):
        assert ("周敏" in roll(reader, q="50000").content.decode()) is finds


def test_search_finds_by_initials(city, zhou, roll):
    shown = roll(city.office, q="zm").content.decode()
    assert ("周敏" in shown, str(city.members[0]) in shown) == (True, False)


def test_roll_of_another_assembly_does_not_exist(city, roll):
    assert roll(actor(Role.MEMBER_LIAISON)).status_code == 404
    assert roll(city.clerks[0]).status_code == 404


def test_list_costs_the_same_with_many_members(city, roll):
    counts = []
    for _more in range(2):
        roll(city.office)
        with CaptureQueriesContext(connection) as queries:
            assert roll(city.office).status_code == 200
        counts.append(len(queries))
        for _number in range(5):
            MemberFactory(assembly=city.assembly)
    assert counts[0] == counts[1]


def test_export_is_for_those_who_keep_the_roll(city, client):
    address = reverse("members:export", args=[city.assembly.slug])
    exported = sign_in(client, city.office).get(address)
    assert b"".join(exported.streaming_content)[:2] == b"PK"
    assert sign_in(client, city.member_actor()).get(address).status_code == 403


def test_codes_are_previewed_then_shown_once(city, client, zhou, liaison):
    active = city.members[0]
    city.member_actor(0)
    UserFactory(person=active.person, last_login=clock.now())
    address = reverse("members:code_sheets", args=[city.assembly.slug])
    sign_in(client, liaison)
    chosen = {"ids": [zhou.public_id, active.public_id]}
    preview = client.post(address, chosen)
    assert preview.context["preview"].possible == [zhou]
    assert preview.context["preview"].refused == [active]
    assert OneTimeCode.objects.count() == 0
    sheet = client.post(address, {**chosen, "confirmed": "1"})
    assert [row.name for row in sheet.context["rows"]] == ["周敏"]
    assert "no-store" in sheet["Cache-Control"]
    assert OneTimeCode.objects.get().user == User.objects.get(person=zhou.person)
    assert Event.objects.filter(act="accounts.issue_sheet_code").count() == 1


def test_codes_are_not_for_members_to_print(city, client, zhou):
    address = reverse("members:code_sheets", args=[city.assembly.slug])
    response = sign_in(client, city.member_actor()).post(address, {"ids": [zhou.public_id]})
    assert response.status_code == 404


def test_empty_roll_says_how_to_begin(db, client):
    lonely = actor(Role.MEMBER_LIAISON)
    shown = sign_in(client, lonely).get(reverse("members:roll", args=[lonely.assembly.slug]))
    assert reverse("papers:import_new", args=["members.roster"]) in shown.content.decode()


def test_general_office_may_keep_the_roll(city, roll):
    assert roll(staff(Role.GENERAL_OFFICE, city.assembly)).status_code == 200
